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
exec "$root/.venv/bin/llmdesk" "$@"
