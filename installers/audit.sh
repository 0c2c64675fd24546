#!/usr/bin/env bash
# Ask the Python Packaging Advisory Database about every version in locked/run.txt, which is what ships.
# Needs pip-audit (pip install pip-audit) and PyPI itself: a mirror without PyPI's JSON interface cannot
# answer, and then this fails instead of saying that all is well.
#
# Exceptions, each with its reason:
# - GHSA-w8v5-vhqr-4h9v (CVE-2025-69872), diskcache: unpickles what lies in its cache folder. It comes with
#   llama-cpp-python, whose disk cache llmdesk never makes: no folder is opened, nothing is unpickled.
set -euo pipefail
cd "$(dirname "$0")"
report=$(mktemp)
trap 'rm -f "$report"' EXIT
status=0
pip-audit --strict --disable-pip --require-hashes --requirement locked/run.txt \
  --ignore-vuln GHSA-w8v5-vhqr-4h9v --ignore-vuln CVE-2025-69872 2>&1 | tee "$report" || status=$?
if grep -q "could not be audited" "$report"; then
  echo "Some packages could not be looked up; this is no clean result. Run it where PyPI can be reached." >&2
  exit 2
fi
exit "$status"
