"""Word documents (docx): the paragraphs of text, tables, footnotes, headers, and the same document again.

Owns the XML of paragraphs. Styles, tables, pictures, fields and all other parts stay as they are. Tracked
changes are taken as accepted, and that is told. A paragraph's own format is that of most of its characters;
what is set apart in it (bold, a link) is a mark in the text, and comes back where the translation has it.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError
from llmdesk.tools.documents.archive import damaged, opened
from llmdesk.tools.translate.shapes.inline import Inline, Item, Mark, Text
from llmdesk.tools.translate.shapes.parts import Parts
from llmdesk.tools.translate.shapes.shape import Listed, for_xml, looked_at, too_large

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_MOST_BYTES = 32 << 20  # of a part; as a tree it takes ten times as much memory
_MORE_PARTS = ("word/header", "word/footer")
_INSIDE = frozenset(f"{_W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml"))
_GONE = frozenset(
    f"{_W}{name}"
    for name in ("del", "moveFrom", "proofErr", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
                 "moveToRangeEnd")
)  # fmt: skip
_CHANGES = frozenset(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_FIRST = frozenset(
    f"{_W}{name}"
    for name in (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
    )
)
_CHOICES = tuple(f"{_W}{name}" for name in ("dropDownList", "comboBox", "date", "docPartList"))
_OF_LOOKS = frozenset(
    f"{_W}{name}" for name in ("lang", "noProof", "rFonts", "szCs", "bCs", "iCs", "kern", "webHidden")
)

Element = Any  # lxml's elements have no types of their own here


@dataclass
class _Paragraph:
    """A paragraph, its items, and the format of most of its characters."""

    element: Element
    inline: Inline[Element]
    base: Element | None
    first: list[Element]


class Word(Listed):
    def __init__(self, path: Path, data: bytes, cancel: CancelToken | None = None) -> None:
        self._roots: dict[str, Element] = {}
        self._paragraphs: list[_Paragraph] = []
        changes = 0
        with opened(io.BytesIO(data), path.name) as archive:
            if _PARTS[0] not in archive:
                raise damaged(path.name)
            self._archive = Parts(data, path.name)
            for name in _part_names(self._archive.names):
                if archive.size(name) > _MOST_BYTES:
                    raise too_large(path.name)
                root = _root(archive.read(name), path.name)
                changes += sum(1 for _ in root.iter(*_CHANGES))
                self._roots[name] = root
                self._paragraphs += looked_at(_paragraphs(root), cancel)
        suffix = path.suffix.lower() or ".docx"
        inlines = [each.inline for each in self._paragraphs]
        super().__init__(path.name, "docx", [inline.text for inline in inlines], suffix, inlines)
        self.notes = tuple(_notes(changes))

    def write(self, translated: Sequence[str], language: str, cancel: CancelToken | None = None) -> bytes:
        for paragraph, text in looked_at(zip(self._paragraphs, translated, strict=True), cancel):
            _fill(paragraph, paragraph.inline.back(text))
        parts = {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in self._roots.items()
        }
        return self._archive.written(parts)


def _part_names(names: Sequence[str]) -> list[str]:
    found = [name for name in _PARTS if name in names]
    return found + sorted(name for name in names if name.startswith(_MORE_PARTS) and name.endswith(".xml"))


def _root(data: bytes, name: str) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise damaged(name) from error


def _notes(changes: int) -> Iterator[DocumentError]:
    if changes:
        yield DocumentError(
            QT_TRANSLATE_NOOP("core", "The document has {count} tracked changes."),
            QT_TRANSLATE_NOOP("core", "Its text is translated as if all of them were accepted."),
            count=changes,
        )


# -- reading ----------------------------------------------------------------------------------------
def _paragraphs(root: Element) -> Iterator[_Paragraph]:
    for element in root.iter(f"{_W}p"):
        runs = list(_flat(element))
        base = _base(runs)
        items = _items(runs, base)
        if any(isinstance(item, Text) and any(map(str.isalpha, item.text)) for item in items):
            first = [child for child in element.iter(*_FIRST) if _own(child, element)]
            yield _Paragraph(element, Inline(items), base, first)


def _own(child: Element, paragraph: Element) -> bool:
    """Whether it is of this paragraph, and not of one in a text box of it."""
    above = child.getparent()
    while above is not None and above.tag != f"{_W}p":
        above = above.getparent()
    return above is paragraph


@dataclass(frozen=True)
class _Run:
    """A piece of a paragraph. `kind`: "text", "alone" (what is no text), "open" and "close" (a link)."""

    kind: str
    text: str = ""
    element: Element = None
    look: str = ""


def _flat(element: Element) -> Iterator[_Run]:
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
    for mark in run.element.iter(f"{_W}fldChar"):
        kind = mark.get(f"{_W}fldCharType")
        delta += {"begin": 1, "end": -1}.get(kind, 0)
    return delta


def _of_child(child: Element) -> Iterator[_Run]:
    tag = child.tag
    if tag == f"{_W}pPr" or tag in _GONE or tag in _FIRST:
        return
    if tag == f"{_W}r":
        yield from _of_run(child)
    elif tag in _INSIDE:
        for inner in child:
            yield from _of_child(inner)
    elif tag == f"{_W}hyperlink" or (tag == f"{_W}sdt" and _is_open(child)):
        yield _Run("open", element=child)
        for inner in list(_content(child)):
            yield from _of_child(inner)
        yield _Run("close", element=child)
    else:
        yield _Run("alone", element=[child])


def _is_open(control: Element) -> bool:
    """Whether a content control holds running text, and not one of its choices."""
    return control.find(f"{_W}sdtContent") is not None and next(control.iter(*_CHOICES), None) is None


def _content(around: Element) -> Element:
    """What holds the runs of a link or of a content control."""
    return around.find(f"{_W}sdtContent") if around.tag == f"{_W}sdt" else around


def _of_run(run: Element) -> Iterator[_Run]:
    """Its text; what else is in it is a run of its own with the same format."""
    look = _look(run.find(f"{_W}rPr"))
    rest = [child for child in run if child.tag != f"{_W}rPr"]
    if run.find(f".//{_W}p") is not None:  # a text box, whose paragraphs are translated where they stand
        yield _Run("alone", element=[run])
        return
    if all(child.tag == f"{_W}t" for child in rest):
        yield _Run("text", "".join(child.text or "" for child in rest), run, look)
        return
    for child in rest:
        if child.tag == f"{_W}lastRenderedPageBreak":
            continue
        alone = deepcopy(run)
        for each in list(alone):
            if each.tag != f"{_W}rPr":
                alone.remove(each)
        alone.append(deepcopy(child))
        if child.tag == f"{_W}t":
            yield _Run("text", child.text or "", alone, look)
        elif child.find(f".//{_W}fldChar") is not None or child.tag in (f"{_W}fldChar", f"{_W}instrText"):
            yield _Run("alone", element=alone)
        else:
            yield _Run("alone", element=[alone])


def _look(properties: Element | None) -> str:
    """The format in which one run differs from another for the eye; fonts and languages of scripts do not."""
    if properties is None:
        return ""
    seen = [etree.tostring(child).decode() for child in properties if child.tag not in _OF_LOOKS]
    return "".join(sorted(seen))


def _base(runs: Sequence[_Run]) -> Element | None:
    """The run whose format most characters have."""
    sizes: Counter[str] = Counter()
    for run in runs:
        if run.kind == "text":
            sizes[run.look] += len(run.text)
    if not sizes:
        return None
    most = sizes.most_common(1)[0][0]
    return next(run.element for run in runs if run.kind == "text" and run.look == most)


def _items(runs: Sequence[_Run], base: Element | None) -> list[Item[Element]]:
    look = "" if base is None else _look(base.find(f"{_W}rPr"))
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


# -- writing ----------------------------------------------------------------------------------------
def _fill(paragraph: _Paragraph, items: Sequence[Item[Element]]) -> None:
    """Put the items in place of the runs; what belongs to the paragraph stays first."""
    element = paragraph.element
    properties = element.find(f"{_W}pPr")
    for child in list(element):
        element.remove(child)
    if properties is not None:
        element.append(properties)
    for child in paragraph.first:
        if not child.tag.endswith("End"):
            element.append(child)
    looks = [paragraph.base]
    places = [element]
    for item in items:
        if isinstance(item, Text):
            places[-1].append(_run(looks[-1], item.text))
        elif item.kind == "alone":
            for alone in item.what if isinstance(item.what, list) else [item.what]:
                places[-1].append(alone)
        elif item.what.tag in (f"{_W}hyperlink", f"{_W}sdt"):
            _link(item, places)
        elif item.kind == "open":
            looks.append(item.what)
        elif len(looks) > 1:
            looks.pop()
    for child in paragraph.first:
        if child.tag.endswith("End"):
            element.append(child)


def _link(item: Mark[Element], places: list[Element]) -> None:
    if item.kind == "open":
        content = _content(item.what)
        for child in list(content):
            content.remove(child)
        places[-1].append(item.what)
        places.append(content)
    elif len(places) > 1:
        places.pop()


def _run(like: Element | None, text: str) -> Element:
    """A run with this text, in the format of another."""
    run = etree.Element(f"{_W}r")
    properties = None if like is None else like.find(f"{_W}rPr")
    if properties is not None:
        run.append(deepcopy(properties))
    node = etree.SubElement(run, f"{_W}t")
    node.text = for_xml(text).replace("\n", " ")
    node.set(_SPACE, "preserve")
    return run
