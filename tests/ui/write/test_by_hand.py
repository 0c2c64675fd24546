"""What the user does by hand in the Write tab: types, deletes, comes back to an older result."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from llmdesk.errors import StoreError
from llmdesk.tools.documents.types import Span
from llmdesk.tools.fidelity import Finding
from llmdesk.tools.write import KIND, Doubt, Piece, Revision, revision_kept, written_of
from llmdesk.ui.services import Services
from llmdesk.ui.theme import Theme
from llmdesk.ui.write import kept
from llmdesk.ui.write.changes_view import ChangesView
from llmdesk.ui.write.doubt_list import DoubtList
from llmdesk.ui.write.job import save
from llmdesk.ui.write.options import RewriteOptions
from tests.ui.conftest import FakeLibrary
from tests.ui.write.desk import ANSWERS, CORRECTED, TEXT, WriteDesk, Writer, make_desk


@pytest.fixture
def engine() -> Writer:
    return Writer()


@pytest.fixture
def desk(qtbot: QtBot, services: Services, engine: Writer) -> WriteDesk:
    return make_desk(qtbot, services, engine)


def put(desk: WriteDesk, place: int, text: str) -> None:
    cursor = desk.result.textCursor()
    cursor.setPosition(place)
    cursor.insertText(text)


def delete(desk: WriteDesk, words: str) -> None:
    cursor = desk.result.textCursor()
    cursor.setPosition(desk.text.index(words))
    cursor.setPosition(cursor.position() + len(words), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()


def test_a_refused_change_that_was_typed_over_stays_refused(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    put(desk, desk.text.index("45") + 2, ".50")
    desk.press("Leave all")
    desk.press("Take all")
    assert desk.text == CORRECTED


def test_what_is_too_long_to_be_pasted_into_the_result_is_told(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    data = QMimeData()
    data.setText("word " * 20_001)
    desk.result.insertFromMimeData(data)
    assert desk.text == CORRECTED
    assert "too long to be pasted into the result" in desk.services.notify.notices[-1].texts[0]


def test_two_changes_side_by_side_are_both_reached_by_keys(qtbot: QtBot, theme: Theme) -> None:
    view = ChangesView(theme)
    qtbot.addWidget(view)
    view.show()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    same = Piece("Here ", "Here ", "Here ", 0)
    one, other = Piece("is", "are", "are", 0), Piece("cat", "cats", "cats", 0)
    view.show_revision(Revision((same, one, other, same)), anew=True)
    reached = []
    for _ in range(3):
        view.step(1)
        view._paint()
        reached.append(view.current)
    assert reached == [1, 2, 1]


def test_after_typing_no_other_change_is_the_current_one(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    put(desk, desk.text.index("for it"), "only ")
    desk.changes.choose(desk.changes.revision.changes[2])
    assert "“only ” is added" in desk.words() or "“only” is added" in desk.words()
    put(desk, desk.text.index("school"), "the old ")  # the numbers of what stands behind are others
    assert desk.changes.current == -1


def test_a_text_for_which_the_model_wrote_nothing_is_not_said_to_be_without_mistakes(
    desk: WriteDesk,
) -> None:
    desk.rewrite("They is here.", "", "", "")
    assert "The text is as it was." in desk.words()
    assert "No mistakes found" not in desk.words()


def test_that_the_text_was_changed_after_its_result_is_told(desk: WriteDesk, library: FakeLibrary) -> None:
    told = "You changed the text after this was written."
    desk.rewrite(TEXT, *ANSWERS)
    desk.press("Edit the text")
    assert told not in desk.words()
    desk.field.insertPlainText("New: ")
    assert told in desk.words()
    library.installed.clear()
    desk.engine.unload()
    desk.press("Rewrite")
    desk.wait_done()
    assert desk.field.toPlainText() == f"{TEXT}New: "  # not the changes of the text before
    assert told in desk.words()
    desk.field.undo()
    assert told not in desk.words()


def test_the_name_of_a_style_follows_the_language(desk: WriteDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    monkeypatch.setattr(RewriteOptions, "tr", lambda _self, text: text.upper())
    QApplication.sendEvent(desk.tab, QEvent(QEvent.Type.LanguageChange))
    title = desk.tab.rewrite._result._head._title
    assert title.accessibleName() == "CORRECT MISTAKES ONLY" or title.text() == "CORRECT MISTAKES ONLY"


def test_what_could_not_be_kept_is_kept_before_the_window_goes(
    desk: WriteDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    with monkeypatch.context() as full:

        def refuse(*_all: object) -> None:
            raise StoreError("The disk is full.")

        full.setattr(kept, "keep_revision", refuse)
        put(desk, 0, "PS. ")
        desk.tab.rewrite._revisions.keep_now()
        desk.wait(lambda: any("The disk is full." in notice for notice in desk.notices()))
    desk.tab.shutdown()
    (run,) = desk.services.store.runs(KIND)
    written = written_of(run)
    assert written is not None
    assert revision_kept(run, written).text == f"PS. {CORRECTED}"


def test_lines_that_end_as_on_old_macs_stay_lines(desk: WriteDesk, engine: Writer, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(b"They is here.\rShe is here.\r")
    desk.tab.rewrite._desk.open_files([path])
    desk.wait(lambda: desk.field.toPlainText() == "They is here.\nShe is here.\n")
    engine.enqueue("They are here.", "She is here.")
    desk.press("Rewrite")
    desk.wait_done()
    assert desk.text == "They are here.\nShe is here.\n"


def test_the_version_that_shows_comes_back_although_another_could_not_be_kept(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    page = desk.tab.rewrite
    version = page._revisions.shown
    assert version is not None
    others = [version.__class__(version.written, version.revision, version.reviewer, run_id)
              for run_id in (None, 7, 8)]  # fmt: skip
    page._revisions.restore(others, 1)
    draft = page._draft()
    assert draft.runs[draft.current] == 7


def test_a_result_from_the_history_that_is_here_has_what_was_done_last(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    page = desk.tab.rewrite
    (run,) = desk.services.store.runs(KIND)
    put(desk, 0, "PS. ")
    page._open_run(run)  # as it was before the last change
    desk.wait(lambda: page._revisions.place == (1, 1) and not desk.result.textCursor().position())
    assert desk.text == f"PS. {CORRECTED}"


def test_more_doubts_than_are_told_are_not_counted(qtbot: QtBot, theme: Theme) -> None:
    doubts = DoubtList(theme)
    qtbot.addWidget(doubts)
    doubt = Doubt(Finding("numbers", "This is not shorter."), Span(0, 1), Span(0, 1))
    doubts.show_doubts([doubt] * 199)
    assert doubts.rows.accessibleName() == "To look at (199)"
    doubts.show_doubts([doubt] * 200)
    assert doubts.rows.accessibleName() == "To look at (200+)"


def test_a_plain_text_with_a_list_loses_no_sign_for_word(tmp_path: Path) -> None:
    text = "Dear Ann,\n2*3*4 is __24__ & C:\\*x [a](b) $5 or $6.\n\n- one_two_\n- #2 *or*\n\nYours\n---"
    path = save(tmp_path / "out.docx", text, "\n", ())
    shown = [part.text for part in docx.Document(str(path)).paragraphs]
    assert shown == [text.split("\n\n")[0], "one_two_", "#2 *or*", "Yours\n---"]
