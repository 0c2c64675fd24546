"""Fixtures of the reader process's tests: none is kept from test to test where it could matter."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.tools.reading import end_readers, pool, process
from tests.tools.reading import entries


@pytest.fixture
def fresh() -> Iterator[None]:
    """No process waits for work, before and after."""
    end_readers()
    yield
    end_readers()


@pytest.fixture
def going_wrong(fresh: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Every reader process from now on is the one of this name in `entries`."""

    def use(name: str) -> None:
        monkeypatch.setattr(process, "child_main", getattr(entries, name))

    return use


def cancelled_at_once(work: Callable[[], object], cancel: CancelToken, begun: threading.Event) -> None:
    """`work` ends as soon as it is cancelled, which it is when it has `begun`; no process is left."""
    at: list[float] = []

    def stop() -> None:
        begun.wait(60)
        at.append(time.monotonic())
        cancel.cancel()

    thread = threading.Thread(target=stop)
    thread.start()
    with pytest.raises(Cancelled):
        work()
    assert time.monotonic() - at[0] < 2.0  # a tenth where the machine is not busy
    thread.join()
    assert readers() == []


def readers() -> list[psutil.Process]:
    """The processes of ours that read. An engine that other tests share has one as well: it is none."""
    found = []
    for child in multiprocessing.active_children():
        if child.name == "llmdesk-reader":
            with contextlib.suppress(psutil.Error):
                found.append(psutil.Process(child.pid))
    return found


def idle() -> int:
    return len(pool._idle)
