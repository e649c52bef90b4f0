# SPDX-License-Identifier: LGPL-2.1-or-later
# Completion of appmanage for bash: the program itself knows what can follow.
_appmanage() {
    mapfile -t COMPREPLY < <(appmanage complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _appmanage appmanage
