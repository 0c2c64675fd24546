"""Notices: what shows, what replaces what, and the way back."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.errors import (
    EngineCrashed,
    Listing,
    ModelFileError,
    NoModelError,
    Phrase,
    SettingsError,
    UserError,
    spoken,
)
from llmdesk.network.failures import connection_failed, misbehaved, not_the_hub, offline
from llmdesk.network.options import MIRROR_ENDPOINT, OFFICIAL_ENDPOINT
from llmdesk.ui.language import Language
from llmdesk.ui.notify import MAX_NOTICES, Notifier, error_text, translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.theme import Theme
from llmdesk.ui.window.notice_area import NoticeArea, Noticed
from llmdesk.ui.window.remedies import Remedies


def texts(area: QWidget) -> list[str]:
    return [label.text() for label in area.findChildren(QLabel) if label.text()]


def button(area: QWidget, name: str) -> QPushButton | QToolButton:
    buttons: list[QPushButton | QToolButton] = [
        *area.findChildren(QPushButton),
        *area.findChildren(QToolButton),
    ]
    return next(b for b in buttons if name in (b.text(), b.accessibleName()))


def labels_of(area: QWidget | None) -> list[QLabel]:
    found = [area] if isinstance(area, QLabel) else area.findChildren(QLabel) if area is not None else []
    return [label for label in found if label.text()]


def cards_of(area: QWidget) -> list[QWidget]:
    return [each for each in area.findChildren(QWidget) if str(each.property("kind")).startswith("card_")]


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


def test_old_notices_give_way_to_new_ones(qapp: QApplication) -> None:
    notify = Notifier()
    for n in range(MAX_NOTICES + 2):
        notify.show(str(n))
    assert [notice.text for notice in notify.notices] == ["2", "3", "4"]


def test_what_stays_until_it_is_closed_gives_way_to_no_information(qapp: QApplication) -> None:
    notify = Notifier()
    notify.show_error(EngineCrashed("The engine stopped."))
    notify.show_error(UserError("Close anyway?"), asks=True)
    for n in range(MAX_NOTICES + 1):
        notify.show(str(n))
    assert [notice.texts[0] for notice in notify.notices] == ["The engine stopped.", "Close anyway?", "3"]
    for n in range(2):
        notify.show_error(UserError(f"It failed {n}."))
    assert [notice.texts[0] for notice in notify.notices] == [
        "Close anyway?", "It failed 0.", "It failed 1.",
    ]  # fmt: skip
    notify.show("Saved.")  # the newest always shows
    assert notify.notices[-1].texts[0] == "Saved."


def test_what_stays_until_it_is_closed_waits_for_room_and_is_never_lost(qtbot: QtBot, theme: Theme) -> None:
    notify = Notifier()
    area = NoticeArea(notify, theme)
    qtbot.addWidget(area)
    for n in range(MAX_NOTICES + 2):
        notify.show_error(UserError(f"It failed {n}."))
    notify.show("Saved.")

    def shown() -> list[str]:
        """From the top down, as they stand in the layout."""
        places = {area._layout.indexOf(each): each for each in area._stack.findChildren(QWidget)}
        labels = [label for place in sorted(places) if place >= 0 for label in labels_of(places[place])]
        return [label.text() for label in labels if not label.isHidden()]

    assert shown() == ["Saved.", "It failed 4.", "It failed 3.", "3 more when you close one"]
    notify.close(notify.notices[-1].id)
    after = ["It failed 4.", "It failed 3.", "It failed 2.", "2 more when you close one"]
    qtbot.waitUntil(lambda: shown() == after, timeout=30_000)  # the information fades
    for left in (["3", "2", "1"], ["2", "1", "0"], ["1", "0"], ["0"], []):
        notify.close(notify.notices[-1].id)
        assert [notice.texts[0][-2] for notice in reversed(notify.notices)] == left
    assert not area.isVisible()
    qtbot.waitUntil(lambda: not cards_of(area), timeout=30_000)


def test_a_way_back_stands_before_errors_until_its_time_is_over(qapp: QApplication) -> None:
    notify = Notifier()

    def titles() -> list[str]:
        return [notice.texts[0] for notice in notify.notices]

    for n in range(MAX_NOTICES):
        notify.show_error(UserError(f"It failed {n}."))
    notify.show("A deleted.", lambda: None)
    notify.show("Saved.")
    assert titles() == ["It failed 2.", "A deleted.", "Saved."]
    notify.show_error(UserError("It failed again."))
    assert titles() == ["It failed 2.", "A deleted.", "It failed again."]
    notify.show("B deleted.", lambda: None)
    notify.show("C deleted.", lambda: None)
    assert titles() == ["A deleted.", "B deleted.", "C deleted."]
    assert notify.waiting == MAX_NOTICES + 1
    notify.show_error(UserError("It failed at last."))
    assert titles() == ["A deleted.", "B deleted.", "C deleted.", "It failed at last."]  # the newest shows
    notify.hold(notify.notices[0].id)  # the mouse is in it
    notify.show("D deleted.", lambda: None)
    assert titles() == ["A deleted.", "C deleted.", "D deleted."]
    notify.let_go(notify.notices[0].id)
    notify.show("E deleted.", lambda: None)
    assert titles() == ["C deleted.", "D deleted.", "E deleted."]


def test_what_is_being_read_gives_way_to_nothing(qapp: QApplication) -> None:
    notify = Notifier()
    notify.show("It was saved.")
    notify.hold(notify.notices[0].id)
    for n in range(MAX_NOTICES + 1):
        notify.show(str(n))
        notify.show_error(UserError(f"It failed {n}."))
    assert "It was saved." in [notice.texts[0] for notice in notify.notices]


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


def test_notices_stand_over_the_page_and_move_nothing(qtbot: QtBot, theme: Theme) -> None:
    notify, page = Notifier(), QWidget()
    window = Noticed(page, notify, theme)
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    qtbot.waitExposed(window)
    before, area = page.geometry(), window.area
    notify.show("It was saved.", action=("Show", lambda: None))
    notify.show_error(UserError("No.", "A long reason, " * 30, "Try again."))
    qtbot.waitUntil(area.isVisible)
    assert page.geometry() == before
    assert page.geometry().contains(area.geometry())
    cards = cards_of(area)
    qtbot.waitUntil(lambda: all(card.height() >= card.heightForWidth(card.width()) > 0 for card in cards))
    assert sum(card.height() for card in cards) <= area.height()
    window.resize(700, 600)
    qtbot.waitUntil(lambda: page.geometry().contains(area.geometry()))


def test_information_fades_an_error_stays(qtbot: QtBot, theme: Theme) -> None:
    notify = Notifier()
    window = Noticed(QWidget(), notify, theme)
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    notify.show("It was saved.")
    notify.show_error(UserError("No."))
    qtbot.waitUntil(window.area.isVisible)
    assert texts(window.area) == ["It was saved.", "No."]
    notify.close(notify.notices[0].id)  # as when its ten seconds are over
    qtbot.waitUntil(lambda: texts(window.area) == ["No."])
    assert window.area.isVisible()


def test_what_is_being_read_does_not_go(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("llmdesk.ui.notify.UNDO_MS", 20)
    notify = Notifier()
    notify.show("It was saved.")
    notify.hold(notify.notices[0].id)
    notify.show("It was copied.")
    qtbot.waitUntil(lambda: [notice.text for notice in notify.notices] == ["It was saved."])
    notify.let_go(notify.notices[0].id)
    qtbot.waitUntil(lambda: notify.notices == [])


def shown(qtbot: QtBot, notify: Notifier, theme: Theme) -> tuple[Noticed, QLineEdit]:
    """A window with notices over a page, and a field of the page, which has the focus."""
    field = QLineEdit()
    window = Noticed(field, notify, theme)
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    QCursor.setPos(window.mapToGlobal(QPoint(5, 590)))  # no notice appears under the mouse
    qtbot.waitUntil(field.hasFocus)
    return window, field


def enter(card: QWidget) -> None:
    middle = QPointF(card.rect().center())
    QApplication.sendEvent(card, QEnterEvent(middle, middle, middle))


def test_a_notice_stays_while_the_focus_or_the_mouse_is_in_it(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    notify = Notifier()
    window, field = shown(qtbot, notify, theme)
    notify.show("Deleted.", lambda: None)  # its ten seconds will not be over in this test
    undo = button(window.area, "Undo")
    card = undo.parentWidget()
    assert card is not None
    qtbot.waitUntil(undo.isVisible)
    undo.setFocus(Qt.FocusReason.TabFocusReason)
    assert undo.hasFocus()
    monkeypatch.setattr("llmdesk.ui.notify.UNDO_MS", 20)

    def others_have_gone(text: str) -> bool:
        return text not in [notice.text for notice in notify.notices]

    enter(card)
    QApplication.sendEvent(card, QEvent(QEvent.Type.Leave))  # the focus is in it still
    notify.show("first")
    qtbot.waitUntil(lambda: others_have_gone("first"))
    assert not others_have_gone("Deleted.")
    enter(card)
    field.setFocus()  # the mouse is in it still
    notify.show("second")
    qtbot.waitUntil(lambda: others_have_gone("second"))
    assert not others_have_gone("Deleted.")
    QApplication.sendEvent(card, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: notify.notices == [])


def test_a_notice_whose_focus_has_gone_goes(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    notify = Notifier()
    window, field = shown(qtbot, notify, theme)
    notify.show("Deleted.", lambda: None)
    undo = button(window.area, "Undo")
    qtbot.waitUntil(undo.isVisible)
    undo.setFocus(Qt.FocusReason.TabFocusReason)
    monkeypatch.setattr("llmdesk.ui.notify.UNDO_MS", 20)
    field.setFocus()
    qtbot.waitUntil(lambda: notify.notices == [])


def test_the_newest_notice_stands_on_top_and_the_tab_key_goes_down(qtbot: QtBot, theme: Theme) -> None:
    notify = Notifier()
    window, _ = shown(qtbot, notify, theme)
    for n in range(3):
        notify.show_error(UserError(f"It failed {n}."), (f"Repair {n}", lambda: None))
    buttons = [button(window.area, f"Repair {n}") for n in range(3)]
    qtbot.waitUntil(lambda: all(each.isVisible() for each in buttons))
    qtbot.waitUntil(lambda: buttons[2].mapTo(window, QPoint()).y() < buttons[1].mapTo(window, QPoint()).y())
    buttons[2].setFocus(Qt.FocusReason.TabFocusReason)
    reached = []
    for _ in range(5):
        focus = QApplication.focusWidget()
        assert isinstance(focus, QPushButton | QToolButton)
        reached.append(focus.text() or focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    close = "Close notice"
    assert reached == ["Repair 2", close, "Repair 1", close, "Repair 0"]


def test_notices_that_are_higher_than_the_window_are_reached_in_it(qtbot: QtBot, theme: Theme) -> None:
    notify = Notifier()
    window, _ = shown(qtbot, notify, theme)
    window.resize(500, 300)
    for n in range(3):
        words = "A long reason, " * 20
        notify.show_error(UserError(f"It failed {n}.", words, "Try again."), (f"Repair {n}", lambda: None))
    area = window.area
    newest, oldest = button(area, "Repair 2"), button(area, "Repair 0")
    qtbot.waitUntil(lambda: area.isVisible() and newest.isVisible())
    qtbot.waitUntil(lambda: window.rect().contains(area.geometry()))
    qtbot.waitUntil(lambda: all(c.height() >= c.heightForWidth(c.width()) > 0 for c in cards_of(area)))

    def in_sight(widget: QWidget) -> bool:
        return not widget.visibleRegion().isEmpty()

    qtbot.waitUntil(lambda: in_sight(label_of(area, "It failed 2.")))
    assert not in_sight(oldest)
    oldest.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: in_sight(oldest))
    notify.show_error(UserError("It failed again."))
    qtbot.waitUntil(lambda: in_sight(label_of(area, "It failed again.")))


def label_of(area: QWidget, text: str) -> QLabel:
    return next(label for label in area.findChildren(QLabel) if label.text() == text)


def test_a_question_is_not_told_as_an_error() -> None:
    notify = Notifier()
    notify.show("It was saved.")
    notify.show_error(NoModelError("There is no model."))
    notify.show_error(UserError("Close anyway?"), asks=True)
    assert [notice.tone for notice in notify.notices] == ["notice", "question", "question"]
    notify.show_error(UserError("It failed."))
    assert notify.notices[-1].tone == "error"


def test_an_error_offers_what_helps(services: Services) -> None:
    opened: list[str] = []
    Remedies(services, lambda: opened.append("models tab"), opened.append, services.notify)

    def press(error: UserError) -> str:
        services.notify.show_error(error)
        action = services.notify.notices[-1].action
        assert action is not None
        action[1]()
        return action[0]

    assert press(NoModelError("None.")) == "Get a model"
    assert press(ModelFileError("Cut off.", "", "Choose another file.")) == "Choose a model"
    assert press(connection_failed("huggingface.co", "connect", "")) == "Try the mirror"
    assert services.settings.value.endpoint == MIRROR_ENDPOINT
    undo = services.notify.notices[-1].undo
    assert undo is not None
    assert press(connection_failed("hf-mirror.com", "connect", "")) == "Open settings"  # it is tried already
    undo()
    assert services.settings.value.endpoint == OFFICIAL_ENDPOINT
    assert press(connection_failed("huggingface.co", "proxy", "")) == "Open settings"
    assert press(SettingsError("Not saved.")) == "Open settings"
    services.settings.update(offline=True)
    assert press(offline("huggingface.co")) == "Turn off Offline"
    assert not services.settings.value.offline
    assert opened == ["models tab", "models tab", "network", "network", "general"]
