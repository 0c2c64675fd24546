"""One column with known labels: its different values, how many rows have each, and what each is taken for.

Owns the guess, the user's changes to it, and when it may be used: not while it could be the other way round,
and not where it knows of one label only. Must not make a fit.
"""

from __future__ import annotations

import array
import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, UsageError, shown
from llmdesk.tools.sentiment.table.known.scales import figure_in, scale_of
from llmdesk.tools.sentiment.table.known.words import (
    answer_of,
    flag_of,
    flags_of,
    key,
    level_of,
    levels_of,
    nearest,
)
from llmdesk.tools.sentiment.table.placeholders import why_not_scored
from llmdesk.tools.tables.table import Table, as_text
from llmdesk.tools.tables.types import TableError

NOTHING = -1
_MOST_VALUES = 500  # a column with more different ones holds no labels
_LONGEST = 200
_TOLD = 20
_FEWEST_IN_ORDER = 4
_Key = str | float

_SAY_IT = QT_TRANSLATE_NOOP("core", "Say what its values mean (--label-map), or choose another column.")


@dataclass(frozen=True)
class Meaning:
    """One value of the column. `label` "": left out, where it is `understood`; else nobody knows what it is.
    `doubtful`: it might mean another label just as well."""

    word: str
    rows: int
    label: str
    understood: bool = True
    doubtful: bool = False


@dataclass(frozen=True)
class KnownColumn:
    """What `read_meanings` found. `meanings`: the values, the most frequent first. `more`: rows with still
    other values. `values`: the place in `meanings` for each row of the table, -1 for none."""

    name: str
    labels: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    more: int
    values: Sequence[int]

    @property
    def doubtful(self) -> bool:
        return any(meaning.doubtful for meaning in self.meanings)

    @property
    def in_order(self) -> tuple[Meaning, ...]:
        """As one reads them: numbers by their value, then the others, the most frequent first."""
        figures = {meaning.word: figure_in(meaning.word) for meaning in self.meanings}

        def place(meaning: Meaning) -> tuple[bool, float]:
            figure = figures[meaning.word]
            return figure is None, 0.0 if figure is None else figure.value

        return tuple(sorted(self.meanings, key=place))

    @property
    def unknown(self) -> int:
        """Rows with a value that is not understood."""
        return self.more + sum(meaning.rows for meaning in self.meanings if not meaning.understood)

    @property
    def left_out(self) -> int:
        """Rows with a value that is understood, and for which the set has no label or the user wants none."""
        return sum(meaning.rows for meaning in self.meanings if meaning.understood and not meaning.label)

    @property
    def rows_of(self) -> dict[str, int]:
        """Rows by label, those with none left out."""
        found: dict[str, int] = {}
        for meaning in self.meanings:
            if meaning.label:
                found[meaning.label] = found.get(meaning.label, 0) + meaning.rows
        return found

    def numbers(self) -> array.array[int]:
        """The label's number for each row of the table, -1 for none."""
        numbers = [self.labels.index(m.label) if m.label else NOTHING for m in self.meanings]
        return array.array("b", (numbers[value] if value >= 0 else NOTHING for value in self.values))

    def with_changes(self, changes: Mapping[str, str]) -> KnownColumn:
        """The same with the user's word on some values: value → label, "" to leave its rows out.

        Raises `UsageError` for a value that the column has not, and for what is no label.
        """
        places = {_key_of(meaning.word): place for place, meaning in enumerate(self.meanings)}
        labels = {_key_of(label): label for label in self.labels}
        meanings = list(self.meanings)
        for word, wanted in changes.items():
            place, label = places.get(_key_of(word)), labels.get(_key_of(wanted), "")
            if place is None:
                raise self._no_such(word)
            if wanted.strip() and not label:
                raise UsageError(
                    QT_TRANSLATE_NOOP("core", "“{label}” is not one of the labels."),
                    QT_TRANSLATE_NOOP("core", "The labels are: {labels}."),
                    label=shown(wanted),
                    labels=Listing(self.labels),
                )
            meanings[place] = replace(meanings[place], label=label, understood=True, doubtful=False)
        return replace(self, meanings=tuple(meanings))

    def has(self, word: str) -> bool:
        """Whether it is a value of the column, in whichever writing."""
        return any(_key_of(meaning.word) == _key_of(word) for meaning in self.meanings)

    def with_changes_it_has(self, changes: Mapping[str, str]) -> KnownColumn:
        """The same with the user's word on those of the values that the column has."""
        return self.with_changes({word: label for word, label in changes.items() if self.has(word)})

    def check(self) -> None:
        """Raises `TableError` where nothing may be learnt or judged from this."""
        rows = self.rows_of
        self.check_certain()
        if not rows:
            raise TableError(
                QT_TRANSLATE_NOOP("core", "The column “{column}” has too few of the labels."),
                QT_TRANSLATE_NOOP("core", "The labels are: {labels}. The column has: {found}."),
                _SAY_IT,
                **self._params(),
            )
        if len(rows) < 2:
            raise TableError(
                QT_TRANSLATE_NOOP("core", "Only the label “{label}” was found in the column “{column}”."),
                QT_TRANSLATE_NOOP(
                    "core", "Nothing can be learnt or measured from a single label. The column has: {found}."
                ),
                _SAY_IT,
                label=next(iter(rows)),
                **self._params(),
            )
        if sum(count >= 2 for count in rows.values()) < 2:
            raise TableError(
                QT_TRANSLATE_NOOP("core", "The column “{column}” has too few of the labels."),
                QT_TRANSLATE_NOOP("core", "At least two labels need two rows each."),
                _SAY_IT,
                **self._params(),
            )

    def check_certain(self) -> None:
        """Raises `TableError` where a value may just as well mean another label."""
        if self.doubtful:
            raise self._doubt()

    def as_changes(self) -> str:
        """The meanings in the form that `parse_changes` reads."""
        return ",".join(f"{_quoted(m.word)}={m.label}" for m in self.in_order if m.understood)

    def _doubt(self) -> TableError:
        return TableError(
            QT_TRANSLATE_NOOP("core", "It is not clear what the values in the column “{column}” mean."),
            QT_TRANSLATE_NOOP("core", "It has: {found}. They may mean: {guess}; or the other way round."),
            QT_TRANSLATE_NOOP("core", "If that is right, say so with --label-map '{guess}'; else change it."),
            guess=self.as_changes(),
            **self._params(),
        )

    def _no_such(self, word: str) -> UsageError:
        return UsageError(
            QT_TRANSLATE_NOOP("core", "The column “{column}” has no value “{value}”."),
            QT_TRANSLATE_NOOP("core", "It has: {found}."),
            QT_TRANSLATE_NOOP("core", "Write the value as it is in the column: VALUE=LABEL."),
            value=shown(word),
            **self._params(),
        )

    def _params(self) -> dict[str, object]:
        found = tuple(shown(meaning.word, 40) for meaning in self.in_order[:_TOLD])
        return {"column": self.name, "labels": Listing(self.labels), "found": Listing(found or ("–",))}


