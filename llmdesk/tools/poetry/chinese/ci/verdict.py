"""The verdict on a song: which tune and which form of it, and by which rhyme books it is regular.

Owns what teachers name in songs (领字, 对仗, 通押, 重韵, 入声韵) and the words of the verdict. The rules are
in `rules`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.poetry.chinese import hanzi, kinds
from llmdesk.tools.poetry.chinese.ci.layout import keeps
from llmdesk.tools.poetry.chinese.ci.pasted import read_song
from llmdesk.tools.poetry.chinese.ci.rules import Held, hold
from llmdesk.tools.poetry.chinese.ci.tunes import Tune, tune_of, tunes
from llmdesk.tools.poetry.chinese.classical.books import BOOKS, Book, entries
from llmdesk.tools.poetry.chinese.classical.judgement import Judgement
from llmdesk.tools.poetry.types import Check, Form

_MEASURES: tuple[Book, ...] = ("cilin", "pingshui", "zhonghua")  # songs are measured by 词林正韵 first
_ANSWERS = 0.15  # how well the words of two lines answer each other where they are parallel

_REGULAR = QT_TRANSLATE_NOOP("core", "{kind} ({shape}), regular by {books}.")
_REGULAR_NOT = QT_TRANSLATE_NOOP(
    "core", "{kind} ({shape}), regular by {books}; by {other} these lines break it: {lines}."
)
_IRREGULAR = QT_TRANSLATE_NOOP(
    "core", "{kind} ({shape}), regular by no book; by {other} these lines break it: {lines}."
)
_LENGTHS = QT_TRANSLATE_NOOP(
    "core", "{kind}: the number or the lengths of its lines are not those of the tune."
)
_OF_ANOTHER = QT_TRANSLATE_NOOP("core", "{kind}: its lines have the lengths of {tunes} instead.")
_NO_TUNE = QT_TRANSLATE_NOOP(
    "core",
    "Neither the title nor the lengths of the lines are those of a tune (词牌) that llmdesk knows. Put the "
    "name of the tune above the song, or choose it as the form.",
)

_LEADS = QT_TRANSLATE_NOOP("core", "领字: {places} leads what follows.")
_PARALLEL = QT_TRANSLATE_NOOP("core", "对仗: {places} answer each other, as poets do here.")
_NOT_PARALLEL = QT_TRANSLATE_NOOP("core", "对仗: poets mostly make {places} parallel.")
_NEAR = QT_TRANSLATE_NOOP("core", "通押: {places} is of a rhyme beside the others'.")
_RHYMED_TWICE = QT_TRANSLATE_NOOP("core", "重韵: {places} rhymes more than once.")
_ENTERING = QT_TRANSLATE_NOOP(
    "core", "入声韵: the rhymes {places} are of the entering tone, as is usual here."
)
_NOT_ENTERING = QT_TRANSLATE_NOOP(
    "core", "入声韵: this tune is mostly rhymed on the entering tone; {places} are not of it."
)


def judge_song(lines: Sequence[str], wanted: Form, book: Book | None = None) -> Judgement:
    """Hold the lines against the tune of the form, or the one that is found, by every book. `book` None: the
    first of 词林正韵, 平水韵 and 中华通韵 that it is regular by, else the one it breaks least."""
    tune = tune_of(wanted) or read_song("\n".join(lines), wanted).tune
    if tune is None:
        verdict = Check("kind", None, False, _NO_TUNE)
        return Judgement("词", (), book or "cilin", "", (verdict,), (verdict,))
    by: dict[Book, Held] = {each: hold(lines, tune, each) for each in _MEASURES}
    regular = tuple(each for each in BOOKS if not by[each].faults)
    least = min(by, key=lambda each: by[each].faults)  # of as many, by the first measure
    chosen = book or least
    held = by[chosen]
    kind = f"词·{tune.title}"
    verdict = _verdict(kind, lines, tune, by, regular, chosen)
    notes = _notes(held, tune)
    rhyme = "" if held.laid.cost > len(lines) else held.shape.rhyming
    return Judgement(kind, regular, chosen, rhyme, held.checks, (verdict, *held.checks, *notes))


def _verdict(
    kind: str,
    lines: Sequence[str],
    tune: Tune,
    by: dict[Book, Held],
    regular: Sequence[Book],
    chosen: Book,
) -> Check:
    held = by[chosen]
    params: dict[str, object] = {"kind": kind, "shape": held.shape.after}
    if any(check.rule in ("lines", "characters") and not check.passed for check in held.checks):
        others = [
            each.title
            for each in tunes()
            if each != tune and any(keeps(lines, shape) for shape in each.shapes)
        ]
        message = _OF_ANOTHER if others else _LENGTHS
        return Check("kind", None, False, message, params | {"tunes": "、".join(others)})
    other = next((book for book in BOOKS if book not in regular), None) if regular else chosen
    where = (
        sorted({c.line + 1 for c in by[other].checks if c.line is not None and not c.passed}) if other else []
    )
    params["books"] = "、".join(BOOKS[each] for each in BOOKS if each in regular)
    if other:
        params |= {"other": BOOKS[other], "lines": "、".join(map(str, where))}
    if not regular:
        return Check("kind", None, False, _IRREGULAR, params)
    return Check("kind", None, True, _REGULAR_NOT if where else _REGULAR, params)


def _notes(held: Held, tune: Tune) -> list[Check]:
    rows = dict(zip(held.laid.places, held.laid.lines, strict=True))
    index = {place: at for at, place in enumerate(held.laid.places) if place is not None}
    texts = {place: hanzi.characters(rows[place]) for place in index}
    found = [_named(index[at], _LEADS, text[: held.shape.lines[at].led]) for at, text in texts.items()
             if held.shape.lines[at].led and len(text) == len(held.shape.lines[at].pattern)]  # fmt: skip
    for upper, lower in held.shape.couplets:
        if upper in texts and lower in texts:
            one = texts[upper][held.shape.lines[upper].led :]
            answers = kinds.answering(one, texts[lower]) >= _ANSWERS
            places = f"{one} / {texts[lower]}"
            found.append(_named(index[lower], _PARALLEL if answers else _NOT_PARALLEL, places))
    found += [_named(at, _NEAR, hanzi.characters(held.laid.lines[at])[-1:]) for at in held.near]
    ends = _ends(held, texts)
    twice = [end for end, count in Counter(ends).items() if count > 1]
    if twice:
        found.append(_named(None, _RHYMED_TWICE, "、".join(twice)))
    if tune.entering and ends and held.shape.rhyming != "平韵":
        others = [end for end in dict.fromkeys(ends) if not any(e.tone == "入" for e in entries(end))]
        message = _NOT_ENTERING if others else _ENTERING
        found.append(_named(None, message, "、".join(others or dict.fromkeys(ends))))
    return found


def _ends(held: Held, texts: dict[int, str]) -> list[str]:
    """The rhyme words, without those of lines that are said again."""
    rhyming = [check.line for check in held.checks if check.rule == "rhyme"]
    places = [held.laid.places[at] for at in rhyming if at is not None]
    found = []
    for place in places:
        if place is None or not texts.get(place) or held.shape.lines[place].again:
            continue
        if place and texts[place] == texts.get(place - 1):  # 爱上层楼，爱上层楼
            continue
        found.append(texts[place][-1])
    return found


def _named(index: int | None, message: str, places: str) -> Check:
    return Check("named", index, True, message, {"places": places})
