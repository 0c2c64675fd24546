"""Running text with marks in it (bold, a link, a picture) as one text for the model, and back.

Owns the short tags that stand for the marks: <b1>…</b1> for what goes around text, <x2/> for what stands in
it. Coming back, every tag is put where the translation has it; what it lost is told by the checks, and the
document stays whole all the same: nothing is left open, and what stands in the text is never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

M = TypeVar("M")
_TAG = re.compile(r"<(/?)([a-z]{1,8}\d{1,7})(/?)>")
_MOST_AROUND = 200
_PLAIN = frozenset(("a", "b", "i", "u", "em", "strong", "sub", "sup"))


@dataclass(frozen=True)
class Text:
    """Some text."""

    text: str


@dataclass(frozen=True)
class Mark(Generic[M]):
    """A mark: "open" and "close" go around text, "alone" stands in it. `what` is the document's own."""

    kind: Literal["open", "close", "alone"]
    name: str
    what: M


Item = Text | Mark[M]


class Inline(Generic[M]):
    """The items of one paragraph. `text` is what is translated; marks around all of it are left out."""

    def __init__(self, items: Sequence[Item[M]]) -> None:
        inner = list(items)
        self._before: list[Item[M]] = []
        self._after: list[Item[M]] = []
        for _ in range(_MOST_AROUND):
            if not inner or not self._is_around(inner):
                break
        self._marks: dict[str, list[Mark[M]]] = {}
        self.text = self._text(inner)

    def _is_around(self, inner: list[Item[M]]) -> bool:
        """Take one mark off that stands before, behind or around everything."""
        first, last = inner[0], inner[-1]
        if _is(first, "alone") or _is_blank(first):
            self._before.append(inner.pop(0))
        elif _is(last, "alone") or _is_blank(last):
            self._after.insert(0, inner.pop())
        elif _is(first, "open") and _is(last, "close") and _closing(inner) == len(inner) - 1:
            self._before.append(inner.pop(0))
            self._after.insert(0, inner.pop())
        else:
            return False
        return True

    def _text(self, inner: list[Item[M]]) -> str:
        pieces: list[str] = []
        open_: list[str] = []
        number = 0
        own = "".join(item.text for item in inner if isinstance(item, Text))
        taken = {found[2] for found in _TAG.finditer(own)}  # what the text itself has of such tags
        for item in inner:
            if isinstance(item, Text):
                pieces.append(item.text)
                continue
            if item.kind == "close" and open_:
                key = open_.pop()
                pieces.append(f"</{key}>")
            elif item.kind != "close":
                name = item.name if item.name in _PLAIN else "x"
                number += 1
                while (key := f"{name}{number}") in taken:
                    number += 1
                pieces.append(f"<{key}>" if item.kind == "open" else f"<{key}/>")
                if item.kind == "open":
                    open_.append(key)
            else:
                continue
            self._marks.setdefault(key, []).append(item)
        return "".join(pieces)

    def back(self, translated: str) -> list[Item[M]]:
        """The items with the translation's text: in order, every mark that was opened closed."""
        inner: list[Item[M]] = []
        open_: list[str] = []
        used: set[str] = set()
        at = 0
        for found in _TAG.finditer(translated):
            marks = self._marks.get(found[2])
            if marks is None:
                continue
            inner.append(Text(translated[at : found.start()]))
            at = found.end()
            self._put(found[2], bool(found[1]), marks, inner, open_, used)
        inner.append(Text(translated[at:]))
        inner += [self._marks[key][-1] for key in reversed(open_)]
        lost = [
            marks[0] for key, marks in self._marks.items() if marks[0].kind == "alone" and key not in used
        ]
        kept = [item for item in inner if not isinstance(item, Text) or item.text]
        return [*self._before, *kept, *lost, *self._after]

    @property
    def tags(self) -> frozenset[str]:
        return frozenset(self._marks)

    def _put(
        self,
        key: str,
        closes: bool,
        marks: Sequence[Mark[M]],
        inner: list[Item[M]],
        open_: list[str],
        used: set[str],
    ) -> None:
        if closes:
            while key in open_:  # what was opened inside is closed first
                last = open_.pop()
                inner.append(self._marks[last][-1])
                if last == key:
                    break
        elif key not in used:
            used.add(key)
            inner.append(marks[0])
            if marks[0].kind == "open" and len(marks) > 1:
                open_.append(key)
            elif marks[0].kind == "open":
                inner.pop()


def without(text: str, tags: frozenset[str]) -> str:
    """A text, or its translation, as people read it: without these tags."""
    return _TAG.sub(lambda found: "" if found[2] in tags else found[0], text)


def _is(item: Item[M], kind: str) -> bool:
    return isinstance(item, Mark) and item.kind == kind


def _is_blank(item: Item[M]) -> bool:
    return isinstance(item, Text) and not item.text.strip()


def _closing(items: Sequence[Item[M]]) -> int:
    """The place of the mark that closes the first one; -1 where none does."""
    depth = 0
    for at, item in enumerate(items):
        depth += _is(item, "open") - _is(item, "close")
        if depth == 0:
            return at
    return -1
