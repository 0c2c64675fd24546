#!/usr/bin/env bash
# Set llmdesk up in .venv and open the window. The first time it takes some minutes, later a second.
# llama-cpp-python builds with Metal by itself.
set -euo pipefail
# shellcheck source=installers/macos/prepare.sh
source "$(dirname "$0")/prepare.sh"
cd "$root"
if [ ! -x .venv/bin/llmdesk ]; then
  install_system_tools
  install_environment .venv run .
fi
exec .venv/bin/llmdesk "$@"
