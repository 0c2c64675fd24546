"""What shows of documents in a chat, part by part: chips, marks, what is said below an answer."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.store import Attachment
from llmdesk.tools.chat.attaching.grounds import Grounds, Sentence, as_detail
from llmdesk.tools.chat.attaching.texts import attached
from llmdesk.tools.chat.meter import Usage
from llmdesk.tools.documents import from_text
from llmdesk.ui.chat.attaching.attached_line import AttachedLine
from llmdesk.ui.chat.attaching.bar import AttachBar
from llmdesk.ui.chat.attaching.drafts import Draft
from llmdesk.ui.chat.attaching.grounds_view import GroundsView
from llmdesk.ui.chat.attaching.sentence_marks import mark_sentences, place_of
from llmdesk.ui.chat.message_view import MessageView
from llmdesk.ui.theme import Theme
from tests.ui.chat.desk import Desk, button, marked_in

ROOF = "The town library closes on 3 May 2027. The new roof costs 240,000 euros. Anna Holt is the mayor."


def test_sentences_are_found_across_lines() -> None:
    assert place_of("A b.\nThe old\n roof  fell. C", "The old roof fell.") == (5, 25)
    assert place_of("The other. The old roof", "The old roof fell.") is None
    assert place_of("Theold roof", "The old") is None
    assert place_of("x", "") is None
    begun = time.process_time()
    assert place_of("a " * 100_000, "a " * 30_000 + "b") is None
    assert time.process_time() - begun < 2


def test_a_sentence_is_marked_wherever_it_stands_and_not_in_another_one(qtbot: QtBot) -> None:
    assert place_of("Rent: 50\nRent: 5", "Rent: 5") == (9, 16)
    assert place_of("It costs 5,000 euros", "It costs 5") is None
    assert place_of("他们来了。来了。", "来了。") == (5, 8)
    assert place_of("😀 a\u2029Rent: 5\r\nRent: 5.", "Rent: 5.") == (13, 21)
    holder = QWidget()
    qtbot.addWidget(holder)
    label = QTextBrowser(holder)
    label.setPlainText("It fell. 😀 It rose. It fell.")
    theme = Theme(cast(QApplication, QApplication.instance()), "light")
    assert mark_sentences(holder, ["It fell.", "It fell."], theme) == 2
    assert marked_in(label) == "It fell.It fell."


def test_what_files_take_together_is_told_of_those_that_are_there(desk: Desk) -> None:
    bar = AttachBar(desk.services.theme)
    desk.qtbot.addWidget(bar)
    drafts = [
        Draft(text, text=text, read=attached(from_text(text)))
        for text in (ROOF, "The cellar is wet.", "A third.")
    ]
    digests = [each.attachment.digest for each in drafts if each.attachment is not None]
    bar.show_drafts(drafts)
    bar.show_usage(Usage(context=4096, sizes=dict(zip(digests, (10, 20, 40), strict=True))))
    assert "Together 70 tokens" in bar.note.text()
    bar.show_drafts(drafts[:2])  # nobody has measured these yet
    assert "Together 30 tokens" in bar.note.text()
    bar.show_drafts([*drafts, Draft("New", text="New", read=attached(from_text("New")))])
    assert bar.note.text() == ""


def test_hundreds_of_files_do_not_hold_the_window_up(desk: Desk) -> None:
    bar = AttachBar(desk.services.theme)
    desk.qtbot.addWidget(bar)
    drafts = [Draft(f"{n}.txt", Path(f"/{n}.txt")) for n in range(150)]
    bar.show_drafts(drafts)
    assert 0 < len(bar.chips) < 150
    desk.wait(lambda: len(bar.chips) == 150)
    assert bar.chips[-1].accessibleName() == "149.txt, Waiting to be read"
    bar.show_drafts(drafts[:1])
    assert len(bar.chips) == 1
    asked = [Attachment(f"{n}.txt", "", str(n)) for n in range(60)]
    line = AttachedLine(desk.services.theme, asked)
    desk.qtbot.addWidget(line)
    button(line, "52 more files").click()
    assert len(line.chips) == 48
    button(line, "12 more files").click()
    assert (len(line.chips), line.more.isHidden()) == (60, True)


def test_that_everything_was_found_is_not_said_where_not_all_was_checked(desk: Desk) -> None:
    view = GroundsView(desk.services.theme)
    desk.qtbot.addWidget(view)
    view.show_grounds(Grounds(checked=True, sentences=(Sentence("It rose.", "supported"),), left=3))
    assert "Everything" not in view.summary.text()
    assert "3 sentences" in view.summary.text()


def test_an_answer_that_comes_from_no_document_of_the_library_says_so(desk: Desk) -> None:
    chat = desk.services.store.create_conversation().id
    asked = desk.services.store.add_message(chat, None, "user", "When do penguins moult?")
    begun = desk.services.store.begin_answer(chat, asked.id, "model")
    desk.services.store.finish_message(begun.id, "In autumn.", "done", as_detail(Grounds(nothing=True)))
    shown = MessageView(desk.services.theme, desk.services.store.branch(chat)[-1], 400)
    desk.qtbot.addWidget(shown)
    (view,) = shown.findChildren(GroundsView)
    assert view.summary.text().startswith("No passage of the library has a word of this question")
    assert view.button.isHidden()


def test_with_which_question_it_was_searched_is_shown_on_hover_and_read_aloud(desk: Desk) -> None:
    view = GroundsView(desk.services.theme)
    desk.qtbot.addWidget(view)
    view.show_grounds(Grounds(due=True))
    assert view.summary.toolTip() == ""
    grounds = Grounds(due=True, searched="How many visitors came in 2021?")
    view.show_grounds(grounds)
    assert view.summary.toolTip() == "Searched for: How many visitors came in 2021?"
    assert view.summary.accessibleDescription() == view.summary.toolTip()
    chat = desk.services.store.create_conversation().id
    asked = desk.services.store.add_message(chat, None, "user", "and in 2021?")
    begun = desk.services.store.begin_answer(chat, asked.id, "model")
    desk.services.store.finish_message(begun.id, "Nine.", "done", as_detail(grounds))
    shown = MessageView(desk.services.theme, desk.services.store.branch(chat)[-1], 400)
    desk.qtbot.addWidget(shown)
    assert shown.accessibleDescription() == "Nine.\nSearched for: How many visitors came in 2021?"


ASKING = """
import sys
from types import SimpleNamespace
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from llmdesk.ui.chat.attaching.panel import AttachPanel
app, window = QApplication([]), QWidget()
before = set(sys.modules)
attaching = SimpleNamespace(is_off=False, add_files=print)
AttachPanel.ask(SimpleNamespace(_attaching=attaching, _window=window, tr=str))
assert any(isinstance(each, QFileDialog) for each in app.topLevelWidgets())
print([name for name in set(sys.modules) - before if name.startswith("llmdesk.")])
"""


def test_the_dialog_for_files_waits_for_no_import() -> None:
    """The readers take more time to import than a click may."""
    command = [sys.executable, "-c", ASKING]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[]"
