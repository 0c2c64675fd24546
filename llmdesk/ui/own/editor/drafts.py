"""Tools that are being written and not saved yet, kept from one window to the next.

Owns the forms by the key of what they would change, and the texts to try them on. No widgets.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from llmdesk.tools.kept import read, write
from llmdesk.tools.own import Values
from llmdesk.tools.own.form import ToolForm
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services

KEPT = "own.editor"
NEW = "new"
TRIED = 3  # texts
_MOST = 40  # forms

Texts = tuple[Values, ...]


@dataclass(frozen=True)
class Kept:
    forms: Mapping[str, ToolForm] = field(default_factory=dict)
    texts: Texts = ((),) * TRIED


class EditorDrafts(QObject):
    """GUI thread. `changed` when there is a form more or less."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._forms: dict[str, ToolForm] = {}
        self._texts: Texts = Kept().texts
        self._keeper = Keeper(
            services.drafts, KEPT, self._state, self._take, _as_text, _parse, self, merges=True
        )
        self._keeper.read()

    @property
    def keys(self) -> frozenset[str]:
        """Of the tools whose form is not saved; `NEW` for one that is no tool yet."""
        return frozenset(self._forms)

    def when_read(self, then: Callable[[], None]) -> None:
        """Call `then` once what was kept is here."""
        self._keeper.when_read(then)

    def form(self, key: str) -> ToolForm | None:
        return self._forms.get(key)

    def put(self, key: str, form: ToolForm) -> None:
        is_new = key not in self._forms
        self._forms[key] = form
        self._keeper.keep_soon()
        if is_new:
            self.changed.emit()

    def drop(self, key: str) -> None:
        if self._forms.pop(key, None) is not None:
            self._keeper.keep_soon()
            self.changed.emit()

    @property
    def texts(self) -> Texts:
        """To try a tool on: what stands in its places, as far as something does."""
        return self._texts

    def put_texts(self, texts: Texts) -> None:
        if texts != self._texts:
            self._texts = texts
            self._keeper.keep_soon()

    def _state(self) -> Kept:
        return Kept(dict(list(self._forms.items())[-_MOST:]), self._texts)

    def _take(self, kept: Kept) -> None:
        """What was typed meanwhile is newer."""
        self._forms = dict(kept.forms) | self._forms
        if self._texts == Kept().texts:
            self._texts = kept.texts
        self.changed.emit()


def _as_text(kept: Kept) -> str:
    forms = {key: write(form) for key, form in kept.forms.items()}
    return json.dumps({"forms": forms, "texts": write(kept.texts)})


def _parse(text: str) -> Kept | None:
    """None for what makes no sense."""
    try:
        data = json.loads(text)
    except ValueError:
        return None
    given = data.get("forms") if isinstance(data, dict) else None
    if not isinstance(given, dict):
        return None
    forms = {str(key): read(ToolForm, each) for key, each in list(given.items())[:_MOST]}
    texts = read(tuple[tuple[str, ...], ...], data.get("texts")) or ()
    return Kept(
        {key: form for key, form in forms.items() if form is not None}, (*texts, *Kept().texts)[:TRIED]
    )
