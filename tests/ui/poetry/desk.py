"""What the tests of the Poetry tab share: a scripted writer, and the tab's controls by their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import UsageError
from llmdesk.tools.poetry.check import check_lines
from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.types import Poem, PoemOptions, PoemProgress
from llmdesk.ui.poetry.poem_edit import PoemEdit
from llmdesk.ui.poetry.tab import PoetryTab
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.controls import named

HAIKU = ("An old silent pond", "a frog jumps into the pond", "splash silence again")


def poem_of(lines: tuple[str, ...], options: PoemOptions) -> Poem:
    checks = check_lines(lines, form(options.form), options.acrostic)
    passed = all(check.passed for check in checks)
    return Poem(options.form, "en", "A title", lines, checks, passed, 7, 1.5, "Small", options.seed or 11)


@dataclass
class Writer:
    """Writes what it was given; waits for a cancel where `lines` is empty."""

    lines: tuple[str, ...] = HAIKU
    asked: list[PoemOptions] = field(default_factory=list)
    rewritten: list[tuple[tuple[str, ...], int]] = field(default_factory=list)
    error: UsageError | None = None

    def write(
        self,
        options: PoemOptions,
        _engine: TextEngine,
        report: Callable[[PoemProgress], None],
        cancel: CancelToken,
    ) -> Poem:
        self.asked.append(options)
        report(PoemProgress("lines", 0, (), 1))
        if self.error is not None:
            raise self.error
        if not self.lines:
            cancel.wait(10)
            cancel.raise_if_cancelled()
        return poem_of(self.lines, options)

    def rewrite(
        self,
        poem: Poem,
        line: int,
        options: PoemOptions,
        _engine: TextEngine,
        _report: object,
        _cancel: object,
    ) -> Poem:
        self.rewritten.append((poem.lines, line))
        lines = tuple("the frog leaps in the water" if n == line else old for n, old in enumerate(poem.lines))
        return replace(poem_of(lines, options), title=poem.title)


def make_tab(qtbot: QtBot, services: Services, writer: Writer) -> PoetryTab:
    tab = PoetryTab(services, write=writer.write, rewrite=writer.rewrite)
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.show()
    return tab


def choose(tab: QWidget, name: str, text: str) -> None:
    box = named(tab, ChoiceBox, name)
    row = next(row for row, choice in enumerate(box.choices) if choice.text == text)
    box.setCurrentIndex(row)
    box.activated.emit(row)


def write(tab: PoetryTab, qtbot: QtBot, topic: str = "a pond") -> None:
    named(tab, QLineEdit, "Topic").setText(topic)
    named(tab, QPushButton, "Write poem").click()
    qtbot.waitUntil(lambda: named(tab, QPushButton, "Write poem").isVisible())


def poem(tab: PoetryTab) -> PoemEdit:
    return named(tab, PoemEdit, "Poem")


def checks(tab: PoetryTab) -> list[str]:
    box = named(tab, QListWidget, "Checks")
    return [str(box.item(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(box.count())]
