#!/usr/bin/env bash
# Set a development environment up in .venv and run all tests.
set -euo pipefail
# shellcheck source=installers/macos/prepare.sh
source "$(dirname "$0")/prepare.sh"
cd "$root"
install_system_tools
install_environment --dev
exec .venv/bin/pytest "$@"
