"""How far lines are from regulated verse, and whether they are an attempt at it that went wrong.

A 古绝 with level rhymes and a 律绝 with faults are the same thing on paper; what tells them apart is how many
characters would have to change. Owns that count, the order that it goes by, and where the line is drawn. Must
not name kinds of poems.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.poetry import forms
from llmdesk.tools.poetry.chinese import classics, hanzi
from llmdesk.tools.poetry.chinese.classical.lines import scan, sticking
from llmdesk.tools.poetry.chinese.tones import Sounds, fit, fits, sequence_of

# Characters that an attempt has wrong at the most, by lines and width. Of quatrains whose tones are drawn by
# lot half are as near in five characters and a third in seven: whoever rhymes on a level tone today means it.
_ATTEMPT = {(4, 5): 3, (4, 7): 4, (8, 5): 6, (8, 7): 8}
_FAULT = 10_000  # more than a poem has unusual readings
# A poem of old that is not regular was hardly meant to be: whoever wrote it knew how.
_OLD_ATTEMPT = {4: 1, 8: 2}


def distance(sounds: Sequence[Sounds], width: int, *, old: bool) -> int:
    """The fewest faults by any order of lines: characters of a wrong tone, and couplets that do not oppose
    or stick. Lines of another width count as wrong from end to end."""
    return _nearest(sounds, width, old)[0] // _FAULT


def order_of(sounds: Sequence[Sounds], sequences: Sequence[str], width: int, *, old: bool) -> str:
    """The line types that the poem is held against: of the form's sequences the one that it keeps best, or,
    where fewer faults are left so, lines that do not oppose or stick (失对, 失粘) and keep their tones."""
    regular = sequence_of(sounds, sequences, width, old=old)
    broken = sum(len(each.breaks) for each in fits(sounds, regular, width, old=old) if each is not None)
    cost, nearest = _nearest(sounds, width, old)
    return nearest if cost // _FAULT < broken and len(nearest) == len(regular) else regular


def _nearest(sounds: Sequence[Sounds], width: int, old: bool) -> tuple[int, str]:
    """(`_FAULT` for each fault and 1 for each unusual reading, line types) of the order that has the fewest.
    Of orders with as many faults the one with the usual readings: 间 at the end of a first line rhymes."""
    table: dict[str, tuple[int, str]] = {}
    above: dict[str, int] = {}
    for index, heard in enumerate(sounds):
        lines = _costs(heard, index, width, old)
        if index == 0:
            above, table = lines, {kind: (cost, kind) for kind, cost in lines.items()}
            continue
        saved = _rescued(sounds[index - 1], heard, above, lines, width) if index % 2 else 0
        table = {
            kind: min(
                (
                    before
                    + cost
                    + _FAULT * (_breaks(last, kind, index, width) - saved * (last + kind == "AB")),
                    types + kind,
                )
                for last, (before, types) in table.items()
            )
            for kind, cost in lines.items()
        }
        above = lines
    return min(table.values(), default=(0, ""))


def _rescued(upper: Sounds, lower: Sounds, above: dict[str, int], below: dict[str, int], width: int) -> int:
    """The faults that are none because the lower line makes up for the upper (对句拗救)."""
    if not len(upper) == len(lower) == width or above.get("A", 0) < _FAULT:
        return 0
    breaks = len(fit(upper, [forms.rescue(width, "A")]).breaks) + len(
        fit(lower, [forms.rescue(width, "B")]).breaks
    )
    return max(0, above["A"] // _FAULT + below["B"] // _FAULT - breaks)


def is_attempt(lines: Sequence[str], sounds: Sequence[Sounds], width: int, *, old: bool) -> bool:
    """Whether the lines were meant to be regulated verse. Lines that are regular each by itself,
    and of which no two oppose or stick that should, were meant to be in another order (王维《山中》)."""
    orderless = sum(map(len, sticking(sounds))) == len(lines) - 1
    if orderless and all(line.line_type for line in scan(sounds, width, old=old)):
        return False
    longer = len(lines) // 3  # a 排律 is rare, and nobody writes one by chance
    most = _ATTEMPT.get((len(lines), width), longer)
    if _is_of_old(lines):
        most = _OLD_ATTEMPT.get(len(lines), longer)
    return distance(sounds, width, old=old) <= most


def _is_of_old(lines: Sequence[str]) -> bool:
    """Whether every line stands in the old poems: a line that was changed is somebody's attempt."""
    plain = hanzi.simplified()
    texts = ["".join(plain.get(each, each) for each in hanzi.characters(line)) for line in lines]
    return all(text and classics.quotation(text) == text for text in texts)


def _costs(heard: Sounds, index: int, width: int, old: bool) -> dict[str, int]:
    """What a line costs (see `_nearest`), by each type that may stand in its place."""
    types = "Bb" if index % 2 else "Aa" if index else "AaBb"
    if len(heard) != width:
        return dict.fromkeys(types, width * _FAULT)
    kept = {kind: fit(heard, forms.patterns(width, kind, old=old)) for kind in types}
    return {kind: _FAULT * len(each.breaks) + len(each.other) for kind, each in kept.items()}


def _breaks(upper: str, lower: str, index: int, width: int) -> bool:
    """失对 within a couplet, 失粘 across couplets, by the second places of the patterns."""
    one, other = (forms.patterns(width, kind)[0][1] for kind in (upper, lower))
    return (one == other) == (index % 2 == 1)
