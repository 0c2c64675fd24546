"""The Extract tab: the values that show are those of the text beside them, whatever comes in between."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.errors import StoreError
from llmdesk.store import Store
from llmdesk.tools.documents import from_text
from llmdesk.tools.extract.runs import begin_run
from llmdesk.tools.fields import Field, FieldSet, ready_set
from llmdesk.tools.kept import inputs_of
from llmdesk.ui.extract import job
from llmdesk.ui.extract.tab import ExtractTab
from llmdesk.ui.services import Services
from tests.ui.controls import labels
from tests.ui.extract.desk import (
    INVOICE,
    LETTER,
    Copier,
    button,
    choose,
    extract,
    make_tab,
    marked,
    opened,
    rows,
    source,
    table,
)


def test_the_document_that_shows_while_a_list_is_done_has_its_marks_afterwards(
    tab: ExtractTab, qtbot: QtBot, files: list[Path]
) -> None:
    opened(tab, qtbot, *files)
    extract(tab, qtbot)
    choose(tab, 0, 1)
    qtbot.waitUntil(lambda: marked(tab) == ["M-0"])


def test_a_list_that_comes_to_nothing_has_its_marks_again(
    tab: ExtractTab, qtbot: QtBot, files: list[Path], engine: Copier
) -> None:
    opened(tab, qtbot, *files)
    extract(tab, qtbot)
    engine.held_at = "Invoice number"
    tab.sets.choose("ready:contract")
    button(tab, "Extract").click()
    qtbot.waitUntil(engine.reached.is_set)
    button(tab, "Cancel").click()
    qtbot.waitUntil(lambda: button(tab, "Extract").isVisible())
    choose(tab, 0, 1)
    qtbot.waitUntil(lambda: marked(tab) == ["M-0"])


def test_the_colours_of_a_file_are_there_again_in_the_next_window(
    tab: ExtractTab, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text(LETTER)
    tab.sets.choose("ready:entities")
    opened(tab, qtbot, tmp_path / "letter.txt")
    extract(tab, qtbot)
    assert services.drafts.flush() is None
    again = make_tab(qtbot, services)
    qtbot.waitUntil(lambda: again._pane.given.opened is not None)
    qtbot.waitUntil(lambda: len(source(again).groups) == 4)


def test_a_text_that_takes_the_place_of_another_takes_its_values_away(
    tab: ExtractTab, qtbot: QtBot, services: Services
) -> None:
    source(tab).insertPlainText(INVOICE)
    extract(tab, qtbot)
    tab._desk.take_text("Dropped from elsewhere.")
    assert not table(tab).isVisible()
    (run,) = services.store.runs("extract")
    tab._history.chosen.emit(run)
    qtbot.waitUntil(lambda: table(tab).isVisible())
    undo = services.notify.notices[-1].undo
    assert undo is not None
    undo()
    assert source(tab).toPlainText() == "Dropped from elsewhere."
    assert not table(tab).isVisible()


def test_a_past_run_that_found_nothing_shows_no_values_of_another(
    tab: ExtractTab, qtbot: QtBot, services: Services
) -> None:
    source(tab).insertPlainText(INVOICE)
    extract(tab, qtbot)
    document = from_text(INVOICE)
    run = begin_run(services.store, inputs_of(document, None), ready_set("cv"), "broken", "m")
    services.store.finish_run(run.id, None, "failed", {"error": "It broke."})
    tab._history.chosen.emit(services.store.run(run.id))
    qtbot.waitUntil(lambda: tab.sets.key == "ready:cv" and not tab._job.running)
    assert not table(tab).isVisible()


def test_a_file_that_cannot_be_read_joins_a_list_and_does_not_end_it(
    tab: ExtractTab, qtbot: QtBot, files: list[Path], services: Services
) -> None:
    opened(tab, qtbot, *files[:2])
    tab._desk.open_files([files[0].with_name("lost.txt")])
    qtbot.waitUntil(lambda: tab._pane.given.opened is not None)
    qtbot.wait(50)
    assert [row[0] for row in rows(tab)] == ["one.txt", "two.txt", "lost.txt"]
    assert not [notice for notice in services.notify.notices if notice.undo]


def test_a_long_text_makes_room_for_a_list_and_can_be_taken_back(
    tab: ExtractTab, qtbot: QtBot, files: list[Path], services: Services
) -> None:
    tab._desk.take_text("A line of the long text.\n" * 5_000)
    qtbot.waitUntil(lambda: tab._pane.given.opened is not None)
    opened(tab, qtbot, *files)
    qtbot.waitUntil(lambda: "M-0" in source(tab).toPlainText())
    undo = services.notify.notices[-1].undo
    assert undo is not None
    undo()
    assert tab._pane.given.text.startswith("A line of the long text.")
    assert not table(tab).isVisible()


def test_a_full_disk_is_told_and_the_values_of_all_documents_show_nevertheless(
    tab: ExtractTab, qtbot: QtBot, files: list[Path], services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(tab, qtbot, *files)
    finish = Store.finish_run

    def full(store: Store, run_id: int, *rest: object) -> object:
        if len(store.runs("extract")) > 1:
            raise StoreError("The disk is full.")
        return finish(store, run_id, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "finish_run", full)
    button(tab, "Extract").click()
    qtbot.waitUntil(lambda: not tab._job.running)
    assert rows(tab)[0][1] == "M-0"
    states = [None if state is None else state.status for state in tab._result.model.states]
    assert states == ["done", "done", "done"]
    assert [row[1] for row in rows(tab)] == ["M-0", "M-1", "M-2"]
    assert any("full" in str(notice.error) for notice in services.notify.notices if notice.error)


def test_a_file_that_changed_meanwhile_is_told_when_it_shows_with_its_values(
    tab: ExtractTab, qtbot: QtBot, files: list[Path], services: Services
) -> None:
    opened(tab, qtbot, *files)
    extract(tab, qtbot)
    assert services.drafts.flush() is None
    files[1].write_text("Another text by now.")
    again = make_tab(qtbot, services)
    choose(again, 2, 1)
    qtbot.waitUntil(lambda: marked(again) == ["M-2"])
    assert not any(notice.error for notice in services.notify.notices)
    choose(again, 1, 1)
    qtbot.waitUntil(lambda: any(notice.error is job.CHANGED for notice in services.notify.notices))


def test_a_document_of_which_a_part_was_read_does_not_count_as_done(
    tab: ExtractTab, qtbot: QtBot, files: list[Path], engine: Copier
) -> None:
    files[1].write_text("".join(f"A line of thing{number} and more words.\n\n" for number in range(120)))
    engine.context, engine.held_at = 1060, "thing80 "
    tab.sets.save(FieldSet((Field("Invoice number"),), title="One"))
    opened(tab, qtbot, *files)
    button(tab, "Extract").click()
    qtbot.waitUntil(engine.reached.is_set)
    button(tab, "Cancel").click()
    qtbot.waitUntil(lambda: not tab._job.running)
    assert "1 of 3 documents done" in labels(tab)
    assert "Read: " in labels(tab)


def test_a_click_on_a_value_leaves_the_text_and_its_cursor_where_they_are(
    tab: ExtractTab, qtbot: QtBot
) -> None:
    tab.sets.choose("ready:entities")
    source(tab).insertPlainText(LETTER)
    extract(tab, qtbot)
    last = LETTER.rindex("Ann Poe")
    cursor = source(tab).textCursor()
    cursor.setPosition(last + 3)
    source(tab).setTextCursor(cursor)
    source(tab).clicked.emit(last + 3)
    assert marked(tab).count("Ann Poe") == 3
    assert source(tab).textCursor().position() == last + 3


def test_words_that_moved_are_not_marked_where_they_were(tab: ExtractTab, qtbot: QtBot) -> None:
    source(tab).insertPlainText(INVOICE)
    extract(tab, qtbot)
    assert len(source(tab)._passages) == 7
    cursor = source(tab).textCursor()
    cursor.setPosition(INVOICE.index("Tax: ") + 2)
    cursor.insertText("xx")
    qtbot.waitUntil(lambda: len(source(tab)._passages) == 5)
    cursor.setPosition(0)
    cursor.insertText("Dear all, ")
    qtbot.waitUntil(lambda: len(source(tab)._passages) == 0)


def test_a_text_that_is_typed_into_is_told_beside_its_values(tab: ExtractTab, qtbot: QtBot) -> None:
    source(tab).insertPlainText(INVOICE)
    extract(tab, qtbot)
    assert "has changed since" not in labels(tab)
    source(tab).insertPlainText("Dear all, ")
    qtbot.waitUntil(lambda: "has changed since" in labels(tab))
    source(tab).undo()
    qtbot.waitUntil(lambda: "has changed since" not in labels(tab))
