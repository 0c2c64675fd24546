"""The tunes (词牌) that songs are written and checked by, read from `resources/poetry/tunes.toml`.

Owns how the data becomes `Tune`s and the `Form`s that stand for them. Must not know how a rule is checked.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from llmdesk.paths import resource
from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.types import Form

ANY = "ci"  # the form of a song whose tune is still to be found
Rhyming = Literal["平韵", "仄韵", "换韵", "通叶", "错叶"]
_LINE = re.compile(r"([平仄中、:|]{1,48})([A-Za-z]?)(叠?)")
_UNMARKED = str.maketrans("", "", "、:")
_SHORT = 62  # characters of a song that is written where no tune is asked for: the short ones (小令)


@dataclass(frozen=True, slots=True)
class SungLine:
    """A line of a tune. `pattern`: 平, 仄 or 中 for each character; `others` are as good. `pauses`: the
    places before which the line pauses; `led`: so many lead (领字), 0 for none. `rhyme`: its letter,
    "" for none; `may_rhyme` where it need not. `again`: it says once more what ends the line above (叠)."""

    pattern: str
    pauses: tuple[int, ...] = ()
    led: int = 0
    rhyme: str = ""
    may_rhyme: bool = False
    again: bool = False
    others: tuple[str, ...] = ()

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """The parts between the pauses, as places."""
        cuts = sorted({0, self.led, *self.pauses, len(self.pattern)})
        return tuple(pairwise(cuts))


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to sing a tune (体): `after` names it, `stanzas` are the numbers of lines, `couplets` the pairs
    of lines (from 0) that poets make parallel."""

    tune: str
    after: str
    lines: tuple[SungLine, ...]
    stanzas: tuple[int, ...]
    couplets: tuple[tuple[int, int], ...] = ()

    @property
    def characters(self) -> int:
        return sum(len(line.pattern) for line in self.lines)

    @property
    def ends(self) -> frozenset[int]:
        """The lines that end a stanza."""
        ends, at = set(), 0
        for count in self.stanzas:
            at += count
            ends.add(at - 1)
        return frozenset(ends)

    @property
    def rhyming(self) -> Rhyming:
        """How it rhymes, in the five kinds of 龙榆生; some tunes have shapes on either tone."""
        tones: dict[str, set[str]] = {}
        order = []
        for line in self.lines:
            if line.rhyme:
                tones.setdefault(line.rhyme, set()).add(line.pattern[-1])
                order.append(line.rhyme)
        if len(tones) == 1:
            only = next(iter(tones.values()))
            return "通叶" if len(only) > 1 else "平韵" if only == {"平"} else "仄韵"
        runs = [letter for at, letter in enumerate(order) if order[at - 1 : at] != [letter]]
        return "换韵" if len(runs) == len(set(runs)) else "错叶"


@dataclass(frozen=True, slots=True)
class Tune:
    """`title` as it stands over a song, `also` its other names; the first shape is the standard one.
    `entering`: its rhymes are mostly of the entering tone."""

    name: str
    title: str
    also: tuple[str, ...]
    shapes: tuple[Shape, ...]
    entering: bool

    @property
    def rhyming(self) -> Rhyming:
        """How its standard shape rhymes."""
        return self.shapes[0].rhyming


def tunes() -> tuple[Tune, ...]:
    """Every tune, in the order they are offered."""
    return tuple(_tunes().values())


def tune_of(wanted: Form) -> Tune | None:
    """The tune of a form; None for another form, and for the song whose tune is still to be found."""
    return _tunes().get(wanted.name)


def titled(text: str) -> Tune | None:
    """The tune that a title names, whatever stands beside it (望江南·超然台作, 苏轼 定风波)."""
    plain = "".join(hanzi.simplified().get(character, character) for character in text)
    names = [(plain.find(name), -len(name), tune) for name, tune in _names().items() if name in plain]
    return min(names, key=lambda found: found[:2])[2] if names else None


