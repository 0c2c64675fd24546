"""JSON out of a text file, value by value: one object a line, or one array or document of any length.

Owns the parsing within bounds and the lines' numbers. Numbers with more digits than Python converts are kept
as texts. Must not know tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from llmdesk.tools.tables import failures
from llmdesk.tools.tables.account import Ledger
from llmdesk.tools.tables.separated.records import LONGEST

_FIRST_READ = 64 << 10  # characters
BLANK = " \t\r\n\ufeff"


# The text that a value stands in, in one line, and its object; None for what is no object.
JsonValue = tuple[str, dict[str, object] | None]


def _int(digits: str) -> int | str:
    try:
        return int(digits)
    except ValueError:
        return digits


_EXACT = json.JSONDecoder(parse_int=_int)


def load(text: str) -> Any:
    """The value of a text. Raises `ValueError` for what is no JSON."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except RecursionError as error:
        raise ValueError("too deep") from error
    except ValueError:  # a number of thousands of digits
        return _EXACT.decode(text)


def has_a_key_twice(text: str, found: dict[str, object]) -> bool:
    """Whether a key of the object stands twice in its text; quick where its values hold no objects."""
    if text.count('":') == len(found):
        return False
    twice = False

    def look(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal twice
        made = dict(pairs)
        twice = len(made) < len(pairs)  # the outermost object comes last
        return made

    try:
        json.loads(text, object_pairs_hook=look)
    except (ValueError, RecursionError):
        return False
    return twice


def lines_of(readline: Callable[[int], str], path: Path, ledger: Ledger) -> Iterator[JsonValue]:
    """A value for each line that is not blank. Raises `TableError` for one without an end."""
    number = 0
    while line := readline(LONGEST):
        number += 1
        if len(line) >= LONGEST:
            raise failures.long_line(path, number)
        text = line.strip(BLANK)
        if not text:
            continue
        try:
            found = load(text)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            ledger.note("not json", number)
            found = None
        elif has_a_key_twice(text, found):
            ledger.note("keys", number)
        yield text, found
    ledger.lines = number


class _Text:
    """A text that is read on where a value needs more of it."""

    def __init__(self, read: Callable[[int], str]) -> None:
        self._read, self._size = read, _FIRST_READ
        self.text, self.place, self.line, self.ended = "", 0, 1, False

    def more(self) -> bool:
        """Read on; False at the end, or where one value is too long."""
        if self.ended or len(self.text) - self.place > LONGEST:
            return False
        self.text = self.text[self.place :]
        self.place = 0
        piece = self._read(max(_FIRST_READ, len(self.text)))
        self.ended = not piece
        self.text += piece
        return not self.ended

    def skip(self, signs: str) -> str:
        """The next character that is none of these, "" at the end."""
        while True:
            while self.place < len(self.text):
                sign = self.text[self.place]
                if sign not in signs:
                    return sign
                self.line += sign == "\n"
                self.place += 1
            if not self.more():
                return ""

    def value(self) -> tuple[str, Any]:
        """(its text, the value) at this place. Raises `ValueError`."""
        while True:
            try:
                value, end = self._decode()
            except (ValueError, RecursionError) as error:
                if self.more():
                    continue
                raise ValueError(str(error)) from error
            if end == len(self.text) and self.text[end - 1] not in '}]"' and self.more():
                continue  # a number that goes on
            text = self.text[self.place : end]
            self.line += text.count("\n")
            self.place = end
            return text, value

    def _decode(self) -> tuple[Any, int]:
        try:
            return _PLAIN.raw_decode(self.text, self.place)
        except json.JSONDecodeError:
            raise
        except ValueError:
            return _EXACT.raw_decode(self.text, self.place)


_PLAIN = json.JSONDecoder()


def items_of(read: Callable[[int], str], ledger: Ledger) -> Iterator[JsonValue]:
    """The values of one array, or of values one after the other over as many lines as they like. One
    object that holds a list of objects stands for that list."""
    text = _Text(read)
    in_array = text.skip(BLANK) == "["
    if in_array:
        text.place += 1
    count, held = 0, None
    while True:
        sign = text.skip(BLANK + ",")
        if not sign or (in_array and sign == "]"):
            break
        line = text.line
        try:
            raw, value = text.value()
        except ValueError:
            ledger.note("cut", line)
            break
        count += 1
        if held is not None:
            yield _one(*held, ledger)
        held = raw, value, line
        if count > 1 or in_array or not isinstance(value, dict):
            yield _one(*held, ledger)
            held = None
    if in_array and not sign:
        ledger.note("cut", text.line)
    if held is not None:
        yield from _inside(*held, ledger)
    ledger.lines = text.line


def _inside(raw: str, value: dict[str, object], line: int, ledger: Ledger) -> Iterator[JsonValue]:
    """The objects of the longest list in an object that stands alone, else the object."""
    lists = [
        each for each in value.values() if isinstance(each, list) and any(isinstance(x, dict) for x in each)
    ]
    if not lists:
        yield _one(raw, value, line, ledger)
        return
    for item in max(lists, key=len):
        yield _one(json.dumps(item, ensure_ascii=False), item, line, ledger)


def _one(raw: str, value: object, line: int, ledger: Ledger) -> JsonValue:
    text = raw.replace("\r", " ").replace("\n", " ")  # they stand between values: in texts they are \n
    if not isinstance(value, dict):
        ledger.note("not json", line)
        return text, None
    if has_a_key_twice(raw, value):
        ledger.note("keys", line)
    return text, value
