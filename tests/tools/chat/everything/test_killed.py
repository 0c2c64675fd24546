"""A window that is killed while it reads everything: what was judged is there, and is not judged again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.store import Store
from llmdesk.tools.chat.answering import can_go_on
from llmdesk.tools.chat.attaching.asked import Sources
from llmdesk.tools.chat.attaching.sources import Documents
from llmdesk.tools.chat.everything.documents import AllDocuments
from llmdesk.tools.chat.everything.found import found_of, rows_of
from llmdesk.tools.chat.everything.reading import Hearing, read_all
from tests.tools.ask.test_everything import Sifting
from tests.tools.chat.everything.killing import LETTERS

_READ = 150  # documents before it is killed


def test_what_was_judged_before_the_program_was_killed_is_gone_on_with(tmp_path: Path) -> None:
    database = tmp_path / "chats.sqlite3"
    words = [sys.executable, "-m", "tests.tools.chat.everything.killing", str(database)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[4]) as reading:
        assert reading.stdout is not None
        assert any(int(line) >= _READ for line in reading.stdout)
        reading.kill()

    store = Store(database, tmp_path / "backups")
    try:
        (chat,) = store.conversations()
        question, left = (entry.message for entry in store.branch(chat.id))
        found = found_of(left)
        assert found is not None
        assert (left.state, left.detail["finish_reason"]) == ("stopped", "interrupted")
        assert 0 < found.read < len(LETTERS)
        assert f"Stopped after {found.read} of 400 documents" in left.content
        assert can_go_on(left)

        engine = Sifting()
        documents = AllDocuments(store.branch(chat.id, question.id), Sources(Documents(store)))
        went_on = read_all(engine, store, question, documents, Hearing(), CancelToken(), None, left).message
        whole = found_of(went_on)
        assert whole is not None
        assert (whole.read, whole.count) == (400, 400)
        assert len({row.document.name for row in rows_of(whole)}) == 400
        judged_again = [text for text in engine.asked if "is here." in text]
        assert len({*judged_again}) <= 400 - found.read
    finally:
        store.close()
