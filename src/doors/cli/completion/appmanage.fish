# SPDX-License-Identifier: LGPL-2.1-or-later
# Completion of appmanage for fish: the program itself knows what can follow.
function __appmanage_complete
    set -l words (commandline -opc) (commandline -ct)
    appmanage complete -- $words[2..-1] 2>/dev/null
end
complete -c appmanage -f -a '(__appmanage_complete)'
