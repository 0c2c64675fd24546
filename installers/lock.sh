#!/usr/bin/env bash
# Write the lock files anew: the newest versions that pyproject.toml allows, each with its hashes, for all
# systems and Pythons at once. Needs uv (pip install uv) and PyPI. Run the tests before you commit the result.
#   locked/run.txt   what llmdesk needs to run, and the bundle ships
#   locked/dev.txt   the same versions, and the tools for tests and bundles
# A file that is there keeps its versions; name packages to bring them up to date (--all: every one):
#   installers/lock.sh [--all | PACKAGE…]
set -euo pipefail
cd "$(dirname "$0")/.."
options=(--universal --generate-hashes --python-version 3.11 --no-header --quiet)
for package in "$@"; do
  if [ "$package" = --all ]; then options+=(--upgrade); else options+=(--upgrade-package "$package"); fi
done
uv pip compile "${options[@]}" pyproject.toml --output-file installers/locked/run.txt
# The shared packages have the versions of run.txt, so that what is tested is what ships.
uv pip compile "${options[@]}" --extra dev --constraints installers/locked/run.txt pyproject.toml \
  --output-file installers/locked/dev.txt
