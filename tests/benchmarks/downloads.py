"""How fast a download is, sha256 included, beside `curl` from the same server on loopback.

python -m tests.benchmarks.downloads [--megabytes N] [--rounds N] [--folder DIR]

Each of the three is a process of its own; the server sends with `sendfile`. A folder in memory
(/dev/shm) leaves the disk out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
REPO, FILE = "maker/large", "large.gguf"


@dataclass(frozen=True)
class Round:
    """Bytes a second of each, and the memory of llmdesk's process in bytes."""

    curl: float
    llmdesk: float
    memory: int


@contextmanager
def serving(file: Path) -> Iterator[str]:
    """The endpoint of a server for `file`."""
    command = [sys.executable, "-m", "tests.models.hub_server", str(file)]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip()
    finally:
        server.communicate("", timeout=30)


def compare(endpoint: str, folder: Path) -> Round:
    """One download with each; the files are removed."""
    target = folder / "curl.gguf"
    url = f"{endpoint}/{REPO}/resolve/{'1' * 40}/{FILE}"
    command = ["curl", "-s", "--noproxy", "*", "-o", str(target), "-w", "%{speed_download}", url]
    speed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    size = target.stat().st_size
    target.unlink()
    command = [sys.executable, "-m", "tests.models.downloading", endpoint, REPO, FILE, str(folder / "models")]
    found = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    shutil.rmtree(folder / "models")
    return Round(float(speed), size / found["seconds"], found["memory"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--megabytes", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        with (folder / FILE).open("wb") as stream:
            for _ in range(options.megabytes):
                stream.write(os.urandom(1_000_000))
        with serving(folder / FILE) as endpoint:
            rounds = [compare(endpoint, folder) for _ in range(options.rounds)]
    for one in rounds:
        ratio = one.llmdesk / one.curl
        print(f"curl {one.curl / 1e6:6.0f} MB/s   llmdesk {one.llmdesk / 1e6:6.0f} MB/s   {ratio:.2f}"
              f"   {one.memory / 1e6:.0f} MB")  # fmt: skip
    best = max(one.llmdesk for one in rounds) / max(one.curl for one in rounds)
    middle = statistics.median(one.llmdesk / one.curl for one in rounds)
    print(f"best of each: {best:.2f} of curl, median of the rounds: {middle:.2f} (bar 0.9)")


if __name__ == "__main__":
    main()