def read_meanings(table: Table, column: str, known: str, labels: tuple[str, ...]) -> KnownColumn:
    """All values of the column `known` in rows that have a text in `column`, and what they are taken for."""
    text_place, known_place = table.column(column), table.column(known)
    words: dict[_Key, int] = {}
    first: list[str] = []
    counts: list[int] = []
    values, more = array.array("h"), 0
    in_order = _InOrder()
    for row in table.rows():
        text = as_text(row[text_place]) if text_place < len(row) else ""
        word = as_text(row[known_place]).strip() if known_place < len(row) else ""
        in_order.add(word)
        if not word or why_not_scored(text):
            values.append(NOTHING)
            continue
        place = words.get(_key_of(word[:_LONGEST]), len(words))
        if place == len(words):
            if place == _MOST_VALUES:
                more += 1
                values.append(NOTHING)
                continue
            words[_key_of(word[:_LONGEST])] = place
            first.append(word[:_LONGEST])
            counts.append(0)
        counts[place] += 1
        values.append(place)
    found = [
        replace(meaning, rows=rows)
        for meaning, rows in zip(_guess(first, known, labels, numbers=not in_order.all), counts, strict=True)
    ]
    order = sorted(range(len(found)), key=lambda place: (-counts[place], place))
    ranks = {place: rank for rank, place in enumerate(order)}
    ranked = array.array("h", (ranks[value] if value >= 0 else NOTHING for value in values))
    return KnownColumn(known, labels, tuple(found[place] for place in order), more, ranked)


