"""Texts on which a regular expression may take much longer than they are long.

Owns their making out of the parsed pattern: what each repetition repeats, again and again, behind
what stands before it and before what cannot follow. Knows nothing of where the pattern is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

_parser: Any = getattr(re, "_parser")  # noqa: B009  # what `re` itself parses with; it has no types
_constants: Any = getattr(re, "_constants")  # noqa: B009

_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, getattr(_constants, "POSSESSIVE_REPEAT", None))
_OF_CATEGORY = {
    "CATEGORY_DIGIT": "7",
    "CATEGORY_NOT_DIGIT": "x",
    "CATEGORY_SPACE": " \n\t",
    "CATEGORY_NOT_SPACE": "x",
    "CATEGORY_WORD": "xé7_",
    "CATEGORY_NOT_WORD": " !",
}
_COMMON = " \nxa7I!-\"'.,中的。[(<*`|_"
_TAILS = ("\x00", "x")
_ENOUGH = 40  # texts a pattern


def worst_texts(pattern: str, flags: int, length: int) -> list[str]:
    """Texts of about `length` characters, each made to be hard for `pattern`."""
    tree = _parser.parse(pattern, flags)
    pumps: dict[tuple[str, str], None] = {}
    for before, pump in _pumps(tree, ""):
        pumps[before, pump] = None
    for char in _COMMON:
        pumps["", char] = None
    texts: dict[str, None] = {}
    for before, pump in list(pumps):
        body = pump * (length // len(pump))
        for tail in _TAILS:
            texts[before + body + tail] = None
        if before:
            texts[(before + pump * 3) * (length // (len(before) + 3 * len(pump)))] = None
    found = list(texts)
    return found[:: len(found) // _ENOUGH] if len(found) > 2 * _ENOUGH else found


def _pumps(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """(what stands before, what is repeated) of every repetition of a parsed pattern."""
    seen: list[str] = []
    for operator, argument in tree:
        if operator in _REPEATS:
            _least, _most, inner = argument
            bodies = [body for body in _samples(inner) if body][:6]
            for body in bodies:
                yield before, body
                yield "", body
            # Two repetitions beside each other that take the same share a text in many ways.
            for last, body in pairwise([*seen[-1:], *bodies[:3]]):
                yield before, last + body
            yield from _pumps(inner, before)
            seen += bodies[:1]
            before += bodies[0] if bodies else ""
            continue
        for inner in _parts(operator, argument):
            yield from _pumps(inner, before)
        before += next(iter(_samples([(operator, argument)])), "")
    if before:
        yield "", before


def _parts(operator: Any, argument: Any) -> list[Any]:
    """The patterns inside one of the parser's nodes, repetitions apart."""
    if operator is _constants.SUBPATTERN:
        return [argument[-1]]
    if operator is _constants.BRANCH:
        return list(argument[1])
    if operator in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [argument[1]]
    if operator is getattr(_constants, "ATOMIC_GROUP", None):
        return [argument]
    return []


def _samples(tree: Any) -> list[str]:
    """A few texts that a parsed pattern may match; short ones."""
    texts = [""]
    for operator, argument in tree:
        choices = _choices(operator, argument)
        texts = [text + choice for text in texts for choice in choices][:8]
    return texts


def _choices(operator: Any, argument: Any) -> list[str]:
    if operator is _constants.LITERAL:
        return [chr(argument)]
    if operator is _constants.NOT_LITERAL:
        return [next(char for char in "x ;" if ord(char) != argument)]
    if operator is _constants.ANY:
        return ["x", " "]
    if operator is _constants.IN:
        return _members(argument)
    if operator in _REPEATS:
        least, _most, inner = argument
        return [sample * max(1, min(least, 40)) for sample in _samples(inner)[:4]] + (
            [""] if not least else []
        )
    if operator is _constants.BRANCH:
        return [sample for branch in argument[1][:40] for sample in _samples(branch)[:2]][:12]
    if operator is _constants.SUBPATTERN or operator is getattr(_constants, "ATOMIC_GROUP", None):
        return _samples(_parts(operator, argument)[0])
    return [""]  # anchors, look-around, references


def _members(items: Any) -> list[str]:
    """Characters that a class holds: one of each of its parts."""
    if items and items[0][0] is _constants.NEGATE:
        single = re.compile("[" + "".join(_source(item) for item in items) + "]")
        return [char for char in _COMMON if single.match(char)][:6] or ["\u2603"]
    found: list[str] = []
    for operator, argument in items:
        if operator is _constants.LITERAL:
            found.append(chr(argument))
        elif operator is _constants.RANGE:
            found.append(chr(argument[0]))
        elif operator is _constants.CATEGORY:
            found += _OF_CATEGORY[str(argument)]
    return found[:: max(1, len(found) // 6)][:6]


def _source(item: Any) -> str:
    """A part of a class as it is written."""
    operator, argument = item
    if operator is _constants.NEGATE:
        return "^"
    if operator is _constants.LITERAL:
        return re.escape(chr(argument))
    if operator is _constants.RANGE:
        return f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
    classes = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}
    name = str(argument).removeprefix("CATEGORY_")
    letter = classes[name.removeprefix("NOT_")]
    return "\\" + (letter.upper() if name.startswith("NOT_") else letter)
