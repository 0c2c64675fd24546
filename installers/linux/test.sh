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
if [ $# -gt 0 ]; then
    exec .venv/bin/pytest "$@"
fi
# The tests of patterns compute for minutes, alone and with one core: they run beside those of the window, which
# leave one free. What runs a model needs all cores and comes after.
patterns=$(mktemp)
trap 'rm -f "$patterns"' EXIT
.venv/bin/pytest tests/patterns >"$patterns" 2>&1 &
beside=$!
trap 'kill "$beside" 2>/dev/null || true' INT TERM
status=0
.venv/bin/pytest tests/ui || status=$?
wait "$beside" || status=$?
.venv/bin/pytest tests --ignore=tests/ui --ignore=tests/patterns || status=$?
cat "$patterns"
exit "$status"
