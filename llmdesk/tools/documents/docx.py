"""Word documents: headings, paragraphs, lists, tables, text boxes and notes, in reading order.

Owns how WordprocessingML becomes blocks. The body is read as a stream of events, not with python-docx:
its tree of a 1,000-page book takes hundreds of MB, and its paragraphs leave out inserted text, content
controls and text boxes. Deleted and hidden text is left out. Must not follow links or load pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents.archive import Archive, damaged, open_archive, resolve
from llmdesk.tools.documents.blocks import Block, add_blocks, row
from llmdesk.tools.documents.builder import Builder
from llmdesk.tools.documents.types import Document, Progress

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OFFICE_DOCUMENT = "/officeDocument"
_FEED = 1 << 18
_DEEPEST_TABLE = 8
_SPECIAL = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LEFT_OUT = frozenset({"del", "moveFrom", "rt"})  # rt: how a character is read aloud


def read(path: Path, cancel: CancelToken, report: Progress) -> Document:
    """Raises `DocumentError` for a broken or locked file, `DocumentEmpty` without text, `Cancelled`."""
    with open_archive(path) as archive:
        main = _main_part(archive, path.name)
        folder = main.rpartition("/")[0]
        styles = _Styles()
        if f"{folder}/styles.xml" in archive:
            _parse(archive, f"{folder}/styles.xml", styles, path.name, cancel)
        body = _Body(styles.levels())
        _parse(archive, main, body, path.name, cancel, report)
        notes: dict[tuple[str, str], str] = {}
        for kind in ("footnote", "endnote"):
            part = f"{folder}/{kind}s.xml"
            if part in archive and any(which == kind for which, _number in body.references):
                collector = _Body({}, note=kind)
                _parse(archive, part, collector, path.name, cancel)
                notes.update(collector.notes())
    builder = Builder()
    add_blocks(body.blocks, builder)
    for at, reference in enumerate(body.references, start=1):
        if notes.get(reference):
            builder.add(f"[{at}] {notes[reference]}", tight=at > 1)
    return builder.finish(path.name, "docx")


def _main_part(archive: Archive, name: str) -> str:
    """Where the package says that its document is (ECMA-376 part 2, relationships)."""
    try:
        root = etree.fromstring(archive.read("_rels/.rels"), _safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    for relation in root if root is not None else ():
        if str(relation.get("Type", "")).endswith(_OFFICE_DOCUMENT):
            return resolve("", relation.get("Target", ""))
    raise damaged(name)


def _safe_parser(target: object | None = None) -> Any:
    """No entities, no document types, nothing from elsewhere, and libxml2's own limits on depth."""
    return etree.XMLParser(target=target, resolve_entities=False, no_network=True, load_dtd=False)


def _parse(
    archive: Archive,
    part: str,
    target: object,
    name: str,
    cancel: CancelToken,
    report: Progress | None = None,
) -> None:
    parser = _safe_parser(target)
    done, size = 0, max(archive.size(part), 1)
    try:
        with archive.open(part) as stream:
            while data := stream.read(_FEED):
                cancel.raise_if_cancelled()
                parser.feed(data)
                done += len(data)
                if report:
                    report(min(0.9 * done / size, 0.9))
        parser.close()
    except etree.XMLSyntaxError as error:
        raise damaged(name) from error


def _local(tag: str) -> str:
    """The local name of a WordprocessingML element, the full name of any other."""
    return tag.removeprefix(_W).removeprefix(_STRICT)


def _value(attributes: Mapping[str, str], name: str = "val") -> str:
    return attributes.get(_W + name) or attributes.get(_STRICT + name) or ""


class _Quiet:
    """The events of an XML target that say nothing about the text."""

    def data(self, data: str) -> None:
        """Text outside of runs is white space."""

    def comment(self, _text: str) -> None:
        """Comments are no text."""

    def pi(self, _target: str, _data: str | None = None) -> None:
        """Processing instructions are no text."""

    def close(self) -> None:
        """Nothing is left to do."""


@dataclass
class _Style:
    name: str = ""
    base: str = ""
    level: int = 0
    item: bool = False


