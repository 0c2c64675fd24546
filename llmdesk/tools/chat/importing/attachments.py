"""Attached documents of chats that llmdesk wrote, out of JSON values.

Owns the checks: what the file says is not believed. A text is known by the hash of what it is here, whatever
the file calls it. Must not read files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from llmdesk.store import Attachment
from llmdesk.tools.chat.attaching.grounds import MEMBER as GROUNDS
from llmdesk.tools.chat.everything.found import MEMBER as EVERYTHING
from llmdesk.tools.chat.everything.found import of_a_file
from llmdesk.tools.chat.importing import members
from llmdesk.tools.chat.importing.types import Tally

_MOST = 1_000  # texts of a chat, and attachments of a message
_LONGEST_PATH = 10_000
_LONGEST_NAME = 1_000  # of a pasted text
#: By what the file calls a text: its hash, and what is kept of it.
Texts = Mapping[str, tuple[str, bytes]]


def texts_of(value: object) -> Texts:
    """The texts of a chat that are documents; what is none is passed over, and missed by who names it."""
    # What reads documents comes with it, and the window does not wait for that.
    from llmdesk.tools.chat.attaching.texts import body_of, digest_of, document_of

    found: dict[str, tuple[str, bytes]] = {}
    for called, each in list(value.items())[:_MOST] if isinstance(value, dict) else ():
        try:
            document = document_of("", json.dumps(each).encode())
        except (ValueError, RecursionError):
            continue
        if document is not None:
            body = body_of(document)
            found[str(called)] = digest_of(body), body
    return found


def bodies(texts: Texts) -> dict[str, bytes]:
    return dict(texts.values())


def attachments_of(value: object, texts: Texts, tally: Tally) -> tuple[Attachment, ...]:
    """Of a message; those whose text is not there are counted."""
    given = value if isinstance(value, list) else []
    found = [_attachment(each, texts) for each in given[:_MOST]]
    tally.left["attachments"] += sum(each is None for each in found) + len(given[_MOST:])
    return tuple(each for each in found if each is not None)


def _attachment(value: Any, texts: Texts) -> Attachment | None:
    from llmdesk.tools.chat.attaching.texts import LONGEST_NAME

    if not isinstance(value, dict):
        return None
    name, path, called, detail = (value.get(each) for each in ("name", "path", "digest", "detail"))
    if not isinstance(name, str) or not isinstance(path, str) or not isinstance(called, str):
        return None
    if called not in texts:
        return None
    sound = detail if isinstance(detail, dict) and members.is_shallow(detail) else {}
    line = members.foreign_line(name)[:LONGEST_NAME]
    return Attachment(line, _here(path), texts[called][0], sound)


def of_draft(value: object, texts: Texts, tally: Tally) -> str:
    """What is attached to a draft, as it is kept; a file of a foreign chat is read when the user says so."""
    given = value if isinstance(value, list) else []
    found = [_of_draft(each, texts) for each in given[:_MOST]]
    tally.left["attachments"] += sum(each is None for each in found) + len(given[_MOST:])
    sound = [each for each in found if each is not None]
    return json.dumps(sound, ensure_ascii=False) if sound else ""


def _of_draft(value: Any, texts: Texts) -> dict[str, object] | None:
    if not isinstance(value, dict):
        return None
    name, text, path, kept = (value.get(each) for each in ("name", "text", "path", "kept"))
    if isinstance(name, str) and isinstance(text, str) and text:
        return {"name": members.foreign_line(name)[:_LONGEST_NAME], "text": text}
    if isinstance(path, str) and (here := _here(path)):
        return {"path": here, "asks": True}
    if isinstance(kept, list) and len(kept) == 4:
        named = dict(zip(("name", "path", "digest", "detail"), kept, strict=True))
        found = _attachment(named, texts)
        if found is not None:
            return {"kept": [found.name, found.path, found.digest, dict(found.detail)]}
    return None


def without_shares(detail: Mapping[str, object]) -> Mapping[str, object]:
    """Details of an answer, in which no document lies on another computer."""
    found = dict(detail)
    if GROUNDS in found:
        found[GROUNDS] = _without_shares(found[GROUNDS])
    if EVERYTHING in found and (kept := of_a_file(found.pop(EVERYTHING), _here)) is not None:
        found[EVERYTHING] = kept
    return found


def _without_shares(value: object) -> object:
    if isinstance(value, dict):
        return {
            name: _here(each) if name == "path" and isinstance(each, str) else _without_shares(each)
            for name, each in value.items()
        }
    return [_without_shares(each) for each in value] if isinstance(value, list) else value


def _here(path: str) -> str:
    """A path as it is looked at when the chat shows; "" for one that Windows would ask another computer for:
    who sends a file of chats must not learn who opens it."""
    is_share = path.lstrip().replace("/", "\\").startswith(("\\\\", "\\??\\"))
    return "" if is_share else path[:_LONGEST_PATH]
