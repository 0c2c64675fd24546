#!/usr/bin/env bash
# Set up a development environment in .venv and run all tests. One command, from nothing, as start.sh.
#   installers/linux/test.sh [WORDS OF pytest…]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=installers/linux/system.sh
. "$root/installers/linux/system.sh"
bring_system tools window tests
"$python" "$root/installers/environment.py" --dev
cd "$root"
exec .venv/bin/pytest "$@"
