"""A text from a form in the Write tab: written, checked, kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.errors import EngineCrashed
from llmdesk.tools.compose import FORMS, form_named
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.code_view import CodeView
from llmdesk.ui.write.compose import job
from llmdesk.ui.write.compose.fields import FormFields, LongText
from llmdesk.ui.write.compose.page import ComposePage
from llmdesk.ui.write.tab import COMPOSE
from tests.ui.chat.desk import SomePieces
from tests.ui.write.desk import WriteDesk, Writer, make_desk

GOOD = "The Nordlys lamp stands 42 cm tall on its solid oak base, a calm light for every reader at home."
BAD = "The Nordlys lamp has an oak base and costs 99 euros in Paris, and it is a fine lamp for everybody."
VALUES = {"name": "Nordlys", "facts": "Height: 42 cm\nSolid oak base", "length": "short"}
CODE = "```python\nprint(1)\n```\nIt prints one."


@pytest.fixture
def engine() -> Writer:
    return Writer()


@pytest.fixture
def desk(qtbot: QtBot, services: Services, engine: Writer) -> WriteDesk:
    return open_desk(qtbot, services, engine)


def open_desk(qtbot: QtBot, services: Services, engine: Writer) -> WriteDesk:
    desk = make_desk(qtbot, services, engine)
    desk.tab.show_mode(COMPOSE)
    desk.wait(lambda: desk.tab.compose._drafts.is_read)
    return desk


def fields_of(page: ComposePage, name: str) -> FormFields:
    form = form_named(name)
    assert form is not None
    return page._forms.fields(form)


def fill_in(desk: WriteDesk, name: str, values: dict[str, str]) -> ComposePage:
    """As somebody types it."""
    page, form = desk.tab.compose, form_named(name)
    assert form is not None
    page._show_form(form)
    for row in page._forms.fields(form).rows:
        value = values.get(row.field.name)
        if value is not None and isinstance(row.edit, LongText):
            row.edit.selectAll()
            row.edit.insertPlainText(value)
        elif value is not None and isinstance(row.edit, QLineEdit):
            row.edit.clear()
            row.edit.insert(value)
        elif value is not None:
            row.set_value(value)
            row.changed.emit()
    return page


def write(desk: WriteDesk, name: str, values: dict[str, str], *answers: str) -> ComposePage:
    page = fill_in(desk, name, values)
    desk.engine.enqueue(*answers)
    desk.press("Write it")
    desk.wait(lambda: not page._job.running)
    return page


def test_a_text_is_written_and_what_was_found_in_it_stands_beside(desk: WriteDesk) -> None:
    page = write(desk, "product", VALUES, GOOD)
    assert page.result.text.toPlainText() == GOOD
    assert page.result.checks.texts[:2] == ["Height: 42 cm", "Solid oak base"]
    assert "All 7 checks pass" in desk.words()


def test_a_fact_that_cannot_be_compared_is_not_counted_as_passed(desk: WriteDesk) -> None:
    write(desk, "product", {**VALUES, "facts": VALUES["facts"] + "\n台灯底座为实木"}, GOOD)
    assert "7 of 8 checks pass. Please look at the others yourself." in desk.words()


def test_another_language_of_the_window_does_not_cover_what_is_being_written(
    desk: WriteDesk, engine: Writer
) -> None:
    page = fill_in(desk, "story", {"about": "a fox"})
    engine.gate = SomePieces(4)
    engine.enqueue("Once upon a time there was a fox.")
    desk.press("Write it")
    desk.wait(lambda: page.result.text.toPlainText() == "Once upon a time")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page.result.isVisible()
    assert page.result.text.toPlainText() == "Once upon a time"
    desk.press("Cancel")
    desk.wait(lambda: not page._job.running)


def test_what_fails_three_times_is_shown_with_marks_at_its_places(desk: WriteDesk) -> None:
    page = write(desk, "product", VALUES, BAD, BAD, BAD)
    assert "“99 euros” is not in anything you gave." in page.result.checks.texts
    assert page.result.checks.texts[0] == "Height: 42 cm"
    assert "3 attempts" in desk.words()
    marked = [BAD[span.start : span.end] for span in page.result.text._doubts]
    assert marked == ["99 euros", "Paris"]
    row = page.result.checks.texts.index("“99 euros” is not in anything you gave.")
    page.result.checks.rows.itemActivated.emit(page.result.checks.rows.item(row))
    assert page.result.text._chosen_span == page.result.text._doubts[0]


def test_the_text_comes_as_it_is_written_and_a_cancel_keeps_it(desk: WriteDesk, engine: Writer) -> None:
    page = fill_in(desk, "story", {"about": "a fox"})
    engine.gate = SomePieces(4)
    engine.enqueue("Once upon a time there was a fox.")
    desk.press("Write it")
    desk.wait(lambda: page.result.text.toPlainText() == "Once upon a time")
    desk.press("Cancel")
    desk.wait(lambda: not page._job.running)
    assert page.result.text.toPlainText() == "Once upon a time"
    assert "Nothing was checked" in desk.words()


def test_a_second_try_begins_anew_and_says_so(desk: WriteDesk, engine: Writer) -> None:
    page = fill_in(desk, "product", VALUES)
    gate = engine.gate = SomePieces(4)
    engine.enqueue(BAD, GOOD)
    desk.press("Write it")
    desk.wait(lambda: page.result.text.toPlainText() == "The Nordlys lamp has")
    gate._left = len(BAD.split()) - 4 + 2
    desk.wait(lambda: page.result.text.toPlainText() == "The Nordlys")
    assert "Writing it again (2)" in desk.words()
    engine.gate.set()
    desk.wait(lambda: not page._job.running)
    assert page.result.text.toPlainText() == GOOD


def test_what_is_missing_is_told_and_gets_the_keyboard(desk: WriteDesk, engine: Writer) -> None:
    page = fill_in(desk, "product", {"name": "Nordlys"})
    desk.press("Write it")
    assert not page._job.running
    assert not engine.requests
    assert any("Facts, one on each line" in notice for notice in desk.notices())
    assert fields_of(page, "product").missing() is fields_of(page, "product").rows[1]


def test_a_form_with_nothing_in_it_cannot_be_asked_for(desk: WriteDesk) -> None:
    page = fill_in(desk, "product", {})
    assert not page._row.start.isEnabled()
    fill_in(desk, "product", {"facts": "Height: 42 cm"})
    assert page._row.start.isEnabled()
    fill_in(desk, "product", {"facts": ""})
    assert not page._row.start.isEnabled()


def test_each_text_is_a_version_to_go_back_to(desk: WriteDesk) -> None:
    page = write(desk, "product", VALUES, GOOD)
    write(desk, "product", VALUES, BAD, BAD, BAD)
    assert "2/2" in desk.words()
    desk.press("Previous version")
    assert page.result.text.toPlainText() == GOOD
    write(desk, "story", {"about": "a fox"}, *["A fox went home."] * 3)
    fill_in(desk, "product", {})
    assert page.result.text.toPlainText() == GOOD


def test_what_was_typed_and_made_is_there_after_the_window_closed(
    qtbot: QtBot, services: Services, engine: Writer, desk: WriteDesk
) -> None:
    write(desk, "product", VALUES, GOOD)
    fill_in(desk, "reply", {"letter": "Dear Anna,\n\nhello", "points": "no"})
    assert services.drafts.flush() is None
    desk.tab.close()
    opened = open_desk(qtbot, services, engine)
    later = opened.tab.compose
    assert later.form.name == "reply"
    assert fields_of(later, "reply").values["letter"] == "Dear Anna,\n\nhello"
    assert fields_of(later, "product").values["facts"] == VALUES["facts"]
    assert later._versions["product"].shown is not None
    assert later._versions["product"].shown.composed.text == GOOD


def test_what_is_typed_before_the_draft_was_read_stays(
    qtbot: QtBot, services: Services, engine: Writer, desk: WriteDesk
) -> None:
    fill_in(desk, "story", {"about": "an old idea"})
    assert services.drafts.flush() is None
    later = make_desk(qtbot, services, engine)
    fill_in(later, "story", {"about": "a new idea"})
    later.wait(lambda: later.tab.compose._drafts.is_read)
    assert fields_of(later.tab.compose, "story").values["about"] == "a new idea"


def test_what_was_made_shows_beside_what_is_typed_before_the_draft_was_read(
    qtbot: QtBot, services: Services, engine: Writer, desk: WriteDesk
) -> None:
    write(desk, "product", VALUES, GOOD)
    assert services.drafts.flush() is None
    later = make_desk(qtbot, services, engine)
    later.tab.show_mode(COMPOSE)
    page = fill_in(later, "product", {"name": "Other"})
    later.wait(lambda: page._drafts.is_read)
    assert page.result.isVisible()
    assert page.result.text.toPlainText() == GOOD


def test_a_long_line_is_not_cut_but_told(desk: WriteDesk, engine: Writer) -> None:
    page = fill_in(desk, "product", {**VALUES, "name": "x" * 300})
    assert fields_of(page, "product").values["name"] == "x" * 300
    desk.press("Write it")
    assert any("300 characters" in notice for notice in desk.notices())
    assert not engine.requests


def test_a_past_text_comes_with_its_form_and_what_stood_there_can_come_back(
    desk: WriteDesk, services: Services
) -> None:
    page = write(desk, "product", VALUES, GOOD)
    run = services.store.run(services.store.run_headings("compose")[0].id)
    fill_in(desk, "product", {"name": "Other", "facts": "Red"})
    page._versions["product"].every.clear()
    page._open_run(run)
    assert page.result.text.toPlainText() == GOOD
    assert fields_of(page, "product").values["name"] == "Nordlys"
    undo = next(notice.undo for notice in services.notify.notices if notice.undo is not None)
    undo()
    assert fields_of(page, "product").values["name"] == "Other"


def test_code_is_highlighted_and_can_be_saved_alone(desk: WriteDesk, tmp_path: Path) -> None:
    page = write(desk, "code", {"task": "print one"}, CODE)
    view = page.result.code.findChildren(CodeView)[0]
    assert (view.code, view.language) == ("print(1)", "python")
    assert "It is valid Python. It was checked, not run." in page.result.checks.texts
    page._actions.save_to(tmp_path / "one.py", "print(1)\n")
    desk.wait(lambda: (tmp_path / "one.py").exists())
    assert (tmp_path / "one.py").read_text(encoding="utf-8") == "print(1)\n"


def test_a_command_beside_a_program_is_not_saved_into_it(desk: WriteDesk) -> None:
    text = "```bash\npip install x\n```\n```python\nimport x\nprint(x.value)\n```\n"
    page = write(desk, "code", {"task": "print one"}, text)
    assert page._composed is not None
    assert job.code_of(page._composed) == "import x\nprint(x.value)\n"


def test_code_is_explained_in_the_language_of_the_window_unless_another_is_chosen(
    desk: WriteDesk, engine: Writer
) -> None:
    locale = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    try:
        write(desk, "explain-code", {"code": "print(1)"}, *["它打印一。"] * 3)
    finally:
        QLocale.setDefault(locale)
    assert "用中文写" in engine.requests[0].messages[-1].content


def test_a_text_is_copied_and_handed_to_another_tab(desk: WriteDesk) -> None:
    page = write(desk, "product", VALUES, GOOD)
    desk.press("Copy the text")
    assert QGuiApplication.clipboard().text() == GOOD
    given: list[tuple[str, str]] = []
    desk.tab.hand_over.connect(lambda tab, text: given.append((tab, text)))
    page.result.hand_over.emit("write")
    assert given == [("write", GOOD)]


def test_a_paste_that_the_field_cannot_hold_is_told_and_nothing_is_put_in(desk: WriteDesk) -> None:
    page = fill_in(desk, "reply", {"points": "no"})
    edit = fields_of(page, "reply").rows[0].edit
    assert isinstance(edit, LongText)
    data = QMimeData()
    data.setText("x" * 30_000)
    edit.insertFromMimeData(data)
    assert edit.toPlainText() == ""
    assert any("30,000 characters" in notice for notice in desk.notices())


def test_what_came_before_the_engine_ended_stays(desk: WriteDesk, engine: Writer) -> None:
    page = fill_in(desk, "story", {"about": "a fox"})
    engine.enqueue("Once upon a time", error=EngineCrashed("The model stopped."))
    desk.press("Write it")
    desk.wait(lambda: not page._job.running)
    assert page.result.isVisible()
    assert page.result.text.toPlainText() == "Once upon a time"
    assert page._versions["story"].shown is not None
    assert any("The model stopped." in notice for notice in desk.notices())


def test_the_example_is_tried_with_one_click(desk: WriteDesk, engine: Writer) -> None:
    page = desk.tab.compose
    engine.enqueue(GOOD, GOOD, GOOD)
    next(b for b in page.findChildren(QPushButton) if b.text() == "A lamp, from four facts").click()
    desk.wait(lambda: not page._job.running)
    assert page.form.name == "product"
    assert fields_of(page, "product").values["name"] == "Nordlys lamp"
    assert page.result.text.toPlainText() == GOOD


def test_every_field_has_a_name_for_those_who_do_not_see_it(desk: WriteDesk, qapp: QApplication) -> None:
    page = desk.tab.compose
    for form in FORMS:
        assert all(row.edit.accessibleName() for row in fields_of(page, form.name).rows)


def test_a_file_is_read_into_the_form_and_what_stood_there_can_come_back(
    desk: WriteDesk, services: Services, tmp_path: Path
) -> None:
    page = fill_in(desk, "reply", {"letter": "What I typed."})
    letter = tmp_path / "letter.md"
    letter.write_bytes(b"Dear Anna,\r\n\r\n*hello*\r\n")
    page._files.open_files([letter])
    desk.wait(lambda: fields_of(page, "reply").values["letter"].startswith("Dear Anna"))
    assert fields_of(page, "reply").values["letter"] == "Dear Anna,\n\n*hello*\n"
    undo = next(notice.undo for notice in services.notify.notices if notice.undo is not None)
    undo()
    assert fields_of(page, "reply").values["letter"] == "What I typed."


def test_a_file_that_is_too_long_is_told_and_leaves_the_form(desk: WriteDesk, tmp_path: Path) -> None:
    page = fill_in(desk, "code", {"task": "What I typed."})
    long = tmp_path / "long.txt"
    long.write_text("word " * 10_000, encoding="utf-8")
    page._files.open_files([long])
    desk.wait(lambda: any("50,000 characters" in notice for notice in desk.notices()))
    assert fields_of(page, "code").values["task"] == "What I typed."
