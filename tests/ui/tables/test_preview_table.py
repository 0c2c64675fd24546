"""The first rows of a table: what stands out, and where it is scrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from llmdesk.ui.services import Services
from llmdesk.ui.tables.preview_table import PreviewTable


def test_the_preview_is_not_scrolled_where_the_chosen_column_shows_without(
    qtbot: QtBot, services: Services
) -> None:
    """A table is shown before its page has its size: what was scrolled for the small one is undone."""
    preview = PreviewTable(services.theme)
    qtbot.addWidget(preview)
    preview.resize(300, 200)
    preview.show_rows(("id", "date", "shop", "comment", "stars", "price"), [tuple("abcdef")])
    preview.choose("comment")
    preview.resize(1000, 300)
    preview.show()
    qtbot.waitExposed(preview)
    qtbot.waitUntil(lambda: preview.columnViewportPosition(0) == 0)
    preview.resize(800, 300)  # the texts beside the columns before them, a little narrower
    qtbot.waitUntil(lambda: preview.columnViewportPosition(4) == preview.viewport().width())
    assert preview.columnViewportPosition(0) == 0
    preview.resize(600, 300)
    qtbot.waitUntil(lambda: preview.columnViewportPosition(0) < 0)


def test_several_columns_stand_out_and_the_first_of_them_gets_the_room(
    qtbot: QtBot, services: Services
) -> None:
    preview = PreviewTable(services.theme)
    qtbot.addWidget(preview)
    preview.resize(900, 200)
    preview.show_rows(("id", "subject", "body"), [tuple("abc")])
    preview.choose("body", "subject", "body")
    preview.show()
    qtbot.waitExposed(preview)
    model = preview.model()
    marked = [model.index(0, n).data(Qt.ItemDataRole.BackgroundRole) is not None for n in range(3)]
    assert marked == [False, True, True]
    assert preview.columnWidth(2) > preview.columnWidth(1) == preview.columnWidth(0)
