"""An XLSX file as the parts of its ZIP archive: which sheets, which texts, which cells are dates.

Owns the safe opening (no password, no ZIP bomb, no DTD) and everything but the sheets' rows. The
shared texts go to a temporary file, so a workbook of any size takes little memory. Parts and their
names are those of ECMA-376 (Office Open XML), part 1.
"""

from __future__ import annotations

import array
import lzma
import posixpath
import re
import struct
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO
from xml.parsers import expat

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, UserError
from llmdesk.tools.tables import failures
from llmdesk.tools.tables.table import clean

CHUNK = 1 << 18
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HAS_DTD = Phrase(QT_TRANSLATE_NOOP("core", "it has a DTD"))
MOST_SMALL_PART = 32 << 20  # bytes of workbook.xml and its like, unpacked
_MOST_TAG = 4 << 20  # bytes of one tag, which the parser reads again with every piece until it ends
MOST_DEPTH = 100  # elements within elements; a workbook has about ten
_MOST_SHEETS = 10_000
_MOST_STYLES = 100_000
_MOST_SHARED = 20_000_000
_MOST_CHARACTERS = 8_000_000  # of one cell; Excel's have 32,767
_MOST_TEXTS = 4 << 30
_MOST_ALL = 32 << 30
_SUSPICIOUS = 8 << 20  # below this size a high ratio does no harm
_MOST_RATIO = 400  # a million styled empty rows reach about 150
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its name, the name of its part in the archive, and whether its user hid it."""

    name: str
    part: str
    hidden: bool = False


# What zipfile, its decompressors and the parser raise for a broken file.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, RuntimeError,
    expat.ExpatError, KeyError, IndexError, ValueError, OverflowError,
)  # fmt: skip


@contextmanager
def blamed_on(path: Path, *, disk: bool = True) -> Iterator[None]:
    """What a broken archive or broken XML raises becomes a `TableError`; with `disk`, `OSError` too."""
    try:
        yield
    except UserError:
        raise
    except _BROKEN as error:
        raise failures.damaged(path, error) from error
    except OSError as error:
        if not disk:
            raise
        raise failures.unreadable(path, error) from error


def refuse_other_formats(path: Path) -> None:
    """A clear word about what only looks like XLSX: passwords, old and foreign workbooks."""
    with path.open("rb") as stream:
        head = stream.read(8)
        if head == _OLE:
            stream.seek(0)
            if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in stream.read(64 << 20):
                raise failures.password(path)
            raise failures.other_format(path, "XLS")
    if not zipfile.is_zipfile(path):
        raise failures.damaged(path, Phrase(QT_TRANSLATE_NOOP("core", "it is not a workbook")))
    with zipfile.ZipFile(path) as archive:
        names = {name.casefold() for name in archive.namelist()}
        if "xl/workbook.bin" in names:
            raise failures.other_format(path, "XLSB")
        if "content.xml" in names and "xl/workbook.xml" not in names:
            raise failures.other_format(path, "ODS")
        if "index/document.iwa" in names:
            raise failures.other_format(path, "Numbers")
        _refuse_bombs(path, archive)


def _refuse_bombs(path: Path, archive: zipfile.ZipFile) -> None:
    total, packed = 0, path.stat().st_size
    for info in archive.infolist():
        if info.flag_bits & 0x1:
            raise failures.password(path)
        if info.header_offset < 0:
            raise zipfile.BadZipFile(f"{info.filename} lies before the beginning")
        total += info.file_size
        large = info.file_size > _SUSPICIOUS
        if large and info.file_size > _MOST_RATIO * max(1, info.compress_size):
            raise failures.too_large_inside(path)
    if total > _MOST_ALL or (total > 32 * _SUSPICIOUS and total > _MOST_RATIO * packed):
        raise failures.too_large_inside(path)


class Parts:
    """The parts of an archive by their names, whose case does not matter (ECMA-376 part 2, 6.2.2.3)."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self.archive, self.path = archive, path
        self._names = {name.replace("\\", "/").lstrip("/").casefold(): name for name in archive.namelist()}

    def name(self, part: str) -> str:
        """The part's name as it stands in the archive; "" where there is none."""
        return self._names.get(part.casefold(), "")

    def elements(self, part: str) -> Iterator[tuple[str, str, dict[str, str]]]:
        """(the element it is in, its own name, attributes) of every element of a small part, the names
        without their prefixes. Raises `TableError` for one that is large, deep or has a DTD."""
        info = self.archive.getinfo(self.name(part) or part)
        if info.file_size > MOST_SMALL_PART:
            raise failures.too_large_inside(self.path)
        found: list[tuple[str, str, dict[str, str]]] = []
        inside = [""]

        def start(name: str, attributes: dict[str, str]) -> None:
            short = name.rpartition(":")[2]
            if short in _WANTED:
                found.append((inside[-1], short, attributes))
            inside.append(short)
            if len(inside) > MOST_DEPTH:
                raise failures.too_large_inside(self.path)

        def end(_: str) -> None:
            inside.pop()

        parser = make_parser(self.path, start, end)
        with self.archive.open(info) as stream:
            for _ in parsed(parser, stream, self.path):
                yield from found
                found.clear()
        yield from found


