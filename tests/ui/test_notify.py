"""Notices: what shows, what replaces what, and the way back."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.errors import EngineCrashed, Listing, Phrase, UserError, spoken
from llmdesk.network.failures import connection_failed, misbehaved, not_the_hub
from llmdesk.ui.language import Language
from llmdesk.ui.notify import MAX_NOTICES, Notifier, error_text, translate_core
from llmdesk.ui.theme import Theme
from llmdesk.ui.window.notice_area import NoticeArea


def texts(area: QWidget) -> list[str]:
    return [label.text() for label in area.findChildren(QLabel) if label.text()]


def button(area: QWidget, name: str) -> QPushButton | QToolButton:
    buttons: list[QPushButton | QToolButton] = [
        *area.findChildren(QPushButton),
        *area.findChildren(QToolButton),
    ]
    return next(b for b in buttons if name in (b.text(), b.accessibleName()))


def test_an_error_shows_its_title_detail_and_hint_filled_in(qtbot: QtBot, theme: Theme) -> None:
    notify = Notifier()
    area = NoticeArea(notify, theme)
    qtbot.addWidget(area)
    assert area.isHidden()
    notify.show_error(UserError("No {what}.", "It is gone.", "Look again.", what="<b>file</b>"))
    assert texts(area) == ["No <b>file</b>.", "It is gone. Look again."]
    assert not area.isHidden()


def test_the_same_error_again_replaces_the_first() -> None:
    notify = Notifier()
    notify.show_error(EngineCrashed("The engine stopped.", "once"))
    notify.show_error(EngineCrashed("The engine stopped.", "twice"))
    assert [notice.texts[1] for notice in notify.notices] == ["twice"]


def test_old_notices_give_way_to_new_ones() -> None:
    notify = Notifier()
    for n in range(MAX_NOTICES + 2):
        notify.show(str(n))
    assert [notice.text for notice in notify.notices] == ["2", "3", "4"]


def test_undo_is_called_once_and_closes_the_notice(qtbot: QtBot, theme: Theme) -> None:
    notify, undone = Notifier(), []
    area = NoticeArea(notify, theme)
    qtbot.addWidget(area)
    notify.show("Deleted.", lambda: undone.append(1))
    button(area, "Undo").click()
    assert undone == [1]
    assert notify.notices == []


def test_a_notice_can_be_closed(qtbot: QtBot, theme: Theme) -> None:
    notify = Notifier()
    area = NoticeArea(notify, theme)
    qtbot.addWidget(area)
    notify.show_error(UserError("No."))
    button(area, "Close notice").click()
    assert notify.notices == []
    assert area.isHidden()


def test_an_offer_becomes_the_button_of_the_errors_it_fits(qtbot: QtBot, theme: Theme) -> None:
    notify, taken = Notifier(), []
    area = NoticeArea(notify, theme)
    qtbot.addWidget(area)
    notify.add_offer(
        lambda error: ("Again", lambda: taken.append(error)) if isinstance(error, EngineCrashed) else None
    )
    notify.show_error(UserError("No."))
    assert notify.notices[-1].action is None
    notify.show_error(EngineCrashed("Gone."))
    button(area, "Again").click()
    assert len(taken) == 1


def test_a_bug_is_not_shown_as_a_notice() -> None:
    notify = Notifier()
    notify.show_error(ValueError("ours"))
    assert notify.notices == []


def test_no_english_word_of_ours_is_left_in_a_chinese_window(qapp: QApplication) -> None:
    locale, language = QLocale(), Language(qapp, "zh_CN")
    errors = [
        not_the_hub("例.cn", Phrase("a web page")),
        misbehaved("例.cn", Phrase("{length} bytes instead of {size}", {"length": 1, "size": 2})),
        connection_failed("例.cn", "answer", Phrase("no data for {seconds} s", {"seconds": 30})),
        connection_failed("例.cn", "broken", ""),
    ]
    try:
        texts = [error_text(error) for error in errors]
        several = spoken(Listing(("甲", "乙", "丙")), translate_core)
    finally:
        language.apply("en")
        QLocale.setDefault(locale)
    assert not [text for text in texts if re.search("[a-z]{2,}", re.sub("例.cn|Hub", "", text))], texts
    assert several == "甲、乙、丙"
