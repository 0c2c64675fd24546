"""Tables of web pages, books and Word documents as lines of text whose figures stay under their heads.

Owns empty and spanned cells, tables within tables, and which tables only lay out a page. Must not know
where the cells come from. Takes time and memory in proportion to what it is given, whatever the spans say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from llmdesk.tools.documents.blocks import Block

_LONG_CELL = 300  # characters; a longer cell holds text, its table only lays out the page
_REPEATED_CELL = 80  # characters; of a longer cell that spans rows only the first has its text
_DEEPEST = 8  # tables in tables beyond this are read as paragraphs
_MOST_COLUMNS = 1000
_PADDING = 2_000_000  # characters that spans may add to one document


@dataclass
class Cell:
    """A cell; `continued`: it goes on with the cell above it (Word's vertical merge)."""

    blocks: list[Block] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    head: bool = False
    continued: bool = False

    def text(self) -> str:
        return " ".join(" ".join(block.text.split()) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a cell stands in a row; not `own`: it began in a row above."""

    column: int
    cell: Cell
    own: bool


@dataclass
class _Row:
    cells: list[Cell] = field(default_factory=list)
    skipped: int = 0
    deleted: bool = False


@dataclass
class _Table:
    is_layout: bool
    hidden: int
    rows: list[_Row] = field(default_factory=list)
    outside: list[Block] = field(default_factory=list)
    in_cell: bool = False


class Tables:
    """The tables that are open while a document is read; the innermost takes the blocks."""

    def __init__(self) -> None:
        self._open: list[_Table] = []
        self._too_deep = 0
        self._padding = _PADDING

    def __bool__(self) -> bool:
        return bool(self._open)

    @property
    def hidden(self) -> int:
        """Which hidden part of the page the innermost table stands in."""
        return self._open[-1].hidden if self._open else 0

    def begin(self, is_layout: bool = False, hidden: int = 0) -> None:
        if len(self._open) >= _DEEPEST:
            self._too_deep += 1
        else:
            self._open.append(_Table(is_layout, hidden))

    def begin_row(self) -> None:
        if self._open and not self._too_deep:
            self._open[-1].rows.append(_Row())
            self._open[-1].in_cell = False

    def begin_cell(self, columns: int = 1, rows: int = 1, head: bool = False) -> None:
        if self._open and not self._too_deep:
            table = self._open[-1]
            if not table.rows:
                table.rows.append(_Row())
            cell = Cell([], _within(columns), _within(rows), head)
            table.rows[-1].cells.append(cell)
            table.in_cell = True

    def end_cell(self) -> None:
        if self._open and not self._too_deep:
            self._open[-1].in_cell = False

    @property
    def cell(self) -> Cell | None:
        """The cell that was begun last, for what is only said inside of it."""
        if not self._open or self._too_deep or not self._open[-1].rows or not self._open[-1].rows[-1].cells:
            return None
        return self._open[-1].rows[-1].cells[-1]

    def skip(self, columns: int) -> None:
        """The row leaves out these columns before its first cell."""
        if self._open and not self._too_deep and self._open[-1].rows:
            self._open[-1].rows[-1].skipped = min(max(columns, 0), _MOST_COLUMNS)

    def delete_row(self) -> None:
        if self._open and not self._too_deep and self._open[-1].rows:
            self._open[-1].rows[-1].deleted = True

    def add(self, block: Block) -> bool:
        """Put a block into the innermost table. False where none is open."""
        if not self._open or block.hidden != self._open[-1].hidden:
            return False
        table = self._open[-1]
        if table.in_cell:
            table.rows[-1].cells[-1].blocks.append(block)
        else:
            table.outside.append(block)  # a caption, or what is written between the rows
        return True

    def end(self) -> list[Block]:
        """The innermost table ends; its blocks, for whatever it stands in."""
        if self._too_deep:
            self._too_deep -= 1
            return []
        return list(self._written(self._open.pop())) if self._open else []

    def _written(self, table: _Table) -> Iterator[Block]:
        yield from table.outside
        rows = [row for row in table.rows if not row.deleted]
        placed = list(self._placed(rows))
        used = sorted({spot.column for row in placed for spot in row if spot.own and spot.cell.blocks})
        for at, row in enumerate(rows):
            if table.is_layout or len(used) < 2 or any(_is_text(cell, len(rows) == 1) for cell in row.cells):
                for cell in row.cells:
                    yield from cell.blocks
            elif own := [block for cell in row.cells for block in cell.blocks if not cell.continued]:
                line = " | ".join(self._texts(placed[at], used, at == 0)).replace("|  |", "| |").strip()
                links = sum(block.links for block in own)
                yield replace(own[0], text=line.replace("|  |", "| |"), tight=True, links=links)

    def _placed(self, rows: Sequence[_Row]) -> Iterator[list[_Spot]]:
        """Of each row its cells with their columns, and the cells above that reach into it."""
        reaching: dict[int, tuple[Cell, int]] = {}  # column → cell, further rows
        above: dict[int, Cell] = {}
        for row in rows:
            spots: list[_Spot] = []
            column = row.skipped
            for cell in row.cells:
                column = self._reached(reaching, column, spots)
                if cell.continued and column in above:
                    spots.append(_Spot(column, above[column], False))
                    self._padding -= len(above[column].text()) if self._padding > 0 else 0
                else:
                    spots.append(_Spot(column, cell, True))
                    if cell.rows > 1:
                        reaching[column] = (cell, cell.rows)
                column += cell.columns
            for rest in sorted(at for at in reaching if at >= column):
                self._reached(reaching, rest, spots)
            for at in [at for at, (_cell, left) in reaching.items() if left <= 1 or self._padding < 0]:
                del reaching[at]
            for at, (cell, left) in reaching.items():
                reaching[at] = (cell, left - 1)
            self._padding -= 10 * len(reaching)
            above = {spot.column: spot.cell for spot in spots}
            yield spots

    def _reached(self, reaching: dict[int, tuple[Cell, int]], column: int, spots: list[_Spot]) -> int:
        """Pass over the cells from above that stand at `column`; the next free column."""
        while column in reaching and not any(spot.column == column for spot in spots[-1:]):
            cell, _left = reaching[column]
            spots.append(_Spot(column, cell, False))
            column += cell.columns
        return column

    def _texts(self, row: Sequence[_Spot], used: Sequence[int], is_first: bool) -> Iterator[str]:
        """One text for each column that the table uses, up to the row's last one."""
        alone = sum(bool(spot.cell.blocks) for spot in row) < 2
        done = 0
        for spot in row:
            begin = bisect_left(used, spot.column)
            for _gap in range(done, begin):
                self._padding -= 3
                if self._padding > 0:
                    yield ""
            done = max(done, begin)
            if begin == len(used) or used[begin] != spot.column:
                continue
            text = spot.cell.text()
            again = text if len(text) <= _REPEATED_CELL else ""
            if not spot.own:
                self._padding -= 3 + len(again)
            if spot.own or self._padding > 0:
                yield text if spot.own else again
            done = begin + 1
            if (spot.cell.head or is_first) and not alone:  # a head stands over each of its columns
                for _column in range(done, bisect_left(used, spot.column + spot.cell.columns)):
                    self._padding -= 3 + len(again)
                    if self._padding > 0:
                        yield again
                    done += 1


def _within(number: int) -> int:
    return min(max(number, 1), _MOST_COLUMNS)


def _is_text(cell: Cell, alone: bool) -> bool:
    """A cell that holds paragraphs: its table, or its row, only lays out the page."""
    return (
        (alone and len(cell.blocks) > 1)
        or any(block.level for block in cell.blocks)
        or sum(len(block.text) for block in cell.blocks) > _LONG_CELL
    )
