#compdef appmanage
# SPDX-License-Identifier: LGPL-2.1-or-later
# Completion of appmanage for zsh: the program itself knows what can follow.
_appmanage() {
    local -a candidates
    candidates=("${(@f)$(appmanage complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    compadd -a candidates
}
# zsh loads this file at the first completion, whose words are still to be completed; otherwise a shell has sourced it.
if [ "${funcstack[1]}" = _appmanage ]; then
    _appmanage
else
    compdef _appmanage appmanage
fi
