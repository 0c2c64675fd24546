"""The window around the tabs: names, keys, language, theme, size, and the question at its end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from llmdesk.engine.types import EngineState
from llmdesk.settings import MAX_INSTRUCTIONS
from llmdesk.ui.services import Services
from llmdesk.ui.settings.dialog import SettingsDialog
from llmdesk.ui.tabs import TOOLS
from llmdesk.ui.widgets.choice_box import ChoiceBox
from llmdesk.ui.window.lazy_page import LazyPage
from llmdesk.ui.window.main_window import MainWindow
from llmdesk.ui.window.status_bar import StatusBar
from tests.fakes import FakeEngine

Make = Callable[..., Services]


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> MainWindow:
    return show(qtbot, services)


def show(qtbot: QtBot, services: Services) -> MainWindow:
    window = MainWindow(services)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    with qtbot.waitSignal(services.models.models_changed):
        services.models.refresh()
    return window


def named(window: QWidget, name: str) -> QWidget:
    return next(w for w in window.findChildren(QWidget) if w.accessibleName() == name and w.isVisible())


def press(qtbot: QtBot, window: QWidget, key: Qt.Key) -> None:
    """The key with Ctrl."""
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)  # type: ignore[no-untyped-call]


def tabs(window: MainWindow) -> QTabBar:
    return window.findChildren(QTabBar)[0]


def status(window: MainWindow) -> str:
    bar = window.findChildren(StatusBar)[0]
    return " ".join(label.text() for label in bar.findChildren(QLabel) if label.isVisible())


def test_the_tabs_are_there_and_a_tool_is_built_when_it_is_first_looked_at(
    window: MainWindow, qtbot: QtBot
) -> None:
    bar = tabs(window)
    names = [bar.tabText(i) for i in range(bar.count())]
    assert names == ["Chat", *(tab.title for tab in TOOLS), "Models"]
    for index, button in ((1, "Summarize"), (2, "Analyze"), (3, "Write poem")):
        assert not [w for w in window.findChildren(QPushButton) if w.accessibleName() == button]
        bar.setCurrentIndex(index)
        qtbot.waitUntil(partial(is_there, window, button), timeout=30_000)


def test_a_text_is_handed_from_tab_to_tab(window: MainWindow, qtbot: QtBot) -> None:
    poetry = window.findChildren(LazyPage)[2]
    poetry.hand_over.emit("sentiment", "What a lovely day.")
    assert tabs(window).currentIndex() == 2
    qtbot.waitUntil(lambda: text_of(window, "Text to analyze") == "What a lovely day.")
    poetry.hand_over.emit("chat", "About this day:")
    assert tabs(window).currentIndex() == 0
    assert window.chat.composer.text() == "About this day:"


def test_an_answer_of_the_chat_is_checked_against_the_text_that_came_with_the_question(
    window: MainWindow, qtbot: QtBot, services: Services
) -> None:
    pool = "The pool opens on 3 June. " + "Lanes are free in the morning, and children swim at noon. " * 10
    store, session = services.store, window.chat.session
    chat = store.create_conversation("Pool")
    turns = ((pool, "The pool opens in **June**."), ("And when do children swim?", "- At *noon*.\n- Daily."))
    parent: int | None = None
    for question, answer in turns:
        parent = store.add_message(chat.id, parent, "user", question).id
        parent = store.begin_answer(chat.id, parent, "Small").id
        store.finish_message(parent, answer, "done", {})
    session.open(chat.id)
    qtbot.waitUntil(lambda: len(session.branch) == 4)
    check = cast(QToolButton, named(window, "Check this answer"))
    check.click()
    qtbot.waitUntil(lambda: is_there(window, "Check"), timeout=20_000)
    assert tabs(window).currentIndex() == 1
    qtbot.waitUntil(lambda: text_of(window, "Text to check") == "At noon.\nDaily.")
    assert text_of(window, "Text of the source") == pool
    tabs(window).setCurrentIndex(0)
    window.chat.transcript.check_asked.emit(session.branch[1].message.id)
    qtbot.waitUntil(lambda: text_of(window, "Text to check") == "The pool opens in June.")


def is_there(window: MainWindow, button: str) -> bool:
    return any(w.accessibleName() == button and w.isVisible() for w in window.findChildren(QPushButton))


def text_of(window: MainWindow, name: str) -> str:
    edits = [w for w in window.findChildren(QPlainTextEdit) if w.accessibleName() == name]
    return edits[0].toPlainText() if edits else ""


def test_ctrl_and_a_number_open_a_tab(window: MainWindow, qtbot: QtBot) -> None:
    for number, key in enumerate((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)):
        press(qtbot, window, key)
        assert tabs(window).currentIndex() == number


def test_the_controls_of_the_shell_have_names(window: MainWindow) -> None:
    for name in ("Model", "Settings", "Status", "Tabs"):
        assert named(window, name) is not None
    for kind in (QToolButton, QComboBox, QPushButton, QSpinBox):
        for widget in window.findChildren(kind):
            interface = QAccessible.queryAccessibleInterface(widget)
            inner = "qt_" in widget.objectName() or isinstance(widget.parent(), QTabBar | QLineEdit)
            if widget.isVisible() and not inner:
                assert interface.text(QAccessible.Text.Name), widget


def test_the_model_is_chosen_in_the_header(window: MainWindow, qtbot: QtBot, engine: FakeEngine) -> None:
    combo = named(window, "Model")
    assert isinstance(combo, ChoiceBox)
    assert [choice.text for choice in combo.choices] == ["Small", "Large", "Load model"]
    assert combo.current is not None
    assert combo.current.text == "Small"
    combo.activated.emit(1)
    qtbot.waitUntil(lambda: engine.model is not None)
    assert engine.model is not None
    assert engine.model.ref.display_name == "Large"
    qtbot.waitUntil(lambda: status(window).startswith("Ready · CPU, 2 threads"))
    qtbot.waitUntil(lambda: "context 0 / 4,096" in status(window))


def test_the_status_bar_tells_what_the_chat_takes_of_the_context_where_a_chat_shows(
    window: MainWindow, qtbot: QtBot, services: Services
) -> None:
    services.models.load()
    window.chat.composer.set_text("word " * 3500)
    qtbot.waitUntil(lambda: "context 3,505 / 4,096, nearly full" in status(window))
    tabs(window).setCurrentIndex(4)
    qtbot.waitUntil(lambda: "context" not in status(window))
    tabs(window).setCurrentIndex(0)
    qtbot.waitUntil(lambda: "nearly full" in status(window))


def test_the_status_bar_says_what_the_engine_does(
    window: MainWindow, qtbot: QtBot, services: Services, engine: FakeEngine
) -> None:
    assert status(window).strip() == "No model loaded"
    services.models.load()
    qtbot.waitUntil(lambda: status(window).startswith("Ready"))
    loaded = engine.state()
    engine.announce(replace(loaded, status="busy", active=1, tokens_per_s=131.7, memory=412_000_000))
    qtbot.waitUntil(lambda: status(window).startswith("Answering"))
    assert "0.4 GB · 132 tokens/s" in status(window)
    engine.announce(EngineState("loading", progress=0.4))
    qtbot.waitUntil(lambda: status(window).startswith("Loading the model, 40 %"))


def test_the_status_bar_is_one_line_of_words_where_no_context_shows(
    window: MainWindow, qtbot: QtBot, services: Services, engine: FakeEngine
) -> None:
    services.models.load()
    tabs(window).setCurrentIndex(4)
    qtbot.waitUntil(lambda: status(window).startswith("Ready") and "context" not in status(window))
    engine.announce(replace(engine.state(), memory=412_000_000))
    qtbot.waitUntil(lambda: "0.4 GB" in status(window))
    bar = window.findChildren(StatusBar)[0]
    where, rest = (label for label in bar.findChildren(QLabel) if label.isVisible())
    assert where.text() + rest.text() == "Ready · CPU, 2 threads · 0.4 GB"
    qtbot.waitUntil(lambda: rest.x() == where.geometry().right() + 1)  # nothing stands between them


def test_a_load_shows_its_progress_and_can_be_cancelled_there(
    window: MainWindow, qtbot: QtBot, engine: FakeEngine
) -> None:
    engine.announce(EngineState("loading", progress=0.4))
    qtbot.waitUntil(lambda: status(window).startswith("Loading"))
    assert named(window, "Cancel loading").isEnabled()
    bar = named(window, "Loading the model")
    assert isinstance(bar, QProgressBar)
    assert bar.value() / bar.maximum() == pytest.approx(0.4)


def test_the_model_can_be_unloaded_and_loaded_in_the_header(
    window: MainWindow, qtbot: QtBot, services: Services, engine: FakeEngine
) -> None:
    services.models.load()
    qtbot.waitUntil(lambda: services.models.state.model is not None)
    box = named(window, "Model")
    assert isinstance(box, ChoiceBox)

    def choose(text: str) -> None:
        qtbot.waitUntil(lambda: any(choice.text == text for choice in box.choices))
        box.activated.emit([choice.text for choice in box.choices].index(text))

    choose("Unload model")
    qtbot.waitUntil(lambda: engine.model is None)
    assert box.current is not None
    assert box.current.text == "Small"  # what is chosen stays the model
    choose("Load model")
    qtbot.waitUntil(lambda: engine.model is not None)


def test_the_theme_changes_at_once(window: MainWindow, services: Services) -> None:
    for mode, dark in (("dark", True), ("light", False)):
        services.theme.apply(mode)  # type: ignore[arg-type]  # one of its modes
        color = window.grab().toImage().pixelColor(window.width() // 2, window.height() - 4)
        assert (color.lightness() < 128) is dark


@pytest.mark.parametrize("size", [QSize(900, 600), QSize(3840, 2160)], ids=["900x600", "4K"])
def test_everything_of_the_header_shows_at_any_size(
    window: MainWindow, qtbot: QtBot, size: QSize, services: Services
) -> None:
    services.models.load()
    window.resize(size)
    qtbot.waitUntil(lambda: window.size() == size)
    bar, gear, model = tabs(window), named(window, "Settings"), named(window, "Model")
    assert bar.tabRect(4).right() < model.mapTo(window, model.rect().topLeft()).x()
    assert gear.mapTo(window, gear.rect().topRight()).x() < window.width()


def test_the_settings_open_beside_the_window_and_count_at_once(
    window: MainWindow, qtbot: QtBot, services: Services
) -> None:
    press(qtbot, window, Qt.Key.Key_Comma)
    (dialog,) = window.findChildren(SettingsDialog)
    assert dialog.isVisible()
    assert not dialog.isModal()
    dialog.show_page("models")
    automatic, context = named(dialog, "Context: Automatic"), number(dialog, "Context")
    click(qtbot, automatic)
    context.setValue(2048)
    qtbot.waitUntil(lambda: services.settings.value.context == 2048, timeout=20_000)
    click(qtbot, automatic)
    assert not context.isEnabled()
    qtbot.waitUntil(lambda: services.settings.value.context is None, timeout=20_000)
    dialog.show_page("general")
    theme = named(dialog, "Colours")
    assert isinstance(theme, ChoiceBox)
    theme.activated.emit(2)
    assert services.settings.value.theme == "dark"
    window.open_settings()
    assert len(window.findChildren(SettingsDialog)) == 1


def chat_settings(window: MainWindow) -> SettingsDialog:
    window.open_settings()
    (dialog,) = window.findChildren(SettingsDialog)
    dialog.show_page("chat")
    return dialog


def number(dialog: SettingsDialog, name: str) -> QDoubleSpinBox:
    return next(box for box in dialog.findChildren(QDoubleSpinBox) if box.accessibleName() == name)


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]


def test_how_the_chat_answers_is_set_and_kept(window: MainWindow, qtbot: QtBot, services: Services) -> None:
    dialog = chat_settings(window)
    instructions, temperature = named(dialog, "Instructions"), number(dialog, "Temperature")
    assert isinstance(instructions, QPlainTextEdit)
    instructions.setPlainText("Be brief.")
    click(qtbot, named(dialog, "Temperature: Automatic"))
    temperature.setValue(0.0)  # a value of its own, not "as recommended"
    assert instructions.toPlainText() == "Be brief."
    dialog.close()
    assert services.settings.value.chat_instructions == "Be brief."
    assert services.settings.value.chat_temperature == 0.0
    chat_settings(window)
    click(qtbot, named(dialog, "Reset to default: Temperature"))
    assert temperature.text() == "–"
    click(qtbot, named(dialog, "Reset to default: Instructions"))
    assert instructions.toPlainText() == services.settings.value.chat_instructions == ""


def test_instructions_that_are_too_long_stay_in_the_field_and_say_so(
    window: MainWindow, qtbot: QtBot, services: Services
) -> None:
    dialog = chat_settings(window)
    instructions, thinking = named(dialog, "Instructions"), named(dialog, "Thinking")
    assert isinstance(instructions, QPlainTextEdit)
    assert isinstance(thinking, QCheckBox)
    instructions.setPlainText("x" * (MAX_INSTRUCTIONS + 1))
    qtbot.waitUntil(lambda: any("20,001" in label.text() for label in dialog.findChildren(QLabel)))
    thinking.toggle()  # another setting changes: what was typed is still there
    assert services.settings.value.chat_thinking is False
    assert len(instructions.toPlainText()) == MAX_INSTRUCTIONS + 1
    assert services.settings.value.chat_instructions == ""


def test_closing_says_so_once_and_saves_the_geometry(
    window: MainWindow, qtbot: QtBot, services: Services
) -> None:
    window.resize(1000, 700)
    with qtbot.waitSignal(window.closed):
        press(qtbot, window, Qt.Key.Key_W)
    assert services.settings.value.window_geometry


def test_the_geometry_comes_back(qtbot: QtBot, make_services: Make) -> None:
    services = make_services()
    first = show(qtbot, services)
    first.resize(760, 510)
    first.close()
    again = show(qtbot, services)
    assert again.size() == QSize(760, 510)


def test_a_long_job_is_asked_about_before_the_window_closes(
    window: MainWindow, qtbot: QtBot, services: Services
) -> None:
    go_on = threading.Event()
    services.tasks.start(
        lambda _: go_on.wait(5),
        owner=window,
        on_done=lambda _: None,
        on_error=lambda _: None,
        long_job="Downloading",
    )
    with qtbot.assertNotEmitted(window.closed):
        window.close()
    assert window.isVisible()
    (notice,) = services.notify.notices
    assert "Downloading" in notice.texts[1]
    button = next(b for b in window.findChildren(QPushButton) if b.text() == "Close anyway")
    with qtbot.waitSignal(window.closed):
        button.click()
    go_on.set()


@pytest.mark.parametrize("name", ["summarize", "extract"])
def test_the_documents_of_a_library_open_in_a_tab_as_a_list(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text(f"This is {path.name}.")
    window.chat.libraries.panel.files_handed.emit(name, paths)
    assert tabs(window).tabText(tabs(window).currentIndex()).lower() == name
    names = {"a.txt", "b.txt"}

    def listed() -> bool:
        views = window.findChildren(QAbstractItemView)
        rows = [view.model().index(row, 0).data() for view in views if view.model() for row in range(2)]
        return names <= {str(row) for row in rows}

    qtbot.waitUntil(listed)
