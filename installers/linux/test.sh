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
# Where a system forbids it, too: else each of hundreds of children compiles llmdesk anew.
unset PYTHONDONTWRITEBYTECODE
# What needs neither window nor model runs beside the tests of the window, which leave a core free; what runs a
# model or whole programs needs all cores and comes after.
whole=(tests/engine tests/e2e tests/cluster)
parts=(tests --ignore=tests/ui "${whole[@]/#/--ignore=}")
log=$(mktemp)
trap 'rm -f "$log"' EXIT
set -m # its tests of Ctrl-C need the signal, which bash has a job in the background ignore otherwise
.venv/bin/pytest "${parts[@]}" -m "not model and not bilingual" </dev/null >"$log" 2>&1 &
beside=$!
set +m
trap 'kill "$beside" 2>/dev/null || true' INT TERM
status=0
.venv/bin/pytest tests/ui || status=$?
wait "$beside" || status=$?
.venv/bin/pytest "${parts[@]}" --ignore=tests/patterns -m "model or bilingual" || status=$?
.venv/bin/pytest "${whole[@]}" || status=$?
cat "$log"
exit "$status"
