"""All documents of a chat are judged, counted and kept with the answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Score, ScoreRequest
from llmdesk.errors import UserError
from llmdesk.store import Store, StoredMessage
from llmdesk.store.libraries import Libraries
from llmdesk.tools.chat.answering import can_go_on
from llmdesk.tools.chat.attaching.asked import Sources
from llmdesk.tools.chat.attaching.sources import Documents
from llmdesk.tools.chat.attaching.texts import attached
from llmdesk.tools.chat.everything import cost
from llmdesk.tools.chat.everything.documents import AllDocuments
from llmdesk.tools.chat.everything.found import AllRead, found_of, rows_of
from llmdesk.tools.chat.everything.reading import Hearing, as_counted, read_all
from llmdesk.tools.documents import from_text
from llmdesk.tools.library import LibrarySource, update
from tests.tools.ask.answering_engine import AnsweringEngine
from tests.tools.ask.test_everything import LATE, MAYBE, Sifting

QUESTION = "How many of the letters say that a parcel came late?"


@pytest.fixture
def libraries(tmp_path: Path) -> Iterator[Libraries]:
    found = Libraries(tmp_path / "libraries.sqlite3")
    yield found
    found.close()


class Chat:
    """A question with attached texts, and perhaps a library."""

    def __init__(self, store: Store, texts: dict[str, str], question: str = QUESTION) -> None:
        self.store, self.engine = store, Sifting()
        self.sources = Sources(Documents(store))
        given = [attached(from_text(text, name)) for name, text in texts.items()]
        bodies = {each.attachment.digest: each.body for each in given}
        self.id = store.create_conversation().id
        attachments = [each.attachment for each in given]
        self.question = store.add_message(self.id, None, "user", question, attachments, bodies)
        self.cancel = CancelToken()

    def documents(self) -> AllDocuments:
        return AllDocuments(self.store.branch(self.id, self.question.id), self.sources)

    def read(self, before: StoredMessage | None = None, *, sure: bool = True) -> StoredMessage:
        return read_all(
            self.engine, self.store, self.question, self.documents(), Hearing(), self.cancel, None, before,
            sure=sure,
        ).message  # fmt: skip

    def found(self, before: StoredMessage | None = None) -> AllRead:
        found = found_of(self.read(before))
        assert found is not None
        return found


LETTERS = {"one": f"Dear team, all is lovely. {LATE}", "two": "All is well.", "three": MAYBE, "four": LATE}


def letters(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def test_the_program_counts_and_every_document_has_a_row_with_its_sentence(store: Store) -> None:
    message = Chat(store, LETTERS).read()
    found = found_of(message)
    assert found is not None
    assert (message.state, found.documents, found.read, found.count, found.unsure) == ("done", 4, 4, 2, 1)
    assert "**2 of 4**" in message.content
    assert "Unsure, so not counted: 1" in message.content
    assert message.content.endswith("look through the rows before you rely on the number.")
    rows = rows_of(found)
    assert [(row.document.name, row.answer) for row in rows] == [
        ("one", "yes"), ("two", "no"), ("three", "unsure"), ("four", "yes"),
    ]  # fmt: skip
    assert rows[0].quote == LATE
    assert LETTERS["one"][rows[0].start : rows[0].end] == LATE
    assert [row.document.name for row in found.first] == ["one", "four", "three"]


def test_a_chinese_question_is_answered_in_chinese(store: Store) -> None:
    chat = Chat(store, {"一": "包裹晚到了。"}, "有多少封信提到包裹？")
    assert chat.read().content.startswith("1 个文档全部读完")


def test_a_library_and_attachments_are_read_together_and_each_file_once(
    store: Store, libraries: Libraries, tmp_path: Path
) -> None:
    folder = letters(tmp_path / "letters", {"a": LATE, "b": "All is well."})
    (folder / "locked.pdf").write_bytes(b"%PDF-1.4 broken")
    number = libraries.add("Letters", [folder]).id
    update(libraries, number)
    chat = Chat(store, {})
    given = attached(from_text(LATE, "a.txt"), folder / "a.txt")
    chat.question = store.add_message(
        chat.id, None, "user", QUESTION, [given.attachment], {given.attachment.digest: given.body}
    )
    chat.sources = Sources(Documents(store), [_Named(libraries, [number])])
    found = chat.found()
    assert (found.documents, found.count, found.unread) == (2, 1, 1)
    assert found.unread_first[0].document.name == "locked.pdf"
    assert found.unread_first[0].reason
    assert [row.document.path for row in rows_of(found)] == [str(folder / "a.txt"), str(folder / "b.txt")]


class _Named(LibrarySource):
    def path_of(self, number: int) -> Path:
        return self.path(number)


class _Stopping(Sifting):
    """The user stops after so many sentences."""

    def __init__(self, cancel: CancelToken, after: int) -> None:
        super().__init__()
        self._stop, self._after = cancel, after

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        for score in super().score(request, cancel):
            if len(self.asked) > self._after:
                self._stop.cancel()
                return
            yield score


def test_what_was_read_before_a_stop_is_kept_and_not_read_again(store: Store) -> None:
    many = {f"letter {number}": f"Letter {number} is here. {LATE}" for number in range(300)}
    chat = Chat(store, many)
    chat.engine = _Stopping(chat.cancel, 150)
    stopped = chat.read()
    found = found_of(stopped)
    assert found is not None
    assert stopped.state == "stopped"
    assert 0 < found.read < 300
    assert f"Stopped after {found.read} of 300 documents" in stopped.content
    assert can_go_on(stopped)

    chat.engine, chat.cancel = Sifting(), CancelToken()
    whole = chat.found(stopped)
    assert (whole.read, whole.count) == (300, 300)
    read_before = {row.quote for row in rows_of(found)}
    assert len(read_before) == 1
    assert not {f"Letter {number} is here." for number in range(found.read)} & set(chat.engine.asked)


def test_a_stop_before_the_first_document_keeps_what_was_read_before(store: Store) -> None:
    chat = Chat(store, LETTERS)
    first = chat.read()
    chat.cancel.cancel()
    again = found_of(chat.read(first))
    assert again is not None
    assert again.count == 2


def test_a_stop_before_anything_was_read_counts_nothing(store: Store) -> None:
    chat = Chat(store, LETTERS)
    chat.cancel.cancel()
    message = chat.read()
    assert (message.state, message.content) == ("stopped", "")


def test_what_was_read_survives_a_killed_program(store: Store, tmp_path: Path) -> None:
    """As it is kept when the first document is done: the next start finds it, and goes on from there."""
    chat = Chat(store, LETTERS)
    first = chat.read()
    begun = store.begin_answer(chat.id, chat.question.id, first.model)
    store.checkpoint(begun.id, "Stopped after 4 of 5.")
    store.add_detail(begun.id, first.detail)
    store.close()

    reopened = Store(tmp_path / "store" / "db.sqlite3", tmp_path / "store" / "backups")
    try:
        left = reopened.message(begun.id)
        assert (left.state, left.detail["finish_reason"]) == ("stopped", "interrupted")
        found = found_of(left)
        assert found is not None
        assert found.count == 2
        assert can_go_on(left)
    finally:
        reopened.close()


def test_another_model_reads_all_again(store: Store) -> None:
    chat = Chat(store, LETTERS)
    first = chat.read()

    class Other(Sifting):
        def state(self):  # type: ignore[no-untyped-def]
            from dataclasses import replace

            state = super().state()
            assert state.model is not None
            return replace(state, model=replace(state.model, name="other"))

    chat.engine = Other()
    chat.read(first)
    assert LATE in "".join(chat.engine.asked)


def test_a_model_that_cannot_tell_fails_with_what_to_do(store: Store) -> None:
    class Guessing(AnsweringEngine):
        def likes_it(self, item: str) -> bool:
            return "the" in item

    chat = Chat(store, LETTERS)
    chat.engine = Guessing()  # type: ignore[assignment]
    with pytest.raises(UserError, match="cannot tell") as failure:
        chat.read()
    assert "larger model" in failure.value.hint
    last = store.branch(chat.id)[-1].message
    assert last.state == "failed"
    assert found_of(last) is not None


def test_nothing_begins_where_it_makes_no_sense(store: Store) -> None:
    nothing = Chat(store, {})
    with pytest.raises(UserError, match="no documents to read"):
        nothing.read()
    text = Chat(store, LETTERS, "Summarize the letters.")
    with pytest.raises(UserError, match="document by document"):
        text.read()
    for chat in (nothing, text):
        assert [entry.message.role for entry in store.branch(chat.id)] == ["user"]


def test_a_library_of_which_nothing_could_be_read_says_so(
    store: Store, libraries: Libraries, tmp_path: Path
) -> None:
    folder = letters(tmp_path / "locked", {})
    (folder / "locked.pdf").write_bytes(b"%PDF-1.4 broken")
    number = libraries.add("Locked", [folder]).id
    chat = Chat(store, {})
    chat.sources = Sources(Documents(store), [_Named(libraries, [number])])
    with pytest.raises(UserError, match="read yet"):
        chat.read()
    update(libraries, number)
    with pytest.raises(UserError, match="None of the documents"):
        chat.read()


def test_a_document_that_is_gone_meanwhile_is_told_and_not_counted(
    store: Store, libraries: Libraries, tmp_path: Path
) -> None:
    folder = letters(tmp_path / "letters", {"a": LATE, "b": LATE})
    number = libraries.add("Letters", [folder]).id
    update(libraries, number)
    chat = Chat(store, {})
    chat.sources = Sources(Documents(store), [_Named(libraries, [number])])
    documents = chat.documents()
    (folder / "b.txt").unlink()
    update(libraries, number)
    libraries.clean(CancelToken())
    message = read_all(chat.engine, store, chat.question, documents, Hearing(), CancelToken()).message
    found = found_of(message)
    assert found is not None
    assert (found.documents, found.count, found.unread) == (1, 1, 1)
    assert message.state == "done"


def test_a_document_that_is_read_anew_meanwhile_is_judged_as_it_is_now(
    store: Store, libraries: Libraries, tmp_path: Path
) -> None:
    folder = letters(tmp_path / "letters", {"a": LATE, "b": "All is well."})
    number = libraries.add("Letters", [folder]).id
    update(libraries, number)
    chat = Chat(store, {})
    chat.sources = Sources(Documents(store), [_Named(libraries, [number])])
    documents = chat.documents()
    (folder / "b.txt").write_text(f"It is another one. {LATE}")
    update(libraries, number)
    message = read_all(chat.engine, store, chat.question, documents, Hearing(), CancelToken()).message
    found = found_of(message)
    assert found is not None
    assert (found.documents, found.count, found.unread) == (2, 2, 0)


def test_what_takes_long_is_asked_about_before_it_begins(store: Store) -> None:
    chat = Chat(store, LETTERS)
    model = chat.engine.state().model
    assert model is not None
    cost.measured(store, model.name, 1, 3600.0)
    with pytest.raises(cost.ReadsLong) as asked:
        chat.read(sure=False)
    assert (asked.value.documents, asked.value.seconds) == (4, 4 * 3600.0)
    assert chat.read(sure=True).state == "done"
    assert chat.read(sure=False).state == "done"  # now it is known how fast it goes


def test_the_table_has_a_row_for_each_document(store: Store) -> None:
    everything = as_counted(Chat(store, LETTERS).found())
    assert [row.verdict for row in everything.rows] == ["yes", "no", "unsure", "yes"]
    assert everything.complete


def test_ten_thousand_rows_are_kept_and_had_again_quickly(store: Store) -> None:
    """Kept in one text, so that whoever opens the chat does not wait for the rows."""
    import time

    from llmdesk.tools.chat.attaching.grounds import Named
    from llmdesk.tools.chat.everything.found import Judged, all_read, as_detail

    rows = [
        Judged(
            Named(f"{at}.txt", f"/letters/{at}.txt"), "yes", 1.0, 0, 200, "", "A sentence. " * 20, "0" * 64
        )
        for at in range(10_000)
    ]
    chat = Chat(store, {"one": LATE})
    begun = store.begin_answer(chat.id, chat.question.id, "Fake")
    store.finish_message(begun.id, "All.", "done", as_detail(all_read(QUESTION, 10_000, rows, "Fake", 1, 1)))
    message = store.branch(chat.id)[-1].message
    before = time.thread_time()
    found = found_of(message)
    assert time.thread_time() - before < 0.02
    assert found is not None
    assert len(found.first) == 8
    assert rows_of(found) == tuple(rows)


def test_reading_is_heard_of(store: Store) -> None:
    chat = Chat(store, LETTERS)
    heard: list[tuple[int, int]] = []
    begun = threading.Event()
    hearing = Hearing(lambda _message: begun.set(), lambda done, total: heard.append((done, total)))
    read_all(chat.engine, store, chat.question, chat.documents(), hearing, CancelToken())
    assert begun.is_set()
    assert heard[-1] == (4, 4)
