"""No-break and wide spaces are the user's: they stay in fields, on the screen and in what is copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from llmdesk.ui.chat.long_line_edit import LongLineEdit
from llmdesk.ui.poetry.poem_edit import PoemEdit
from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.markdown_view import MarkdownView
from llmdesk.ui.widgets.message_edit import MessageEdit
from llmdesk.ui.widgets.reading_text import ReadingText
from llmdesk.ui.widgets.text_view import TextView

TEXT = "　　5\u00a0000\u202f€\n«\u00a0oui\u00a0» 😀"


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


def copied(field: QPlainTextEdit | QTextEdit) -> str:
    field.selectAll()
    return field.createMimeDataFromSelection().text()


@pytest.mark.parametrize("kind", [LongLineEdit, MessageEdit])
def test_what_is_pasted_into_a_field_comes_back_as_it_was(kind: type[MessageEdit], qtbot: QtBot) -> None:
    field = kind()
    qtbot.addWidget(field)
    data = QMimeData()
    data.setText(TEXT)
    field.insertFromMimeData(data)
    assert field.toPlainText() == TEXT
    assert copied(field) == TEXT
    if isinstance(field, LongLineEdit):
        assert field.text() == TEXT
        field.set_text(TEXT + "x" * 5_000)
        assert field.text() == TEXT + "x" * 5_000


def test_texts_and_poems_keep_their_spaces(qtbot: QtBot, theme: Theme) -> None:
    reading, poem = ReadingText(), PoemEdit(theme)
    qtbot.addWidget(reading)
    qtbot.addWidget(poem)
    reading.show_text(TEXT)
    poem.set_text(TEXT)
    for field in (reading, poem):
        assert field.toPlainText() == TEXT
        assert copied(field) == TEXT


def test_an_answer_is_copied_with_its_spaces(qtbot: QtBot, theme: Theme) -> None:
    view = MarkdownView(theme, 600)
    qtbot.addWidget(view)
    view.set_source("　　**5\u00a0000\u202f€**\n\n«\u00a0oui\u00a0»", final=True)
    (text,) = view.findChildren(TextView)
    assert copied(text) == "　　5\u00a0000\u202f€\n«\u00a0oui\u00a0»"
