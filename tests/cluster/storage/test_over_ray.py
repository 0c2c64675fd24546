"""What a job over Ray has done when its process is killed is not done again; skipped without Ray."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.cluster.storage.objects import Objects
from llmdesk.tools.tables import run_job
from tests.tools.tables.shouting import Shouter

ROWS, PARTS = 9000, 3
TIMEOUT_S = 120.0


@pytest.fixture
def place() -> Iterator[Path]:
    pytest.importorskip("ray")
    # The names of Ray's sockets have room for a short one only.
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def test_a_killed_job_goes_on_from_what_the_store_has(
    place: Path, bucket: str, store: Objects, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    for part in range(PARTS):
        rows = "".join(f"{n},row {n}\n" for n in range(part * ROWS // PARTS, (part + 1) * ROWS // PARTS))
        text = f"id,comment\n{rows}".encode()
        store.write(f"{bucket}/in/{part}.csv", text)
        (tmp_path / "in" / f"{part}.csv").write_bytes(text)
    line = [
        sys.executable,
        "-m",
        "tests.cluster.storage.ray_job",
        f"s3://{bucket}/in",
        f"s3://{bucket}/out.csv",
    ]
    environment = {**os.environ, "TMPDIR": str(place)}
    first = subprocess.Popen(line, env=environment)
    ends, kept = time.monotonic() + TIMEOUT_S, 0
    while kept < 10_000 and time.monotonic() < ends:
        assert first.poll() is None, "it ended before it could be killed"
        time.sleep(0.2)
        kept = sum(each.size for each in store.within(f"{bucket}/out.csv.progress"))
    first.kill()
    first.wait()
    assert kept >= 10_000, "bytes"
    assert store.find(f"{bucket}/out.csv") is None
    again = subprocess.run(line, env=environment, capture_output=True, text=True, timeout=TIMEOUT_S)
    assert again.returncode == 0, again.stderr
    rows_done, rows_kept = map(int, again.stdout.split()[-2:])
    assert rows_done == ROWS
    assert 100 < rows_kept < ROWS
    run_job(tmp_path / "in", ("comment",), tmp_path / "alone.csv", Shouter())
    assert store.read(f"{bucket}/out.csv") == (tmp_path / "alone.csv").read_bytes()
    assert [each.path for each in store.within(f"{bucket}/out.csv.progress")] == []
