"""The glossary: edited, imported, exported, kept, told where it is wrong, and kept to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.tools.fidelity import Term
from llmdesk.tools.translate import read_glossary
from llmdesk.ui.services import Services
from llmdesk.ui.translate.glossary_dialog import GlossaryDialog
from llmdesk.ui.translate.tab import TranslateTab
from tests.ui.controls import labels, named
from tests.ui.translate.desk import Translator, button, make_tab, remarks, targets, translate, until


@pytest.fixture
def dialog(tab: TranslateTab, qtbot: QtBot) -> GlossaryDialog:
    until(qtbot, lambda: tab._glossary._keeper.is_read)
    button(tab, "Glossary").click()
    return tab.window().findChildren(GlossaryDialog)[0]


def fill_in(dialog: GlossaryDialog, *terms: tuple[str, str]) -> None:
    """Type each into a new row."""
    for term in terms:
        named(dialog, QPushButton, "Add a term").click()
        row = dialog.rows.rowCount() - 1
        for number, text in enumerate(term):
            dialog.rows.setData(dialog.rows.index(row, number), text)


def test_a_term_is_kept_to_and_where_it_is_not_that_is_marked(
    tab: TranslateTab, dialog: GlossaryDialog, qtbot: QtBot, engine: Translator
) -> None:
    fill_in(dialog, ("gear box", "变速箱"))
    assert button(tab, "Glossary").text() == "Glossary (1)"
    engine.spoil = lambda _text, attempt: "齿轮箱很旧。" if attempt < 5 else None
    translate(tab, qtbot, "The gear box is old.")
    assert "变速箱" in remarks(tab)[0]
    assert "gear box = 变速箱" in engine.requests[-1].messages[-1].content
    dialog._used.setChecked(False)
    assert button(tab, "Glossary").text() == "Glossary"
    translate(tab, qtbot)
    assert remarks(tab) == [""]


def test_a_glossary_from_the_other_direction_serves_too(
    tab: TranslateTab, dialog: GlossaryDialog, qtbot: QtBot, engine: Translator
) -> None:
    fill_in(dialog, ("gear box", "变速箱"))
    translate(tab, qtbot, "变速箱很旧。")
    assert "变速箱 = gear box" in engine.requests[-1].messages[-1].content
    assert "gear box" in targets(tab)[0] or "gear box" in remarks(tab)[0]


def test_it_is_there_in_the_next_window_also_what_is_not_whole(
    tab: TranslateTab, dialog: GlossaryDialog, qtbot: QtBot, make_services: Callable[..., Services]
) -> None:
    fill_in(dialog, ("gear box", "变速箱"), ("engine", ""))
    assert "1 term · 1 not complete, and not used" in labels(dialog)
    tab.shutdown()
    again = make_tab(qtbot, make_services())
    until(qtbot, lambda: len(again._glossary.terms) == 2)
    assert again._glossary.for_use() == (Term("gear box", "变速箱"),)


def test_terms_that_lead_back_to_themselves_are_told_and_not_used(
    tab: TranslateTab, dialog: GlossaryDialog, qtbot: QtBot, services: Services
) -> None:
    fill_in(dialog, ("a", "b"), ("b", "a"))
    until(qtbot, lambda: "a → b → a" in labels(dialog))
    translate(tab, qtbot, "The engine is old.")
    (notice,) = services.notify.notices
    assert notice.texts[0] == "This glossary cannot be used."
    dialog.view.selectRow(1)
    named(dialog, QPushButton, "Remove").click()
    until(qtbot, lambda: "→" not in labels(dialog))
    named(dialog, QPushButton, "Put back").click()
    until(qtbot, lambda: "a → b → a" in labels(dialog))


def test_five_thousand_terms_are_imported_found_and_exported(
    tab: TranslateTab, dialog: GlossaryDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    fill_in(dialog, ("term 7", "old"))
    lines = [f"term {number},词 {number},note" for number in range(5000)]
    (tmp_path / "terms.csv").write_text("term,translation,note\n" + "\n".join(lines), encoding="utf-8")
    dialog.take_file(tmp_path / "terms.csv")
    until(qtbot, lambda: "4,999 terms added, 1 changed." in labels(dialog))
    assert len(tab._glossary.for_use()) == 5000
    dialog._find.setText("词 4321")
    shown = dialog.view.model()
    assert [shown.index(row, 0).data() for row in range(shown.rowCount())] == ["term 4321"]
    dialog.save_to(tmp_path / "out.csv")
    until(qtbot, (tmp_path / "out.csv").exists)
    assert len(read_glossary(tmp_path / "out.csv")) == 5000


@pytest.mark.parametrize(
    ("text", "words"), [("", "There are no terms in it."), ("a,b\na,c\n", "has two translations")]
)
def test_a_file_that_is_no_glossary_is_told_and_changes_nothing(
    dialog: GlossaryDialog, qtbot: QtBot, tmp_path: Path, text: str, words: str
) -> None:
    fill_in(dialog, ("gear box", "变速箱"))
    (tmp_path / "terms.csv").write_text(text, encoding="utf-8")
    dialog.take_file(tmp_path / "terms.csv")
    until(qtbot, lambda: words in labels(dialog))
    assert list(dialog.rows.terms) == [Term("gear box", "变速箱")]


def test_a_row_is_typed_into_with_the_keyboard(dialog: GlossaryDialog) -> None:
    flags = dialog.view.model().flags(dialog.view.model().index(0, 0))
    named(dialog, QPushButton, "Add a term").click()
    flags = dialog.view.model().flags(dialog.view.model().index(0, 0))
    assert flags & Qt.ItemFlag.ItemIsEditable
    assert dialog.view.state() == dialog.view.State.EditingState
