"""A chat as Markdown for other programs.

Owns the form: who spoke as headings, what they said as it is. Must not read the store or write files.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.chat.export.turns import THOUGHTS, Translate, Turn

# A remark has names of files and words of a model in it.
_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>"})


def as_markdown(title: str, turns: Sequence[Turn], translate: Translate) -> str:
    """The turns as Markdown; thoughts stand as a quotation before their answer."""
    parts = [f"# {title}"] if title else []
    for turn in turns:
        parts.append(f"## {turn.name}")
        if turn.thoughts:
            lines = [f"*{translate(THOUGHTS)}*", "", *_ended(turn.thoughts).split("\n")]
            parts.append("\n".join(f"> {line}".rstrip() for line in lines))
        if turn.text:
            parts.append(_ended(turn.text))
        if turn.remark:
            parts.append(f"*{turn.remark.translate(_ESCAPED)}*")
    return "\n\n".join(parts) + "\n"


def _ended(text: str) -> str:
    """With its last fence closed: an answer that was stopped in code would swallow what follows."""
    if "```" not in text and "~~~" not in text:
        return text
    from markdown_it import MarkdownIt  # at first use: the window opens without waiting for it

    tokens = MarkdownIt("commonmark").disable("inline").parse(text)
    last = tokens[-1] if tokens else None
    if last is None or last.type != "fence" or last.level or last.map is None:
        return text
    begin, end = last.map
    closing = text.split("\n")[end - 1].strip() if end - begin > 1 else ""
    is_closed = closing.startswith(last.markup) and not closing.strip(last.markup[0])
    return text if is_closed else f"{text}\n{last.markup}"
