"""The same over Google's protocol; skipped where its emulator or pyarrow is absent."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.cluster.storage.objects import Objects
from llmdesk.cluster.storage.places import place_of
from llmdesk.outputs import OutputExists
from tests.cluster.storage.test_stored import ends, job
from tests.servers.ports import free_port
from tests.tools.tables.shouting import Shouter


@pytest.fixture
def behind() -> Iterator[str]:
    """What stands behind the addresses of this store."""
    pytest.importorskip("pyarrow.fs")
    emulator = pytest.importorskip("gcp_storage_emulator.server")
    logging.getLogger("gcp_storage_emulator").setLevel(logging.CRITICAL)
    port = free_port()
    server = emulator.create_server("127.0.0.1", port, in_memory=True, default_bucket="bucket")
    server.start()
    yield f"?endpoint_override=127.0.0.1:{port}&scheme=http"
    server.stop()


def test_a_stopped_job_goes_on_there(behind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = Objects(place_of(f"gs://anonymous@bucket/x{behind}"))
    for number in range(3):
        rows = "".join(f"{number},row {row}\n" for row in range(number * 100, number * 100 + 100))
        store.write(f"bucket/in/{number}.csv", f"id,comment\n{rows}".encode())
    folder, out = f"gs://anonymous@bucket/in{behind}", f"gs://anonymous@bucket/out.csv{behind}"
    cancel = CancelToken()
    stopped = job(folder, out, on_result=ends(150, cancel.cancel), cancel=cancel)
    assert not stopped.complete
    again = Shouter()
    result = job(folder, out, again, resume=True)
    assert (result.rows, result.kept) == (300, stopped.rows)
    assert len(again.seen) == 300 - stopped.rows
    assert [each.path for each in store.within("bucket")] == [
        "bucket/in/0.csv", "bucket/in/1.csv", "bucket/in/2.csv", "bucket/out.csv",
    ]  # fmt: skip
    with pytest.raises(OutputExists):
        job(folder, out)
