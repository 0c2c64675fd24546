"""A worker goes to another machine without its engine, and not where it holds more of this one."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.cluster.copies import packed, unpacked
from llmdesk.cluster.failures import ClusterError
from llmdesk.tools.own import OwnTool
from llmdesk.tools.own.table import OwnWorker
from llmdesk.tools.sentiment import Analyzer, label_set
from llmdesk.tools.sentiment.table.worker import LabelWorker
from llmdesk.tools.translate import TranslateOptions
from llmdesk.tools.translate.table import TranslateWorker
from tests.tools.own.engine import AnsweringEngine
from tests.tools.sentiment.engine import CountingEngine
from tests.tools.tables.shouting import Shouter


def test_labels_keep_what_was_learnt_from_the_table(tmp_path: Path) -> None:
    here, there = CountingEngine(), CountingEngine()
    worker = LabelWorker(Analyzer(here, label_set("topic"), tmp_path / "kept.json"))
    texts = ["the match was won", "a new phone", "the bank fell"]
    worker.prepare(lambda: ((text,) for text in texts), CancelToken(), lambda *_: None)
    copy = unpacked(packed(worker, here), there)
    assert copy.prepared == worker.prepared
    rows = [(text,) for text in texts]
    assert list(copy.rows(rows, CancelToken())) == list(worker.rows(rows, CancelToken()))


@pytest.mark.parametrize("kind", ["own", "translation"])
def test_other_workers_go_too(kind: str) -> None:
    here, there = AnsweringEngine(lambda _: "冷的。"), AnsweringEngine(lambda _: "冷的。")
    worker: OwnWorker | TranslateWorker
    if kind == "own":
        worker = OwnWorker(here, OwnTool("Title", "Write a title for the text."), "model")
    else:
        worker = TranslateWorker(here, TranslateOptions("zh", "en"), "model")
    copy = unpacked(packed(worker, here), there)
    assert [setting.value for setting in copy.settings] == [setting.value for setting in worker.settings]
    list(copy.rows([("The heating is cold.",)], CancelToken()))
    assert there.asked
    assert not here.asked


def test_what_is_of_this_computer_alone_is_refused() -> None:
    worker = Shouter()
    worker.lock = threading.Lock()  # type: ignore[attr-defined]
    with pytest.raises(ClusterError, match="cannot be shared"):
        packed(worker, CountingEngine())
