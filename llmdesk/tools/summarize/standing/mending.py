"""Mends what hangs in a chosen summary: a sentence whose "he" is not in the sentence before it there.

Owns finding such sentences, having the model say once who is meant, with the sentences before it in the
document, and leaving out what hangs still. A text is never left empty. Must not choose what is said instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from llmdesk.tools.evidence.terms import is_cjk, similarity, terms, words
from llmdesk.tools.summarize import check, prompts, rank
from llmdesk.tools.summarize.asking import Asking
from llmdesk.tools.summarize.rank import Point
from llmdesk.tools.summarize.standing.context import PERSONS, Context, is_same

_MOST_ASKED = 6
_COPIED = 0.75  # in common with the document's sentence: it is that
_KEPT = 0.6  # of a sentence's terms in the one that is written anew
_LITTLE = frozenset("的了在是和与为于被把对由其中将也，。、：；")


def hanging(context: Context, points: Sequence[Point], written: Sequence[Point]) -> dict[int, str]:
    """By its number in a summary, the word of a sentence that means nothing where it stands there.

    `written`: what the model wrote, in its order: it means its own sentence before.
    """
    places = {each.text: at for at, each in enumerate(written)}
    found: dict[int, str] = {}
    carried: frozenset[str] = frozenset()  # whom the sentence before speaks of
    for at, point in enumerate(points):
        before = points[at - 1] if at else None
        number = context.number(point.start)
        is_copy = _is_copy(context, point)
        word = context.reference(point.text)
        if context.is_answer(point.text, number) and is_copy:
            found[at], carried = point.text.split()[0][:12], frozenset()
            continue
        if not word:
            carried = context.subject(point.text)
            continue
        meant, _ = context.antecedent(number, word)
        leans = before is not None and at - 1 not in found and _leans(context, before, point, places, is_copy)
        if meant:
            is_said = is_same(meant, carried) or (leans and before is not None and _names(before, meant))
        else:
            is_said = leans
        if not is_said:
            found[at] = word
        carried = meant if at not in found else frozenset()
    return found


def _leans(context: Context, before: Point, point: Point, places: Mapping[str, int], is_copy: bool) -> bool:
    """Whether a sentence has before it what it had where it was written: in the document, or by the model."""
    number = context.number(point.start)
    if context.number(before.start) == number or context.number(before.end - 1) in (number - 1, number):
        return True
    return not is_copy and places.get(before.text, -2) + 1 == places.get(point.text, -1)


def _names(point: Point, meant: frozenset[str]) -> bool:
    return any(name in point.text.lower() for name in meant)


def _is_copy(context: Context, point: Point) -> bool:
    if point.extracted or point.cut:
        return True
    source = context.document.text[point.start : point.end]
    return similarity(point.terms or frozenset(terms(point.text)), frozenset(terms(source))) >= _COPIED


def alone(context: Context, points: Sequence[Point]) -> list[Point]:
    """Those that can stand anywhere."""
    return [
        point
        for point in points
        if not context.reference(point.text)
        and not context.is_answer(point.text, context.number(point.start))
    ]


def named(asking: Asking, context: Context, points: Sequence[Point], written: Sequence[Point]) -> list[Point]:
    """The points, those that hang with whom they mean: by the program where the document is about one person,
    else written again by the model, once, where that holds. Raises `Cancelled`."""
    points = named_by_program(asking, context, points, written)
    wanted: dict[int, str] = {}
    asked: dict[int, tuple[frozenset[str], str]] = {}
    for at, word in hanging(context, points, written).items():
        number = context.number(points[at].start)
        meant, source = context.antecedent(number, word)
        # Where the program does not know who is meant, it cannot tell whether the model does.
        if len(wanted) < _MOST_ASKED and (meant or word.lower() not in PERSONS):
            wanted[at] = word
            asked[at] = meant, context.before(number, source)
    requests = [
        prompts.alone(
            asking.task, asked[at][1], points[at].text, word,
            round(1.4 * words(points[at].text)) + 8, asking.seed("alone", at, 0),
        )
        for at, word in wanted.items()
    ]  # fmt: skip
    mended = list(points)
    for at, answer in zip(wanted, asking.all(requests) if requests else [], strict=True):
        meant, passage = asked[at]
        new = next(iter(check.lines(answer)), "")
        if _says_the_same(context, new, points[at].text, passage, meant):
            mended[at] = _supported(asking, points[at], new) or points[at]
    return mended


def named_by_program(
    asking: Asking, context: Context, points: Sequence[Point], written: Sequence[Point]
) -> list[Point]:
    """The points, those that hang with the name of whom the document is about, where they mean that one."""
    points = [*points]
    for at, word in hanging(context, points, written).items():
        first, last = context.number(points[at].start), context.number(points[at].end - 1)
        new = context.with_name(points[at].text, first, word, last)
        if new != points[at].text and not context.reference(new):
            points[at] = _supported(asking, points[at], new) or points[at]
    return points


def _says_the_same(context: Context, new: str, old: str, passage: str, meant: frozenset[str]) -> bool:
    """Whether a sentence written again says what it said, and who is meant, and nothing else."""
    if not new or new == old or context.reference(new) or words(new) > 2 * words(old) + 12:
        return False
    if meant and not any(name in new.lower() for name in meant):
        return False
    kept, own, known = set(terms(old)), set(terms(new)), set(terms(passage))
    if len(kept & own) < _KEPT * len(kept):
        return False
    if is_cjk(new):
        return set(new) <= set(old) | set(passage) | _LITTLE
    return own - kept <= known


def _supported(asking: Asking, point: Point, new: str) -> Point | None:
    """The point with its new words, where the document has them."""
    judged = asking.judged([new], 0, len(asking.document.text))
    if not any(each.point is not None for each in judged):
        return None
    return replace(rank.point(new, point.start, point.end, weight=point.weight), supported=point.supported)


def without_hanging(
    context: Context, points: Sequence[Point], written: Sequence[Point], least: float
) -> list[Point]:
    """The points without those that hang, as long as `least` words are left; what followed them may hang
    then."""
    kept = list(points)
    while len(kept) > 1:
        bad = hanging(context, kept, written)
        if not bad:
            break
        last = max(bad)
        rest = [point for at, point in enumerate(kept) if at != last]
        if sum(words(point.text) for point in rest) < least:
            break
        kept = rest
    return kept
