"""What of a document the model has before it at once: all of it where it fits, else as few windows as fit.

Owns the sizes of windows, and what a window tells of the document it is from. Must not ask the model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.tools.documents import Document
from llmdesk.tools.summarize import rank
from llmdesk.tools.summarize.chunks import Chunk
from llmdesk.tools.summarize.prompts import Task
from llmdesk.tools.summarize.rank import Point
from llmdesk.tools.summarize.whole_prompts import head

_FOR_QUESTIONS = 700  # tokens for the prompt around a text, and what is asked for once more
_QUESTION = 90  # more, for the question behind each part, with its marks
_FOR_OUTLINE = 500  # more, for what a window is told of the document before it
_JOINTS = 0.93  # tokens are counted by sentence: white space between them takes some more
_LEAST = 700  # tokens of a window that is worth its prompt
_LONGEST_PART = 900  # tokens that are read before something is written
_HEADINGS, _TITLE = 12, 80
_OUTLINE = 130  # words


@dataclass(frozen=True, slots=True)
class Window:
    """The chunks first … end - 1, which the model reads one behind the other."""

    first: int
    end: int

    @property
    def chunks(self) -> range:
        return range(self.first, self.end)


def fits(context: int) -> bool:
    """Whether a model of so large a context can have more than a few paragraphs before it."""
    return _room(context, several=True) >= _LEAST


def largest_part(context: int) -> int:
    """Tokens of a part of a document that the model may have before it."""
    return max(_LEAST, min(_LONGEST_PART, _room(context, several=True)))


def windows(chunks: Sequence[Chunk], context: int, written: float) -> list[Window]:
    """As few windows as fit, of about the same length; a border at a chunk's border. `written`: tokens of all
    that the model writes of the chunks."""
    beside = math.ceil(_QUESTION + written / max(1, len(chunks)))
    sizes = [chunk.tokens + beside for chunk in chunks]
    total = sum(sizes)
    if total <= _room(context, several=False):
        return [Window(0, len(chunks))]
    room = _room(context, several=True)
    wanted = total / math.ceil(total / room)
    found: list[Window] = []
    first, filled = 0, 0
    for number, size in enumerate(sizes):
        if number > first and (filled + size > room or filled + size / 2 > wanted):
            found.append(Window(first, number))
            first, filled = number, 0
        filled += size
    return [*found, Window(first, len(chunks))]


def _room(context: int, *, several: bool) -> int:
    return int((context - _FOR_QUESTIONS - (_FOR_OUTLINE if several else 0)) * _JOINTS)


def told_before(document: Document, task: Task, points: Sequence[Point]) -> str:
    """What the model is told of the document whose next window it reads: title, headings, points so far."""
    texts = [document.text[each.start : each.end] for each in document.headings]
    title = texts[0] if texts else document.name
    shown = [" ".join(text.split())[:_TITLE] for text in texts[1 : _HEADINGS + 1]]
    kept = rank.choose(points, rank.central(points), _OUTLINE * (2 if task.chinese else 1))
    return head(task, " ".join(title.split())[:_TITLE], shown, [point.text for point in kept])
