"""JSON of any length, value by value: an array's elements, or those of one member of an object.

Owns the reading within bounds, and where a value stands. At most one element is in memory. Must not know
what the values mean.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.tools.chat.importing.types import CutShort, ImportProblem, Place, cut_short, not_text, wrong_json

LONGEST = 32 << 20  # characters of one element: more than any chat has
_CHUNK = 256 << 10  # bytes
_MOST_MEMBERS = 1_000  # of the outermost object
_BLANK = " \t\r\n"
_NEAR_END = 16  # an error this close to the end of what was read may come of its being cut there

_ONE_OF = QT_TRANSLATE_NOOP("core", "one of these was expected: {signs}")
_TOO_LONG = QT_TRANSLATE_NOOP("core", "one chat is longer than {most} characters")
_TOO_DEEP = Phrase(QT_TRANSLATE_NOOP("core", "values are nested too deeply"))

_PLAIN = json.JSONDecoder()


def _int(digits: str) -> int | float:
    return int(digits) if len(digits) < 4_000 else float("inf")


_LONG_NUMBERS = json.JSONDecoder(parse_int=_int)


@dataclass(frozen=True)
class Item:
    """One element and where it begins. `header`: the members that stood before it in the object."""

    value: Any
    place: Place
    header: dict[str, Any] = field(default_factory=dict)


class _Incomplete(Exception):
    """The text read so far may have ended within a value; `args[0]` is the parser's error."""


class JsonText:
    """The text of a file that is read on where a value needs more of it."""

    def __init__(self, stream: IO[bytes], file: str, on_read: Callable[[int], None]) -> None:
        self._stream, self._file, self._on_read = stream, file, on_read
        self._decoder: codecs.IncrementalDecoder | None = None
        self._bytes = 0
        self._text, self._at = "", 0
        self._line, self._column = 1, 1
        self.consumed = 0  # characters
        self.longest = LONGEST
        self._ended = False

    @property
    def place(self) -> Place:
        return Place(self._file, self._line, self._column)

    def skip(self) -> str:
        """The next character that is not blank; "" at the end."""
        while True:
            start = self._at
            while self._at < len(self._text) and self._text[self._at] in _BLANK:
                self._at += 1
            self._count(start, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, signs: str) -> str:
        """The next character, which must be one of `signs`. Raises `ImportProblem`."""
        sign = self.skip()
        if not sign:
            raise self.cut()
        if sign not in signs:
            raise wrong_json(self.place, Phrase(_ONE_OF, {"signs": " ".join(signs)}))
        self._count(self._at, self._at + 1)
        self._at += 1
        return sign

    def value(self) -> Any:
        """The value that begins here. Raises `ImportProblem` for what is none, `CutShort` at the end."""
        if not self.skip():
            raise self.cut()
        while True:
            try:
                value, end = self._decode()
            except _Incomplete as error:
                if len(self._text) - self._at > self.longest:
                    raise self.too_long() from error
                if not self._more():
                    raise self._final(error.args[0]) from error
                continue
            if end == len(self._text) and self._text[end - 1] not in '}]"' and self._more():
                continue  # a number that goes on
            self._count(self._at, end)
            self._at = end
            return value

    def bound(self, since: int) -> None:
        """Raise `ImportProblem` where more was read since then than one chat may have."""
        if self.consumed - since > self.longest:
            raise self.too_long()

    def too_long(self) -> ImportProblem:
        return wrong_json(self.place, Phrase(_TOO_LONG, {"most": f"{self.longest:,}"}))

    def cut(self) -> CutShort:
        return cut_short(self.place)

    def _decode(self) -> tuple[Any, int]:
        try:
            try:
                return _PLAIN.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                raise
            except ValueError:  # a number of thousands of digits
                return _LONG_NUMBERS.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            if error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - _NEAR_END:
                raise _Incomplete(error) from error
            self._count(self._at, error.pos)
            raise wrong_json(self.place, error.msg) from error
        except RecursionError as error:
            raise wrong_json(self.place, _TOO_DEEP) from error

    def _final(self, error: json.JSONDecodeError) -> ImportProblem:
        """What an error means where no more text comes: the file is cut, or wrong at that place."""
        rest = self._text[error.pos :].strip()
        begun = any(word.startswith(rest) for word in ("true", "false", "null", "-"))
        if begun or error.msg.startswith(("Unterminated string", "Invalid \\")):
            self._count(self._at, len(self._text))
            return self.cut()
        self._count(self._at, error.pos)
        return wrong_json(self.place, error.msg)

    def _more(self) -> bool:
        """Read on; False at the end."""
        if self._ended:
            return False
        left = self._text[self._at :]
        data = self._stream.read(max(_CHUNK, len(left)))
        self._on_read(len(data))
        if self._decoder is None:
            self._decoder = _decoder_for(data)
        begun = len(self._decoder.getstate()[0])
        try:
            piece = self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            self._ended = True
            if not data:
                self._count(self._at, len(self._text))
                raise self.cut() from error
            raise not_text(self._file, self._bytes - begun + error.start + 1) from error
        self._bytes += len(data)
        self._ended = not data
        self._text, self._at = left + piece, 0
        return not self._ended

    def _count(self, start: int, end: int) -> None:
        self.consumed += end - start
        lines = self._text.count("\n", start, end)
        self._line += lines
        if lines:
            self._column = end - self._text.rindex("\n", start, end)
        else:
            self._column += end - start


def _decoder_for(data: bytes) -> codecs.IncrementalDecoder:
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return codecs.getincrementaldecoder("utf-16" if marked else "utf-8-sig")("strict")


def items(
    text: JsonText, streamed: str, longest: Callable[[dict[str, Any]], int] | None = None
) -> Iterator[Item]:
    """The elements of an array, or of the member `streamed` of an object; another object as it is.

    `longest`: of the members before `streamed`, how many characters one element may have."""
    sign = text.take("[{")
    if sign == "[":
        yield from _elements(text, {})
    else:
        yield from _members(text, streamed, longest)
    if text.skip():
        raise wrong_json(text.place, "Extra data")


def _elements(text: JsonText, header: dict[str, Any]) -> Iterator[Item]:
    """The opening bracket was taken."""
    if text.skip() == "]":
        text.take("]")
        return
    while True:
        text.skip()
        place = text.place
        yield Item(text.value(), place, header)
        if text.take(",]") == "]":
            return


def _members(
    text: JsonText, streamed: str, longest: Callable[[dict[str, Any]], int] | None
) -> Iterator[Item]:
    place = text.place
    header: dict[str, Any] = {}
    found, held = False, 0
    while text.skip() != "}":
        text.skip()
        if header or found:
            text.take(",")
        key = _key(text)
        text.take(":")
        if key == streamed and text.skip() == "[":
            text.take("[")
            found = True
            text.longest = longest(header) if longest is not None else LONGEST
            yield from _elements(text, header)
            text.longest = LONGEST
        else:
            before = text.consumed
            header[key] = text.value()
            held += text.consumed - before
            if held > LONGEST or len(header) > _MOST_MEMBERS:
                raise text.too_long()
    text.take("}")
    if not found:
        yield Item(header, place)


def _key(text: JsonText) -> str:
    if text.skip() not in ('"', ""):
        raise wrong_json(text.place, "Expecting property name enclosed in double quotes")
    return str(text.value())
