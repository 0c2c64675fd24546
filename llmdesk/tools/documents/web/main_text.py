"""Which blocks of a web page are its text, and which are menus, lists of links and the page's frame.

Owns the choice. When it would leave nothing, everything that can be seen is taken: text is never lost
because a page is built in an unusual way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from llmdesk.tools.documents.blocks import Block

_MAIN_SHARE = 0.25  # <main> and <article> with less of the page's text than this are not believed
_LINKS_SHARE = 0.8  # a run of blocks with more of their characters in links is a menu
_MENU_RUN = 3
_HIDDEN_TIMES = 2  # a hidden part with so much more text than what is shown is the page's text
_LONG_BLOCK = 200  # characters; a block this long is text even when it is full of links


def main_text(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks that a reader of the page would call its text, in order."""
    named = [block for block in blocks if not block.menu]
    inside = [block for block in named if block.main]
    if _size(inside) >= _MAIN_SHARE * _size(named):
        named = inside or named
    kept = tuple(_without_link_lists(named))
    return kept or tuple(named) or tuple(blocks)


def visible(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks that are shown. A hidden part that is the page's text (shown by a script when the page
    has loaded, as WeChat's articles are) is taken for visible: hardly any text stands beside it."""
    sizes: Counter[int] = Counter()
    for block in blocks:
        if not block.menu:
            sizes[block.hidden] += len(block.text)
    shown = sizes.pop(0, 0)
    part, size = max(sizes.items(), key=lambda item: item[1], default=(0, 0))
    kept = (0, part) if size > _HIDDEN_TIMES * shown else (0,)
    return tuple(
        replace(block, hidden=0) if block.hidden else block for block in blocks if block.hidden in kept
    )


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _without_link_lists(blocks: Iterable[Block]) -> Iterator[Block]:
    for is_links, group in groupby(blocks, key=_is_links):
        run = list(group)
        if not is_links or len(run) < _MENU_RUN:
            yield from run


def _is_links(block: Block) -> bool:
    return (
        not block.level
        and len(block.text) < _LONG_BLOCK
        and block.links > _LINKS_SHARE * len(block.text.strip(" -0123456789."))
    )
