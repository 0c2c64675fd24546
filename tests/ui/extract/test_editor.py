"""Fields of one's own: made, changed, contradictions told at once, kept, brought from and taken to files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from llmdesk.tools.fields import Field, FieldSet, read_fields, ready_set
from llmdesk.ui.extract.editor import FieldsDialog
from llmdesk.ui.extract.model import ValuesModel
from llmdesk.ui.extract.options import NEW, ExtractOptions
from llmdesk.ui.extract.sets import FieldSets
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import ChoiceBox
from llmdesk.ui.widgets.segmented import Segmented
from tests.ui.controls import named
from tests.ui.extract.desk import button
from tests.ui.file_dialog import choose_in_dialog

ORDER = """title = "Order"
rows = "many"
fields = [{name = "Item"}, {name = "Price", type = "money"}, {name = "Kind", one_of = ["goods", "service"]}]
"""


@pytest.fixture
def sets(qtbot: QtBot, services: Services, qapp: object) -> FieldSets:
    sets = FieldSets(services, services.tasks)
    qtbot.waitUntil(lambda: sets.is_read)
    return sets


@pytest.fixture
def dialog(qtbot: QtBot, services: Services, sets: FieldSets) -> FieldsDialog:
    dialog = FieldsDialog(services, sets)
    qtbot.addWidget(dialog)
    return dialog


def line(dialog: FieldsDialog, name: str) -> QLineEdit:
    return named(dialog, QLineEdit, name)


def kind(dialog: FieldsDialog, number: int, data: str) -> None:
    box = named(dialog, ChoiceBox, f"Type of field {number}")
    box.set_current(data)
    box.chosen.emit(data)


def problem(dialog: FieldsDialog) -> str:
    shown = [each.text() for each in dialog.findChildren(QLabel) if each.property("kind") == "danger"]
    return "".join(shown)


def test_fields_of_ones_own_are_made_and_used(dialog: FieldsDialog, sets: FieldSets) -> None:
    dialog.open_set(NEW)
    assert not button(dialog, "Save and use").isEnabled()
    line(dialog, "Name of the set").setText("Orders")
    line(dialog, "Name of field 1").setText(" Item ")
    line(dialog, "Meaning of field 1").setText("what was bought")
    line(dialog, "Name of field 2").setText("Kind")
    kind(dialog, 2, "one of")
    line(dialog, "Choices of field 2").setText("goods， service; other")
    named(dialog, Segmented, "").chosen.emit(1)
    button(dialog, "Save and use").click()
    assert not dialog.isVisible()
    assert sets.key == "own:Orders"
    made = sets.current
    assert made.fields == (
        Field("Item", "what was bought"),
        Field("Kind", "", "one of", ("goods", "service", "other")),
    )


def test_a_contradiction_is_told_at_once_and_nothing_can_be_saved(dialog: FieldsDialog) -> None:
    dialog.open_set(NEW)
    assert problem(dialog) == ""
    line(dialog, "Name of the set").setText("Twice")
    line(dialog, "Name of field 1").setText("Total")
    assert problem(dialog) == ""
    line(dialog, "Name of field 2").setText("ＴＯＴＡＬ")
    assert "Two fields have the name" in problem(dialog)
    assert not button(dialog, "Save and use").isEnabled()
    line(dialog, "Name of field 2").setText("Kind")
    kind(dialog, 2, "one of")
    assert "at least two choices" in problem(dialog)
    line(dialog, "Choices of field 2").setText("paid, paid")
    assert "is there twice" in problem(dialog)
    line(dialog, "Choices of field 2").setText("paid, open")
    assert problem(dialog) == ""
    line(dialog, "Name of field 1").setText("a: b")
    assert "colon" in problem(dialog)


def test_a_ready_set_that_is_changed_becomes_ones_own_and_stays_ready(
    dialog: FieldsDialog, sets: FieldSets, qtbot: QtBot
) -> None:
    dialog.open_set("ready:invoice")
    qtbot.waitUntil(lambda: button(dialog, "Add a field").isEnabled())
    named(dialog, QToolButton, "Remove field 2").click()
    named(dialog, QToolButton, "Move field 1 down").click()
    button(dialog, "Add a field").click()
    line(dialog, "Name of field 8").setText("VAT number")
    button(dialog, "Save and use").click()
    names = [field.name for field in sets.current.fields]
    assert names[:3] == ["Due date", "Invoice number", "Seller"]
    assert names[-1] == "VAT number"
    assert sets.current.sums == ready_set("invoice").sums
    assert sets.sets["ready:invoice"] == ready_set("invoice")


def test_a_set_that_is_only_renamed_still_asks_in_both_languages(
    dialog: FieldsDialog, sets: FieldSets
) -> None:
    dialog.open_set("ready:cv")
    line(dialog, "Name of the set").setText("Applicants")
    button(dialog, "Save and use").click()
    assert sets.current.in_language("zh") == ready_set("cv").in_language("zh")


def test_what_was_typed_waits_and_survives_the_window(
    dialog: FieldsDialog, sets: FieldSets, services: Services, qtbot: QtBot
) -> None:
    dialog.open_set(NEW)
    line(dialog, "Name of field 1").setText("Half done")
    dialog.open_set("ready:cv")
    dialog.open_set(NEW)
    assert line(dialog, "Name of field 1").text() == "Half done"
    assert services.drafts.flush() is None
    again = FieldsDialog(services, sets)
    qtbot.addWidget(again)
    again.open_set(NEW)
    assert line(again, "Name of field 1").text() == "Half done"


def test_sets_are_kept_and_can_be_deleted_with_a_way_back(
    dialog: FieldsDialog, sets: FieldSets, services: Services, qtbot: QtBot
) -> None:
    sets.save(FieldSet((Field("A"),), "many", "Mine"))
    assert services.drafts.flush() is None
    again = FieldSets(services, services.tasks)
    qtbot.waitUntil(lambda: again.is_read)
    assert again.current == FieldSet((Field("A"),), "many", "Mine")
    dialog.open_set("own:Mine")
    button(dialog, "Delete set").click()
    assert "own:Mine" not in sets.sets
    undo = services.notify.notices[-1].undo
    assert undo is not None
    undo()
    assert sets.key == "own:Mine"


def test_fields_come_from_a_file_and_go_into_one_as_the_command_line_reads_them(
    dialog: FieldsDialog, sets: FieldSets, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "order.toml").write_text(ORDER)
    dialog.open_set(NEW)
    dialog.load_file(tmp_path / "order.toml")
    qtbot.waitUntil(lambda: sets.key == "own:Order")
    assert line(dialog, "Choices of field 3").text() == "goods, service"
    button(dialog, "Export").click()
    choose_in_dialog(qtbot, tmp_path / "mine")
    qtbot.waitUntil(lambda: (tmp_path / "mine.toml").exists())
    assert read_fields((tmp_path / "mine.toml").read_text()) == sets.current


def test_forty_fields_come_in_turns_and_none_is_lost_meanwhile(
    dialog: FieldsDialog, sets: FieldSets, qtbot: QtBot
) -> None:
    sets.save(FieldSet(tuple(Field(f"F{number}") for number in range(40)), title="Forty"))
    dialog.open_set("own:Forty")
    line(dialog, "Name of field 1").setText("First")
    assert len(dialog._form.fields) == 40
    qtbot.waitUntil(lambda: button(dialog, "Add a field").isEnabled())
    button(dialog, "Save and use").click()
    assert [field.name for field in sets.current.fields] == ["First", *(f"F{n}" for n in range(1, 40))]


def test_a_file_that_is_no_list_of_fields_is_told_beside_the_fields(
    dialog: FieldsDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "no.toml").write_text("fields = 5")
    dialog.open_set(NEW)
    dialog.load_file(tmp_path / "no.toml")
    qtbot.waitUntil(lambda: "There is no list of fields." in problem(dialog))


def test_how_many_rows_is_chosen_beside_the_set_and_goes_with_another_set(
    qtbot: QtBot, services: Services, sets: FieldSets
) -> None:
    options = ExtractOptions(services.theme, sets)
    qtbot.addWidget(options)
    options._rows.chosen.emit(1)
    many = sets.current.rows
    sets.choose("ready:cv")
    assert (many, sets.current.rows) == ("many", "one")
    with qtbot.waitSignal(options.edit_asked) as asked:
        options._set.chosen.emit(NEW)
    assert asked.args == [NEW]
    assert sets.key == "ready:cv"


def test_the_fields_of_a_past_run_are_found_again_or_kept(sets: FieldSets) -> None:
    sets.use(ready_set("meeting", "zh").with_rows("many"))
    assert (sets.key, sets.current.rows) == ("ready:meeting", "many")
    sets.use(FieldSet((Field("A"), Field("B"))))
    assert sets.key == "own:A"
    sets.use(FieldSet((Field("A"), Field("B")), title="other"))
    assert sets.key == "own:A"


def test_choices_with_commas_stay_as_they_are(dialog: FieldsDialog, sets: FieldSets) -> None:
    kinds = Field("Kind", "", "one of", ("goods, new", "goods, used", "service；other"))
    sets.save(FieldSet((kinds,), title="Kinds"))
    dialog.open_set("own:Kinds")
    line(dialog, "Name of the set").setText("Sorts")
    line(dialog, "Meaning of field 1").setText("what is sold")
    button(dialog, "Save and use").click()
    assert sets.current.fields == (Field("Kind", "what is sold", "one of", kinds.one_of),)


def test_a_deleted_set_comes_back_beside_its_namesake_with_what_was_not_saved(
    dialog: FieldsDialog, sets: FieldSets, services: Services
) -> None:
    sets.save(FieldSet((Field("A"),), title="Mine"))
    dialog.open_set("own:Mine")
    line(dialog, "Meaning of field 1").setText("half done")
    button(dialog, "Delete set").click()
    sets.save(FieldSet((Field("B"),), title="Mine"))
    undo = services.notify.notices[-1].undo
    assert undo is not None
    undo()
    assert sets.sets["own:Mine"].fields == (Field("B"),)
    assert sets.sets["own:Mine 2"].fields == (Field("A"),)
    dialog.open_set("own:Mine 2")
    assert line(dialog, "Meaning of field 1").text() == "half done"


def test_sums_of_a_file_are_not_lost_where_a_set_has_the_same_fields(sets: FieldSets) -> None:
    fields = tuple(Field(name, type="money") for name in ("Net", "Tax", "Total"))
    sets.save(FieldSet(fields, title="Without"))
    sets.use(FieldSet(fields, title="With", sums=(("Net", "Tax", "Total"),)))
    assert sets.current.title == "With"
    assert sets.current.sums == (("Net", "Tax", "Total"),)


def test_the_words_of_a_file_are_no_html_in_a_tooltip(
    qtbot: QtBot, services: Services, sets: FieldSets
) -> None:
    options = ExtractOptions(services.theme, sets)
    qtbot.addWidget(options)
    sets.save(FieldSet((Field("<b>A</b>", "<img src=x>"),), title="T"))
    model = ValuesModel(services.tasks)
    model.show(sets.current, ["a", "b"])
    tips = [
        options._set.toolTip(),
        *(choice.hint for choice in options._set.choices),
        model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole),
    ]
    assert any("A‹/b>" in tip for tip in tips)
    assert not any("<" in tip for tip in tips)


def test_the_tab_key_goes_from_field_to_field_as_they_stand(dialog: FieldsDialog, sets: FieldSets) -> None:
    sets.save(FieldSet((Field("A"), Field("B"), Field("C")), title="Mine"))
    dialog.open_set("own:Mine")
    named(dialog, QToolButton, "Move field 3 up").click()
    button(dialog, "Add a field").click()
    order: list[str] = []
    stop = line(dialog, "Name of the set").nextInFocusChain()
    while stop is not None and stop is not line(dialog, "Name of the set"):
        order.append(stop.accessibleName())
        stop = stop.nextInFocusChain()
    names = [f"{part} of field {number}" for number in range(1, 5) for part in ("Name", "Meaning")]
    assert [name for name in order if name in [*names, "Add a field", "Save and use"]] == [
        *names, "Add a field", "Save and use",
    ]  # fmt: skip
    assert line(dialog, "Name of field 2").text() == "C"


def test_the_keyboard_stays_among_the_fields_when_one_is_removed(
    dialog: FieldsDialog, sets: FieldSets, qtbot: QtBot
) -> None:
    sets.save(FieldSet((Field("A"), Field("B")), title="Mine"))
    dialog.open_set("own:Mine")
    qtbot.waitUntil(lambda: dialog.isActiveWindow())
    named(dialog, QToolButton, "Remove field 2").setFocus()
    named(dialog, QToolButton, "Remove field 2").click()
    assert line(dialog, "Name of field 1").hasFocus()
