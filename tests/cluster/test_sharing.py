"""A table that many copies of a worker work on is the one that a single worker makes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.cluster import sharing
from llmdesk.cluster.failures import ClusterError
from llmdesk.cluster.sharing import Places, SharingWorker
from llmdesk.errors import UserError
from llmdesk.tools.tables import Worker, run_job
from tests.cluster.places import ThreadPlaces
from tests.tools.tables.scoring import ROWS, write_csv
from tests.tools.tables.shouting import Shout, Shouter


def shared(make: Callable[[Worker[Shout]], Places]) -> Callable[[Worker[Shout]], Worker[Shout]]:
    return lambda worker: SharingWorker(worker, make)


def copies(delay: float = 0.0) -> Callable[[], Shouter]:
    """Each takes now and then longer, so that blocks are done in any order."""
    drawn = random.Random(1)

    def copy() -> Shouter:
        made = Shouter(before=lambda seen: time.sleep(delay * drawn.random()) if seen % 64 == 0 else None)
        made.take({"end": str(ROWS)})
        return made

    return copy


@pytest.fixture
def alone(tmp_path: Path) -> bytes:
    out = tmp_path / "alone.csv"
    run_job(write_csv(tmp_path / "in.csv"), ("comment",), out, Shouter())
    return out.read_bytes()


def test_the_output_is_that_of_one_worker(tmp_path: Path, alone: bytes) -> None:
    places = ThreadPlaces(copies(0.02))
    out = tmp_path / "out.csv"
    result = run_job(tmp_path / "in.csv", ("comment",), out, Shouter(), sharing=shared(lambda _: places))
    assert result.complete
    assert out.read_bytes() == alone
    assert min(places.blocks) > 3  # all of them worked
    assert set(places.sizes[:-1]) == {64}


def test_what_a_machine_had_when_it_ended_is_done_by_others(tmp_path: Path, alone: bytes) -> None:
    dead: list[int] = []

    def dies(place: int, blocks: int) -> bool:
        if blocks in (2, 5) and place == 1:
            dead.append(place)
            return True
        return False

    places = ThreadPlaces(copies(0.01), dies=dies)
    out = tmp_path / "out.csv"
    run_job(tmp_path / "in.csv", ("comment",), out, Shouter(), sharing=shared(lambda _: places))
    assert dead == [1, 1]
    assert out.read_bytes() == alone


def test_rows_that_end_every_machine_end_the_job_and_what_is_done_is_kept(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    places = ThreadPlaces(copies(), dies=lambda _place, blocks: blocks > 4)
    with pytest.raises(ClusterError, match="several times"):
        run_job(path, ("comment",), out, Shouter(), sharing=shared(lambda _: places))
    assert places.stopped.wait(5)
    again = Shouter()
    assert run_job(path, ("comment",), out, again, resume=True).kept >= 64
    assert len(again.seen) < ROWS


def test_a_stopped_job_goes_on_at_home(tmp_path: Path, alone: bytes) -> None:
    out, cancel = tmp_path / "out.csv", CancelToken()
    places = ThreadPlaces(copies(0.02))

    def on_result(_result: Shout) -> None:
        if sum(places.blocks) > 12:
            cancel.cancel()

    stopped = run_job(
        tmp_path / "in.csv", ("comment",), out, Shouter(), sharing=shared(lambda _: places),
        on_result=on_result, cancel=cancel,
    )  # fmt: skip
    assert not stopped.complete
    assert 0 < stopped.rows < ROWS
    assert places.stopped.is_set()
    at_home = Shouter()
    assert run_job(tmp_path / "in.csv", ("comment",), out, at_home, resume=True).kept == stopped.rows
    assert out.read_bytes() == alone


def test_what_a_worker_raises_there_ends_the_job_here(tmp_path: Path) -> None:
    def broken() -> Shouter:
        def raises(_seen: int) -> None:
            raise UserError("The model is not there.")

        return Shouter(before=raises)

    path = write_csv(tmp_path / "in.csv")
    with pytest.raises(UserError, match="not there"):
        run_job(
            path, ("comment",), tmp_path / "o.csv", Shouter(), sharing=shared(lambda _: ThreadPlaces(broken))
        )


def test_a_cluster_without_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_PATIENCE_S", 0.2)
    places = ThreadPlaces(copies(), count=0)
    path = write_csv(tmp_path / "in.csv", 3)
    with pytest.raises(ClusterError, match="takes the work"):
        run_job(path, ("comment",), tmp_path / "o.csv", Shouter(), sharing=shared(lambda _: places))


def test_no_more_blocks_are_read_than_can_be_done(tmp_path: Path) -> None:
    """A machine that hangs does not let the results of all others fill the memory."""
    most = 0

    class Slow(ThreadPlaces):
        def give(self, place: int, block: object) -> object:  # type: ignore[override]
            nonlocal most
            most = max(most, sum(self.blocks) - done)
            return super().give(place, block)  # type: ignore[arg-type]

    done = rows = 0

    def on_result(_result: Shout) -> None:
        nonlocal rows, done
        rows += 1
        done = rows // 70  # blocks of 64 that were worked on have 70 rows with the empty ones

    places = Slow(copies(0.05), count=2)
    path = write_csv(tmp_path / "in.csv")
    run_job(
        path,
        ("comment",),
        tmp_path / "o.csv",
        Shouter(),
        sharing=shared(lambda _: places),
        on_result=on_result,
    )
    assert most <= 2 * 4 + 2


def test_a_worker_whose_rows_depend_on_each_other_is_not_shared_out() -> None:
    class Counting(Shouter):
        row_by_row = False

    with pytest.raises(ClusterError, match="cannot be shared"):
        SharingWorker(Counting(), lambda _: ThreadPlaces(copies()))
