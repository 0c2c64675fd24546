"""A document as the Translate tab shows it: its text without the tags that stand for marks, and where each
segment of it stands there.

Owns what shows for a shape, and reading one. No widgets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from llmdesk.tools.documents import Document
from llmdesk.tools.translate import Segment, Shape, open_shape, shape_of_text
from llmdesk.ui.given.given import Given
from llmdesk.ui.given.opened import Opened
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.text_places import TextPlaces

_LINE_STARTS = ("# ", "## ", "### ", "```", "|--", "|:-", "| --", "| :-")


@dataclass(frozen=True)
class OpenedShape(Opened):
    """`starts`: where the text of each unit stands in what shows."""

    shape: Shape = field(kw_only=True)
    starts: tuple[int, ...] = field(kw_only=True)

    def place(self, segment: Segment) -> tuple[int, int]:
        """Where a segment stands in the text that shows."""
        unit = self.shape.units[segment.unit]
        before = self.shape.text[unit.start : segment.start]
        start = self.starts[segment.unit] + len(self.shape.as_read(segment.unit, before))
        return start, start + len(self.read(segment))

    def read(self, segment: Segment) -> str:
        """Its source without tags."""
        return self.shape.as_read(segment.unit, segment.source)

    def segment_at(self, offset: int, segments: Sequence[Segment]) -> int:
        """The number of the segment at an offset of the text that shows; -1 where there is none."""
        unit = bisect_right(self.starts, offset) - 1
        at = bisect_right(segments, unit, key=lambda each: each.unit) - 1
        while at >= 0 and segments[at].unit == unit:
            start, end = self.place(segments[at])
            if start <= offset <= end:
                return at
            at -= 1
        return -1


def opened_shape(shape: Shape, path: Path | None = None) -> OpenedShape:
    """What shows of a shape."""
    pieces: list[str] = []
    starts: list[int] = []
    at = length = 0
    for number, unit in enumerate(shape.units):
        between = shape.text[at : unit.start]
        read = shape.as_read(number, shape.text[unit.start : unit.end])
        starts.append(length + len(between))
        pieces += [between, read]
        length += len(between) + len(read)
        at = unit.end
    text = "".join([*pieces, shape.text[at:]])
    document = Document(shape.name, shape.kind, text, "", (), (), (), (), tuple(shape.notes))
    return OpenedShape(document, TextPlaces(text), path, shape=shape, starts=tuple(starts))


def of_text(text: str) -> OpenedShape:
    """Of a text that is in no file; what was written as Markdown keeps its marks."""
    return opened_shape(shape_of_text(text, markdown=_is_markdown(text)))


def pasted(text: str) -> Given:
    """One that is too long to be typed into. In a thread."""
    return Given(opened=of_text(text))


def read_given(given: Given, context: TaskContext) -> Given:
    """With its shape, read where it is not yet. In a thread; raises what reading it raises."""
    opened = given.opened
    if isinstance(opened, OpenedShape):
        return given
    if opened is not None:  # what was pasted and is too long to be typed into
        return given.as_read(of_text(opened.document.text))
    if given.path is not None:
        return given.as_read(opened_shape(open_shape(given.path, context.cancel), given.path))
    if given.problem is not None:
        raise given.problem
    return given.as_read(of_text(given.typed))


def _is_markdown(text: str) -> bool:
    if "](http" in text or text.count("**") > 1:
        return True
    return any(line.startswith(_LINE_STARTS) for line in text.split("\n"))
