"""Fixtures of the reader process's tests: none is kept from test to test where it could matter."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable, Iterator

import psutil
import pytest

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
