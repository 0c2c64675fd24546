"""Saved web pages in one file (.mht) and saved messages (.eml): the part that a person reads.

Owns the choice of the part and how a message's head is shown. Must not read attachments as text.
"""

from __future__ import annotations

import email
import email.errors
import email.header
import email.policy
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents.archive import damaged
from llmdesk.tools.documents.blocks import Block
from llmdesk.tools.documents.charsets import codec
from llmdesk.tools.documents.encoding import decode
from llmdesk.tools.documents.left_out import OBJECTS
from llmdesk.tools.documents.plain_text import clean, unwrap
from llmdesk.tools.documents.web.main_text import main_text

_MOST_PARTS = 2000
_SHOWN = ("From", "To", "Cc", "Date")
_HEAD = re.compile(rb"(?:[!-9;-~]{1,60}:[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,50}\r?\n){2,}")
_TELLING = re.compile(
    rb"^(?:MIME-Version|Content-Type|Received|Message-ID|Return-Path)[ \t]{0,5}:", re.I | re.M
)


@dataclass(frozen=True, slots=True)
class Letter:
    """The blocks of a page or message, and what was not read, counted by kind."""

    blocks: tuple[Block, ...]
    left_out: Mapping[str, int]


def is_mail(head: bytes) -> bool:
    """Whether a file begins as a message or a saved page does: lines of "Name: value", among them MIME's."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    found = _HEAD.match(head)
    return bool(found) and len(_TELLING.findall(found[0])) >= 1 and b":" in found[0]  # type: ignore[index]


def parse(data: bytes, name: str, cancel: CancelToken) -> Letter:
    """Raises `DocumentError` for a message without any text in it."""
    if data.count(b"boundary=") > _MOST_PARTS:
        raise damaged(name)
    try:
        message = email.message_from_bytes(
            data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"), policy=email.policy.compat32
        )
        cancel.raise_if_cancelled()
        parts = list(_leaves(message))
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise damaged(name) from error  # the standard library's parser, on what nobody would send
    is_page = message.get_content_type() == "multipart/related" and "Snapshot-Content-Location" in message
    is_page = is_page or str(message.get("From", "")).startswith("<Saved by")
    left_out: Counter[str] = Counter()
    blocks: list[Block] = [] if is_page or not message.get("From") else _head(message)
    for part in _readable(parts):
        found, counts = _blocks(part, cancel)
        blocks.extend(found)
        left_out.update(counts)
    left_out[OBJECTS] += sum(part.get_content_disposition() == "attachment" for part in parts)
    return Letter(tuple(blocks), left_out)


def _leaves(message: Message) -> Iterator[Message]:
    for at, part in enumerate(message.walk()):
        if at > _MOST_PARTS:
            return
        if not part.is_multipart():
            yield part


def _readable(parts: list[Message]) -> list[Message]:
    """The page, or of a message the richer of its two writings."""
    inline = [part for part in parts if part.get_content_disposition() != "attachment"]
    pages = [part for part in inline if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    texts = [part for part in inline if part.get_content_type() == "text/plain"]
    return pages[:1] or texts


def _blocks(part: Message, cancel: CancelToken) -> tuple[list[Block], Mapping[str, int]]:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = str(part.get_content_charset() or "")
    if part.get_content_type() != "text/plain":
        from llmdesk.tools.documents.web import reading  # lxml: not before it is needed

        markup = reading.parse(data, cancel, charset)
        return list(main_text(markup.blocks)), markup.left_out
    try:
        text = data.decode(codec(charset)) if codec(charset) else decode(data)[0]
    except UnicodeDecodeError:
        text = decode(data)[0]
    return [Block(line) for line in unwrap(clean(text)).split("\n") if line.strip()], {}


def _head(message: Message) -> list[Block]:
    subject = _header(message, "Subject")
    blocks = [Block(subject, level=1)] if subject else []
    lines = [f"{name}: {_header(message, name)}" for name in _SHOWN if message.get(name)]
    return [*blocks, *[Block(line, tight=True) for line in lines]]


def _header(message: Message, name: str) -> str:
    """A header's words; encoded ones (=?utf-8?B?…?=) are decoded by the names of browsers only."""
    out = ""
    raw = clean(str(message.get(name, ""))[:2000])
    try:
        pieces = email.header.decode_header(raw)
    except (ValueError, email.errors.HeaderParseError):
        return " ".join(raw.split())
    for text, charset in pieces:
        out += text if isinstance(text, str) else text.decode(codec(charset or "utf-8") or "utf-8", "replace")
    return " ".join(out.split())
