#!/usr/bin/env bash
# Set llmdesk up and open its window (without a screen: a chat in the terminal). One command, from
# nothing: the system's packages where they are missing, then .venv, then llmdesk with its words.
#   installers/linux/start.sh [WORDS OF llmdesk…]
# A second run starts at once. CMAKE_ARGS, CFLAGS and CXXFLAGS reach the build of llama.cpp.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=installers/linux/system.sh
. "$root/installers/linux/system.sh"
bring_system tools window
"$python" "$root/installers/environment.py"
somebody_is_there() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ -t 0 ] || [ -p /dev/stdin ] || [ -S /dev/stdin ] || [ -s /dev/stdin ]
}
if [ $# = 0 ] && ! somebody_is_there; then
    echo 'llmdesk is set up. There is no screen and nobody at a terminal: one answer, to show that it works.'
    set -- chat --no-save 'Name three colours of autumn leaves.'
fi
exec "$root/.venv/bin/llmdesk" "$@"