class _Styles(_Quiet):
    """Which styles are headings: by name ("heading 2", "Title"), outline level, or what they build on."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._open = _Style()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        local = _local(tag)
        if local == "style":
            self._open = _Style()
            self._styles[_value(attributes, "styleId")] = self._open
        elif local == "name":
            self._open.name = _value(attributes).lower()
        elif local == "basedOn":
            self._open.base = _value(attributes)
        elif local == "outlineLvl":
            self._open.level = _outline_level(attributes)
        elif local == "numPr":
            self._open.item = True

    def end(self, tag: str) -> None:
        """Styles need no end."""

    def levels(self) -> dict[str, tuple[int, bool]]:
        """Style id → (heading level or 0, whether its paragraphs are list items)."""
        return {key: (self._level(key), self._styles[key].item) for key in self._styles}

    def _level(self, key: str) -> int:
        for _step in range(20):
            style = self._styles.get(key)
            if style is None:
                return 0
            number = style.name.removeprefix("heading ")
            if style.name == "title":
                return 1
            if number != style.name and number.isdecimal():
                return min(int(number), 6)
            if style.level:
                return style.level
            key = style.base
        return 0


def _outline_level(attributes: Mapping[str, str]) -> int:
    number = _value(attributes)
    return int(number) + 1 if number.isdecimal() and int(number) < 6 else 0


@dataclass
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    level: int = 0
    item: bool = False
    indent: int = 0


class _Body(_Quiet):
    """Blocks of the document, or, with `note`, the text of its footnotes or endnotes."""

    def __init__(self, styles: Mapping[str, tuple[int, bool]], note: str = "") -> None:
        self.blocks: list[Block] = []
        self.references: list[tuple[str, str]] = []
        self._styles, self._note = styles, note
        self._notes: dict[tuple[str, str], str] = {}
        self._note_id = ""
        self._paragraphs: list[_Paragraph] = []  # a text box stands inside a paragraph
        self._rows: list[list[list[Block]]] = []
        self._left_out = 0
        self._in_text = self._hidden = False

    def notes(self) -> dict[tuple[str, str], str]:
        return self._notes

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        local = _local(tag)
        if self._left_out or local in _LEFT_OUT or tag == _FALLBACK:
            self._left_out += 1
        elif local == "p":
            self._paragraphs.append(_Paragraph())
        elif local == "tr" and len(self._rows) < _DEEPEST_TABLE:
            self._rows.append([])
        elif local == "tc" and self._rows:
            self._rows[-1].append([])
        elif self._note and local == self._note:
            self._note_id = _value(attributes, "id")
        elif self._paragraphs:
            self._in_paragraph(local, attributes)

    def _in_paragraph(self, local: str, attributes: Mapping[str, str]) -> None:
        paragraph = self._paragraphs[-1]
        if local == "t":
            self._in_text = True
        elif local == "r":
            self._hidden = False
        elif local == "vanish":
            self._hidden = _value(attributes) not in ("0", "false")
        elif local == "pStyle":
            level, item = self._styles.get(_value(attributes), (0, False))
            paragraph.level = paragraph.level or level
            paragraph.item = paragraph.item or item
        elif local == "outlineLvl":
            paragraph.level = paragraph.level or _outline_level(attributes)
        elif local == "numId":
            paragraph.item = _value(attributes) != "0"
        elif local == "ilvl":
            number = _value(attributes)
            paragraph.indent = int(number) if number.isdecimal() and len(number) == 1 else 0
        elif local in ("footnoteReference", "endnoteReference"):
            self.references.append((local.removesuffix("Reference"), _value(attributes, "id")))
            paragraph.parts.append(f"[{len(self.references)}]")
        elif local in _SPECIAL and not self._hidden:
            paragraph.parts.append(_SPECIAL[local])

    def data(self, data: str) -> None:
        if self._in_text and not self._hidden and not self._left_out:
            self._paragraphs[-1].parts.append(data)

    def end(self, tag: str) -> None:
        local = _local(tag)
        if self._left_out:
            self._left_out -= 1
        elif local == "t":
            self._in_text = False
        elif local == "p" and self._paragraphs:
            self._end_paragraph(self._paragraphs.pop())
        elif local == "tr" and self._rows:
            self._add(row(self._rows.pop()))

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.parts).strip()
        if not text:
            return
        if self._note:
            key = (self._note, self._note_id)
            self._notes[key] = f"{self._notes.get(key, '')} {' '.join(text.split())}".strip()
            return
        item = paragraph.item and not paragraph.level
        prefix = "  " * paragraph.indent + "- " if item else ""
        self._add([Block(prefix + text, paragraph.level, tight=item)])

    def _add(self, blocks: list[Block]) -> None:
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].extend(blocks)
        else:
            self.blocks.extend(blocks)
