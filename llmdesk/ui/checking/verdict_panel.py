"""What is known of one sentence: its verdict, how likely, why, and the passages of the sources.

Owns the view. Which passage shows in a document is its owner's business.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.tools.evidence.types import Remark, VerdictName
from llmdesk.tools.evidence.wording import likely
from llmdesk.ui.checking.verdicts import KINDS, signed
from llmdesk.ui.given.passage_list import PassageList
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import HALF, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

_QUOTE, _PLACE = 240, 60  # characters of a passage, and of the place it stands in, that the list shows
_MOST_HEIGHT = 190  # pixels of the list


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence's verdict with its `passages`: (place, quote). `probability` None where none is known.
    `by_words`: the model was asked about others, not about this one."""

    verdict: VerdictName
    probability: float | None
    remark: Remark | None
    by_words: bool
    passages: tuple[tuple[str, str], ...]
    extracted: bool = False


class VerdictPanel(Retranslating, QWidget):
    """`passage_chosen(number)` for what the user picks."""

    passage_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Explained | None = None
        self._hint = ""
        self._verdict, self._likely = plain_label("strong"), plain_label("muted", wrap=True)
        self._reason = plain_label(wrap=True, selectable=True)
        self.sources = PassageList(_MOST_HEIGHT, 0.26)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._verdict, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._likely, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(head)
        column.addWidget(self._reason)
        column.addWidget(self.sources)
        self.sources.passage_chosen.connect(self.passage_chosen)
        self._retranslate()

    def set_hint(self, hint: str) -> None:
        """What stands here while no sentence is chosen."""
        self._hint = hint
        self._refresh()

    def explain(self, shown: Explained | None, current: int = 0) -> None:
        """Show what is known of a sentence, with passage number `current` chosen; None for no sentence."""
        self._shown = shown
        passages = shown.passages if shown is not None else ()
        self.sources.show_passages([_cited(*each) for each in passages], current)
        self._refresh()

    def _refresh(self) -> None:
        shown = self._shown
        self._verdict.setVisible(shown is not None)
        if shown is None:
            self._likely.setText(self._hint)
            self._reason.hide()
        else:
            set_kind(self._verdict, KINDS[shown.verdict])
            self._verdict.setText(signed(shown.verdict))
            self._likely.setText(self._likelihood(shown))
            reason = shown.remark.render(translate_core) if shown.remark is not None else ""
            if shown.extracted:
                reason = self.tr("Taken word for word from the document.")
            self._reason.setText(reason)
            self._reason.setVisible(bool(reason))

    def _likelihood(self, shown: Explained) -> str:
        parts = [likely(shown.probability, translate_core)] if shown.probability is not None else []
        if shown.by_words:
            parts.append(self.tr("by words only"))
        return " · ".join(parts)

    def _retranslate(self) -> None:
        self.sources.setAccessibleName(self.tr("Sources"))
        self._refresh()


def _cited(where: str, quote: str) -> str:
    quote = " ".join(quote.split())
    quote = quote if len(quote) <= _QUOTE else quote[:_QUOTE].rstrip() + "…"
    where = " ".join(where.split())
    where = where if len(where) <= _PLACE else where[:_PLACE].rstrip() + "…"
    return f"{where}: “{quote}”" if where else f"“{quote}”"
