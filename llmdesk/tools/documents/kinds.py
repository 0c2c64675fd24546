"""What kind a file is, by its first bytes; its name decides only between kinds of text.

Owns the marks of kinds and the words for those that cannot be read. Must not read a document's text.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError, Phrase
from llmdesk.tools.document_kinds import BY_SUFFIX, DOCX, EPUB, HTML, MAIL, MARKDOWN, PDF, TEXT
from llmdesk.tools.documents import mail
from llmdesk.tools.documents.encoding import encoding_by_mark, wide_encoding
from llmdesk.tools.documents.web.names import BLOCKS

_HEAD = 1 << 16
_PDF_WITHIN = 1024  # bytes before "%PDF-" that readers of PDF pass over
_PDF_MARK = re.compile(rb"%PDF-\d\.\d")
_PDF_OBJECT = re.compile(rb"\d{1,9}\s{1,4}\d{1,5}\s{1,4}obj\b|\bstartxref\b|\bxref\b")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(r"(?:<!doctype\s{1,20}html\b|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE)
_ELEMENT = re.compile(r"<([a-z][a-z0-9]{0,20})(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE)
_INLINE_STARTS = frozenset(
    ["a", "b", "font", "span", "script", "style", "meta", "link", "br", "img", "title", "strong"]
)

_PICTURE = QT_TRANSLATE_NOOP("core", "a picture")
_ARCHIVE = QT_TRANSLATE_NOOP("core", "an archive (packed file)")
_SOUND = QT_TRANSLATE_NOOP("core", "an audio or video file")
_PROGRAM = QT_TRANSLATE_NOOP("core", "a program")
_MODEL = QT_TRANSLATE_NOOP("core", "a language model")
_DATABASE = QT_TRANSLATE_NOOP("core", "a database")
_OLD_OFFICE = QT_TRANSLATE_NOOP("core", "a document of an old Office format (doc, xls, ppt)")
_RTF = QT_TRANSLATE_NOOP("core", "an RTF document")
_OPEN_DOCUMENT = QT_TRANSLATE_NOOP("core", "an OpenDocument file (odt, ods, odp)")
_SPREADSHEET = QT_TRANSLATE_NOOP("core", "a spreadsheet")
_SLIDES = QT_TRANSLATE_NOOP("core", "a presentation")
_PAGES = QT_TRANSLATE_NOOP("core", "a document of Pages, Numbers or Keynote")
_KINDLE = QT_TRANSLATE_NOOP("core", "a Kindle book")
_POSTSCRIPT = QT_TRANSLATE_NOOP("core", "a PostScript file")
_FONT = QT_TRANSLATE_NOOP("core", "a font")

_SAVE_AS = QT_TRANSLATE_NOOP(
    "core", "Save it in one of these formats in the program it comes from, or paste the text."
)
_RECOGNIZE = QT_TRANSLATE_NOOP("core", "Run a text recognition (OCR) program on it and open the result.")
_UNPACK = QT_TRANSLATE_NOOP("core", "Unpack it and open the documents in it.")
_TABLE = QT_TRANSLATE_NOOP("core", "The Sentiment tab opens tables. You can also paste a text from it here.")
_OTHER = QT_TRANSLATE_NOOP("core", "Choose a text, Markdown, HTML, PDF, docx or EPUB file.")
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"{\\rtf", _RTF),
    (0, _OLE, _OLD_OFFICE),
    (0, b"%!PS", _POSTSCRIPT),
    (0, b"\xc5\xd0\xd3\xc6", _POSTSCRIPT),
    (0, b"\x89PNG\r\n\x1a\n", _PICTURE),
    (0, b"\xff\xd8\xff", _PICTURE),
    (0, b"GIF87a", _PICTURE),
    (0, b"GIF89a", _PICTURE),
    (8, b"WEBPVP8", _PICTURE),
    (0, b"II*\0", _PICTURE),
    (0, b"MM\0*", _PICTURE),
    (0, b"8BPS\0", _PICTURE),
    (0, b"\0\0\x01\0", _PICTURE),
    (0, b"AT&TFORM", _PICTURE),
    (4, b"ftypheic", _PICTURE),
    (4, b"ftypmif1", _PICTURE),
    (4, b"ftypavif", _PICTURE),
    (0, b"\0\0\0\x0cjP  ", _PICTURE),
    (0, b"\x1f\x8b", _ARCHIVE),
    (0, b"BZh", _ARCHIVE),
    (0, b"\xfd7zXZ\0", _ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (0, b"Rar!\x1a\x07", _ARCHIVE),
    (0, b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (257, b"ustar", _ARCHIVE),
    (0, b"MSCF\0\0\0\0", _ARCHIVE),
    (0, b"ID3\x02", _SOUND),
    (0, b"ID3\x03", _SOUND),
    (0, b"ID3\x04", _SOUND),
    (0, b"OggS\0", _SOUND),
    (0, b"fLaC", _SOUND),
    (8, b"WAVEfmt", _SOUND),
    (8, b"AVI LIST", _SOUND),
    (0, b"\x1aE\xdf\xa3", _SOUND),
    (4, b"ftyp", _SOUND),
    (0, b"\x7fELF", _PROGRAM),
    (0, b"MZ\x90\0", _PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", _PROGRAM),
    (0, b"\xca\xfe\xba\xbe", _PROGRAM),
    (0, b"\0asm", _PROGRAM),
    (0, b"GGUF", _MODEL),
    (0, b"SQLite format 3\0", _DATABASE),
    (60, b"BOOKMOBI", _KINDLE),
    (60, b"TEXtREAd", _KINDLE),
    (0, b"wOFF", _FONT),
    (0, b"wOF2", _FONT),
    (0, b"OTTO\0", _FONT),
    (0, b"\0\x01\0\0\0", _FONT),
)
_HINTS = {_PICTURE: _RECOGNIZE, _ARCHIVE: _UNPACK, _SPREADSHEET: _TABLE} | dict.fromkeys(
    [_SOUND, _PROGRAM, _MODEL, _DATABASE, _FONT], _OTHER
)
_BINARY = frozenset([_SOUND, _PROGRAM, _MODEL, _DATABASE, _FONT])


def kind_of(path: Path) -> str:
    """One of the kinds above. Raises `DocumentError` for what cannot be read, saying what it is."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    suffix = path.suffix.lower()
    named = BY_SUFFIX.get(suffix, "")
    if _is_pdf(head):
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(path, named)
    if head.startswith(_OLE) and named in (DOCX, EPUB) and not _names(head, "WordDocument"):
        return named  # how Office stores a locked docx: its reader says so
    for at, mark, what in _MAGIC:
        if head.startswith(mark, at):
            raise unreadable(path.name, what)
    if named in (PDF, DOCX, EPUB) and not _is_page(head):
        return named  # broken: its reader says so
    if mail.is_mail(head) and named != MARKDOWN:
        return MAIL
    return _kind_of_text(head, suffix, named)


