# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=sh disable=SC2034,SC2154
# Whether the app is ready: its health checks say so or, where its web port has none, the port answers.

# A ClientHello of TLS 1.2 without a server name: a TLS server answers with its handshake or with an alert.
tls_hello='\026\003\001\000\141\001\000\000\135\003\003appmanage-looks-if-you-are-ready\000\000\020\300\057\300\060\300\053\300\054\000\234\000\235\000\057\000\065\001\000\000\044\000\012\000\010\000\006\000\035\000\027\000\030\000\013\000\002\001\000\000\015\000\016\000\014\004\001\004\003\005\001\006\001\010\004\002\001'
http_hello='GET / HTTP/1.0\r\nHost: localhost\r\n\r\n'

# Docker's proxy accepts a connection before the app does, so only a byte from the app proves anything.
says_something() { # address, port, what to send
    # shellcheck disable=SC2016 # the inner shell expands its own $1
    timeout 5 bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf "$3" >&3 && [ "$(head -c 1 <&3 | wc -c)" -eq 1 ]' \
        probe "$1" "$2" "$3" 2>/dev/null
}

# The port is asked where it is published, in its own scheme first. bash has the only client that every host has.
answers() {
    read_first "$job/probe"
    [ -n "$line" ] || return 0
    command -v bash >/dev/null || return 0
    scheme=${line%% *}
    port=${line##* }
    address=${line#* }
    address=${address%% *}
    case $address in "" | - | 0.0.0.0) address=127.0.0.1 ;; ::) address=::1 ;; esac
    if [ "$scheme" = https ]; then
        says_something "$address" "$port" "$tls_hello" || says_something "$address" "$port" "$http_hello"
    else
        says_something "$address" "$port" "$http_hello" || says_something "$address" "$port" "$tls_hello"
    fi
}

# Seconds after which the job is over whatever the app does. The containers, and a probe, say how it is from then on.
patience=${APPMANAGE_PATIENCE:-600}

# Ends when the app is ready, or when waiting longer would tell no more. Sets $ready where it
# is, $unanswered where it did not answer in time.
await_ready() {
    before=$(daemon)
    began=$(uptime)
    pause=2
    trouble=
    crashes=0
    crashed=
    unanswered=
    ready=
    while :; do
        # Docker may be away for a while: nothing is known then.
        now=$(states 2>/dev/null) || { sleep 0.5; continue; }
        # A new daemon does not start again what it found running and killed.
        if [ "$(daemon)" != "$before" ]; then
            before=$(daemon)
            may_be_lost=yes
            step create bring_up
            continue
        fi
        elapsed=$(($(uptime) - began))
        # A crash loop looks well in between. An app that waits for a database crashes a few times, too.
        case $now in
        *restarting*)
            [ ! "$may_be_lost" ] || heal >/dev/null 2>>"$job/log"
            [ "$crashed" ] || crashes=$((crashes + 1))
            crashed=yes ;;
        *) crashed= ;;
        esac
        [ "$crashes" -lt 8 ] || return 0
        case $now in
        *restarting* | *unhealthy* | *dead*)
            # The containers stay in trouble: their status says what it is.
            [ -n "$trouble" ] || trouble=$elapsed
            [ "$((elapsed - trouble))" -lt 15 ] || return 0 ;;
        *"health: starting"*) trouble= ;;
        *)
            trouble=
            if answers; then ready=yes && return; fi
            # No container runs that could answer.
            case "
$now" in *"
running"*) ;; *) return 0 ;; esac
            ;;
        esac
        if [ "$elapsed" -ge "$patience" ]; then
            unanswered=yes
            return
        fi
        # Most apps are ready soon, and an admin is waiting.
        [ "$elapsed" -lt 10 ] || pause=5
        sleep "0.$pause"
    done
}