def parse_changes(texts: Iterable[str]) -> dict[str, str]:
    """`1=negative,5=positive,3=`: which value means which label. Raises `UsageError`.

    A value with a comma in it stands in quotation marks: `"so, so"=neutral`.
    """
    changes: dict[str, str] = {}
    for text in texts:
        for part in next(csv.reader([text.replace("，", ",")], skipinitialspace=True), []):
            value, equals, label = part.rpartition("=")
            if not part.strip():
                continue
            if not equals or not value.strip():
                raise UsageError(
                    QT_TRANSLATE_NOOP("core", "“{part}” does not say what a value means."),
                    hint=QT_TRANSLATE_NOOP(
                        "core", "Write it as VALUE=LABEL, for example: 1=negative,5=positive,3="
                    ),
                    part=shown(part),
                )
            changes[value.strip()] = label.strip()
    return changes


class _InOrder:
    """Whether a column is 1, 2, 3 …: the numbers of the rows and no labels."""

    def __init__(self) -> None:
        self._next: float | None = None
        self._rows = 0
        self._broken = False

    def add(self, word: str) -> None:
        if self._broken:
            return
        figure = figure_in(word)
        if figure is None or (self._next is not None and figure.value != self._next):
            self._broken = True
            return
        self._rows += 1
        self._next = figure.value + 1

    @property
    def all(self) -> bool:
        return not self._broken and self._rows >= _FEWEST_IN_ORDER


def _guess(words: Sequence[str], column: str, labels: tuple[str, ...], *, numbers: bool) -> list[Meaning]:
    """What each of the words means; `numbers`: those that are numbers may be labels."""
    names = _names(labels)
    levels, flags = levels_of(labels), flags_of(labels)
    figures = {word: figure_in(word) for word in words if _key_of(word) not in names and _says(word) is None}
    given = [figure for figure in figures.values() if figure is not None]
    scale = scale_of(given, column) if numbers else None
    found = []
    for word in words:
        figure = figures.get(word)
        if (number := names.get(_key_of(word))) is not None:
            found.append(Meaning(word, 0, labels[number]))
        elif figure is not None and scale is not None and (levels or (flags is not None and scale.codes)):
            number = _of_level(scale.levels.get(figure.value, 0), levels, flags)
            # Words that are not understood may say that 1 is the best grade.
            doubtful = not scale.sure or bool(figure.words)
            found.append(Meaning(word, 0, _name(number, labels), doubtful=doubtful))
        else:
            found.append(_of_word(word, labels, levels, flags))
    return found


def _of_word(
    word: str, labels: tuple[str, ...], levels: Mapping[int, int], flags: tuple[int, int] | None
) -> Meaning:
    says, flag = answer_of(word), flag_of(word, labels)
    if flags is not None and (flag is not None or says is not None):
        yes = flag if flag is not None else says
        return Meaning(word, 0, labels[flags[0] if yes else flags[1]])
    level = _says(word)
    if level is None and says is not None:
        level = 1 if says else -1
    if level is None or not levels:
        return Meaning(word, 0, "", understood=False)
    return Meaning(word, 0, _name(nearest(level, levels), labels))


def _says(word: str) -> int | None:
    """The level that a word means, or the words behind a number: "5 - very good"."""
    figure = figure_in(word)
    return level_of(word if figure is None else figure.words)


def _of_level(level: int, levels: Mapping[int, int], flags: tuple[int, int] | None) -> int | None:
    if levels:
        return nearest(level, levels)
    assert flags is not None  # whoever asks looked
    return None if level == 0 else flags[0] if level > 0 else flags[1]


def _name(number: int | None, labels: tuple[str, ...]) -> str:
    return "" if number is None else labels[number]


def _names(labels: tuple[str, ...]) -> dict[_Key, int]:
    """The labels by their names, and by those that they have in a ready set of the other language."""
    from llmdesk.tools.sentiment.labels import LANGUAGES, ready_sets

    found: dict[_Key, int] = {}
    for language, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
        for ready, twin in zip(ready_sets(language), ready_sets(other), strict=True):
            if sorted(ready.names) == sorted(labels):
                found |= {
                    _key_of(there): labels.index(here)
                    for here, there in zip(ready.names, twin.names, strict=True)
                }
    return found | {_key_of(label): number for number, label in enumerate(labels)}


def _key_of(word: str) -> _Key:
    """Numbers are the same in every writing: 1, 1.0 and full-width １; words as `key` says."""
    figure = figure_in(word)
    return figure.value if figure is not None and figure.most is None and not figure.words else key(word)


def _quoted(word: str) -> str:
    return f'"{word}"' if "," in word else word
