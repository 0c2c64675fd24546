"""A paragraph of a Word document as items: its text, what is set apart in it, what stands in it.

Owns the runs and their formats, links and fields. Must not change the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from llmdesk.tools.translate.shapes.inline import Item, Mark, Text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INSIDE = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml"))
_GONE = frozenset(
    f"{W}{name}"
    for name in ("del", "moveFrom", "proofErr", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
                 "moveToRangeEnd")
)  # fmt: skip
FIRST = frozenset(
    f"{W}{name}"
    for name in (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
    )
)
_CHOICES = tuple(f"{W}{name}" for name in ("dropDownList", "comboBox", "date", "docPartList"))
_OF_LOOKS = frozenset(
    f"{W}{name}" for name in ("lang", "noProof", "rFonts", "szCs", "bCs", "iCs", "kern", "webHidden")
)

Element = Any  # lxml's elements have no types of their own here


@dataclass(frozen=True)
class _Run:
    """A piece of a paragraph. `kind`: "text", "alone" (what is no text), "open" and "close" (a link)."""

    kind: str
    text: str = ""
    element: Element = None
    look: str = ""


def flat(element: Element) -> Iterator[_Run]:
    """The runs of a paragraph in a row; a field is one thing from its beginning to its end."""
    depth, inside = 0, 0  # fields; links within them, which go along whole
    field: list[Element] = []
    for run in (run for child in element for run in _of_child(child)):
        delta = _field_depth(run)
        if not (depth or delta or inside):
            yield run
            continue
        depth = max(0, depth + delta)
        if run.kind == "close" and not inside:  # the field goes on behind the link that it began in
            if field:
                yield _Run("alone", element=field)
            yield run
            field = []
            continue
        if not inside:
            field += run.element if isinstance(run.element, list) else [run.element]
        inside += {"open": 1, "close": -1}.get(run.kind, 0)
        if not depth and not inside:
            yield _Run("alone", element=field)
            field = []
    if field:
        yield _Run("alone", element=list(field))


def _field_depth(run: _Run) -> int:
    if run.kind in ("open", "close") or run.element is None or isinstance(run.element, list):
        return 0
    delta = 0
    for mark in run.element.iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        delta += {"begin": 1, "end": -1}.get(kind, 0)
    return delta


def _of_child(child: Element) -> Iterator[_Run]:
    tag = child.tag
    if tag == f"{W}pPr" or tag in _GONE or tag in FIRST:
        return
    if tag == f"{W}r":
        yield from _of_run(child)
    elif tag in _INSIDE:
        for inner in child:
            yield from _of_child(inner)
    elif tag == f"{W}hyperlink" or (tag == f"{W}sdt" and _is_open(child)):
        yield _Run("open", element=child)
        for inner in list(content(child)):
            yield from _of_child(inner)
        yield _Run("close", element=child)
    else:
        yield _Run("alone", element=[child])


def _is_open(control: Element) -> bool:
    """Whether a content control holds running text, and not one of its choices."""
    return control.find(f"{W}sdtContent") is not None and next(control.iter(*_CHOICES), None) is None


def content(around: Element) -> Element:
    """What holds the runs of a link or of a content control."""
    return around.find(f"{W}sdtContent") if around.tag == f"{W}sdt" else around


def _of_run(run: Element) -> Iterator[_Run]:
    """Its text; what else is in it is a run of its own with the same format."""
    look = _look(run.find(f"{W}rPr"))
    rest = [child for child in run if child.tag != f"{W}rPr"]
    if run.find(f".//{W}p") is not None:  # a text box, whose paragraphs are translated where they stand
        yield _Run("alone", element=[run])
        return
    if all(child.tag == f"{W}t" for child in rest):
        yield _Run("text", "".join(child.text or "" for child in rest), run, look)
        return
    for child in rest:
        if child.tag == f"{W}lastRenderedPageBreak":
            continue
        alone = deepcopy(run)
        for each in list(alone):
            if each.tag != f"{W}rPr":
                alone.remove(each)
        alone.append(deepcopy(child))
        if child.tag == f"{W}t":
            yield _Run("text", child.text or "", alone, look)
        elif child.find(f".//{W}fldChar") is not None or child.tag in (f"{W}fldChar", f"{W}instrText"):
            yield _Run("alone", element=alone)
        else:
            yield _Run("alone", element=[alone])


def _look(properties: Element | None) -> str:
    """The format in which one run differs from another for the eye; fonts and languages of scripts do not."""
    if properties is None:
        return ""
    seen = [etree.tostring(child).decode() for child in properties if child.tag not in _OF_LOOKS]
    return "".join(sorted(seen))


def base(runs: Sequence[_Run]) -> Element | None:
    """The run whose format most characters have."""
    sizes: Counter[str] = Counter()
    for run in runs:
        if run.kind == "text":
            sizes[run.look] += len(run.text)
    if not sizes:
        return None
    most = sizes.most_common(1)[0][0]
    return next(run.element for run in runs if run.kind == "text" and run.look == most)


def items(runs: Sequence[_Run], base: Element | None) -> list[Item[Element]]:
    look = "" if base is None else _look(base.find(f"{W}rPr"))
    items: list[Item[Element]] = []
    at = 0
    while at < len(runs):
        run = runs[at]
        at += 1
        if run.kind != "text":
            kind = run.kind if run.kind in ("open", "close") else "alone"
            items.append(Mark(kind, "a" if kind != "alone" else "x", run.element))  # type: ignore[arg-type]
            continue
        text = run.text
        while at < len(runs) and runs[at].kind == "text" and runs[at].look == run.look:
            text += runs[at].text
            at += 1
        marked = run.look != look and text.strip() != ""
        name = "b" if "}b " in run.look or "<w:b " in run.look else "x"
        if marked:
            items += [Mark("open", name, run.element), Text(text), Mark("close", name, run.element)]
        else:
            items.append(Text(text))
    return items
