"""Below an answer: what of it is found in the documents, where, and what is not.

Owns the look and the words. Must not check anything, nor know the chat.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from llmdesk.errors import fill, in_one_line
from llmdesk.tools.chat.attaching.grounds import Grounds, Quoted, Sentence
from llmdesk.ui.chat.attaching.pressable import Pressable
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.plain_label import plain_label

_FEW = 4  # sources that show before one asks for all
_MOST = 60  # rows of each kind
_QUOTE, _SENTENCE, _NAME, _REASON = 240, 300, 400, 600  # characters


def searched_words(grounds: Grounds) -> str:
    """With which question passages were looked up, where it is not the one that was asked; else ""."""
    if not grounds.searched:
        return ""
    words = QCoreApplication.translate("GroundsView", "Searched for: {question}")
    return words.replace("{question}", grounds.searched[:_SENTENCE])


class SourceRow(Pressable):
    """A passage: its number, file and page, and how it begins. `clicked()`."""

    def __init__(self, theme: Theme, number: int, source: Quoted) -> None:
        super().__init__()
        set_kind(self, "source")
        self.set_pressable()
        place = ", ".join(filter(None, (source.document.name, source.page)))[:_NAME]
        quote = " ".join(source.quote[:_QUOTE].split())
        where = plain_label("small")
        where.setText(f"{number}")
        where.setMinimumWidth(where.fontMetrics().horizontalAdvance("00"))
        self.place = ElidedLabel(place, of_file=True)
        self.quote = ElidedLabel(f"“{quote}”")
        set_kind(self.quote, "small")
        self.quote.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(HALF, HALF // 2, HALF, HALF // 2)
        row.setSpacing(SPACE)
        row.addWidget(where)
        row.addWidget(self.place)
        row.addWidget(self.quote, 1)
        self.setAccessibleName(f"{number}: {place}")
        self.setAccessibleDescription(quote)
        self.setToolTip(source.document.path[:_NAME] or place)


class GroundsView(QWidget):
    """`source_asked(place)`: one of `places` was chosen; `check_asked()`; `cancel_asked()`."""

    source_asked = Signal(int)
    check_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grounds = Grounds()
        self._progress: tuple[int, int] | None = None
        self._all = self._with_given = False
        self._icon = QLabel()
        self.summary = plain_label("small", wrap=True)
        self.button, self.more, self.given = QToolButton(), QToolButton(), QToolButton()
        for button in (self.button, self.more, self.given):
            set_kind(button, "low")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.clicked.connect(self._on_button)
        self.more.clicked.connect(self._show_all)
        self.given.clicked.connect(self._show_given)
        head = QHBoxLayout()
        head.setSpacing(HALF)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.summary, 1)
        self._doubts, self._rows, self._passages = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column in (self._doubts, self._rows, self._passages):
            column.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, HALF, 0, HALF)
        whole.setSpacing(HALF)
        whole.addLayout(head)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(self._doubts)
        whole.addLayout(self._rows)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.given, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(self._passages)

    @property
    def places(self) -> tuple[Quoted, ...]:
        """What is listed: the passages that say what the answer says; before it is checked, those that the
        model got."""
        return (*self._listed, *(self._grounds.passages[:_MOST] if self._with_given else ()))

    @property
    def _listed(self) -> tuple[Quoted, ...]:
        return (self._grounds.sources if self._grounds.checked else self._grounds.passages)[:_MOST]

    @property
    def rows(self) -> list[SourceRow]:
        return [row for row in self.findChildren(SourceRow) if not row.isHidden()]

    def show_grounds(self, grounds: Grounds) -> None:
        if grounds != self._grounds:
            self._grounds, self._progress = grounds, None
        self._rebuild()

    def show_progress(self, progress: tuple[int, int] | None) -> None:
        """So many of so many sentences are checked; None: nobody checks now."""
        self._progress = progress
        self._retranslate()

    # -- rows ---------------------------------------------------------------------------------------
    def _rebuild(self) -> None:
        for column in (self._doubts, self._rows, self._passages):
            while (item := column.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
        doubts, listed = self._grounds.unsupported[:_MOST], self._listed
        told = doubts if self._all or len(doubts) <= _FEW + 1 else doubts[:_FEW]
        shown = listed if self._all or len(listed) <= _FEW + 1 else listed[:_FEW]
        for sentence in told:
            self._doubts.addWidget(self._doubt(sentence))
        self._list(shown, self._rows, 0)
        if self._with_given:
            self._list(self._grounds.passages[:_MOST], self._passages, len(listed))
        self.more.setVisible(len(shown) < len(listed) or len(told) < len(doubts))
        self.given.setVisible(self._grounds.checked and bool(self._grounds.passages))
        self._retranslate()

    def _list(self, sources: Sequence[Quoted], column: QVBoxLayout, first: int) -> None:
        for number, source in enumerate(sources, 1):
            row = SourceRow(self._theme, number, source)
            row.clicked.connect(lambda at=first + number - 1: self.source_asked.emit(at))
            column.addWidget(row)

    def _doubt(self, sentence: Sentence) -> QWidget:
        """A sentence that was not found, marked, with the reason."""
        text = " ".join(sentence.text[:_SENTENCE].split())
        reason = fill(translate_core(sentence.reason), dict(sentence.params), translate_core)[:_REASON]
        icon, label = QLabel(), plain_label("small", wrap=True)
        name = "warning" if sentence.verdict != "contradicted" else "close"
        icon.setPixmap(self._theme.icon(name, "warning").pixmap(QSize(14, 14)))
        label.setText(f"“{text}” – {reason}" if reason else f"“{text}”")
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, HALF // 2)
        row.setSpacing(HALF)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        return holder

    def _show_all(self) -> None:
        before = len(self.rows)
        self._all = True
        self._rebuild()
        if len(self.rows) > before:
            self.rows[before].setFocus()

    def _show_given(self) -> None:
        """The passages that the model got, or no more."""
        self._with_given = not self._with_given
        self._rebuild()

    def _on_button(self) -> None:
        (self.check_asked if self._progress is None else self.cancel_asked).emit()

    # -- words --------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuild()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        grounds = self._grounds
        self.summary.setText(self._summary())
        self.summary.setToolTip(searched_words(grounds))
        self.summary.setAccessibleDescription(searched_words(grounds))
        doubtful = bool(grounds.unsupported) or grounds.nothing
        icon = self._theme.icon("warning", "warning") if doubtful else self._theme.icon("check", "accent")
        self._icon.setVisible((grounds.checked and bool(grounds.sentences)) or grounds.nothing)
        self._icon.setPixmap(icon.pixmap(QSize(14, 14)))
        checking = self._progress is not None
        name = self.tr("Cancel") if checking else self.tr("Check now")
        self.button.setIcon(self._theme.icon("stop" if checking else "verify", "muted"))
        self.button.setText(name)
        self.button.setAccessibleName(
            self.tr("Cancel the check") if checking else self.tr("Check this answer against the documents")
        )
        self.button.setVisible(checking or not (grounds.checked or grounds.nothing))
        words = self.tr("Show all sentences and sources")
        self.more.setText(words)
        self.more.setAccessibleName(words)
        words = (
            self.tr("Hide the passages the model was given")
            if self._with_given
            else self.tr("Show the passages the model was given")
        )
        self.given.setText(words)
        self.given.setAccessibleName(words)

    def _summary(self) -> str:
        grounds, locale = self._grounds, self.locale()
        if self._progress is not None:
            done, total = self._progress
            if not total:
                return self.tr("Checking against the documents…")
            places = {"done": locale.toString(done), "total": locale.toString(total)}
            return fill(self.tr("Checking against the documents: {done} of {total} sentences"), places)
        if grounds.nothing:
            return self.tr(
                "No passage of the library has a word of this question: this answer does not come from it."
            )
        said = [self._checked_words()] if grounds.checked else [self.tr("Not checked against the documents.")]
        if grounds.left:
            words = self.tr("Not checked, since there are too many: {count} sentences.")
            said.append(words.replace("{count}", locale.toString(grounds.left)))
        if grounds.beginning:
            said.append(
                self.tr(
                    "The documents are too long to be sent whole, and no passage has a word of the "
                    "question: the model was given their beginnings."
                )
            )
        elif grounds.passages:
            words = self.tr("The model was given passages ({count}), not the whole documents.")
            said.append(words.replace("{count}", locale.toString(len(grounds.passages))))
        return in_one_line(said)

    def _checked_words(self) -> str:
        grounds, locale = self._grounds, self.locale()
        total, missing = len(grounds.sentences), len(grounds.unsupported)
        if not total:
            return self.tr("Nothing in this answer could be checked against the documents.")
        if not missing and grounds.left:
            words = self.tr("All {count} sentences that were checked were found in the documents.")
            return words.replace("{count}", locale.toString(total))
        if not missing:
            return self.tr("Everything this answer says was found in the documents.")
        words = self.tr("Not supported by the documents: {missing} of {total} sentences.")
        return fill(words, {"missing": locale.toString(missing), "total": locale.toString(total)})
