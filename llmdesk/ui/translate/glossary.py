"""The user's glossary: its terms, whether it is used, and that both are there in the next window.

Owns what is kept. Must not know widgets: `glossary_dialog` edits it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from llmdesk.tools.fidelity import Term
from llmdesk.tools.translate import checked
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services

KEPT = "translate.glossary"


@dataclass(frozen=True)
class Kept:
    """All terms, also those that have no translation yet; `used`: translations keep to them."""

    terms: tuple[Term, ...] = ()
    used: bool = True


class Glossary(QObject):
    """`changed` for other terms, or another use of them. GUI thread."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._kept = Kept()
        self._keeper = Keeper(
            services.drafts, KEPT, lambda: self._kept, self._take, as_text, parse, self, merges=True
        )
        self._keeper.read()

    @property
    def terms(self) -> tuple[Term, ...]:
        return self._kept.terms

    @property
    def used(self) -> bool:
        return self._kept.used

    def set_terms(self, terms: Sequence[Term]) -> None:
        self._change(replace(self._kept, terms=tuple(terms)))

    def set_used(self, used: bool) -> None:
        self._change(replace(self._kept, used=used))

    def for_use(self) -> tuple[Term, ...]:
        """The whole terms, where the glossary is used. Raises `UsageError` for terms that cannot be kept
        together."""
        return checked(whole(self.terms)) if self.used else ()

    def _change(self, kept: Kept) -> None:
        if kept != self._kept:
            self._kept = kept
            self._keeper.keep_soon()
            self.changed.emit()

    def _take(self, kept: Kept) -> None:
        """What was kept, with what was made before it was read, or by another window."""
        here = {term.source.lower() for term in self._kept.terms}
        others = [term for term in kept.terms if term.source.lower() not in here]
        self._kept = Kept((*others, *self._kept.terms), kept.used)
        self.changed.emit()


def whole(terms: Sequence[Term]) -> list[Term]:
    """Those that have a translation."""
    return [term for term in terms if term.source and term.target]


def as_text(kept: Kept) -> str:
    rows = [[term.source, term.target, term.note] for term in kept.terms]
    return json.dumps({"terms": rows, "used": kept.used}, ensure_ascii=False)


def parse(text: str) -> Kept | None:
    """What was kept; None for what makes no sense."""
    try:
        data = json.loads(text)
        terms = tuple(Term(*map(str, row)) for row in data["terms"] if len(row) == 3)
        return Kept(terms, data.get("used") is not False)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
