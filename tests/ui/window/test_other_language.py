"""A window that runs is put into another language: every tab and setting says its words anew."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pytest
from PySide6 import QtWidgets
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QListWidget, QMenu, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.ui.language import Language
from llmdesk.ui.services import Services
from llmdesk.ui.settings.dialog import SettingsDialog
from llmdesk.ui.settings.page import SettingsPage
from llmdesk.ui.widgets.choice_box import ChoiceBox
from llmdesk.ui.window.main_window import MainWindow
from tests import translations
from tests.ui.window.test_every_control import tabs

SAID = (
    "text",
    "accessibleName",
    "accessibleDescription",
    "toolTip",
    "placeholderText",
    "windowTitle",
    "suffix",
)
PLACE = translations.PLACE
LEAST_LETTERS = 6  # of a text with places: fewer stand in texts of any language
STAYS = ("English", "text")  # a language by its own name; a field of a tool, which the user owns
LOOKED_AT = 50  # rows of a list, more are of the same kind

# Widgets that say words and are not told of another language, with the reason why they need not be.
MADE_ANEW = {
    "AskingDialog": "its question is made when it is asked",
    "ChatTab": "how far an answer is, told again many times a second",
    "ColumnPage": "what is told once the work is done",
    "CrashDialog": "shown while nothing else can be used",
    "DetailsDialog": "shown while nothing else can be used",
    "MarkdownView": "a name of the part of a long answer, which comes with the answer",
    "PromptList": "filled whenever it opens",
    "SettingRow": "its page gives it its words, and with them it sets its own",
    "StartupError": "shown while nothing else can be used",
    "_Card": "its area makes all cards anew",
}


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    language = Language(qapp, "en")
    yield language
    language.apply("en")


def test_every_tab_and_every_page_of_the_settings_says_its_words_in_the_new_language(
    qtbot: QtBot, make_services: Callable[..., Services], language: Language
) -> None:
    services = make_services(welcomed=True, offline=True)
    window = MainWindow(services)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(services.models.models_changed):
        services.models.refresh()
    opened = list(tabs(window, qtbot))
    window.open_settings()
    (dialog,) = window.findChildren(SettingsDialog)
    qtbot.waitUntil(partial(all_pages_are_there, dialog))
    assert len(opened) > 8
    assert len(left_in_english(window)) > 500
    language.apply("zh_CN")
    qtbot.waitUntil(lambda: not left_in_english(window), timeout=5_000)


def test_every_widget_that_says_words_is_told_of_another_language() -> None:
    classes = classes_of_the_window()
    deaf = {
        each.name
        for each in classes
        if each.says_words and each.is_widget(classes) and not any(base.hears for base in each.line(classes))
    }
    assert deaf - MADE_ANEW.keys() == set(), "let it be Retranslating"
    assert MADE_ANEW.keys() - deaf == set(), "no longer needed"


def all_pages_are_there(dialog: SettingsDialog) -> bool:
    pages = dialog.findChildren(QListWidget)[0].count()
    return len(dialog.findChildren(SettingsPage)) == pages


def said(window: QWidget) -> Iterator[str]:
    """Every text of the window and of all in it, shown or not."""
    for widget in (window, *window.findChildren(QWidget)):
        for name in SAID:
            value = getattr(widget, name, None)
            if callable(value):
                yield str(value())
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(number) for number in range(widget.count()))
        if isinstance(widget, ChoiceBox):
            yield from (text for choice in widget.choices for text in (choice.text, choice.hint))
    for action in window.findChildren(QAction):
        yield from (action.text(), action.toolTip())
    for model in window.findChildren(QAbstractItemModel):
        yield from of_model(model)


def of_model(model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal))
        for row in range(min(LOOKED_AT, model.rowCount(QModelIndex()))):
            yield str(model.data(model.index(row, column)))


def left_in_english(window: QWidget) -> list[str]:
    return [text for text in said(window) if text not in STAYS and is_english(text)]


def is_english(text: str) -> bool:
    exact, pattern = english()
    return text in exact or pattern.fullmatch(text) is not None


@cache
def english() -> tuple[frozenset[str], re.Pattern[str]]:
    """The texts of the source that read otherwise in Chinese, and a pattern of those with places."""
    texts = translations.texts(translations.ts_file("zh_CN"))
    chinese = {text.translation for text in texts}
    sources = {text.source for text in texts} - chinese
    placed = [source for source in sources if PLACE.search(source)]
    long = [each for each in placed if len(re.sub(r"[^a-z]", "", PLACE.sub("", each))) >= LEAST_LETTERS]
    patterns = [".+".join(map(re.escape, PLACE.split(each))) for each in long]
    return frozenset(sources - set(placed)), re.compile("|".join(patterns), re.DOTALL)


@dataclass(frozen=True)
class WindowClass:
    """A class by what its source says. `hears`: of another language by itself, or where its owner calls its
    `retranslate`."""

    name: str
    path: Path
    bases: tuple[str, ...]
    says_words: bool
    hears: bool

    def line(self, classes: Sequence[WindowClass]) -> Iterator[WindowClass]:
        """It and all in the package that it comes from."""
        yield self
        for name in self.bases:
            named = [each for each in classes if each.name == name]
            here = [each for each in named if each.path == self.path]
            for base in here or named:
                yield from base.line(classes)

    def is_widget(self, classes: Sequence[WindowClass]) -> bool:
        """A menu is made when it opens."""
        of_qt = {name for each in self.line(classes) for name in each.bases if hasattr(QtWidgets, name)}
        kinds = [getattr(QtWidgets, name) for name in of_qt]
        return any(issubclass(kind, QWidget) and not issubclass(kind, QMenu) for kind in kinds)


def classes_of_the_window() -> list[WindowClass]:
    return [
        class_of(node, path)
        for path in (translations.SOURCE / "ui").rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    ]


def class_of(node: ast.ClassDef, path: Path) -> WindowClass:
    bases = (base.value if isinstance(base, ast.Subscript) else base for base in node.bases)
    methods = {method.name for method in node.body if isinstance(method, ast.FunctionDef)}
    return WindowClass(
        node.name,
        path,
        tuple(base.id for base in bases if isinstance(base, ast.Name)),
        any(is_own_text(each) for each in ast.walk(node)),
        bool(methods & {"changeEvent", "retranslate"}),
    )


def is_own_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "self.tr"
