# shellcheck shell=bash
# What start.sh, test.sh and build.sh have in common: the system's tools, and Python's packages in a folder.
# Source it. Asks before it installs; does nothing where all is there. Written for macOS's own bash 3.2.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

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

# install_environment OPTION…: Python's packages as locked, llama.cpp compiled with its progress, and the
# starter model; see environment.py.
install_environment() {
  "$(find_python)" "$root/installers/environment.py" "$@"
}
