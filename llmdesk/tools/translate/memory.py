"""Translations of the user's own, taken again: exact ones as they are, near ones shown.

Owns how they are kept (items of the store, one a segment and direction) and what is near. Nothing goes into
it by itself: only what the user corrected, or gave.

Likeness is Dice's coefficient over the words of two segments (of Chinese: pairs of characters), 0…1. An index
by these finds the nearest of 20,000 in a millisecond.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError, shown
from llmdesk.store import Store
from llmdesk.tools.documents.encoding import decode
from llmdesk.tools.kept import text_hash
from llmdesk.tools.translate.runs import KIND as TRANSLATIONS
from llmdesk.tools.translate.runs import kept_of
from llmdesk.tools.translate.types import Near

KIND = "translation"
NEAR = 0.6
"""From this likeness on a segment is near enough to be shown."""
_MOST = 20_000
_RUNS = 50  # kept translations in which what the model wrote is looked for
_COMMON = 400  # segments that share a word beyond which it tells nothing
_MOST_BYTES = 64 << 20
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_WORD = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A segment and its translation, by codes of their languages."""

    source: str
    target: str
    source_language: str
    target_language: str


class Memory:
    """The pairs of one direction. A translation is one line: a line break in it would tear a heading, a row
    of a table or a subtitle apart."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.exact: Mapping[str, str] = {_key(pair.source): _key(pair.target) for pair in pairs}
        self._parts = [(source, _parts(source)) for source in self.exact]
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, (_, parts) in enumerate(self._parts):
            for part in parts:
                self._with[part].append(number)

    @classmethod
    def of(cls, store: Store, source_language: str, target_language: str) -> Memory:
        wanted = (source_language, target_language)
        pairs = [pair for pair in kept(store) if (pair.source_language, pair.target_language) == wanted]
        return cls(pairs[-_MOST:])

    @property
    def fingerprint(self) -> str:
        """It changes with whatever is in it."""
        return text_hash(json.dumps(sorted(self.exact.items()), ensure_ascii=False))[:32]

    def take(self, source: str) -> str | None:
        """The translation of exactly this segment; white space does not matter."""
        return self.exact.get(_key(source))

    def near(self, source: str) -> Near | None:
        """The segment that is most like it, where one is like enough."""
        parts = _parts(source)
        shared: Counter[int] = Counter()
        for part in parts:
            numbers = self._with.get(part, ())
            if len(numbers) <= _COMMON:
                shared.update(numbers)
        best, likeness = "", 0.0
        for number, count in shared.most_common(20):
            other, its = self._parts[number]
            found = 2 * count / (len(parts) + len(its))
            if found > likeness and other != _key(source):
                best, likeness = other, found
        return Near(best, self.exact[best], round(likeness, 3)) if likeness >= NEAR else None


def kept(store: Store) -> list[Pair]:
    """All pairs, oldest first."""
    found = []
    for item in store.items.all(KIND):
        body = item.body
        values = [body.get(name) for name in ("source", "target", "source_language", "target_language")]
        if all(isinstance(value, str) for value in values):
            found.append(Pair(*map(str, values)))
    return found


def learn(store: Store, pairs: Sequence[Pair]) -> int:
    """Keep them; one of the same segment and direction is replaced. How many were new or changed."""
    there = {}
    for item in store.items.all(KIND):
        texts = [str(item.body.get(name)) for name in ("source", "source_language", "target_language")]
        there[_key(texts[0]), texts[1], texts[2]] = item
    new: dict[tuple[str, str, str], Pair] = {}
    changed = 0
    for pair in pairs:
        identity = _identity(pair)
        before = there.get(identity)
        if before is None:
            new[identity] = pair
        elif before.body.get("target") != pair.target:
            store.items.change(before.id, shown(pair.source), asdict(pair))
            changed += 1
    store.items.add_all(KIND, [(shown(pair.source), asdict(pair)) for pair in new.values()])
    return changed + len(new)


def remembered(store: Store, pair: Pair) -> Pair | None:
    """What is kept for the same segment and direction."""
    return next((each for each in kept(store) if _identity(each) == _identity(pair)), None)


def forget(store: Store, pair: Pair) -> None:
    """Keep no translation of this segment in this direction."""
    wanted = _identity(pair)
    for item in store.items.all(KIND):
        texts = [str(item.body.get(name)) for name in ("source", "source_language", "target_language")]
        if (_key(texts[0]), texts[1], texts[2]) == wanted:
            store.items.delete(item.id)


def _identity(pair: Pair) -> tuple[str, str, str]:
    return _key(pair.source), pair.source_language, pair.target_language


def corrections(store: Store, pairs: Sequence[Pair]) -> list[Pair]:
    """Those of `pairs` that are not as the model wrote them, by the translations that are kept."""
    written: set[tuple[str, str]] = set()
    for run in store.runs(TRANSLATIONS, limit=_RUNS):
        found = kept_of(run)
        if found is not None:
            written.update((_key(segment.source), _key(segment.target)) for segment in found.segments)
    return [pair for pair in pairs if (_key(pair.source), _key(pair.target)) not in written]


def _key(text: str) -> str:
    return " ".join(text.split())


def _parts(text: str) -> frozenset[str]:
    low = text.casefold()
    parts = set(_WORD.findall(low))
    for run in _HAN.findall(low):
        parts.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return frozenset(parts)


# -- files ------------------------------------------------------------------------------------------
def pairs_from(path: Path, source_language: str, target_language: str) -> list[Pair]:
    """Pairs of a file: the JSON of `translate`, or CSV with a source and its translation in each line. Raises
    `UsageError`."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _wrong(path, QT_TRANSLATE_NOOP("core", "It is too large."))
        text = decode(path.read_bytes())[0]
    except OSError as error:
        raise _wrong(path, "{reason}", reason=error.strerror or error) from error
    if path.suffix.lower() == ".json":
        return _of_json(text, path)
    if not source_language or not target_language:
        raise _wrong(path, QT_TRANSLATE_NOOP("core", "The languages of a CSV must be named."))
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True))
    except csv.Error as error:  # one quotation mark too many makes one cell of all that follows
        raise _wrong(path, "{reason}", reason=error) from error
    found = [
        Pair(row[0].strip(), _key(row[1]), source_language, target_language)
        for row in rows
        if len(row) > 1 and row[0].strip() and row[1].strip()
    ]
    if not found:
        raise _wrong(path, QT_TRANSLATE_NOOP("core", "There are no translations in it."))
    return found


def _of_json(text: str, path: Path) -> list[Pair]:
    try:
        data = json.loads(text)
        languages = str(data["source_language"]), str(data["target_language"])
        segments = [(str(each["source"]).strip(), _key(str(each["target"]))) for each in data["segments"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _wrong(path, QT_TRANSLATE_NOOP("core", "It is no translation that llmdesk wrote.")) from error
    found = [Pair(source, target, *languages) for source, target in segments if source and target]
    if not found:
        raise _wrong(path, QT_TRANSLATE_NOOP("core", "There are no translations in it."))
    return found


def _wrong(path: Path, detail: str, **params: object) -> UsageError:
    title = QT_TRANSLATE_NOOP("core", "The translations in {file} cannot be taken.")
    return UsageError(title, detail, "", file=path.name, **params)
