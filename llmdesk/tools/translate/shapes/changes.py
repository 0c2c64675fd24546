"""Tracked changes of a Word document, accepted as Word does.

Owns what of the XML a change is. What was deleted or moved away goes, what was inserted stays as if it had
always been there; a paragraph whose end was deleted goes on in the next one.
"""

from __future__ import annotations

from collections.abc import Iterable

from llmdesk.tools.translate.shapes.paragraph import FIRST, Element, W


def _tags(*names: str) -> frozenset[str]:
    return frozenset(f"{W}{name}" for name in names)


_ADDED = _tags("ins", "moveTo")
_REMOVED = _tags("del", "moveFrom")
_CELLS = _tags("cellIns", "cellDel", "cellMerge")
_FORMATS = _tags(
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
    "tcPrChange", "numberingChange",
)  # fmt: skip
_RANGES = _tags(
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
)  # fmt: skip
_OF_MARK, _OF_ROW = f"{W}rPr", f"{W}trPr"  # in them a change is one of the paragraph's end, of the row


def accept(root: Element) -> int:
    """Accept all changes in a part of a document; how many there were."""
    changes = list(root.iter(*_ADDED, *_REMOVED, *_CELLS, *_FORMATS))
    ended: list[Element] = []  # paragraphs whose end was deleted
    for change in changes:
        above = change.getparent()
        if above is None:
            continue
        if above.tag == _OF_MARK and change.tag in _REMOVED:
            ended.append(above.getparent().getparent())
        elif above.tag == _OF_ROW and change.tag in _REMOVED:
            _drop_with_table(above.getparent())
            continue
        elif change.tag == f"{W}cellDel":
            _drop(above.getparent())
            continue
        elif change.tag in _ADDED and above.tag not in (_OF_MARK, _OF_ROW):
            _unwrap(change)
            continue
        _drop(change)
    for mark in list(root.iter(*_RANGES)):
        _drop(mark)
    for paragraph in reversed(ended):
        if paragraph is not None and paragraph.tag == f"{W}p":
            _go_on_in_next(paragraph)
    return len(changes)


def _drop(element: Element) -> None:
    above = element.getparent()
    if above is not None:
        above.remove(element)


def _drop_with_table(row: Element) -> None:
    table = row.getparent()
    _drop(row)
    if table is not None and table.find(f"{W}tr") is None:
        _drop(table)


def _unwrap(change: Element) -> None:
    for child in list(change):
        change.addprevious(child)
    _drop(change)


def _go_on_in_next(paragraph: Element) -> None:
    """Put what is left of it at the beginning of the next paragraph, and leave it out. Where none follows, or
    a section ends with it, it stays."""
    following = paragraph.getnext()
    while following is not None and following.tag in FIRST:
        following = following.getnext()
    properties = paragraph.find(f"{W}pPr")
    ends_section = properties is not None and properties.find(f"{W}sectPr") is not None
    if following is None or following.tag != f"{W}p" or ends_section:
        return
    at = 1 if following.find(f"{W}pPr") is not None else 0
    _insert(following, at, (child for child in list(paragraph) if child is not properties))
    _drop(paragraph)


def _insert(into: Element, at: int, children: Iterable[Element]) -> None:
    for number, child in enumerate(children):
        into.insert(at + number, child)
