"""The poem as a page in the tab, and the dialog that makes a picture of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.ui.poetry.sheet.dialog import PictureDialog
from llmdesk.ui.poetry.sheet.saving import prepare_paper, print_page
from llmdesk.ui.poetry.sheet.view import PageView, SetPage
from llmdesk.ui.poetry.tab import PoetryTab
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.controls import named
from tests.ui.file_dialog import choose_in_dialog
from tests.ui.poetry.desk import HAIKU, Writer, checks, choose, make_tab, poem, write

QUATRAIN = "《登鹳雀楼》 王之涣\n白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。"
WAIT_MS = 30_000  # on a busy machine


def page(tab: PoetryTab) -> PageView:
    return named(tab, PageView, "Poem as a page")


def paste(tab: PoetryTab, qtbot: QtBot) -> None:
    named(tab, QPushButton, "Check a poem").click()
    choose(tab, "Language", "中文")
    choose(tab, "Form", next(c.text for c in named(tab, ChoiceBox, "Form").choices if "五言绝句" in c.text))
    poem(tab).setPlainText(QUATRAIN)
    qtbot.waitUntil(lambda: bool(checks(tab)), timeout=WAIT_MS)


def wait_for_page(tab: PoetryTab, qtbot: QtBot, vertical: bool = False, pinyin: bool = False) -> SetPage:
    def there() -> bool:
        shown = page(tab).shown
        return shown is not None and (shown.choices.vertical, shown.choices.pinyin) == (vertical, pinyin)

    qtbot.waitUntil(there, timeout=WAIT_MS)
    shown = page(tab).shown
    assert shown is not None
    return shown


def open_picture(tab: PoetryTab, qtbot: QtBot) -> PictureDialog:
    named(tab, QToolButton, "Picture and print").click()
    dialog = tab.poem_actions.picture
    assert dialog is not None
    qtbot.waitUntil(
        lambda: dialog.preview.prepared is not None and not dialog.preview.pending, timeout=WAIT_MS
    )
    return dialog


def test_a_pasted_poem_is_set_in_columns_with_pinyin(tab: PoetryTab, qtbot: QtBot) -> None:
    paste(tab, qtbot)
    named(tab, QCheckBox, "Show as page").setChecked(True)
    wait_for_page(tab, qtbot)
    assert page(tab).isVisible()
    assert not poem(tab).isVisible()
    named(tab, QPushButton, "Set in columns, right to left").click()
    named(tab, QCheckBox, "Pinyin").setChecked(True)
    shown = wait_for_page(tab, qtbot, vertical=True, pinyin=True)
    assert (shown.page.title, shown.page.author) == ("登鹳雀楼", "王之涣")
    assert "白日依山尽" in page(tab).accessibleDescription()
    named(tab, QCheckBox, "Show as page").setChecked(False)
    assert poem(tab).isVisible()
    assert poem(tab).toPlainText() == QUATRAIN


def test_a_written_poem_shows_as_a_page_and_a_new_one_too(
    tab: PoetryTab, qtbot: QtBot, writer: Writer
) -> None:
    write(tab, qtbot)
    named(tab, QCheckBox, "Show as page").setChecked(True)
    assert wait_for_page(tab, qtbot).page.title == "A title"
    assert not any(w.isVisible() for w in tab.findChildren(QCheckBox) if w.accessibleName() == "Pinyin")
    writer.lines = (*HAIKU[:2], "the frog is silent")
    write(tab, qtbot)

    def shows_the_new_one() -> bool:
        shown = page(tab).shown
        return shown is not None and shown.page.lines[-1].text == "the frog is silent"

    qtbot.waitUntil(shows_the_new_one, timeout=WAIT_MS)
    assert page(tab).isVisible()


def test_who_types_sees_the_text(tab: PoetryTab, qtbot: QtBot) -> None:
    write(tab, qtbot)
    named(tab, QCheckBox, "Show as page").setChecked(True)
    named(tab, QPushButton, "Check a poem").click()
    poem(tab).insertPlainText("白")
    assert poem(tab).isVisible()
    assert not named(tab, QCheckBox, "Show as page").isChecked()


def test_the_choices_of_the_page_are_there_in_the_next_window(
    tab: PoetryTab, qtbot: QtBot, services: Services, writer: Writer
) -> None:
    paste(tab, qtbot)
    named(tab, QCheckBox, "Show as page").setChecked(True)
    wait_for_page(tab, qtbot)
    named(tab, QCheckBox, "Tones").setChecked(True)
    tab.shutdown()
    other = make_tab(qtbot, services, writer)
    assert named(other, QCheckBox, "Tones").isChecked()


def test_a_field_of_the_dialog_is_found_by_its_name_before_its_label(tab: PoetryTab, qtbot: QtBot) -> None:
    paste(tab, qtbot)
    named_so = [w for w in open_picture(tab, qtbot).findChildren(QWidget) if _name(w) in ("Seal", "Author")]
    assert [isinstance(w, QLabel) for w in named_so] == [False, False, True, True]


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QLabel) else "")


def test_a_picture_is_copied_as_large_as_it_would_be_saved(tab: PoetryTab, qtbot: QtBot) -> None:
    paste(tab, qtbot)
    dialog = open_picture(tab, qtbot)
    choose(dialog, "Size", "Square, 15 × 15 cm")
    choose(dialog, "Resolution", "150 dpi")
    QGuiApplication.clipboard().clear()
    named(dialog, QPushButton, "Copy picture").click()
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull(), timeout=WAIT_MS)
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (886, 886)
    assert len({image.pixel(x, y) for x in range(0, 886, 3) for y in range(0, 886, 3)}) > 1  # a poem is on it


def test_a_picture_with_a_seal_is_saved_and_replaces_nothing(
    tab: PoetryTab, qtbot: QtBot, tmp_path: Path, services: Services
) -> None:
    (tmp_path / "楼.png").write_bytes(b"another picture")
    paste(tab, qtbot)
    dialog = open_picture(tab, qtbot)
    named(dialog, QLineEdit, "Seal").setText("墨客")
    choose(dialog, "Size", "Postcard, 10 × 15 cm")
    named(dialog, QPushButton, "Save picture").click()
    choose_in_dialog(qtbot, tmp_path / "楼")
    qtbot.waitUntil(lambda: (tmp_path / "楼 (2).png").exists(), timeout=WAIT_MS)
    image = QImage(str(tmp_path / "楼 (2).png"))
    assert sorted((image.width(), image.height())) == [1181, 1772]
    assert (tmp_path / "楼.png").read_bytes() == b"another picture"
    qtbot.waitUntil(
        lambda: any("楼 (2).png" in each.texts[0] for each in services.notify.notices), timeout=WAIT_MS
    )


def test_the_size_and_what_is_left_out_of_a_seal_are_told(tab: PoetryTab, qtbot: QtBot) -> None:
    paste(tab, qtbot)
    dialog = open_picture(tab, qtbot)
    named(dialog, QLineEdit, "Seal").setText("王之涣印章")

    def told() -> str:
        return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())

    qtbot.waitUntil(lambda: "seal 1.4 cm" in told(), timeout=WAIT_MS)
    assert "at 300 dpi" in told()
    assert "“章” is left out" in told()


def test_the_author_of_a_pasted_poem_stays_its_own(tab: PoetryTab, qtbot: QtBot) -> None:
    paste(tab, qtbot)
    dialog = open_picture(tab, qtbot)
    named(dialog, QLineEdit, "Author").setText("somebody")
    qtbot.waitUntil(
        lambda: (
            not dialog.preview.pending
            and dialog.preview.prepared is not None
            and dialog.preview.prepared.page.author == "somebody"
        ),
        timeout=WAIT_MS,
    )
    dialog.close()
    dialog = open_picture(tab, qtbot)
    assert dialog.preview.prepared is not None
    assert dialog.preview.prepared.page.author == "王之涣"


def test_every_control_of_the_dialog_has_a_name_and_a_key(tab: PoetryTab, qtbot: QtBot) -> None:
    paste(tab, qtbot)
    dialog = open_picture(tab, qtbot)
    controls = [
        widget
        for kind in (QLineEdit, QPushButton, QCheckBox, ChoiceBox)
        for widget in dialog.findChildren(kind)
        if widget.isVisible()
    ]
    assert len(controls) > 10
    for control in controls:
        assert control.accessibleName(), control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.accessibleName()


@pytest.mark.parametrize(("paper", "vertical"), [("a5", True), ("a4", False)])
def test_a_poem_is_printed_on_its_paper(
    tab: PoetryTab, qtbot: QtBot, tmp_path: Path, paper: str, vertical: bool
) -> None:
    paste(tab, qtbot)
    tab._page_settings.update(paper=paper, vertical=vertical, pinyin=True)
    made = open_picture(tab, qtbot).preview.prepared
    assert made is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "print.pdf"))
    prepare_paper(printer, made)
    whole = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    assert (whole.width(), whole.height()) == pytest.approx((made.sheet.width, made.sheet.height), abs=0.5)
    print_page(printer, made)
    assert (tmp_path / "print.pdf").read_bytes().startswith(b"%PDF")
