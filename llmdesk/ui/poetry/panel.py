"""A poem and what the rules of its form say about it, side by side and in both directions.

Owns the view of one poem: the text, the sounds above it, the list of checks, the line that is
chosen. The poem has the room first: where there is little, checks that pass are folded away. Must not
write, check or keep poems; it asks its owner to.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QSpacerItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import Listing, fill
from llmdesk.tools.poetry.check import RULES
from llmdesk.tools.poetry.chinese.classical.books import BOOKS
from llmdesk.tools.poetry.types import Check, Poem, Syllable
from llmdesk.ui.checking.check_list import DETAIL, CheckList
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.notify import translate_core
from llmdesk.ui.poetry.poem_edit import PoemEdit
from llmdesk.ui.poetry.poem_face import poem_font
from llmdesk.ui.poetry.sheet.saving import with_missing
from llmdesk.ui.poetry.sheet.view import PageView, SetPage
from llmdesk.ui.theme import GAP, MARGIN, SPACE, ColorName, Theme, set_kind
from llmdesk.ui.widgets.job import JobProgress
from llmdesk.ui.widgets.plain_label import plain_label

_WIDE = 720  # from here on poem and checks stand side by side
_LINE = Qt.ItemDataRole.UserRole
_LIFT = 0.38  # of the room that a poem leaves, above it
_MOST_LIFT = 160
_SHORT = 5  # lines of a poem that leave room for its checks below it
_Mark = tuple[str, ColorName]
_RIGHT: _Mark = "check", "accent"
_WRONG: _Mark = "close", "danger"
_UNJUDGED: _Mark = "info", "muted"
_FEW_ROWS, _UNLIMITED = 96, 16_777_215  # the height of the checks below a poem; Qt's "no limit"


class PoemPanel(QWidget):
    """Signals say what was asked for. Lines count from 0. `example` shows while there is no poem."""

    edited = Signal()
    rewrite_asked = Signal(int)
    another_asked = Signal()
    copy_asked = Signal()
    save_asked = Signal()
    sounds_asked = Signal(bool)
    picture_asked = Signal()
    page_asked = Signal()

    def __init__(
        self, theme: Theme, example: QWidget, page_bar: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._example, self._page_bar = theme, example, page_bar
        self._chinese = False  # whether a page of it can stand in columns
        self._busy = False
        self._checking = False
        self._checks: tuple[Check, ...] = ()
        self._unfolded: bool | None = None  # what the user wants of the checks; None: what is usual
        self._lift = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.title = plain_label("", wrap=True, selectable=True)
        self.poem, self.page = PoemEdit(theme), PageView(theme)
        self.checks = CheckList(theme)
        self._verdict, self._facts = plain_label("strong", wrap=True), plain_label("small", wrap=True)
        self._warning = plain_label("danger", wrap=True)
        self._progress, self._hint = JobProgress(brief=True), plain_label("small", wrap=True)
        self._sounds, self._paged = QCheckBox(), QCheckBox()
        self._rewrite, self._another = QPushButton(), QPushButton()
        self._copy, self._save, self._fold = QToolButton(), QToolButton(), QToolButton()
        self._picture = QToolButton()
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()
        self.refresh()

    def _arrange(self) -> None:
        for label in (self.title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._warning.hide()
        actions = QHBoxLayout()
        actions.setSpacing(SPACE)
        actions.addWidget(self._rewrite)
        actions.addWidget(self._another)
        actions.addWidget(self._sounds)
        actions.addWidget(self._paged)
        actions.addStretch(1)
        for tool in (self._copy, self._save, self._picture):
            actions.addWidget(tool)
        left = self._left = QVBoxLayout()
        left.setSpacing(SPACE)
        left.addWidget(self._warning)
        left.addItem(self._lift)
        left.addWidget(self.title)
        left.addWidget(self.poem, 1)
        left.addWidget(self.page, 5)
        left.addWidget(self._page_bar)
        left.addWidget(self._example, 5)
        left.addWidget(self._hint)
        left.addWidget(self._progress)
        left.addLayout(actions)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        verdict = QHBoxLayout()
        verdict.addWidget(self._verdict, 1)
        verdict.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addLayout(verdict)
        right.addWidget(self.checks, 1)
        right.addWidget(self._facts)
        self._sides = QHBoxLayout(self)
        self._sides.setContentsMargins(MARGIN, GAP, GAP, GAP)
        self._sides.setSpacing(GAP)
        self._sides.addLayout(left, 3)
        self._sides.addLayout(right, 2)

    @property
    def _wide(self) -> bool:
        return self.width() >= scaled(_WIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow: the checks stand below the poem."""
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.LeftToRight if self._wide else directions.TopToBottom)
        self._fold_checks()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.poem and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """A poem stands a little above the middle of its room, as on a page; what is pasted and typed
        stays where it is."""
        room = self.poem.height() + self._lift.sizeHint().height()
        self.poem.fit_into(room)
        shown = bool(self.poem.toPlainText()) and not self._checking and not self.paged
        free = room - self.poem.text_height if shown else 0
        lift = min(_MOST_LIFT, max(0, round(free * _LIFT)))
        if lift != self._lift.sizeHint().height():
            self._lift.changeSize(0, lift, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._left.invalidate()

    def _fold_checks(self) -> None:
        """Beside the poem there is room for every check; below it they show where the poem is short, where
        one fails, where a poem is only checked, and when asked."""
        is_short = len(self.poem.toPlainText().strip().split("\n")) <= _SHORT
        usual = is_short or self._checking or any(not check.passed for check in self._checks)
        unfolded = usual if self._unfolded is None else self._unfolded
        shown = (bool(self._checks) and (self._wide or unfolded)) or (self._busy and self._wide)
        self.checks.setVisible(shown)
        self.checks.setMaximumHeight(_UNLIMITED if self._wide else max(scaled(_FEW_ROWS), self.height() // 4))
        self._sides.setStretch(1, 2 if shown or self._wide else 0)
        self._fold.setVisible(bool(self._checks) and not self._wide)
        self._fold.setText(self.tr("Hide checks") if unfolded else self.tr("Show checks"))
        self._fold.setAccessibleName(self._fold.text())
        self._fold.setIcon(self._theme.icon("down" if unfolded else "up"))

    def _forget_fold(self) -> None:
        """Checks that were hidden are those of the poem before; who wants to see them goes on to."""
        self._unfolded = self._unfolded or None

    def _on_fold(self) -> None:
        self._unfolded = self.checks.isHidden()
        self._fold_checks()

    def _connect(self) -> None:
        self.poem.installEventFilter(self)
        self._fold.clicked.connect(self._on_fold)
        self.poem.edited.connect(self.edited)
        self.poem.textChanged.connect(self.refresh)
        self.poem.cursor_moved.connect(self.refresh)
        self._rewrite.clicked.connect(lambda: self.rewrite_asked.emit(self.poem.current_line))
        self._another.clicked.connect(self.another_asked)
        self._copy.clicked.connect(self.copy_asked)
        self._save.clicked.connect(self.save_asked)
        self._sounds.toggled.connect(self.sounds_asked)
        self._picture.clicked.connect(self.picture_asked)
        self.poem.typed.connect(lambda: self._paged.setChecked(False))  # who types wants to see it
        self._paged.toggled.connect(lambda _on: self.refresh())
        self._paged.toggled.connect(lambda _on: self.page_asked.emit())
        self.checks.itemActivated.connect(self._go_to)
        self.checks.itemClicked.connect(self._go_to)
        self._theme.changed.connect(self._retint)

    # -- what is shown ------------------------------------------------------------------------------
    @property
    def sounds_shown(self) -> bool:
        return self._sounds.isChecked()

    @property
    def paged(self) -> bool:
        """Whether the poem shows as a page, which is not edited."""
        return self._paged.isChecked() and bool(self.poem.toPlainText().strip()) and not self._busy

    def show_page(self, shown: SetPage | None, *, chinese: bool) -> None:
        """The poem as a page; None while there is none."""
        self._chinese = chinese
        self.page.show_page(shown)
        self.page.setToolTip(with_missing(shown.missing) if shown is not None and shown.missing else "")
        self.refresh()

    def set_mode(self, *, checking: bool) -> None:
        """A pasted poem is only checked: nothing is written, no title."""
        self._checking = checking
        self._forget_fold()
        self._retranslate()
        self.refresh()

    def show_poem(self, poem: Poem) -> None:
        """A finished poem."""
        self._forget_fold()
        self.title.setText(poem.title)
        self.poem.set_text("\n".join(poem.lines))
        facts = self.tr("{model} · {seconds} s · {attempts} lines tried · seed {seed}")
        places = {
            "model": poem.model,
            "seconds": f"{poem.seconds:.1f}",
            "attempts": poem.attempts,
            "seed": poem.seed,
        }
        book = BOOKS[poem.rhymes] if poem.rhymes is not None else ""
        self._facts.setText(" · ".join(filter(None, (fill(facts, places), book))))
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
            self.checks.addItem(self._item(check, judged=self._judged))
        states: dict[int, bool] = {}
        for check in checks:
            if check.line is not None:
                states[check.line] = states.get(check.line, True) and check.passed
        self.poem.show_states(states)
        self.refresh()

    def show_sounds(self, sounds: Sequence[tuple[Syllable, ...]]) -> None:
        self.poem.show_sounds(sounds)
        self._place()

    def set_busy(self, stage: str, lines: int = 0) -> None:
        """While something is written: what is being done, and how many lines the poem will have; ""
        when nothing is."""
        self._busy = bool(stage)
        self.poem.expect(lines)
        self._progress.show_progress(stage)
        self.poem.setReadOnly(self._busy)
        self.refresh()

    @property
    def _judged(self) -> bool:
        """Whether a form was held against the poem; else there is only what it is."""
        return any(check.rule != "kind" or not check.passed for check in self._checks)

    def _item(self, check: Check, *, judged: bool) -> QListWidgetItem:
        rule, detail = translate_core(RULES[check.rule]), _detail(check)
        line = check.line
        where = self.tr("Whole poem") if line is None else fill(self.tr("Line {line}"), {"line": line + 1})
        icon, color = _RIGHT if check.passed else _WRONG
        spoken = self.tr("Right: {check}") if check.passed else self.tr("Wrong: {check}")
        if not judged:
            (icon, color), spoken = _UNJUDGED, "{check}"
        item = QListWidgetItem(self._theme.icon(icon, color), f"{where} · {rule}")
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
        self._progress.setVisible(self._busy)
        for tool in (self._copy, self._save, self._picture):
            tool.setVisible(bool(lines) and not self._busy)
        self._paged.setVisible(bool(lines) and not self._busy)
        self._sounds.setVisible(bool(lines) and not self._busy and not self.paged)
        self.title.setVisible(bool(self.title.text()) and writing and not self.paged)
        self.poem.setVisible(not self.paged)
        self.page.setVisible(self.paged)
        self._page_bar.setVisible(self.paged and self._chinese)
        for part in (self._example, self._hint):
            part.setVisible(writing and not lines and not self._busy)
        failed = sum(not check.passed for check in self._checks)
        words = self.tr("{failed} of {count} checks fail") if failed else self.tr("All {count} checks pass")
        kinds = [_detail(each) for each in self._checks if each.rule == "kind"]
        judged = self._judged
        count = [fill(words, {"failed": failed, "count": len(self._checks)})] if judged else []
        self._verdict.setText("\n".join((*kinds, *count)))
        self._verdict.setVisible(bool(self._checks))
        set_kind(self._verdict, ("wrong" if failed else "right") if judged else "quiet")
        self._fold_checks()
        self._place()

    def _retint(self) -> None:
        font = poem_font(self._theme)
        font.setWeight(QFont.Weight.DemiBold)
        self.title.setFont(font)
        self._copy.setIcon(self._theme.icon("copy"))
        self._save.setIcon(self._theme.icon("export"))
        self._picture.setIcon(self._theme.icon("picture"))
        self.show_checks(self._checks)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.show_checks(self._checks)
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._fold_checks()
        self.poem.setAccessibleName(self.tr("Poem"))
        self.poem.setPlaceholderText(self.tr("Paste or type a poem here.") if self._checking else "")
        self._hint.setText(self.tr("Your poem appears here. You can edit it; the checks update as you type."))
        self.checks.setAccessibleName(self.tr("Checks"))
        self._rewrite.setAccessibleName(self.tr("Rewrite line"))
        self._rewrite.setToolTip(self.tr("Rewrite the line at the cursor; the other lines stay"))
        self._another.setText(self.tr("Another"))
        self._another.setAccessibleName(self.tr("Another"))
        self._another.setToolTip(self.tr("Write another poem with the same options"))
        self._sounds.setText(self.tr("Show sounds"))
        self._sounds.setAccessibleName(self.tr("Show sounds"))
        self._sounds.setToolTip(
            self.tr("Chinese: ring = level tone (平), dot = oblique tone (仄). English: / stressed, ⌣ weak.")
        )
        self._paged.setText(self.tr("Show as page"))
        self._paged.setAccessibleName(self.tr("Show as page"))
        self._paged.setToolTip(self.tr("As it is printed; Chinese verse also in columns and with pinyin"))
        self.page.setAccessibleName(self.tr("Poem as a page"))
        for button, name in (
            (self._picture, self.tr("Picture and print")),
            (self._copy, self.tr("Copy the poem")),
            (self._save, self.tr("Save as text or picture")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._progress.set_name(self.tr("Progress"))


def _detail(check: Check) -> str:
    """What a check says, in the language of the window: the names of metres and forms, too."""
    params = dict(check.params)
    metre = params.get("metre")
    if isinstance(metre, Listing):
        params["metre"] = QLocale().createSeparatedList([translate_core(str(item)) for item in metre.items])
    elif metre:
        params["metre"] = translate_core(str(metre))
    if "form_zh" in params and QLocale().language() == QLocale.Language.Chinese:
        params["form"] = params["form_zh"]
    return fill(translate_core(check.message), params)
