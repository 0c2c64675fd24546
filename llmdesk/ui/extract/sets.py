"""The sets of fields that one can choose from, and the one chosen.

Owns the user's own sets and the choice, kept in the store. Must not know widgets; `options` shows the choice,
`editor` edits sets.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from PySide6.QtCore import QLocale, QObject, Signal

from llmdesk.tools.fields import SETS, FieldsError, FieldSet, Rows, checked, ready_set
from llmdesk.tools.kept import read, write
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services

KEPT = "extract.sets"
READY, OWN = "ready:", "own:"
FIRST = READY + SETS[0]


@dataclass(frozen=True)
class Kept:
    """What is remembered: the user's own sets, the key of the chosen one, and how many rows a document has
    where that is not what the set says."""

    own: tuple[FieldSet, ...] = ()
    chosen: str = FIRST
    rows: Rows | None = None


class FieldSets(QObject):
    """`changed` when the sets or the choice are others than before. GUI thread."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._kept = Kept()
        self._keeper = Keeper(
            services.drafts, KEPT, lambda: self._kept, self._take, as_text, parse, self, merges=True
        )
        self._keeper.read()

    @property
    def is_read(self) -> bool:
        return self._keeper.is_read

    # -- what there is ------------------------------------------------------------------------------
    @property
    def sets(self) -> dict[str, FieldSet]:
        """Every set under its key: the user's own first; ready ones in the language of now."""
        language = "zh" if QLocale().language() == QLocale.Language.Chinese else "en"
        own = {OWN + one.title: one for one in self._kept.own}
        return own | {READY + name: ready_set(name, language) for name in SETS}  # type: ignore[arg-type]

    @property
    def key(self) -> str:
        return self._kept.chosen if self._kept.chosen in self.sets else FIRST

    @property
    def current(self) -> FieldSet:
        """The chosen set, with as many rows as were chosen."""
        return self.sets[self.key].with_rows(self._kept.rows)

    # -- choosing and changing ----------------------------------------------------------------------
    def choose(self, key: str) -> None:
        if key != self.key and key in self.sets:
            self._change(replace(self._kept, chosen=key, rows=None))

    def set_rows(self, rows: Rows) -> None:
        if rows != self.current.rows:
            self._change(replace(self._kept, rows=rows))

    def save(self, fields: FieldSet, instead_of: str = "") -> None:
        """Keep a set of the user's own, in the place of the one named `instead_of`, and choose it."""
        gone = {fields.title, instead_of}
        own = (*(one for one in self._kept.own if one.title not in gone), fields)
        self._change(Kept(own, OWN + fields.title))

    def delete(self, title: str) -> None:
        own = tuple(one for one in self._kept.own if one.title != title)
        self._change(Kept(own, FIRST if self.key == OWN + title else self.key))

    def bring_back(self, fields: FieldSet) -> None:
        """One that was deleted, beside what has its name by now."""
        self.save(replace(fields, title=self.free_title(fields.title)))

    def use(self, fields: FieldSet) -> None:
        """Choose this set (of a past run): the one with the same fields, or else keep it as one's own."""
        for key, one in self.sets.items():
            same = one.fields == fields.fields and set(one.sums) == set(fields.sums)
            if same or any(fields.fields == asked for _, asked in one.asked):
                self.choose(key)
                self.set_rows(fields.rows)
                return
        self.save(replace(fields, title=self.free_title(fields.title or fields.fields[0].name), asked=()))

    def free_title(self, title: str) -> str:
        """`title`, with a number where one's own sets have it already."""
        taken, free, number = {one.title for one in self._kept.own}, title, 2
        while free in taken:
            free, number = f"{title} {number}", number + 1
        return free

    def _change(self, kept: Kept) -> None:
        self._kept = kept
        self.changed.emit()
        self._keeper.keep_soon()

    def _take(self, kept: Kept) -> None:
        """What was kept, with what was made before it was read."""
        now = self._kept
        made = {one.title for one in now.own}
        own = (*(one for one in kept.own if one.title not in made), *now.own)
        newer = now.chosen != FIRST or now.rows is not None
        self._kept = replace(now if newer else kept, own=own)
        self.changed.emit()


def as_text(kept: Kept) -> str:
    return json.dumps(write(kept))


def parse(text: str) -> Kept | None:
    """What was kept; None for what makes no sense. Sets that cannot be asked for are left out."""
    try:
        kept = read(Kept, json.loads(text))
    except ValueError:
        return None
    return kept and replace(kept, own=tuple(one for one in kept.own if _usable(one)))


def _usable(fields: FieldSet) -> bool:
    try:
        checked(fields.fields)
    except FieldsError:
        return False
    return bool(fields.title)