_WANTED = frozenset(("Relationship", "sheet", "workbookPr", "numFmt", "xf"))


class Workbook:
    """The index of a workbook: sheets in the order of their tabs, date styles, the epoch."""

    def __init__(self, path: Path) -> None:
        self.path = path
        refuse_other_formats(path)
        self.date1904 = False
        with zipfile.ZipFile(path) as archive:
            parts = Parts(archive, path)
            main = self._target(parts, "", "officeDocument")
            targets = self._targets(parts, main)
            self.sheets = tuple(islice(self._sheets(parts, main, targets), _MOST_SHEETS))
            self.texts_part = parts.name(_first(targets, "sharedStrings"))
            styles = _first(targets, "styles")
            self.styles_part = parts.name(styles)
            self.date_styles = self._date_styles(parts, styles) if self.styles_part else {}
        if not self.sheets:
            raise failures.empty(path)

    def _sheets(self, parts: Parts, main: str, targets: dict[str, tuple[str, str]]) -> Iterator[Sheet]:
        for _, name, attributes in parts.elements(main):
            if name == "workbookPr":
                self.date1904 = attributes.get("date1904") in ("1", "true")
            if name != "sheet":
                continue
            relation = next(
                (value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), ""
            )
            kind, target = targets.get(relation, ("", ""))
            if kind == "worksheet" and parts.name(target):  # a chart sheet has no rows
                hidden = attributes.get("state", "visible") != "visible"
                yield Sheet(attributes.get("name", ""), parts.name(target), hidden)

    def _target(self, parts: Parts, part: str, wanted: str) -> str:
        found = _first(self._targets(parts, part), wanted)
        if not found or not parts.name(found):
            raise failures.damaged(self.path, Phrase(QT_TRANSLATE_NOOP("core", "it has no workbook inside")))
        return found

    def _targets(self, parts: Parts, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → (kind, part) of what `part` refers to."""
        folder, name = posixpath.split(part)
        elements = parts.elements(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for _, kind, attributes in elements:
            if kind != "Relationship" or attributes.get("TargetMode") == "External":
                continue
            target = attributes.get("Target", "").replace("\\", "/")
            found[attributes.get("Id", "")] = (
                attributes.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"),
            )
            if len(found) > _MOST_SHEETS:
                raise failures.too_large_inside(self.path)
        return found

    def _date_styles(self, parts: Parts, part: str) -> dict[str, str]:
        """Style number → number format, of the styles that show a number as a date or a time."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        formats = {str(number): text for number, text in BUILTIN_FORMATS.items()}
        given: list[str] = []
        for inside, name, attributes in parts.elements(part):
            if name == "numFmt" and inside == "numFmts":
                formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif name == "xf" and inside == "cellXfs":
                given.append(attributes.get("numFmtId", "0"))
            if len(given) + len(formats) > _MOST_STYLES:
                raise failures.too_large_inside(self.path)
        dates = {
            number: text for number, text in formats.items() if len(text) < 1000 and is_date_format(text)
        }
        return {str(style): dates[number] for style, number in enumerate(given) if number in dates}


def _first(targets: dict[str, tuple[str, str]], wanted: str) -> str:
    return next((target for kind, target in targets.values() if kind == wanted), "")


class SharedTexts:
    """The texts that cells refer to by number, in a temporary file that goes when this does."""

    def __init__(self, archive: zipfile.ZipFile, workbook: Workbook) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="llmdesk-")  # noqa: SIM115  # closed by the finalizer
        weakref.finalize(self, self._file.close)
        self._starts = array.array("Q", [0])
        if workbook.texts_part:
            if archive.getinfo(workbook.texts_part).file_size > _MOST_TEXTS:
                raise failures.too_large_inside(workbook.path)
            with archive.open(workbook.texts_part) as stream:
                self._read(stream, workbook.path)

    def __getitem__(self, number: int) -> str:
        if number < 0:
            raise IndexError(number)
        start, end = self._starts[number], self._starts[number + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode()

    def _read(self, stream: IO[bytes], path: Path) -> None:
        pieces: list[str] = []
        state = {"taken": False, "phonetic": False, "length": 0, "depth": 0}

        def start(name: str, _: dict[str, str]) -> None:
            state["depth"] += 1
            if state["depth"] > MOST_DEPTH:
                raise failures.too_large_inside(path)
            short = name.rpartition(":")[2]
            if short == "t":
                state["taken"] = not state["phonetic"]
            elif short == "rPh":
                state["phonetic"] = True

        def end(name: str) -> None:
            state["depth"] -= 1
            short = name.rpartition(":")[2]
            if short == "t":
                state["taken"] = False
            elif short == "rPh":
                state["phonetic"] = False
            elif short == "si":
                data = unescape("".join(pieces)).encode("utf-8", "replace")
                pieces.clear()
                state["length"] = 0
                if len(self._starts) > _MOST_SHARED:
                    raise failures.too_large_inside(path)
                self._file.write(data)
                self._starts.append(self._starts[-1] + len(data))

        def characters(data: str) -> None:
            if state["taken"]:
                pieces.append(data)
                state["length"] += len(data)
                if state["length"] > _MOST_CHARACTERS:
                    raise failures.too_large_inside(path)

        parser = make_parser(path, start, end, characters)
        for _ in parsed(parser, stream, path):
            pass


def make_parser(
    path: Path,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    """A streaming parser that refuses a DTD, and with it every entity of a file's own. The handlers have to
    stop at `MOST_DEPTH`, for the parser keeps what is open."""

    def refuse(*_: object) -> None:
        raise failures.damaged(path, _HAS_DTD)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    return parser


def parsed(parser: expat.XMLParserType, stream: IO[bytes], path: Path, piece: int = CHUNK) -> Iterator[None]:
    """Parse a part to its end; stops after every piece. Raises `TableError` for a tag without an end."""
    fed = 0
    while data := stream.read(piece):
        parser.Parse(data, False)
        fed += len(data)
        if fed - parser.CurrentByteIndex > _MOST_TAG:
            raise failures.too_large_inside(path)
        yield
    parser.Parse(b"", True)


def unescape(text: str) -> str:
    """Characters that XML cannot hold stand as _x000D_ (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return clean(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))  # two halves are one character


def escape(text: str) -> str:
    """The text as XML content: marked characters and what XML cannot hold are escaped."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: f"_x005F_{match[0][1:]}", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if text.isprintable():
        return text
    return _UNHOLDABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


# Not in XML 1.0: most controls, lone surrogates, U+FFFE and U+FFFF. A carriage return would be lost.
_UNHOLDABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def column_number(letters: str) -> int:
    """ "A" is 1, "AA" is 27. Raises `ValueError` for what no sheet has."""
    if len(letters) > 3:
        raise ValueError(f"there is no column {letters[:20]}")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
