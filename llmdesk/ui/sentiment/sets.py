"""The label sets that one can choose from, the one chosen, and the limit for "unsure".

Owns the user's own sets and the choice, kept in the store. Reads and writes in tasks. Must not know
widgets; `options` shows the choice, `labels` edits sets.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from PySide6.QtCore import QLocale, QObject, Signal

from llmdesk.errors import fill
from llmdesk.tools.kept import write
from llmdesk.tools.sentiment import LabelSet, ready_sets
from llmdesk.tools.sentiment.runs import labels_from
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services

KEPT = "sentiment.sets"
FIRST = "ready:sentiment-2"


@dataclass(frozen=True)
class Kept:
    """What is remembered: the user's own sets, the key of the chosen set, the limit (0: none)."""

    own: tuple[LabelSet, ...] = ()
    chosen: str = FIRST
    unsure_below: float = 0.0


class SentimentSets(QObject):
    """`changed` when the sets, the choice or the limit are others than before. GUI thread."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._kept = Kept()
        self._ready: tuple[LabelSet, ...] = ()
        self._keeper = Keeper(
            services.drafts, KEPT, lambda: self._kept, self._take, _as_text, _parse, self, merges=True
        )
        self._keeper.when_read(self.reload)
        self._keeper.read()

    # -- what there is ------------------------------------------------------------------------------
    @property
    def loaded(self) -> bool:
        return bool(self._ready)

    @property
    def sets(self) -> dict[str, LabelSet]:
        """Every set under its key: the user's own first."""
        own = {f"own:{one.name}": one for one in self._kept.own}
        return own | {f"ready:{one.name}": one for one in self._ready}

    def shown(self, key: str) -> str:
        """What a list calls it. One's own version of a ready set is told from that one."""
        one = self.sets[key]
        title = one.title or one.name
        if key.startswith("own:") and any(title == ready.title for ready in self._ready):
            return fill(self.tr("{name} (your own)"), {"name": title})
        return title

    @property
    def key(self) -> str:
        return self._kept.chosen if self._kept.chosen in self.sets else FIRST

    @property
    def current(self) -> LabelSet | None:
        """The chosen set; None while the sets are being read."""
        return self.sets.get(self.key)

    @property
    def unsure_below(self) -> float:
        """The probability below which a result is "unsure"; 0 for never."""
        return self._kept.unsure_below

    # -- choosing and changing ------------------------------------------------------------------------
    def choose(self, key: str) -> None:
        if key != self.key and key in self.sets:
            self._change(replace(self._kept, chosen=key))

    def set_unsure_below(self, limit: float) -> None:
        if limit != self.unsure_below:
            self._change(replace(self._kept, unsure_below=limit))

    def save(self, labels: LabelSet, instead_of: str = "") -> None:
        """Keep a set of the user's own, in the place of the one named `instead_of`, and choose it."""
        gone = {labels.name, instead_of}
        own = (*(one for one in self._kept.own if one.name not in gone), labels)
        self._change(replace(self._kept, own=own, chosen=f"own:{labels.name}"))

    def delete(self, name: str) -> None:
        own = tuple(one for one in self._kept.own if one.name != name)
        chosen = FIRST if self.key == f"own:{name}" else self.key
        self._change(replace(self._kept, own=own, chosen=chosen))

    def use(self, labels: LabelSet) -> str:
        """Choose this set (of a past run): the one that is the same, or else keep it as one's own."""
        for key, one in self.sets.items():
            if one == labels or (key.startswith("own:") and _nameless(one) == _nameless(labels)):
                self.choose(key)
                return key
        name, number = labels.title or labels.name or ", ".join(labels.names[:3]), 2
        taken = {one.name for one in self._kept.own}
        free = name
        while free in taken:
            free, number = f"{name} {number}", number + 1
        self.save(replace(labels, name=free, title=free))
        return self.key

    def _change(self, kept: Kept) -> None:
        self._kept = kept
        self.changed.emit()
        self._keeper.keep_soon()

    # -- reading ----------------------------------------------------------------------------------------
    def _take(self, kept: Kept) -> None:
        self._kept = _together(kept, self._kept)
        self.changed.emit()

    def reload(self) -> None:
        """Read the ready ones again, in the language of now."""
        language = "zh" if QLocale().language() == QLocale.Language.Chinese else "en"
        self._services.tasks.start(lambda _: ready_sets(language), owner=self, on_done=self._on_ready)

    def _on_ready(self, ready: tuple[LabelSet, ...]) -> None:
        self._ready = ready
        self.changed.emit()


def _together(kept: Kept, changed: Kept) -> Kept:
    """What was kept, with what was made before it was read."""
    made = {one.name for one in changed.own}
    own = (*(one for one in kept.own if one.name not in made), *changed.own)
    unsure = changed.unsure_below or kept.unsure_below
    chosen = changed.chosen if changed.chosen != Kept().chosen else kept.chosen
    return Kept(own, chosen, unsure)


def _nameless(labels: LabelSet) -> LabelSet:
    """What was kept of a past run has another name: it would be kept again each time."""
    return replace(labels, name="", title="")


def _as_text(kept: Kept) -> str:
    own = [write(one) for one in kept.own]
    return json.dumps({"own": own, "chosen": kept.chosen, "unsure_below": kept.unsure_below})


def _parse(text: str) -> Kept | None:
    """What was kept; None for what makes no sense."""
    try:
        data = json.loads(text)
        own = [labels_from(one) for one in data.get("own", [])]
        limit = float(data.get("unsure_below", 0.0))
        return Kept(
            tuple(one for one in own if one is not None),
            str(data.get("chosen", FIRST)),
            limit if 0 <= limit < 1 else 0.0,
        )
    except (ValueError, TypeError, AttributeError):
        return None
