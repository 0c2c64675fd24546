"""Word documents (docx): the paragraphs of text, tables, footnotes, headers, and the same document again.

Owns the XML of paragraphs. Styles, tables, pictures and all other parts stay as they are, and what a field
computes. Tracked changes are accepted, and that is told. A paragraph's own format is that of most of its
characters; what is set apart in it (bold, a link) is a mark in the text, and comes back where the translation
has it.
"""

from __future__ import annotations

import io
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError
from llmdesk.tools.documents.archive import damaged, opened
from llmdesk.tools.translate.shapes.changes import accept
from llmdesk.tools.translate.shapes.inline import Inline, Item, Text
from llmdesk.tools.translate.shapes.paragraph import FIRST, Around, Element, W, base, content, flat, items
from llmdesk.tools.translate.shapes.parts import Parts
from llmdesk.tools.translate.shapes.shape import Listed, for_xml, looked_at, too_large

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_MOST_BYTES = 32 << 20  # of a part; as a tree it takes ten times as much memory
_MORE_PARTS = ("word/header", "word/footer")
_SCRIPTS = {
    "zh": ("eastAsia", "zh-CN"),
    "ja": ("eastAsia", "ja-JP"),
    "ko": ("eastAsia", "ko-KR"),
    "ar": ("bidi", "ar-SA"),
    "he": ("bidi", "he-IL"),
    "en": ("val", "en-US"),
}
_BEHIND_LANGUAGE = frozenset(f"{W}{name}" for name in ("eastAsianLayout", "specVanish", "oMath"))
_FORMS = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHOICE, _FALLBACK = f"{_FORMS}Choice", f"{_FORMS}Fallback"


@dataclass
class _Paragraph:
    """A paragraph, its items, and the format of most of its characters. `doubles`: the same paragraph for
    programs that do not know the kind of text box that it is in."""

    element: Element
    inline: Inline[Any]
    base: Element | None
    first: list[Element]
    doubles: list[_Paragraph] = field(default_factory=list)


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
                changes += accept(root)
                self._roots[name] = root
                self._paragraphs += _without_doubles(looked_at(_paragraphs(root), cancel))
        suffix = path.suffix.lower() or ".docx"
        inlines = [each.inline for each in self._paragraphs]
        super().__init__(path.name, "docx", [inline.text for inline in inlines], suffix, inlines)
        self.notes = tuple(_notes(changes))

    def write(self, translated: Sequence[str], language: str, cancel: CancelToken | None = None) -> bytes:
        for paragraph, text in looked_at(zip(self._paragraphs, translated, strict=True), cancel):
            for each in (paragraph, *paragraph.doubles):
                _fill(each, each.inline.back(text), language)
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
    for element in root.iter(f"{W}p"):
        runs = flat(element)
        most = base(runs)
        found = items(runs, most)
        if any(isinstance(item, Text) and any(map(str.isalpha, item.text)) for item in found):
            first = [child for child in element.iter(*FIRST) if _own(child, element)]
            yield _Paragraph(element, Inline(found), most, first)


def _without_doubles(paragraphs: Iterable[_Paragraph]) -> Iterator[_Paragraph]:
    """Those of a text box once, though it stands in the document in two forms."""
    first: dict[Element, deque[_Paragraph]] = defaultdict(deque)
    for paragraph in paragraphs:
        form = next(paragraph.element.iterancestors(_CHOICE, _FALLBACK), None)
        above = None if form is None else form.getparent()
        waiting = first[above]
        if form is not None and form.tag == _CHOICE:
            waiting.append(paragraph)
        elif form is not None and waiting and waiting[0].inline.text == paragraph.inline.text:
            waiting.popleft().doubles.append(paragraph)
            continue
        yield paragraph


def _own(child: Element, paragraph: Element) -> bool:
    """Whether it is of this paragraph, and not of one in a text box of it."""
    above = child.getparent()
    while above is not None and above.tag != f"{W}p":
        above = above.getparent()
    return above is paragraph


# -- writing ----------------------------------------------------------------------------------------
def _fill(paragraph: _Paragraph, items: Sequence[Item[Any]], language: str) -> None:
    """Put the items in place of the runs; what belongs to the paragraph stays first."""
    element = paragraph.element
    properties = element.find(f"{W}pPr")
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
            places[-1].append(_run(looks[-1], item.text, language))
        elif item.kind == "alone":
            for alone in item.what if isinstance(item.what, list) else [item.what]:
                places[-1].append(alone)
        elif isinstance(item.what, Around):
            _around(item.kind, item.what, places, looks)
        elif item.kind == "open":
            looks.append(item.what)
        elif len(looks) > 1:
            looks.pop()
    for child in paragraph.first:
        if child.tag.endswith("End"):
            element.append(child)


def _around(kind: str, around: Around, places: list[Element], looks: list[Element | None]) -> None:
    """Begin or end what stands around the text that follows."""
    if kind == "open":
        looks.append(looks[-1] if around.look is None else around.look)
        for element in around.begin:
            places[-1].append(element)
        inner = places[-1]
        if around.element is not None:
            inner = content(around.element)
            for child in list(inner):
                inner.remove(child)
            places[-1].append(around.element)
        places.append(inner)
    elif len(places) > 1:
        places.pop()
        looks.pop()
        for element in around.end:
            places[-1].append(element)


def _run(like: Element | None, text: str, language: str) -> Element:
    """A run with this text, in the format of another."""
    run = etree.Element(f"{W}r")
    properties = None if like is None else like.find(f"{W}rPr")
    run.append(etree.Element(f"{W}rPr") if properties is None else deepcopy(properties))
    _say_language(run[0], language)
    node = etree.SubElement(run, f"{W}t")
    node.text = for_xml(text).replace("\n", " ")
    node.set(_SPACE, "preserve")
    return run


def _say_language(properties: Element, language: str) -> None:
    """What Word checks the spelling by; without it all of the text would be full of mistakes."""
    kind, code = _SCRIPTS.get(language, ("val", language))
    if not code:
        return
    found = properties.find(f"{W}lang")
    if found is None:
        found = etree.Element(f"{W}lang")
        behind = next((child for child in properties if child.tag in _BEHIND_LANGUAGE), None)
        if behind is None:
            properties.append(found)
        else:
            behind.addprevious(found)
    found.set(f"{W}{kind}", code)