def unreadable(name: str, what: str) -> DocumentError:
    """For a file that is `what` (one of the words above)."""
    return DocumentError(
        QT_TRANSLATE_NOOP("core", "This file contains no text that llmdesk can read.")
        if what not in _BINARY
        else QT_TRANSLATE_NOOP("core", "This file contains no text."),
        QT_TRANSLATE_NOOP(
            "core",
            "{file} is {what}. llmdesk reads text, Markdown, HTML, PDF, docx, EPUB, mht and eml files.",
        ),
        _HINTS.get(what, _SAVE_AS),
        file=name,
        what=Phrase(what),
    )


def _is_pdf(head: bytes) -> bool:
    """At the beginning, or after some bytes (a mail program's, a web server's) with objects behind it."""
    found = _PDF_MARK.search(head[: _PDF_WITHIN + 8])
    return bool(found) and bool(_PDF_OBJECT.search(head[found.end() :]))  # type: ignore[union-attr]


def _names(head: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in head


def _kind_of_zip(path: Path, named: str) -> str:
    """By the parts of the archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {name.lower() for name in archive.namelist()[:20_000]}
            kind = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in parts else ""
    except (zipfile.BadZipFile, NotImplementedError, ValueError, KeyError, RuntimeError, EOFError, OSError):
        return named if named in (DOCX, EPUB) else DOCX  # its reader says that it is damaged
    if "meta-inf/container.xml" in parts or kind.strip() == "application/epub+zip":
        return EPUB
    if "opendocument" in kind:
        raise unreadable(path.name, _OPEN_DOCUMENT)
    folders = {name.partition("/")[0] for name in parts}
    if "_rels/.rels" in parts:
        for folder, what in (("xl", _SPREADSHEET), ("ppt", _SLIDES)):
            if folder in folders and "word" not in folders:
                raise unreadable(path.name, what)
        return DOCX
    if any(name.startswith("index/") and name.endswith(".iwa") for name in parts) or "index.zip" in parts:
        raise unreadable(path.name, _PAGES)
    if named in (DOCX, EPUB):
        return named
    raise unreadable(path.name, _ARCHIVE)


def _kind_of_text(head: bytes, suffix: str, named: str) -> str:
    text = _beginning(head)
    text = _behind_preamble(text)
    if _PAGE.match(text) and not text.startswith("<?php"):
        return HTML
    if named in (MARKDOWN, TEXT, HTML):
        return named
    element = _ELEMENT.match(text)
    if element and (element[1].lower() in BLOCKS or element[1].lower() in _INLINE_STARTS):
        return HTML if f"</{element[1].lower()}" in text.lower() or "</" in text else TEXT
    return TEXT if named in ("", MAIL) else named


def _behind_preamble(text: str) -> str:
    """What follows the XML declaration and the comments at the beginning."""
    text = text.lstrip()
    while text.startswith(("<?xml", "<!--")):
        end = "?>" if text.startswith("<?") else "-->"
        _before, found, after = text.partition(end)
        if not found:
            return text
        text = after.lstrip()
    return text


def _is_page(head: bytes) -> bool:
    return _kind_of_text(head, "", "") == HTML


def _beginning(head: bytes) -> str:
    name = encoding_by_mark(head) or wide_encoding(head[: len(head) // 4 * 4]) or "utf-8"
    return head[:8192].decode(name, errors="replace").lstrip("\ufeff")
