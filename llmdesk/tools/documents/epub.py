"""Books in EPUB: the chapters of the spine in order, each a page with its title.

Owns the container, the package file and the table of contents (EPUB 2 and 3). Must not read what the
spine does not name, and must not leave out a chapter in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError, UserError
from llmdesk.tools.documents.archive import Archive, damaged, locked, open_archive, resolve
from llmdesk.tools.documents.blocks import add_blocks
from llmdesk.tools.documents.builder import Builder
from llmdesk.tools.documents.types import Document, Progress
from llmdesk.tools.documents.web import reading

_CHAPTER_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "")
_LONGEST_LABEL = 80
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")  # fonts only: no lock
_MAX_CHAPTERS = 20_000


def read(path: Path, cancel: CancelToken, report: Progress) -> Document:
    """Raises `DocumentError` for a broken or protected book, `DocumentEmpty` without text, `Cancelled`."""
    builder = Builder()
    notes: list[UserError] = []
    with open_archive(path) as archive:
        if _is_protected(archive):
            raise locked(path.name)
        package = _package_part(archive, path.name)
        root = _xml(archive, package, path.name)
        chapters = _spine(root, package)
        titles = _titles(archive, root, package)
        for at, part in enumerate(chapters):
            cancel.raise_if_cancelled()
            report(0.9 * at / len(chapters))
            if part not in archive:
                notes.append(_missing(part))
                continue
            markup = reading.parse(archive.read(part), cancel)
            first = next((block.text for block in markup.blocks if block.level), "")
            label = " ".join((titles.get(part) or first or markup.title).split())[:_LONGEST_LABEL]
            builder.page(label or str(at + 1))
            add_blocks(markup.blocks, builder)
            builder.left_out.update(markup.left_out)
    if not chapters or len(notes) == len(chapters):
        raise damaged(path.name)
    return builder.finish(path.name, "epub", notes)


def _is_protected(archive: Archive) -> bool:
    if "META-INF/rights.xml" in archive or "META-INF/license.lcpl" in archive:
        return True
    if "META-INF/encryption.xml" not in archive:
        return False
    methods = _all(_xml(archive, "META-INF/encryption.xml", ""), "EncryptionMethod")
    return any(method.get("Algorithm") not in _FONTS for method in methods)


def _package_part(archive: Archive, name: str) -> str:
    if "META-INF/container.xml" not in archive:
        raise damaged(name)
    for rootfile in _all(_xml(archive, "META-INF/container.xml", name), "rootfile"):
        part = resolve("", unquote(rootfile.get("full-path") or ""))
        if part in archive:
            return part
    raise damaged(name)


def _xml(archive: Archive, part: str, name: str) -> Any:
    """The tree of a small XML part; faults in it are mended, entities are never expanded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(archive.read(part), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    if root is None:
        raise damaged(name)
    return root


def _all(root: Any, local: str) -> Iterator[Any]:
    return iter(root.iter(f"{{*}}{local}"))


def _spine(root: Any, package: str) -> list[str]:
    """The parts in reading order; what is marked as not linear (notes) is part of the book too."""
    manifest = {item.get("id"): item for item in _all(root, "item")}
    items = [manifest.get(reference.get("idref")) for reference in _all(root, "itemref")]
    parts: dict[str, None] = {}
    for item in items:
        if item is not None and (item.get("media-type") or "") in _CHAPTER_TYPES:
            if "nav" in (item.get("properties") or "").split():
                continue  # the table of contents
            parts[resolve(package, unquote((item.get("href") or "").partition("#")[0]))] = None
    return list(parts)[:_MAX_CHAPTERS]


def _titles(archive: Archive, root: Any, package: str) -> dict[str, str]:
    """Part → title, from the table of contents; empty when there is none or it cannot be read."""
    titles: dict[str, str] = {}
    for item in _all(root, "item"):
        part = resolve(package, unquote(item.get("href") or ""))
        is_nav = "nav" in (item.get("properties") or "").split()
        if part not in archive or not (is_nav or item.get("media-type") == "application/x-dtbncx+xml"):
            continue
        try:
            tree = _xml(archive, part, "")
        except DocumentError:
            continue
        for link, title in _nav_entries(tree) if is_nav else _ncx_entries(tree):
            target = resolve(part, unquote(link.partition("#")[0]))
            titles.setdefault(target, title)
    return titles


def _nav_entries(tree: Any) -> Iterator[tuple[str, str]]:
    for link in _all(tree, "a"):
        title = " ".join("".join(link.itertext()).split())
        if link.get("href") and title:
            yield link.get("href"), title


def _ncx_entries(tree: Any) -> Iterator[tuple[str, str]]:
    for point in _all(tree, "navPoint"):
        text = point.find("{*}navLabel/{*}text")
        content = point.find("{*}content")
        if text is not None and content is not None and content.get("src"):
            yield content.get("src"), " ".join((text.text or "").split())


def _missing(part: str) -> DocumentError:
    return DocumentError(
        QT_TRANSLATE_NOOP("core", "A chapter is missing in this book."),
        QT_TRANSLATE_NOOP(
            "core", "The part {part} is listed in the table of contents but is not in the file."
        ),
        QT_TRANSLATE_NOOP("core", "The rest was read."),
        part=part,
    )
