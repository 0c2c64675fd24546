#!/usr/bin/env bash
# Set llmdesk up in .venv and open the window. The first time it takes some minutes, later a second.
# llama-cpp-python builds with Metal by itself.
set -euo pipefail
# shellcheck source=installers/macos/prepare.sh
source "$(dirname "$0")/prepare.sh"
cd "$root"
install_system_tools
# shellcheck disable=SC2119 # the script's words are llmdesk's
install_environment
exec .venv/bin/llmdesk "$@"
