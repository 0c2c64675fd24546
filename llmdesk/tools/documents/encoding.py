"""Which characters the bytes of a text file stand for.

Owns the guess. Must not lose characters in silence: bytes that are no text raise `DocumentError`.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError
from llmdesk.tools.documents.language import detect_language

_BOMS = (  # UTF-32 before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# What people's files are written in; the guess is taken among these only, so that a short text does
# not become one of a hundred rare code pages.
_CANDIDATES = (
    "gb18030", "big5", "cp932", "euc_jp", "cp949",
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256",
)  # fmt: skip
_CENTRAL_EUROPEAN = ("pl", "cs", "hu", "ro", "hr", "sk")
_SAMPLE = 64 * 1024
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这這個个上们們来來到时時大地为為子中你说說生国國年着就那和要她出也得里後后自以会會"
    "家可下而过過天去能对對小多然于心学學么之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開"
    "美总總从從无無情己面最女但现現前些所同日手又行意动動方期它头頭经經长長儿兒回位分爱愛老因很给給名法间間"
    "斯知世什两兩次使身者被高已亲親其进進此话話常与與活正感"
)


def decode(data: bytes) -> tuple[str, str]:
    """(text, Python's name of the encoding). Line ends are left as they are, a byte order mark goes.

    Order: byte order mark, UTF-8, UTF-16/32 without a mark, then the most likely of the East Asian
    encodings and the Windows code pages (charset-normalizer). Raises `DocumentError` for bytes that
    are no text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name), name
            except UnicodeDecodeError as error:
                raise _not_text() from error
    wide = _wide(data)
    if wide:
        return data.decode(wide), wide
    if b"\0" in data:
        raise _not_text()
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass
    name = "utf-8" if _is_damaged_utf_8(data) else _guess(data)
    return _checked(data.decode(name, errors="replace")), name


def _is_damaged_utf_8(data: bytes) -> bool:
    """Whether this is UTF-8 with a few broken bytes (a cut file, two files put together)."""
    text = data[: 16 * _SAMPLE].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - broken >= 10 * broken


def _wide(data: bytes) -> str:
    """utf-16-le, utf-16-be or their 32 bit kin when the bytes are that without a mark, else ""."""
    sample = data[:4096]
    if len(data) % 2 or b"\0" not in sample:
        return ""
    for name, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        try:
            text = sample[: len(sample) // width * width].decode(name)
            whole = data.decode(name)
        except UnicodeDecodeError:
            continue
        if text and "\0" not in whole and sum(map(_is_usual, text)) >= 0.95 * len(text):
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
    control = len(re.findall(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", text))
    if control > 0.01 * len(text):
        raise _not_text()
    return text


def _guess(data: bytes) -> str:
    sample = data[:_SAMPLE]
    if len(data) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    han = _chinese(sample)
    if han:
        return han
    matches = from_bytes(sample, cp_isolation=list(_CANDIDATES), enable_fallback=False)
    best = matches.best()
    if best is None and len(data) > len(sample):  # the sample may end inside of a character
        best = from_bytes(sample[:-1], cp_isolation=list(_CANDIDATES), enable_fallback=False).best()
    if best is None:
        return _rest(sample)
    name = best.encoding
    if name == "cp1250" or (name == "cp1254" and b"\xfd" not in sample):
        western = sample.decode("cp1252", errors="replace")
        central = sample.decode("cp1250", errors="replace")
        if "\ufffd" not in western and detect_language(central) not in _CENTRAL_EUROPEAN:
            return "cp1252"
    return name


def _chinese(sample: bytes) -> str:
    """gb18030 or big5 when the sample reads as everyday Chinese in one of them, else ""."""
    shares = {}
    for name in ("gb18030", "big5"):
        text = sample.decode(name, errors="replace")
        other = [char for char in text if char > "\x7f"]
        broken = sum(char == "\ufffd" for char in other)
        if len(other) < 2 or broken > 1 + 0.01 * len(other):
            continue
        shares[name] = sum(char in _COMMON_HAN for char in other) / len(other)
    best = max(shares, key=lambda name: shares[name], default="")
    return best if best and shares[best] >= 0.12 else ""


def _rest(sample: bytes) -> str:
    """The last resort: cp1252 when nearly all bytes mean something there, else the bytes are no text."""
    text = sample.decode("cp1252", errors="replace")
    strange = sum(char == "\ufffd" or (char < " " and char not in "\t\n\r\f\x1b") for char in text)
    letters = sum(char.isalpha() or char.isspace() for char in text)
    ascii_letters = sum(char < "\x80" and (char.isalpha() or char.isspace()) for char in text)
    if strange > 0.02 * len(text) or letters < 0.5 * len(text) or ascii_letters < 0.3 * len(text):
        raise _not_text()
    return "cp1252"


def _not_text() -> DocumentError:
    return DocumentError(
        QT_TRANSLATE_NOOP("core", "This file holds no text."),
        QT_TRANSLATE_NOOP("core", "Its bytes are not text in any encoding that llmdesk knows."),
        QT_TRANSLATE_NOOP("core", "Choose a text, Markdown, HTML, PDF, docx or epub file."),
    )
