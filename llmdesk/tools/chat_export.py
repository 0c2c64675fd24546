"""A conversation as a text for other programs.

Owns the format. Must not read the store or write files.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.store import BranchMessage
from llmdesk.tools.thoughts import split_thoughts


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
            parts += [f"## {name}", text.strip()]
    return "\n\n".join(parts) + "\n"
