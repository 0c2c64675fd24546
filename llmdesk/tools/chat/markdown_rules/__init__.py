"""What people and models write in Markdown that CommonMark reads otherwise than they mean it.

Owns our additions to markdown-it: emphasis beside Chinese punctuation, formulas left as they are written,
bare addresses, line breaks in cells, task lists, wide spaces. Every rule is linear in the text, or bounded.
Must not import Qt; imported with the parser, at its first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdesk.tools.chat.markdown_rules import addresses, emphasis, maths, notes, paragraphs

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def install(parser: MarkdownIt) -> None:
    """Add all of them to `parser`."""
    for rules in (emphasis, maths, notes, addresses, paragraphs):
        rules.install(parser)
