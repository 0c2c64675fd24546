"""A conversation as a text for other programs.

Owns the format. Must not read the store or write files.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt

from llmdesk.store import BranchMessage
from llmdesk.tools.chat.thoughts import split_thoughts


def as_markdown(title: str, branch: Sequence[BranchMessage], *, you: str, answer: str) -> str:
    """The branch as Markdown: who spoke as headings, the answers without the thoughts before them.

    `you`: the user's name there; `answer`: that of a model whose name is not known.
    """
    parts = [f"# {title}"] if title else []
    for entry in branch:
        message = entry.message
        if message.role == "user":
            name, text = you, message.content
        else:
            name, text = message.model or answer, split_thoughts(message.content, complete=True)[1]
        if text.strip():
            parts += [f"## {name}", _ended(text.strip())]
    return "\n\n".join(parts) + "\n"


def _ended(text: str) -> str:
    """With its last fence closed: an answer that was stopped in code would swallow what follows."""
    if "```" not in text and "~~~" not in text:
        return text
    tokens = MarkdownIt("commonmark").disable("inline").parse(text)
    last = tokens[-1] if tokens else None
    if last is None or last.type != "fence" or last.level or last.map is None:
        return text
    begin, end = last.map
    closing = text.split("\n")[end - 1].strip() if end - begin > 1 else ""
    is_closed = closing.startswith(last.markup) and not closing.strip(last.markup[0])
    return text if is_closed else f"{text}\n{last.markup}"
