"""Books (epub): the pages of their chapters, and the same book with other words.

Owns the archive: every part that is no page is copied as it is, bytes and all. The title and the table of
contents are pages or names of them, and are translated, too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents.archive import Archive, opened
from llmdesk.tools.documents.web.reading import decoded
from llmdesk.tools.translate.shapes.inline import Inline
from llmdesk.tools.translate.shapes.parts import Parts
from llmdesk.tools.translate.shapes.shape import Listed, for_xml, looked_at, too_large
from llmdesk.tools.translate.shapes.web import Page, in_utf8

_PAGES = (".xhtml", ".html", ".htm")
_MOST_BYTES = 64 << 20  # of all pages
_PACKAGE = ".opf"
_CONTENTS = ".ncx"
_WORDS = re.compile(r"(<(?:dc:title|text)(?:\s[^<>]{0,300})?>)([^<>]{1,1000})(?=</(?:dc:title|text)>)")
_LANGUAGE = re.compile(r"(<dc:language(?:\s[^<>]{0,300})?>)[^<>]{0,40}(?=</dc:language>)")


class _Names(Listed):
    """The title in the package, the entries of the table of contents: text between two tags."""

    def __init__(self, name: str, source: str) -> None:
        self._source = source
        self._found = [found for found in _WORDS.finditer(source) if any(map(str.isalpha, found[2]))]
        super().__init__(name, "html", [" ".join(found[2].split()) for found in self._found], "")

    def write(self, translated: Sequence[str], language: str, cancel: CancelToken | None = None) -> bytes:
        pieces, at = [], 0
        for found, text in zip(self._found, translated, strict=True):
            safe = (
                re.sub(r"&(?!\w{1,10};|#)", "&amp;", for_xml(text)).replace("<", "&lt;").replace(">", "&gt;")
            )
            pieces += [self._source[at : found.start(2)], safe]
            at = found.end(2)
        source = "".join([*pieces, self._source[at:]])
        source = _LANGUAGE.sub(lambda found: found[1] + language, source)
        return in_utf8(source).encode("utf-8", "replace")


class Book(Listed):
    def __init__(self, path: Path, data: bytes, cancel: CancelToken | None = None) -> None:
        self._parts: list[tuple[str, Page | _Names]] = []
        with opened(io.BytesIO(data), path.name) as archive:
            self._archive = Parts(data, path.name)
            names = self._archive.names
            if sum(archive.size(name) for name in names if name.lower().endswith(_PAGES)) > _MOST_BYTES:
                raise too_large(path.name)
            for name in names:
                part = _part(archive, name, cancel)
                if part is not None:
                    self._parts.append((name, part))
        texts = [part.text[unit.start : unit.end] for _, part in self._parts for unit in part.units]
        inlines: list[Inline[str] | None] = []
        for _, part in self._parts:
            inlines += part.inlines if isinstance(part, Page) else [None] * len(part.units)
        super().__init__(path.name, "epub", texts, ".epub", inlines)

    def write(self, translated: Sequence[str], language: str, cancel: CancelToken | None = None) -> bytes:
        pages: dict[str, bytes] = {}
        at = 0
        for name, part in looked_at(self._parts, cancel):
            end = at + len(part.units)
            pages[name] = part.write(translated[at:end], language)
            at = end
        return self._archive.written(pages)


def _part(archive: Archive, name: str, cancel: CancelToken | None) -> Page | _Names | None:
    low = name.lower()
    if low.endswith(_PAGES):
        return Page(name, _text(archive, name), "", cancel)
    if low.endswith((_PACKAGE, _CONTENTS)):
        return _Names(name, _text(archive, name))
    return None


def _text(archive: Archive, name: str) -> str:
    return decoded(archive.read(name)).removeprefix("\ufeff")
