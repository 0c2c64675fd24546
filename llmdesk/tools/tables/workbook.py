"""An XLSX file as the parts of its ZIP archive: which sheets, which texts, which cells are dates.

Owns the safe opening (no password, no ZIP bomb, no DTD) and everything but the sheets' rows. The
shared texts go to a temporary file, so a workbook of any size takes little memory. Parts and their
names are those of ECMA-376 (Office Open XML), part 1.
"""

from __future__ import annotations

import array
import posixpath
import re
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, UserError
from llmdesk.tools.tables import failures

CHUNK = 1 << 18
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HAS_DTD = Phrase(QT_TRANSLATE_NOOP("core", "it has a DTD"))
_MOST_SMALL_PART = 32 << 20  # bytes of workbook.xml and its like, unpacked
_MOST_TEXTS = 4 << 30
_MOST_ALL = 32 << 30
_SUSPICIOUS = 64 << 20  # below this size a high ratio does no harm
_MOST_RATIO = 400  # a million styled empty rows reach about 150
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
ATTRIBUTE_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ATTRIBUTE_ID_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its name and the name of its part in the archive."""

    name: str
    part: str


@contextmanager
def blamed_on(path: Path, *, disk: bool = True) -> Iterator[None]:
    """What a broken archive or broken XML raises becomes a `TableError`; with `disk`, `OSError` too."""
    try:
        yield
    except UserError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise failures.damaged(path, error) from error
    except (expat.ExpatError, ElementTree.ParseError, KeyError, IndexError, ValueError) as error:
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
        raise failures.damaged(path, Phrase(QT_TRANSLATE_NOOP("core", "it is no workbook")))
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "xl/workbook.bin" in names:
            raise failures.other_format(path, "XLSB")
        if "content.xml" in names and "xl/workbook.xml" not in names:
            raise failures.other_format(path, "ODS")
        _refuse_bombs(path, archive)


def _refuse_bombs(path: Path, archive: zipfile.ZipFile) -> None:
    total = 0
    for info in archive.infolist():
        if info.flag_bits & 0x1:
            raise failures.password(path)
        total += info.file_size
        large = info.file_size > _SUSPICIOUS
        if total > _MOST_ALL or (large and info.file_size > _MOST_RATIO * max(1, info.compress_size)):
            raise failures.too_large_inside(path)


def plain(name: str) -> str:
    """An element's name without its namespace."""
    return name.rpartition("}")[2]


def read_small(archive: zipfile.ZipFile, part: str, path: Path) -> ElementTree.Element:
    """A small part as a tree. Raises `TableError` for one that is large or has a DTD."""
    info = archive.getinfo(part)
    if info.file_size > _MOST_SMALL_PART:
        raise failures.too_large_inside(path)
    data = archive.read(info)
    if b"<!DOCTYPE" in data or b"<\0!\0D\0O\0C\0T" in data:
        raise failures.damaged(path, _HAS_DTD)
    return ElementTree.fromstring(data)


class Workbook:
    """The index of a workbook: sheets in the order of their tabs, date styles, the epoch."""

    def __init__(self, path: Path) -> None:
        self.path = path
        refuse_other_formats(path)
        with zipfile.ZipFile(path) as archive:
            main = self._target(archive, "", "officeDocument")
            tree = read_small(archive, main, path)
            targets = self._targets(archive, main)
            self.sheets = tuple(self._sheets(tree, targets))
            self.texts_part = next((t for kind, t in targets.values() if kind == "sharedStrings"), "")
            styles = next((t for kind, t in targets.values() if kind == "styles"), "")
            names = set(archive.namelist())
            self.date_styles = self._date_styles(archive, styles) if styles in names else {}
            if self.texts_part not in names:
                self.texts_part = ""
        properties = next((e for e in tree if plain(e.tag) == "workbookPr"), None)
        self.date1904 = properties is not None and properties.get("date1904") in ("1", "true")
        if not self.sheets:
            raise failures.empty(path)

    def _sheets(self, tree: ElementTree.Element, targets: dict[str, tuple[str, str]]) -> Iterator[Sheet]:
        for element in tree.iter():
            if plain(element.tag) == "sheet":
                relation = element.get(ATTRIBUTE_ID) or element.get(ATTRIBUTE_ID_STRICT) or ""
                kind, target = targets.get(relation, ("", ""))
                if kind == "worksheet":  # a chart sheet has no rows
                    yield Sheet(element.get("name", ""), target)

    def _target(self, archive: zipfile.ZipFile, part: str, wanted: str) -> str:
        for kind, target in self._targets(archive, part).values():
            if kind == wanted:
                return target
        raise failures.damaged(self.path, Phrase(QT_TRANSLATE_NOOP("core", "it has no workbook inside")))

    def _targets(self, archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → (kind, part) of what `part` refers to."""
        folder, name = posixpath.split(part)
        tree = read_small(archive, posixpath.join(folder, "_rels", f"{name}.rels"), self.path)
        return {
            element.get("Id", ""): (
                element.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
            )
            for element in tree
            if element.get("TargetMode") != "External"
        }

    def _date_styles(self, archive: zipfile.ZipFile, part: str) -> dict[str, str]:
        """Style number → number format, of the styles that show a number as a date or a time."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        formats = {str(number): text for number, text in BUILTIN_FORMATS.items()}
        styles: dict[str, str] = {}
        tree = read_small(archive, part, self.path)
        for group in tree:
            if plain(group.tag) == "numFmts":
                formats |= {e.get("numFmtId", ""): e.get("formatCode", "") for e in group}
        for group in tree:
            if plain(group.tag) == "cellXfs":
                for number, element in enumerate(group):
                    text = formats.get(element.get("numFmtId", "0"), "General")
                    if is_date_format(text):
                        styles[str(number)] = text
        return styles


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
        state = {"taken": False, "phonetic": False}

        def start(name: str, _: dict[str, str]) -> None:
            short = name.rpartition(":")[2]
            if short == "t":
                state["taken"] = not state["phonetic"]
            elif short == "rPh":
                state["phonetic"] = True

        def end(name: str) -> None:
            short = name.rpartition(":")[2]
            if short == "t":
                state["taken"] = False
            elif short == "rPh":
                state["phonetic"] = False
            elif short == "si":
                data = unescape("".join(pieces)).encode("utf-8", "replace")
                pieces.clear()
                self._file.write(data)
                self._starts.append(self._starts[-1] + len(data))

        def characters(data: str) -> None:
            if state["taken"]:
                pieces.append(data)

        parser = make_parser(path, start, end, characters)
        while data := stream.read(CHUNK):
            parser.Parse(data, False)
        parser.Parse(b"", True)


def make_parser(
    path: Path,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    """A streaming parser that refuses a DTD, and with it every entity of a file's own."""

    def refuse(*_: object) -> None:
        raise failures.damaged(path, _HAS_DTD)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    return parser


def unescape(text: str) -> str:
    """Characters that XML cannot hold stand as _x000D_ (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


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
    """ "A" is 1, "AA" is 27."""
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
