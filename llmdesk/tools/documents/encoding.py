"""Which characters the bytes of a text file stand for.

Owns the order of the guesses: a mark, Unicode, and else what `code_page` finds. Must not lose characters
in silence: bytes that are no text raise `DocumentError`.
"""

from __future__ import annotations

import codecs
import re

from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError
from llmdesk.tools.documents.code_pages import code_page
from llmdesk.tools.pieces import pieces

_MARKS = (  # UTF-32 before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARK_OF_GB18030 = b"\x84\x31\x95\x33"
_SAMPLE, _LOOK = 1 << 20, 4096  # bytes
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes) -> tuple[str, str]:
    """(text, Python's name of the encoding). Line ends are left as they are, a byte order mark goes.

    Order: byte order mark, UTF-16/32 without a mark, UTF-8, then the most likely of the East Asian
    encodings and the Windows code pages. Raises `DocumentError` for bytes that are no text.
    """
    marked = encoding_by_mark(data)
    if marked:
        try:
            return data.removeprefix(_MARK_OF_GB18030).decode(marked), marked
        except UnicodeDecodeError as error:
            raise _not_text() from error
    wide = wide_encoding(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    if b"\0" in data:
        raise _not_text()
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass
    name = encoding_by_statistics(data)
    if not name:
        raise _not_text()
    return _checked(data.decode(name, errors="replace")), name


def encoding_by_mark(data: bytes) -> str:
    """Of text that begins with a byte order mark; Python passes over the mark, but for gb18030. Else ""."""
    if data.startswith(_MARK_OF_GB18030):
        return "gb18030"
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def encoding_by_statistics(data: bytes) -> str:
    """UTF-8 with a few broken bytes (a cut file, two files put together), or a code page; "" for no text."""
    text = data[:_SAMPLE].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if sum(char > "\x7f" for char in text) - broken >= 10 * broken:
        return "utf-8"
    return code_page(data)


def wide_encoding(data: bytes) -> str:
    """utf-16-le, utf-16-be or their 32 bit kin when the bytes are that without a mark, else "".

    The last character may be cut.
    """
    if len(data) % 2 or b"\0" not in data[:_LOOK]:
        return ""
    for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = codecs.getincrementaldecoder(name)().decode(data)
        except UnicodeDecodeError:
            continue
        beginning = text[: _LOOK // 2]
        if beginning and "\0" not in text and sum(map(_is_usual, beginning)) >= 0.95 * len(beginning):
            return name
    return ""


def _is_usual(char: str) -> bool:
    """Latin, Cyrillic and Greek, Chinese and Japanese, Korean, their punctuation; no control characters."""
    return (
        " " <= char < "\u0600"
        or char in "\t\n\r"
        or "\u2010" <= char <= "\u2030"
        or "\u3000" <= char <= "\u30ff"
        or "\u4e00" <= char <= "\u9fff"
        or "\uac00" <= char <= "\ud7a3"
        or "\uff00" <= char <= "\uffef"
    )


def _checked(text: str) -> str:
    control = sum(len(_CONTROL.findall(piece)) for piece in pieces(text))
    if control > 0.01 * len(text):
        raise _not_text()
    return text


def _not_text() -> DocumentError:
    return DocumentError(
        QT_TRANSLATE_NOOP("core", "This file contains no text."),
        QT_TRANSLATE_NOOP("core", "Its bytes are not text in any encoding that llmdesk knows."),
        QT_TRANSLATE_NOOP("core", "Choose a text, Markdown, HTML, PDF, docx or EPUB file."),
    )
