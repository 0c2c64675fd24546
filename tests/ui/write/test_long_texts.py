"""The Write tab with texts that are long, wide or odd: the window answers, and every place is right."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.tools.write import Change, Part, Piece, Revision, Written, revision_of
from llmdesk.ui.services import Services
from llmdesk.ui.theme import Theme
from llmdesk.ui.write import revisions
from llmdesk.ui.write.changes_view import ChangesView
from llmdesk.ui.write.result_edit import ResultEdit
from tests.ui.write.desk import ANSWERS, TEXT, Writer, make_desk

WORDS = ("the harbour of the city was allready closed when they came home from the meeting " * 5).strip()
PATIENCE_S = 0.3  # ten times what it takes on a core that nothing else uses


@pytest.fixture
def engine() -> Writer:
    return Writer()


def long_text(paragraphs: int, between: str = "\n\n") -> Written:
    """75 words and 5 changes a paragraph."""
    parts, source = [], ""
    for _ in range(paragraphs):
        start = len(source)
        places = [at for at in range(len(WORDS)) if WORDS.startswith("allready", at)]
        changes = tuple(Change(start + at, start + at + 8, "allready", "already") for at in places)
        parts.append(Part(start, start + len(WORDS), WORDS.replace("allready", "already"), changes))
        source += WORDS + between
    return Written(source, "correct", "en", tuple(parts), "Small", 1.0)


def longest_turn(qtbot: QtBot, act: Callable[[], object], until: Callable[[], bool]) -> float:
    """How long the window computed at once, in seconds: whatever else runs on the computer does not count."""
    worst = 0.0
    begun = time.thread_time()
    act()
    while True:
        worst = max(worst, time.thread_time() - begun)
        if until():
            return worst
        begun = time.thread_time()
        qtbot.wait(1)


def test_twenty_thousand_words_with_their_changes_hold_nothing_up(qtbot: QtBot, theme: Theme) -> None:
    revision = revision_of(long_text(270))
    assert len(revision.changes) == 1350
    view, result = ChangesView(theme), ResultEdit(theme)
    for widget in (view, result):
        qtbot.addWidget(widget)
        widget.resize(430, 400)
        widget.show()

    def show(revision: Revision, anew: bool = False) -> None:
        view.show_revision(revision, anew=anew)
        result.show_result(revision.text, anew=anew)

    def there() -> bool:
        return view.complete and result.complete

    number = revision.changes[-3]
    for act in (
        lambda: show(revision, True),
        lambda: view.choose(number),
        lambda: show(revision.turned(number)),
        lambda: show(revision.with_all(taken=False)),
        lambda: view.step(1),
    ):
        assert longest_turn(qtbot, act, there) < PATIENCE_S
    assert view.current == revision.changes[-2]
    assert result.toPlainText() == revision.source


def test_an_endless_line_is_broken_where_it_shows_alone(qtbot: QtBot, theme: Theme) -> None:
    revision = revision_of(long_text(300, " "))
    view, result = ChangesView(theme), ResultEdit(theme)
    for widget in (view, result):
        qtbot.addWidget(widget)
        widget.show()
    view.show_revision(revision, anew=True)
    result.show_result(revision.text, anew=True)
    qtbot.waitUntil(lambda: view.complete and result.complete)
    assert view.document().blockCount() > 50
    assert result.result == revision.text
    left = revision.turned(revision.changes[700])
    view.show_revision(left)
    result.show_result(left.text)
    qtbot.waitUntil(lambda: result.complete)
    assert result.toPlainText().replace("\n", "") == left.text
    assert view.toPlainText().count("allreadyalready") == len(revision.changes)


def test_marks_stand_at_their_words_behind_wide_characters(qtbot: QtBot, theme: Theme) -> None:
    same, change = "\U0001f600 好 e\u0301 ", Piece("糸", "系", "系", 0)
    revision = Revision(
        (Piece(same, same, same, 0), change, Piece(" \U0001f600", " \U0001f600", " \U0001f600", 0))
    )
    view = ChangesView(theme)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    view.show_revision(revision, anew=True)
    view._paint()
    assert [mark.cursor.selectedText() for mark in view.extraSelections()] == ["糸", "系"]
    result = ResultEdit(theme)
    qtbot.addWidget(result)
    result.show_result(revision.text, anew=True)
    result.show_result(revision.turned(1).text)
    assert result.toPlainText() == revision.source


def test_a_million_characters_are_taken_and_given(qtbot: QtBot, services: Services, engine: Writer) -> None:
    desk = make_desk(qtbot, services, engine)
    text = "1234567890\n" * 90_000 + "They is here."
    desk.tab.take_text(text)
    desk.wait(lambda: desk.tab.rewrite._given.given.text == text)
    engine.enqueue("They are here.")
    desk.press("Rewrite")
    desk.wait_done()
    assert desk.tab.rewrite._revisions.shown is not None
    assert desk.result.result == text.replace("is here", "are here")
    assert "1 change, taken" in desk.words()


def test_while_it_is_written_an_endless_line_is_broken(qtbot: QtBot, theme: Theme) -> None:
    result = ResultEdit(theme)
    qtbot.addWidget(result)
    result.show()
    result.begin()
    for _ in range(40):
        result.add(f"{WORDS} ")
    qtbot.waitUntil(lambda: result.complete)
    blocks = [len(line) for line in result.toPlainText().split("\n")]
    assert max(blocks) <= 2_000
    assert result.toPlainText().replace("\n", "") == f"{WORDS} " * 40


def test_changes_of_a_long_text_are_turned_one_after_the_other_beside_the_window(
    qtbot: QtBot, services: Services, engine: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisions, "_MANY", 0)
    desk = make_desk(qtbot, services, engine)
    desk.rewrite(TEXT, *ANSWERS)
    desk.press("Leave all")
    view = desk.changes
    for word in ("gogoes", "isare", "gogoes"):
        view.clicked.emit(view.toPlainText().index(word))
    desk.wait(lambda: desk.text == TEXT.replace("They is", "They are"))
