"""A job whose table and output lie in an object store: a server that speaks S3 over HTTP."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.cluster.storage import blocks
from llmdesk.cluster.storage.failures import StorageError
from llmdesk.cluster.storage.objects import Objects
from llmdesk.cluster.storage.places import place_of
from llmdesk.cluster.storage.staging import Staging
from llmdesk.errors import Cancelled
from llmdesk.outputs import OutputExists
from llmdesk.tools.tables import JobResult, TableError, run_job
from tests.cluster.storage.conftest import SECRET
from tests.tools.tables.shouting import Shout, Shouter

ROWS = 300


@pytest.fixture(autouse=True)
def _temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.chdir(tmp_path)


def parquet(rows: range) -> bytes:
    import pyarrow
    import pyarrow.parquet

    stream = io.BytesIO()
    table = pyarrow.table({"id": list(rows), "comment": [f"row {number}" for number in rows]})
    pyarrow.parquet.write_table(table, stream)
    return stream.getvalue()


@pytest.fixture
def folder(bucket: str, store: Objects) -> str:
    for number in range(3):
        rows = range(number * 100, number * 100 + 100)
        store.write(f"{bucket}/in/part-{number}.parquet", parquet(rows))
    store.write(f"{bucket}/in/_SUCCESS", b"")
    store.write(f"{bucket}/in/notes.txt", b"Not a table.")
    return f"s3://{bucket}/in"


def job(
    table: str | Path,
    out: str,
    worker: Shouter | None = None,
    *,
    kept: Path = Path("kept"),
    overwrite: bool = False,
    resume: bool = False,
    **options: Any,
) -> JobResult:
    source = place_of(table) if isinstance(table, str) else table
    with Staging(kept) as staging:
        target = staging.output(place_of(out), source, overwrite=overwrite, resume=resume)
        path = source if isinstance(source, Path) else staging.table(source, lambda _done, _all: None)
        return run_job(
            path, ("comment",), target, worker or Shouter(), resume=resume, overwrite=overwrite,
            copy=staging.copy, **options,
        )  # fmt: skip


def ends(at: int, how: Callable[[], object]) -> Callable[[Shout], None]:
    done = 0

    def on_result(_result: Shout) -> None:
        nonlocal done
        done += 1
        if done == at:
            how()

    return on_result


def names(store: Objects, bucket: str) -> list[str]:
    return [each.path.removeprefix(f"{bucket}/") for each in store.within(bucket)]


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_a_folder_of_parquet_there_and_an_output_there(
    suffix: str, folder: str, bucket: str, store: Objects, tmp_path: Path
) -> None:
    before = names(store, bucket)
    result = job(folder, f"s3://{bucket}/out/new{suffix}")
    assert (result.rows, result.complete) == (ROWS, True)
    assert sorted(names(store, bucket)) == sorted([*before, f"out/new{suffix}"])
    for number in range(3):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"part-{number}.parquet").write_bytes(
            store.read(f"{bucket}/in/part-{number}.parquet")
        )
    run_job(tmp_path / "in", ("comment",), tmp_path / f"home{suffix}", Shouter())
    assert store.read(f"{bucket}/out/new{suffix}") == (tmp_path / f"home{suffix}").read_bytes()
    assert not list((tmp_path / "tmp").iterdir())


def test_a_single_object_and_a_file_of_this_computer(bucket: str, store: Objects, tmp_path: Path) -> None:
    store.write(f"{bucket}/one.csv", b"id,comment\n1,one\n")
    assert job(f"s3://{bucket}/one.csv", f"s3://{bucket}/new.csv").rows == 1
    (tmp_path / "in.csv").write_text("id,comment\n1,one\n2,two\n")
    assert job(tmp_path / "in.csv", f"s3://{bucket}/two.csv").rows == 2
    assert b"TWO" in store.read(f"{bucket}/two.csv")


def test_a_stopped_job_goes_on_on_another_computer(
    folder: str, bucket: str, store: Objects, tmp_path: Path
) -> None:
    """Nothing of the first one is here any more: its rows come from the store."""
    job(folder, f"s3://{bucket}/whole.csv")
    cancel, out = CancelToken(), f"s3://{bucket}/out.csv"
    stopped = job(folder, out, on_result=ends(150, cancel.cancel), cancel=cancel)
    assert not stopped.complete
    assert not list((tmp_path / "tmp").iterdir())
    assert any(name.startswith("out.csv.progress/") for name in names(store, bucket))
    again = Shouter()
    result = job(folder, out, again, resume=True)
    assert result.kept == stopped.rows >= 150
    assert len(again.seen) == ROWS - result.kept
    assert store.read(f"{bucket}/out.csv") == store.read(f"{bucket}/whole.csv")
    assert not any("progress" in name for name in names(store, bucket))


def test_what_a_killed_job_kept_is_not_done_again(
    folder: str, bucket: str, store: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A killed process leaves what its blocks have, and nothing of it ends in order."""
    out, slow = f"s3://{bucket}/out.csv", Shouter(before=lambda _seen: time.sleep(0.003))

    def killed() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as changed:
        changed.setattr(blocks, "_EVERY_S", 0.05)
        changed.setattr(blocks, "_BLOCK", 500)
        changed.setattr(blocks.KeptBlocks, "close", lambda kept: kept._ended.set())
        with pytest.raises(KeyboardInterrupt):
            job(folder, out, slow, on_result=ends(200, killed))
    assert sum("progress" in name for name in names(store, bucket)) > 3
    again = Shouter()
    result = job(folder, out, again, resume=True)
    assert 0 < result.kept <= 200
    assert (len(again.seen), result.rows) == (ROWS - result.kept, ROWS)


