"""Every control of the second mode of My tools has a name for those who do not see it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.ui.own.desk import OwnDesk
from tests.ui.own.table.test_page import open_table, write_table


def nameless(desk: OwnDesk) -> list[str]:
    """What can have the keyboard in what shows, and says nothing of itself."""
    page = desk.tab.table
    found = [each for each in page.findChildren(QWidget) if each.isVisible()]
    reached = [each for each in found if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled()]
    inner = {"qt_spinbox_lineedit", "qt_scrollarea_viewport"}
    return [
        type(each).__name__
        for each in reached
        if not _name(each) and each.objectName() not in inner and not each.focusProxy()
    ]


def _name(widget: QWidget) -> str:
    """A button says what stands on it."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def test_every_control_of_each_page_has_a_name(desk: OwnDesk, tmp_path: Path) -> None:
    desk.press("Table or folder")
    assert nameless(desk) == []
    open_table(desk, write_table(tmp_path / "mails.csv"))
    assert nameless(desk) == []
    desk.press("Preview five rows")
    desk.wait(lambda: desk.has("Back to the table"))
    assert nameless(desk) == []
    desk.press("Run on all rows")
    desk.wait(lambda: desk.has("Rows") and desk.tab.table.review.rows.model().rowCount() == 7)
    desk.tab.table.review.rows.go_to(0)
    desk.wait(lambda: desk.tab.table.review.pane.row is not None)
    assert nameless(desk) == []
