#compdef appmanage
# SPDX-License-Identifier: LGPL-2.1-or-later
# Completion of appmanage for zsh: the program itself knows what can follow.
_appmanage() {
    local -a candidates
    candidates=("${(@f)$(appmanage complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    compadd -a candidates
}
compdef _appmanage appmanage
