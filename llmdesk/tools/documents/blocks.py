"""Pieces of text between the reader of a kind of file and the document: paragraphs, items, rows.

Owns how lists and tables become lines. Must not know where the blocks come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from llmdesk.tools.documents.builder import Builder

_LONG_CELL = 300  # characters; a longer cell holds text, its table only lays out the page


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or row of a table.

    `level` 1 to 6 for headings; `tight`: on the line after its neighbour; `menu`: in a part of the page
    that is no text by its name; `main`: in <main> or <article>; `links`: how many characters in links.
    """

    text: str
    level: int = 0
    tight: bool = False
    menu: bool = False
    main: bool = False
    links: int = 0


def add_blocks(blocks: Iterable[Block], builder: Builder) -> None:
    """Hand the blocks to the document; lists and tables stay together."""
    before = False
    for block in blocks:
        builder.add(block.text, level=block.level, tight=block.tight and before)
        before = block.tight


def row(cells: Sequence[Sequence[Block]]) -> list[Block]:
    """One line for a row of a table; the blocks of its cells where the row only lays out the page."""
    filled = [cell for cell in cells if cell]
    blocks = [block for cell in filled for block in cell]
    layout = any(len(cell) > 1 or cell[0].level or len(cell[0].text) > _LONG_CELL for cell in filled)
    if not blocks or layout:
        return blocks
    text = " | ".join(" ".join(block.text.split()) for block in blocks)
    return [replace(blocks[0], text=text, tight=True, links=sum(block.links for block in blocks))]
