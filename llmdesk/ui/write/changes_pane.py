"""The left side of Write once a text is written anew: its changes, to be taken or left one by one.

Owns the view, the words about the current change and the buttons. Must not change the text.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from llmdesk.errors import fill, shown
from llmdesk.tools.write import Piece, Revision
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_height, least_width
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import GAP, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.job import Job, JobRow
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.write.changes_view import ChangesView

_WORDS = 120  # characters of a change that are told below the view


class ChangesPane(Retranslating, QWidget):
    """`edit_asked`: back to the text; `turn_asked(number)`, `all_asked(taken)`; `start_asked`: once more."""

    edit_asked = Signal()
    turn_asked = Signal(int)
    all_asked = Signal(bool)
    start_asked = Signal()

    def __init__(self, theme: Theme, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view, self.row = ChangesView(theme), JobRow(job)
        job.busy_changed.connect(lambda _busy: self.row.show_keys(False))  # no room for them
        self.row.show_keys(False)
        self._edit, self._previous, self._next = QPushButton(), QToolButton(), QToolButton()
        self._take_all, self._leave_all, self._turn = QPushButton(), QPushButton(), QPushButton()
        self._count, self._about = ElidedLabel(), plain_label("small", wrap=True)
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        set_kind(self._count, "muted")
        set_kind(self._edit, "quiet")
        head, about, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (head, about, foot):
            row.setSpacing(SPACE)
        head.addWidget(self._count, 1)
        for arrow in (self._previous, self._next):
            head.addWidget(arrow)
        head.addWidget(self._edit)
        about.addWidget(self._about, 1)
        about.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignTop)
        for button in (self._take_all, self._leave_all):
            foot.addWidget(button)
        foot.addWidget(self.row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addLayout(about)
        column.addLayout(foot)
        least_width(self.view, 200)
        least_height(self.view, 80)

    def _connect(self) -> None:
        self._edit.clicked.connect(self.edit_asked)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._take_all.clicked.connect(lambda: self.all_asked.emit(True))
        self._leave_all.clicked.connect(lambda: self.all_asked.emit(False))
        self._turn.clicked.connect(lambda: self.turn_asked.emit(self.view.current))
        self.view.turn_asked.connect(self.turn_asked)
        self.view.submitted.connect(self.start_asked)
        self.view.current_changed.connect(lambda _number: self.describe())
        self.row.asked.connect(self.start_asked)
        self._theme.changed.connect(self._retint)

    # -- what shows ---------------------------------------------------------------------------------
    def show_revision(self, revision: Revision, *, anew: bool = False) -> None:
        self.view.show_revision(revision, anew=anew)
        self.describe()

    def step(self, way: int) -> None:
        """To another change, with the keyboard."""
        self.view.step(way)
        self.view.setFocus()

    def describe(self) -> None:
        """How many changes there are, and what the current one is."""
        revision, number = self.view.revision, self.view.current
        locale, count = QLocale(), len(revision.changes)
        places = {"count": locale.toString(count), "taken": locale.toString(revision.taken)}
        several = fill(self.tr("{count} changes, {taken} taken"), places)
        one = self.tr("1 change, taken") if revision.taken else self.tr("1 change, not taken")
        none = self.tr("No changes")
        self._count.setText(several if count > 1 else one if count else none)
        piece = revision.pieces[number] if number >= 0 else None
        about = self._words(piece) if piece is not None else self.tr("Click a change to take or leave it.")
        self._about.setText(about if count else "")
        self.view.setAccessibleDescription(self._about.text())
        self._turn.setVisible(piece is not None)
        is_taken = piece is not None and piece.is_taken
        self._turn.setText(self.tr("Leave") if is_taken else self.tr("Take"))
        self._turn.setAccessibleName(
            self.tr("Leave this change") if is_taken else self.tr("Take this change")
        )
        for button in (self._previous, self._next):
            button.setEnabled(count > 0)
        self._take_all.setEnabled(revision.has_more)
        self._leave_all.setEnabled(revision.taken > 0)

    def _words(self, piece: Piece) -> str:
        """What the change is, whether it is taken, and why not where the program refused it."""
        old, new = (shown(" ".join(text.split()), _WORDS) for text in (piece.old, piece.proposed))
        changed = self.tr("“{old}” becomes “{new}”.")
        if not old:
            changed = self.tr("“{new}” is added.")
        elif not new:
            changed = self.tr("“{old}” goes.")
        state = self.tr("Taken.") if piece.is_taken else self.tr("Not taken.")
        reason = translate_core(piece.refused) if piece.refused and not piece.is_typed else ""
        told = fill(changed, {"old": old, "new": new})
        return " ".join(part for part in (told, state, reason) if part).replace("。 ", "。")

    # -- words and colours --------------------------------------------------------------------------
    def _retint(self) -> None:
        self._previous.setIcon(self._theme.icon("previous"))
        self._next.setIcon(self._theme.icon("next"))
        self._edit.setIcon(self._theme.icon("edit"))

    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Changes"))
        for button, text, tip in (
            (
                self._edit,
                self.tr("Edit the text"),
                self.tr("Back to the text, to change it and rewrite it again"),
            ),
            (
                self._take_all,
                self.tr("Take all"),
                self.tr("Take all changes, except those that llmdesk refused"),
            ),
            (self._leave_all, self.tr("Leave all"), self.tr("Leave the text as it was")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
        for arrow, name, keys in (
            (self._previous, self.tr("Previous change"), "Shift+F8"),
            (self._next, self.tr("Next change"), "F8"),
        ):
            arrow.setAccessibleName(name)
            arrow.setToolTip(f"{name} ({keys})")
        self.row.set_words(self.tr("Write again"), self.tr("Stop and keep what is written"))
        self.describe()