@cache
def forms() -> tuple[Form, ...]:
    """A form for each tune, and before them the one for any."""
    counts = [len(shape.lines) for tune in tunes() for shape in tune.shapes]
    entries = {entry["name"]: entry for entry in _data()["tune"]}
    any_tune = Form(
        name=ANY,
        language="zh",
        title="Song to any tune (cí)",
        title_zh="词（任一词牌）",
        explanation="A song (cí). To check one, its tune is found by the title or by the lengths of the "
        "lines; to write one, a short tune is drawn by the seed.",
        explanation_zh="检查时按题目或句式认出词牌；创作时按种子从小令中选一个词牌。",
        example=tuple(str(entries["rumengling"]["example"]).split("\n")),
        example_title=str(entries["rumengling"]["example_title"]),
        lines=(min(counts), max(counts)),
        tune="词",
    )
    return (any_tune, *(_form(tune, entries[tune.name]) for tune in tunes()))


def drawn(seed: int) -> str:
    """The name of a short tune for a song that may have any."""
    short = [tune.name for tune in tunes() if 24 < tune.shapes[0].characters <= _SHORT]
    return short[seed % len(short)]


_RHYMING = {
    "平韵": "on level tones",
    "仄韵": "on oblique tones",
    "换韵": "with changes of rhyme (换韵)",
    "通叶": "in one rhyme on both tones (通叶)",
    "错叶": "in a level rhyme with oblique ones between (错叶)",
}
_STANZAS = {1: "单调", 2: "双调", 3: "三叠", 4: "四叠"}


def _form(tune: Tune, entry: Mapping[str, Any]) -> Form:
    first = tune.shapes[0]
    counts = [len(shape.lines) for shape in tune.shapes]
    stanzas = "one stanza" if len(first.stanzas) == 1 else f"{len(first.stanzas)} stanzas"
    entering = "（多用入声）" if tune.entering else ""
    also = f"又名{'、'.join(tune.also[:3])}。" if tune.also else ""
    return Form(
        name=tune.name,
        language="zh",
        title=f"{entry['pinyin']} (tune of a song)",
        title_zh=f"词·{tune.title}",
        explanation=f"A song (cí): {stanzas}, {len(first.lines)} lines, {first.characters} characters, "
        f"rhymed {_RHYMING[tune.rhyming]}. The tune sets the length and the tones of each line.",
        explanation_zh=f"{_STANZAS.get(len(first.stanzas), '')}{first.characters}字，{len(first.lines)}句，"
        f"{tune.rhyming}{entering}。{also}句式、平仄、韵位依词谱。",
        example=tuple(str(entry["example"]).split("\n")),
        example_title=str(entry["example_title"]),
        lines=(min(counts), max(counts)),
        tune=tune.title,
    )


@cache
def _names() -> dict[str, Tune]:
    """Every name of every tune; the title of one goes before another's other name."""
    found = {name: tune for tune in tunes() for name in tune.also}
    return found | {tune.title: tune for tune in tunes()}


@cache
def _tunes() -> dict[str, Tune]:
    return {entry["name"]: _tune(entry) for entry in _data()["tune"]}


def _tune(entry: Mapping[str, Any]) -> Tune:
    shapes = tuple(_shape(entry["title"], shape) for shape in entry["shape"])
    also = tuple(entry.get("also", ()))
    return Tune(entry["name"], entry["title"], also, shapes, bool(entry.get("entering", False)))


def _shape(title: str, entry: Mapping[str, Any]) -> Shape:
    stanzas = [stanza.split() for stanza in entry["stanzas"]]
    lines = tuple(_line(word) for stanza in stanzas for word in stanza)
    couplets = tuple((pair[0], pair[1]) for pair in entry.get("couplets", ()))
    return Shape(title, entry["after"], lines, tuple(len(stanza) for stanza in stanzas), couplets)


def _line(word: str) -> SungLine:
    found = _LINE.fullmatch(word)
    if found is None:
        raise ValueError(f"{word} is no line of a tune")
    whole, letter, again = found.groups()
    marked, *others = whole.split("|")
    pauses, led, pattern = [], 0, ""
    for mark in marked:
        if mark == "、":
            pauses.append(len(pattern))
        elif mark == ":":
            led = len(pattern)
        else:
            pattern += mark
    return SungLine(
        pattern,
        tuple(pauses),
        led,
        letter.upper(),
        letter.islower(),
        bool(again),
        tuple(other.translate(_UNMARKED) for other in others),
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("poetry", "tunes.toml").read_text("utf-8"))
