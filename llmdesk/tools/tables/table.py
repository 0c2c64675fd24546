"""A table of any kind, as rows of cells in the file's order.

Owns what all kinds have in common: column names, the guess of the text column, the text of a cell.
The kinds are `delimited`, `xlsx`, `jsonl` and `folder`; `open_table` is in `opening`.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from llmdesk.tools.tables import failures
from llmdesk.tools.tables.account import Account
from llmdesk.tools.tables.header import LOOKED_AT, Row, guess_header, is_sentence
from llmdesk.tools.tables.types import Cell, TableKind

PREVIEW = 20
_GUESS_ROWS = 100
_CHOICES = 30  # rows that the names may be chosen from in the window
_LONGEST_NAME = 120
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?%?|\d{4}-\d\d-\d\d.*")
_TEXT_NAMES = (
    "text", "comment", "review", "feedback", "message", "tweet", "content", "body", "answer", "remark",
    "评论", "评价", "内容", "文本", "留言", "反馈", "意见", "正文", "回复",
)  # fmt: skip


class Table(ABC):
    """One table. Rows can be read any number of times; each reading streams.

    `header` holds the cells of the row of names as they stand in the file, `columns` names that tell every
    column apart. `header_row` is the number of that row (of its line in a text), from 1; 0 where there
    is none, and in kinds that have no such row. `first_rows`: those that can be chosen for it. `account`
    says what became of every line, as of the last whole reading. `width` is the number of columns; a row
    that is longer than the header makes it grow, so it is final only after all rows have been read. `count`
    is the number of rows, an estimate unless `count_exact`.
    """

    kind: TableKind
    encoding = ""
    separator = ""
    line_end = "\r\n"
    sheets: tuple[str, ...] = ()
    sheet = ""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header: list[str] = []
        self.count = 0
        self.count_exact = False
        self.header_row = 0
        self.first_rows: tuple[Row, ...] = ()
        self._guessed = True
        self.account = Account()

    @abstractmethod
    def rows(self) -> Iterator[list[Cell]]:
        """The cells of each row below the header. Raises `TableError`."""

    @property
    def columns(self) -> tuple[str, ...]:
        return unique_names(self.header)

    @property
    def width(self) -> int:
        return len(self.header)

    def column(self, name: str) -> int:
        """The place of a column; a name that stands there twice means the first. Raises `TableError`."""
        columns = self.columns
        if name in columns:
            return columns.index(name)
        for alike in (_without_case, look_of):
            names = [alike(column) for column in columns]
            if alike(name) in names:
                return names.index(alike(name))
        raise failures.no_column(name, columns)

    @property
    def names_in_doubt(self) -> bool:
        """Whether the row that is taken as names looks like a row of values: a number or a sentence is in
        it (a year may be a name); or none was found that could be one."""
        if self.header_row == 0:
            return self.has_names_row and self._guessed
        return any(_is_value(name.strip()) for name in self.header)

    def preview(self, count: int = PREVIEW) -> list[list[str]]:
        """The first rows as texts, each as wide as the header at least."""
        found = [[as_text(cell) for cell in row] for row in islice(self.rows(), count)]
        return [row + [""] * (self.width - len(row)) for row in found]

    @property
    def text_column(self) -> str:
        """The column that most likely holds the texts: by its name, else the longest texts."""
        rows, columns = self.preview(_GUESS_ROWS), self.columns
        if not columns:
            return ""
        lengths = [_usual_length([row[place] for row in rows]) for place in range(len(columns))]
        for word in _TEXT_NAMES:
            for place, name in enumerate(columns):
                if word in name.casefold() and (lengths[place] >= 5 or not rows):
                    return name
        return columns[max(range(len(columns)), key=lengths.__getitem__)]

    @property
    def has_names_row(self) -> bool:
        """Whether a row of the file holds the names, and another one can be chosen for it."""
        return self.kind in ("csv", "xlsx")

    def trust_quotes(self) -> None:  # noqa: B027  # nothing to do where there are no quotation marks
        """The file was written by the rules of CSV: a cell may go over lines, whatever stands in it."""

    def _choose_header(self, rows: Sequence[Row], wanted: int | None) -> None:
        """Set `header_row` to what is wanted, or to the guess. `rows` are the first that are not blank.
        Raises `TableError` where the wanted one is not among them."""
        self.first_rows = tuple(rows[:_CHOICES])
        self._guessed = wanted is None
        if wanted is None:
            self.header_row = guess_header(rows[:LOOKED_AT])
        elif wanted == 0 or any(row.number == wanted for row in rows):
            self.header_row = wanted
        else:
            raise failures.no_header_row(self.path, wanted)

    def widen(self, width: int) -> None:
        if width > len(self.header):
            self.header += [""] * (width - len(self.header))


def _is_value(name: str) -> bool:
    if _NUMBER.fullmatch(name):
        return not (len(name) == 4 and name[:2] in ("18", "19", "20", "21"))
    return len(name) > _LONGEST_NAME or is_sentence(name)


def _without_case(name: str) -> str:
    return name.strip().casefold()


def look_of(name: str) -> str:
    """What names have in common that look alike: white space of any kind and length, characters without
    a width, the form of accents and of wide letters, and the case do not matter."""
    plain = unicodedata.normalize("NFKC", name)
    visible = "".join(
        char for char in plain if unicodedata.category(char) != "Cf" and not "\ufe00" <= char <= "\ufe0f"
    )
    return " ".join(visible.split()).casefold()


def unique_names(header: Sequence[str]) -> tuple[str, ...]:
    """A name for every column: an empty one is "Column 3", a second "text" is "text (2)"."""
    names: list[str] = []
    taken = set(header)
    seen: set[str] = set()
    for place, cell in enumerate(header, start=1):
        base = name = cell.strip() or f"Column {place}"
        number = 1
        while name in seen or (number > 1 and name in taken):
            number += 1
            name = f"{base} ({number})"
        seen.add(name)
        names.append(name)
    return tuple(names)


def as_text(cell: Cell) -> str:
    """A cell as a reader sees it. Bytes that are no character in the file's encoding become U+FFFD."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell if cell.isascii() else clean(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ")
    return str(cell)


def clean(text: str) -> str:
    """Without lone surrogates, which no encoder takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _usual_length(cells: list[str]) -> float:
    """Mean length of a column's cells; numbers and addresses are no texts."""
    texts = [cell for cell in cells if any(c.isalpha() for c in cell) and not cell.startswith("http")]
    return sum(map(len, texts)) / max(1, len(cells))