def test_nothing_there_is_replaced_unless_it_is_said(folder: str, bucket: str, store: Objects) -> None:
    out = f"s3://{bucket}/out.csv"
    store.write(f"{bucket}/out.csv", b"somebody's")
    for resume in (False, True):
        with pytest.raises(OutputExists):
            job(folder, out, resume=resume)
    cancel = CancelToken()
    job(folder, out, overwrite=True, on_result=ends(150, cancel.cancel), cancel=cancel)
    assert store.read(f"{bucket}/out.csv") == b"somebody's"
    assert job(folder, out, resume=True).kept >= 150  # that it may be replaced was said when it began
    assert store.read(f"{bucket}/out.csv").startswith(b"\xef\xbb\xbfid,")
    with pytest.raises(OutputExists):
        job(folder, out)


def test_what_came_meanwhile_is_not_replaced_and_no_row_is_lost(
    folder: str, bucket: str, store: Objects
) -> None:
    out = f"s3://{bucket}/out.csv"
    came = ends(200, lambda: store.write(f"{bucket}/out.csv", b"came"))
    with pytest.raises(OutputExists):
        job(folder, out, on_result=came)
    assert store.read(f"{bucket}/out.csv") == b"came"
    store.remove(f"{bucket}/out.csv")
    assert job(folder, out, resume=True).kept == ROWS


def test_two_jobs_do_not_write_the_same_output(folder: str, bucket: str, store: Objects) -> None:
    out = f"s3://{bucket}/out.csv"
    cancel = CancelToken()
    other = ends(100, lambda: job(folder, out, on_result=ends(100, cancel.cancel), cancel=cancel))
    with pytest.raises(StorageError, match="Another job"):
        job(folder, out, on_result=other)
    assert job(folder, out, resume=True).rows == ROWS


def test_a_table_that_changed_is_not_gone_on_with(folder: str, bucket: str, store: Objects) -> None:
    cancel, out = CancelToken(), f"s3://{bucket}/out.csv"
    job(folder, out, on_result=ends(150, cancel.cancel), cancel=cancel)
    store.write(f"{bucket}/in/part-3.parquet", parquet(range(2)))
    with pytest.raises(TableError, match="cannot be resumed"):
        job(folder, out, resume=True)
    assert job(folder, out).rows == ROWS + 2


@pytest.mark.parametrize("out", ["in/out.csv", "in/part-0.parquet", "in/more/x.jsonl"])
def test_an_output_among_what_is_read_is_refused(out: str, folder: str, bucket: str) -> None:
    with pytest.raises(StorageError, match="among the files"):
        job(folder, f"s3://{bucket}/{out}", overwrite=True)


