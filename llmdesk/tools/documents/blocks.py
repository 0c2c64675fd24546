"""Pieces of text between the reader of a kind of file and the document: paragraphs, items, rows.

Owns how blocks follow each other (`grid` makes lines of tables). Must not know where the blocks come from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from llmdesk.tools.documents.builder import Builder


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or row of a table.

    `level` 1 to 6 for headings; `tight`: on the line after its neighbour; `menu`: in a part of the page
    that is no text by its name; `main`: in <main> or <article>; `links`: how many characters in links;
    `hidden`: which hidden part of the page it stands in, 0 for what can be seen.
    """

    text: str
    level: int = 0
    tight: bool = False
    menu: bool = False
    main: bool = False
    links: int = 0
    hidden: int = 0


def add_blocks(blocks: Iterable[Block], builder: Builder) -> None:
    """Hand the blocks to the document; lists and tables stay together."""
    before = False
    for block in blocks:
        builder.add(block.text, level=block.level, tight=block.tight and before)
        before = block.tight
