"""What of a conversation can be checked: an answer as plain text, and the texts that the user gave before it.

Owns which messages are texts to check against. Must not judge anything, nor read the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from llmdesk.store import Attachment, BranchMessage
from llmdesk.tools.chat.thoughts import written
from llmdesk.tools.evidence.terms import words

# Words, or characters of Chinese: a shorter message only asks.
_A_TEXT = 80


@dataclass(frozen=True, slots=True)
class Claimed:
    """An answer without its markup, and the texts that came with the questions before it: what was attached,
    and what was typed, oldest first."""

    text: str
    sources: tuple[str, ...]


def claimed(
    branch: Sequence[BranchMessage],
    message_id: int,
    text_of: Callable[[Attachment], str | None] = lambda _attachment: None,
) -> Claimed | None:
    """What message `message_id` says and by what it can be checked; None where it is no answer that says
    anything. `text_of` what was attached."""
    at = next((at for at, entry in enumerate(branch) if entry.message.id == message_id), -1)
    if at < 0 or branch[at].message.role != "assistant":
        return None
    text = plain(written(branch[at].message).text)
    asked = [entry.message for entry in branch[:at] if entry.message.role == "user"]
    given = [text_of(each) for message in asked for each in message.attachments]
    long = [message.content for message in asked if words(message.content) >= _A_TEXT]
    sources = dict.fromkeys([*filter(None, given), *long])
    return Claimed(text, tuple(sources)) if text else None


def plain(markdown: str) -> str:
    """The words of a Markdown text: paragraphs, points and rows of tables on lines of their own, no marks."""
    blocks: list[str] = []
    row: list[str] | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append(" | ".join(row))
            row = None
        elif token.type == "inline":
            text = "".join(_words(token))
            if row is not None:
                row.append(text)
            else:
                blocks.append(text if token.level > 1 else f"{text}\n")
        elif token.type in ("fence", "code_block", "html_block"):
            blocks.append(token.content.rstrip("\n") + "\n")
        elif token.level == 0 and token.nesting < 0 and blocks and not blocks[-1].endswith("\n"):
            blocks[-1] += "\n"  # the end of a list or a table
    return "\n".join(blocks).strip()


def _words(token: Token) -> Iterator[str]:
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif child.type in ("text", "code_inline", "html_inline"):
            yield child.content
        elif child.type == "image":
            yield from _words(child)