def test_what_is_wrong_there_is_told_before_a_row_is_read(
    folder: str, bucket: str, store: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, out = Shouter(), f"s3://{bucket}/out.csv"
    with pytest.raises(StorageError, match="no table"):
        job(f"s3://{bucket}/none", out, worker)
    store.write(f"{bucket}/bad/x.csv", b"comment\none\n")
    store.write(f"{bucket}/bad/a:b.csv", b"comment\none\n")
    with pytest.raises(StorageError, match="no file can have"):
        job(f"s3://{bucket}/bad", out, worker)
    with pytest.raises(StorageError, match="does not do what is asked"):
        job(folder, "s3://no-such-bucket/out.csv", worker)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(StorageError) as caught:
        job(folder, out, worker)
    assert SECRET not in str(caught.value)
    assert not worker.seen


def test_what_is_no_one_table_is_told_before_it_is_fetched(
    folder: str, bucket: str, store: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(f"{bucket}/in/more/x.csv", b"id,comment\n1,one\n")
    monkeypatch.setattr(Objects, "fetch", lambda *_: pytest.fail("it was fetched"))
    with pytest.raises(TableError, match=r"more/x\.csv"):
        job(folder, f"s3://{bucket}/out.csv")


def test_a_fetching_that_is_left_leaves_nothing(
    folder: str, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with Ctrl-C, which does not wait for the store."""
    begun, left, ended = threading.Event(), threading.Event(), list[BaseException]()

    def look(_done: int, _all: int) -> None:
        begun.set()
        left.wait(10)

    def fetch(staging: Staging) -> None:
        try:
            staging.table(place_of(folder), look)
        except Cancelled as error:
            ended.append(error)

    with Staging(tmp_path / "kept") as staging:
        fetching = threading.Thread(target=fetch, args=(staging,))
        fetching.start()
        assert begun.wait(10)
    left.set()
    fetching.join(10)
    assert len(ended) == 1
    assert not list((tmp_path / "tmp").iterdir())


def test_a_broken_file_there_is_told_by_its_name(folder: str, bucket: str, store: Objects) -> None:
    store.write(f"{bucket}/in/part-1.parquet", store.read(f"{bucket}/in/part-1.parquet")[:-9])
    worker = Shouter()
    with pytest.raises(TableError, match=r"part-1\.parquet"):
        job(folder, f"s3://{bucket}/out.csv", worker)
    assert not worker.seen
    assert not any("progress" in name for name in names(store, bucket))


def test_a_store_that_goes_away_costs_no_row(
    folder: str, bucket: str, store: Objects, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What could not be put there stays here, and the same table goes on behind it."""
    out, real = f"s3://{bucket}/out.csv", Objects.write

    def refused(objects: Objects, path: str, data: bytes) -> None:
        raise StorageError("The store is gone.")

    cancel = CancelToken()

    def gone() -> None:
        monkeypatch.setattr(Objects, "write", refused)
        cancel.cancel()

    with pytest.raises(StorageError, match="kept on this computer"):
        job(folder, out, kept=tmp_path / "kept", cancel=cancel, on_result=ends(150, gone))
    monkeypatch.setattr(Objects, "write", real)
    kept = tmp_path / "kept" / "out.csv" / "out.csv"
    assert (kept.parent / "out.csv.progress").stat().st_size > 150 * 20
    with Staging(tmp_path / "kept") as staging:
        table = staging.table(place_of(folder), lambda _done, _all: None)
        result = run_job(table, ("comment",), kept, Shouter(), resume=True)
    assert result.kept >= 150


def test_a_job_that_was_taken_over_says_so_while_it_works(
    folder: str, bucket: str, store: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "_EVERY_S", 0.05)
    out = f"s3://{bucket}/out.csv"
    steal = ends(70, lambda: store.write(f"{bucket}/out.csv.progress/current", b"{}"))
    slow = Shouter(before=lambda _seen: time.sleep(0.01))
    with pytest.raises(StorageError, match="Another job"):
        job(folder, out, slow, on_result=steal)
    assert len(slow.seen) < ROWS
