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
# What needs neither window nor model runs beside the tests of the window, which leave a core free; what runs a
# model needs all cores and comes after.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
.venv/bin/pytest tests/patterns tests/store tests/tools -m "not model and not bilingual" >"$log" 2>&1 &
beside=$!
trap 'kill "$beside" 2>/dev/null || true' INT TERM
status=0
.venv/bin/pytest tests/ui || status=$?
wait "$beside" || status=$?
.venv/bin/pytest tests/tools -m "model or bilingual" || status=$?
.venv/bin/pytest tests --ignore=tests/ui --ignore=tests/tools --ignore=tests/store --ignore=tests/patterns || status=$?
cat "$log"
exit "$status"
