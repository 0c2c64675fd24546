"""How a model writes the values of fields: a grammar, and what was written read back.

One row is a line for each field; many rows are a line each, its cells in the order of the fields:

    Total: EUR 1,240.00                           EUR 1,240.00 | paint; brushes | yes | paid in full
    Bought: paint; brushes
    Paid: yes | paid in full

A yes, a no and one of a list are followed by the words of the text that say so.

Owns this form. The grammar makes every answer right in form and bounds its length; what it says is for
others to check.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llmdesk.tools.fields.types import COLUMN, ITEM, Field, Rows, words_of

LONGEST_VALUE, LONGEST_ITEM, LONGEST_QUOTE = 240, 100, 200
MOST_ITEMS, MOST_ROWS = 40, 60
_MOST_NUMBERS = 400  # of a text, among which amounts may be
_BESIDE = 40  # characters before and behind the digits of an amount
END = "---"  # ends many rows
_BAR = f" {COLUMN} "
_IN_NUMBERS = ".,'’．，"


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says of a field: a value, and for a choice the `quote` that it rests on. All are words
    of a model; nothing is known of where they stand."""

    value: str
    quote: str = ""


Answer = tuple[tuple[Said, ...], ...]
"""What is said of each field, in their order: nothing where it is not stated, several of a list."""


def grammar(fields: Sequence[Field], language: str = "", rows: Rows = "one", text: str | None = None) -> str:
    """GBNF of an answer; `language` is that of the text. With the `text` amounts of money have no other
    digits than a number of it: a model that reckons finds sums that nobody wrote."""
    lines = [_root(fields, rows)]
    bounded = text is not None and any(field.type == "money" for field in fields)
    for number, field in enumerate(fields):
        amount = bounded and field.type == "money"
        lines.append(f"v{number} ::= {'money' if amount else _value(field, language)}")
    apart = COLUMN if rows == "many" else ""
    if bounded and text is not None:
        lines += _money(text, apart)
    lines += [
        f"text ::= {_words(apart, LONGEST_VALUE)}",
        f"item ::= {_words(COLUMN + ITEM, LONGEST_ITEM)}",
        f"quote ::= {_words(COLUMN, LONGEST_QUOTE)}",
        f"list ::= item ({_literal(ITEM + ' ')} item){{0,{MOST_ITEMS - 1}}}",
    ]
    return "\n".join(lines) + "\n"


def _root(fields: Sequence[Field], rows: Rows) -> str:
    if rows == "many":
        cells = f" {_literal(_BAR)} ".join(f"v{number}" for number in range(len(fields)))
        return f'root ::= row{{0,{MOST_ROWS}}} {_literal(END)}\nrow ::= {cells} "\\n"'
    each = (f'{_literal(lead(field) + " ")} v{number} "\\n"' for number, field in enumerate(fields))
    # The model may end with the empty line that its examples end with: one token, without which it writes on.
    return f'root ::= {" ".join(each)} "\\n"?'


def _money(text: str, apart: str) -> list[str]:
    """Words without digits; or a number of the text with such words before and behind it."""
    other = f"\\r\\n0-9０-９+={apart}"
    numbers = " | ".join(_literal(each) for each in _numbers(text))
    words = f"[^ \\t{other}] [^{other}]{{0,{_BESIDE - 1}}}"
    if not numbers:
        return [f"money ::= {words}"]
    return [
        "money ::= words | words? digits beside?",
        f"words ::= {words}",
        f"beside ::= [^{other}]{{1,{_BESIDE}}}",
        f"digits ::= {numbers}",
    ]


def _numbers(text: str) -> list[str]:
    """The digits that touch, with points and commas between them; 1 240,00 as well as 1 and 240,00."""
    found: dict[str, None] = {}
    whole = ""
    for run in _runs(text):
        joins = whole[-1:].isspace() and len(run) > 2 and run[:3].isdecimal() and not run[3:4].isdecimal()
        whole = whole + run if joins else run
        for each in (run, whole):
            if (number := each.strip(_IN_NUMBERS + " ")) and len(found) < _MOST_NUMBERS:
                found[number] = None
    return list(found)


def _runs(text: str) -> Iterator[str]:
    """Each number with the space behind it, and "" for every other character."""
    start = 0
    for at, character in enumerate(text + "\n"):
        if not (character.isdecimal() or character in _IN_NUMBERS):
            space = " " if start < at and character.isspace() and character not in "\r\n" else ""
            yield text[start:at] + space
            start = at + 1


def _value(field: Field, language: str) -> str:
    words = words_of(language)
    if field.type == "yes/no":
        return _choice((words.yes, words.no), words.absent)
    if field.type == "one of":
        return _choice(field.one_of, words.absent)
    return "list" if field.type == "list" else "text"


def _choice(choices: Sequence[str], absent: str) -> str:
    return f"{_literal(absent)} | ({' | '.join(map(_literal, choices))}) {_literal(_BAR)} quote"


def _words(without: str, longest: int) -> str:
    """Words on one line, which begin with no space and no mark of ours."""
    apart = without.replace("]", "\\]")
    return f"[^ \\t\\r\\n{apart}] [^\\r\\n{apart}]{{0,{longest - 1}}}"


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def lead(field: Field) -> str:
    """What stands before the value of a field, in an answer of one row."""
    return f"{field.name}:"


def said(field: Field, text: str, language: str = "") -> str:
    """The line of one field that says `text`."""
    return f"{lead(field)} {text or words_of(language).absent}"


def read_row(fields: Sequence[Field], text: str, language: str = "") -> Answer:
    """What an answer of one row says. One that was broken off says nothing of the fields it did not reach."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        for field in fields:
            if line.startswith(lead(field)):
                found.setdefault(field.name, line[len(lead(field)) :])
                break
    return tuple(_said(field, found.get(field.name, ""), language) for field in fields)


def read_rows(fields: Sequence[Field], text: str, language: str = "") -> tuple[Answer, ...]:
    """The rows of an answer of many; a row that was broken off is none, and neither is an empty one."""
    rows = []
    for line in text.split("\n")[:-1] if not text.rstrip().endswith(END) else text.split("\n"):
        if line.strip() == END:
            break
        cells = _cells(fields, line)
        row = tuple(_said(field, cell, language) for field, cell in zip(fields, cells, strict=False))
        if len(cells) == len(fields) and any(row):
            rows.append(row)
    return tuple(rows)


def _cells(fields: Sequence[Field], line: str) -> list[str]:
    """The cells of a row; a choice takes its quote in."""
    pieces = [piece.strip() for piece in line.split(COLUMN)]
    cells: list[str] = []
    for field in fields:
        if not pieces:
            break
        cell = pieces.pop(0)
        if field.type in ("yes/no", "one of") and pieces and not _absent(cell):
            cell += _BAR + pieces.pop(0)
        cells.append(cell)
    return cells


def _said(field: Field, text: str, language: str) -> tuple[Said, ...]:
    text = text.strip()
    if not text or _absent(text):
        return ()
    if field.type in ("yes/no", "one of"):
        value, _, quote = text.partition(COLUMN)
        return (Said(value.strip(), quote.strip()),)
    if field.type == "list":
        items = dict.fromkeys(item.strip() for item in text.split(ITEM))
        return tuple(Said(item) for item in items if item and not _absent(item))
    return (Said(text),)


def _absent(text: str) -> bool:
    text = text.strip(" .。").casefold()
    return any(text == words_of(language).absent for language in ("en", "zh"))
