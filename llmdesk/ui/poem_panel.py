"""A poem and what the rules of its form say about it, side by side and in both directions.

Owns the view of one poem: the text, the sounds above it, the list of checks, the line that is
chosen. Must not write, check or keep poems; it asks its owner to.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill
from llmdesk.tools.poetry.check import RULES
from llmdesk.tools.poetry.types import Check, Poem, Syllable
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import GAP, MARGIN, SPACE, Theme
from llmdesk.ui.widgets.check_list import DETAIL, CheckList
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.poem_edit import PoemEdit

_WIDE = 720  # from here on poem and checks stand side by side
_LINE = Qt.ItemDataRole.UserRole


class PoemPanel(QWidget):
    """Signals say what was asked for. Lines count from 0."""

    edited = Signal()
    rewrite_asked = Signal(int)
    another_asked = Signal()
    copy_asked = Signal()
    save_asked = Signal()
    sounds_asked = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._busy = False
        self._checking = False
        self._checks: tuple[Check, ...] = ()
        self.title = plain_label("heading", wrap=True, selectable=True)
        self.poem = PoemEdit(theme)
        self.checks = CheckList(theme)
        self._verdict, self._facts = plain_label("strong", wrap=True), plain_label("small", wrap=True)
        self._warning = plain_label("danger", wrap=True)
        self._stage = plain_label("small")
        self._bar = QProgressBar(textVisible=False, maximum=0)
        self._sounds = QCheckBox()
        self._rewrite, self._another = QPushButton(), QPushButton()
        self._copy, self._save = QToolButton(), QToolButton()
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()
        self.refresh()

    def _arrange(self) -> None:
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._warning.hide()
        actions = QHBoxLayout()
        actions.setSpacing(SPACE)
        actions.addWidget(self._rewrite)
        actions.addWidget(self._another)
        actions.addWidget(self._sounds)
        actions.addStretch(1)
        actions.addWidget(self._copy)
        actions.addWidget(self._save)
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        for part in (self._warning, self.title):
            left.addWidget(part)
        left.addWidget(self.poem, 1)
        left.addWidget(self._bar)
        left.addWidget(self._stage)
        left.addLayout(actions)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addWidget(self._verdict)
        right.addWidget(self.checks, 1)
        right.addWidget(self._facts)
        self._sides = QHBoxLayout(self)
        self._sides.setContentsMargins(MARGIN, GAP, GAP, GAP)
        self._sides.setSpacing(GAP)
        self._sides.addLayout(left, 3)
        self._sides.addLayout(right, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow: the checks stand below the poem."""
        wide = self.width() >= _WIDE
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        super().resizeEvent(event)

    def _connect(self) -> None:
        self.poem.edited.connect(self.edited)
        self.poem.textChanged.connect(self.refresh)
        self.poem.cursor_moved.connect(self.refresh)
        self._rewrite.clicked.connect(lambda: self.rewrite_asked.emit(self.poem.current_line))
        self._another.clicked.connect(self.another_asked)
        self._copy.clicked.connect(self.copy_asked)
        self._save.clicked.connect(self.save_asked)
        self._sounds.toggled.connect(self.sounds_asked)
        self.checks.itemActivated.connect(self._go_to)
        self.checks.itemClicked.connect(self._go_to)
        self._theme.changed.connect(self._retint)

    # -- what is shown ------------------------------------------------------------------------------
    @property
    def sounds_shown(self) -> bool:
        return self._sounds.isChecked()

    def set_mode(self, *, checking: bool) -> None:
        """A pasted poem is only checked: nothing is written, no title."""
        self._checking = checking
        self._retranslate()
        self.refresh()

    def show_poem(self, poem: Poem) -> None:
        """A finished poem."""
        self.title.setText(poem.title)
        self.poem.set_text("\n".join(poem.lines))
        facts = self.tr("{model} · {seconds} s · {attempts} lines tried · seed {seed}")
        places = {
            "model": poem.model,
            "seconds": f"{poem.seconds:.1f}",
            "attempts": poem.attempts,
            "seed": poem.seed,
        }
        self._facts.setText(fill(facts, places))
        self._warning.setText(translate_core(poem.warning) if poem.warning else "")
        self._warning.setVisible(bool(poem.warning))
        self.show_checks(poem.checks)

    def show_text(self, text: str) -> None:
        """A text about which nothing is known yet."""
        self.title.clear()
        self.poem.set_text(text)
        self._facts.clear()
        self._warning.hide()
        self.show_checks(())

    def show_checks(self, checks: Sequence[Check]) -> None:
        """What the rules say; those that fail first."""
        self._checks = tuple(checks)
        self.checks.clear()
        for check in sorted(
            checks, key=lambda check: (check.passed, -1 if check.line is None else check.line)
        ):
            self.checks.addItem(self._item(check))
        states: dict[int, bool] = {}
        for check in checks:
            if check.line is not None:
                states[check.line] = states.get(check.line, True) and check.passed
        self.poem.show_states(states)
        self.refresh()

    def show_sounds(self, sounds: Sequence[tuple[Syllable, ...]]) -> None:
        self.poem.show_sounds(sounds)

    def set_busy(self, stage: str) -> None:
        """While something is written: what is being done; "" when nothing is."""
        self._busy = bool(stage)
        self._stage.setText(stage)
        self.poem.setReadOnly(self._busy)
        self.refresh()

    def _item(self, check: Check) -> QListWidgetItem:
        params = dict(check.params)
        if "metre" in params:
            params["metre"] = translate_core(str(params["metre"]))
        rule, detail = translate_core(RULES[check.rule]), fill(translate_core(check.message), params)
        line = check.line
        where = self.tr("Whole poem") if line is None else fill(self.tr("Line {line}"), {"line": line + 1})
        icon = self._theme.icon("check" if check.passed else "close", "accent" if check.passed else "danger")
        item = QListWidgetItem(icon, f"{where} · {rule}")
        spoken = self.tr("Right: {check}") if check.passed else self.tr("Wrong: {check}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, fill(spoken, {"check": f"{item.text()} · {detail}"}))
        item.setData(DETAIL, detail)
        item.setData(_LINE, line)
        return item

    def _go_to(self, item: QListWidgetItem) -> None:
        line = item.data(_LINE)
        if isinstance(line, int):
            self.poem.go_to_line(line)
            self.poem.setFocus()

    # -- state of the controls ----------------------------------------------------------------------
    def refresh(self) -> None:
        lines, line = self.poem.toPlainText().strip(), self.poem.current_line
        writing = not self._checking
        for button in (self._rewrite, self._another):
            button.setVisible(writing and bool(lines) and not self._busy)
        self._rewrite.setEnabled(line >= 0)
        self._rewrite.setText(
            fill(self.tr("Rewrite line {line}"), {"line": line + 1}) if line >= 0 else self.tr("Rewrite line")
        )
        self._bar.setVisible(self._busy)
        self._stage.setVisible(self._busy)
        for tool in (self._copy, self._save):
            tool.setVisible(bool(lines) and not self._busy)
        self._sounds.setVisible(bool(lines) and not self._busy)
        self.title.setVisible(bool(self.title.text()) and writing)
        failed = sum(not check.passed for check in self._checks)
        if not self._checks:
            self._verdict.setText("")
        elif failed:
            words = self.tr("{failed} of {count} checks fail")
            self._verdict.setText(fill(words, {"failed": failed, "count": len(self._checks)}))
        else:
            self._verdict.setText(fill(self.tr("All {count} checks pass"), {"count": len(self._checks)}))
        self._verdict.setVisible(bool(self._checks))
        self.checks.setVisible(bool(self._checks))

    def _retint(self) -> None:
        self._copy.setIcon(self._theme.icon("copy"))
        self._save.setIcon(self._theme.icon("export"))
        self.show_checks(self._checks)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.show_checks(self._checks)
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.poem.setAccessibleName(self.tr("Poem"))
        self.poem.setPlaceholderText(
            self.tr("Paste or type a poem here.")
            if self._checking
            else self.tr("Your poem comes here. You can change it by hand; the checks follow.")
        )
        self.checks.setAccessibleName(self.tr("Checks"))
        self._rewrite.setAccessibleName(self.tr("Rewrite line"))
        self._rewrite.setToolTip(self.tr("Write the line that the cursor is in anew; the others stay"))
        self._another.setText(self.tr("Another"))
        self._another.setAccessibleName(self.tr("Another"))
        self._another.setToolTip(self.tr("Write another poem with the same choices"))
        self._sounds.setText(self.tr("Show sounds"))
        self._sounds.setAccessibleName(self.tr("Show sounds"))
        self._sounds.setToolTip(
            self.tr("Chinese: ring = level tone (平), dot = oblique tone (仄). English: / stressed, ⌣ weak.")
        )
        for button, name in (
            (self._copy, self.tr("Copy the poem")),
            (self._save, self.tr("Save as text or picture")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._bar.setAccessibleName(self.tr("Progress"))
