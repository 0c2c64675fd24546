"""The parts of a Word package that the body calls for: embedded documents and diagrams.

Owns the relations of the main part. Must not open what lies outside of the package, and not more of it than
the archive's limits allow.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]

from llmdesk.cancel import CancelToken
from llmdesk.errors import UserError
from llmdesk.tools.documents import mail
from llmdesk.tools.documents.archive import Archive, damaged, opened, resolve
from llmdesk.tools.documents.blocks import Block
from llmdesk.tools.documents.encoding import decode
from llmdesk.tools.documents.plain_text import clean
from llmdesk.tools.documents.web import reading
from llmdesk.tools.documents.word.events import Quiet, bare, parse, safe_parser

_OFFICE_DOCUMENT = "/officeDocument"
_MOST_PARTS = 200
_DEEPEST = 2
_TEXT_PARTS = (".txt",)
_WORD_PARTS = (".docx", ".docm", ".dotx", ".dotm")
_PAGE_PARTS = (".html", ".htm", ".xhtml")
_MAIL_PARTS = (".mht", ".mhtml", ".eml")


def main_part(archive: Archive, name: str) -> str:
    """Where the package says that its document is (ECMA-376 part 2, relationships)."""
    for kind, target in _relations(archive, "_rels/.rels", name).values():
        if kind.endswith(_OFFICE_DOCUMENT):
            return resolve("", target)
    raise damaged(name)


class Parts:
    """Finds and reads what the main part names by the id of a relation."""

    def __init__(self, archive: Archive, main: str, name: str, cancel: CancelToken, depth: int) -> None:
        self._archive, self._main, self._name = archive, main, name
        self._cancel, self._depth = cancel, depth
        folder, _slash, file = main.rpartition("/")
        links = f"{folder}/_rels/{file}.rels".lstrip("/")
        self._relations = _relations(archive, links, name) if links in archive else {}
        self._left = _MOST_PARTS

    def of(self, kind: str, usual: str) -> str:
        """The part of a kind ("styles"), as the relations name it, else where it usually is; "" for none."""
        for each, target in self._relations.values():
            part = resolve(self._main, target)
            if each.endswith(f"/{kind}") and part in self._archive:
                return part
        usual = usual.lstrip("/")
        return usual if usual in self._archive else ""

    def embedded(self, relation: str) -> list[Block] | None:
        """The blocks of a document within the document (w:altChunk). None when it cannot be read."""
        part = self._part(relation)
        if not part or self._depth >= _DEEPEST:
            return None
        try:
            return self._read(part, PurePosixPath(part).suffix.lower())
        except UserError:
            return None

    def diagram(self, relation: str) -> list[str] | None:
        """The texts of a diagram (SmartArt), in the order of its points. None when it cannot be read."""
        part = self._part(relation)
        if not part:
            return None
        texts = _Texts()
        try:
            parse(self._archive, part, texts, self._name, self._cancel)
        except UserError:
            return None
        return texts.found

    def _part(self, relation: str) -> str:
        self._left -= 1
        _kind, target = self._relations.get(relation, ("", ""))
        part = resolve(self._main, unquote(target)) if target else ""
        return part if part in self._archive and self._left >= 0 else ""

    def _read(self, part: str, suffix: str) -> list[Block] | None:
        data = self._archive.read(part)
        head = data[:4096].lstrip().lower()
        if data.startswith(b"PK") or suffix in _WORD_PARTS:
            from llmdesk.tools.documents.word.reading import read_archive

            with opened(io.BytesIO(data), self._name) as archive:
                return read_archive(archive, self._name, self._cancel, depth=self._depth + 1)[0].blocks
        if suffix in _MAIL_PARTS or head.startswith((b"mime-version:", b"from:")):
            return list(mail.parse(data, self._name, self._cancel).blocks)
        if suffix in _PAGE_PARTS or head.startswith((b"<html", b"<!doctype html", b"<?xml")):
            return list(reading.parse(data, self._cancel).blocks)
        if suffix in _TEXT_PARTS:
            return [Block(line) for line in clean(decode(data)[0]).split("\n") if line.strip()]
        return None


class _Texts(Quiet):
    """The paragraphs of DrawingML text (a:t within a:p)."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._in_text = False

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        self._in_text = self._in_text or bare(tag) == "t"

    def data(self, data: str) -> None:
        if self._in_text:
            self._parts.append(data)

    def end(self, tag: str) -> None:
        if bare(tag) == "t":
            self._in_text = False
        elif bare(tag) == "p":
            text = " ".join("".join(self._parts).split())
            self._parts.clear()
            if text:
                self.found.append(text)


def _relations(archive: Archive, part: str, name: str) -> dict[str, tuple[str, str]]:
    """Id → (kind, target) of the relations within the package."""
    try:
        root = etree.fromstring(archive.read(part), safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    found: dict[str, tuple[str, str]] = {}
    for at, item in enumerate(root if root is not None else ()):
        if item.get("TargetMode") != "External" and isinstance(item.tag, str):
            found[item.get("Id") or str(at)] = (str(item.get("Type", "")), item.get("Target", ""))
    return found
