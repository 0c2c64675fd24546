"""Chats that llmdesk wrote, out of JSON values (the format is in `chats_json`).

Owns the checks: what the file says is not believed. Must not read files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from llmdesk.engine.types import Role
from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.store import MessageState, WholeConversation, WholeMessage
from llmdesk.tools.chat.chats_json import FORMAT, MAJOR
from llmdesk.tools.chat.importing import attachments, members
from llmdesk.tools.chat.importing.types import Place, Tally, newer_version, unknown_kind, wrong_member
from llmdesk.tools.chat.presets.values import MOST_MEMBERS

_HEADER = {"format", "version", "thoughts", "folders"}
_MOST_FOLDERS = 1_000
_CHAT = {
    "title",
    "title_is_automatic",
    "created",
    "updated",
    "draft",
    "draft_attachments",
    "folder",
    "pinned",
    "preset",
    "shown",
    "texts",
    "messages",
}
_MESSAGE = {"parent", "role", "content", "thoughts", "state", "model", "created", "detail", "attachments"}
_ROLES = ("user", "assistant", "system")
_STATES = ("done", "stopped", "failed")
_VERSION = re.compile(r"(\d{1,6})\.\d{1,6}")

_NO_TEXTS: attachments.Texts = MappingProxyType({})

_ONE_OF = QT_TRANSLATE_NOOP("core", "one of {words} was expected")
_EARLIER = Phrase(QT_TRANSLATE_NOOP("core", "the place of an earlier message, or null, was expected"))
_A_PLACE = Phrase(QT_TRANSLATE_NOOP("core", "the place of a message, or null, was expected"))


def is_ours(header: Mapping[str, Any]) -> bool:
    return header.get("format") == FORMAT


def check_header(header: Mapping[str, Any], place: Place, tally: Tally) -> None:
    """Raises `ImportProblem` for a version that this llmdesk cannot read."""
    version = header.get("version")
    found = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if found is None:
        raise unknown_kind(place)
    if int(found[1]) > MAJOR:
        raise newer_version(place, found[0])
    _tell_unknown(header, _HEADER, tally)


def folders(header: Mapping[str, Any], tally: Tally) -> list[str]:
    """The names of folders that a file tells beside its chats; what is none is passed over."""
    found = header.get("folders") if is_ours(header) else None
    names = [name for name in found if isinstance(name, str)] if isinstance(found, list) else []
    tally.left["folders"] += len(names[_MOST_FOLDERS:])
    return [name[: members.LONGEST_TITLE] for name in names[:_MOST_FOLDERS] if name.strip()]


def texts_before(value: object) -> attachments.Texts | None:
    """The texts of the chat that follows, where an element has nothing else."""
    if isinstance(value, dict) and value.keys() == {"texts"}:
        return attachments.texts_of(value["texts"])
    return None


def conversation(value: object, tally: Tally, before: attachments.Texts = _NO_TEXTS) -> WholeConversation:
    """One chat; `before`: texts that stood before it. Raises `ImportProblem` with the member that is
    wrong."""
    chat = members.mapping(value, "chat")
    _tell_unknown(chat, _CHAT, tally)
    found = members.sequence(chat.get("messages"), "messages")
    texts = {**before, **attachments.texts_of(chat.get("texts"))}
    messages = tuple(_message(each, place, texts, tally) for place, each in enumerate(found))
    leaf = chat.get("shown")
    if leaf is not None and not _is_place(leaf, len(messages)):
        raise wrong_member("shown", _A_PLACE)
    return WholeConversation(
        members.text(chat.get("title"), "title")[: members.LONGEST_TITLE],
        members.flag(chat.get("title_is_automatic"), "title_is_automatic"),
        members.time(chat.get("created"), "created"),
        members.time(chat.get("updated"), "updated"),
        members.text(chat.get("draft"), "draft"),
        messages,
        leaf,
        members.text(chat.get("folder", ""), "folder")[: members.LONGEST_TITLE],
        members.flag(chat.get("pinned", False), "pinned"),
        _preset(chat.get("preset"), tally),
        attachments.bodies(texts),
        attachments.of_draft(chat.get("draft_attachments"), texts, tally),
    )


def _message(value: object, place: int, texts: attachments.Texts, tally: Tally) -> WholeMessage:
    path = f"messages[{place}]"
    message = members.mapping(value, path)
    _tell_unknown(message, _MESSAGE, tally)
    parent = message.get("parent")
    if parent is not None and not _is_place(parent, place):
        raise wrong_member(f"{path}.parent", _EARLIER)
    thoughts = message.get("thoughts")
    role = cast("Role", _one_of(message.get("role"), _ROLES, f"{path}.role"))
    # Only a question comes with documents: the text of one in an answer would be the model's own words.
    carried = texts if role == "user" else {}
    return WholeMessage(
        parent,
        role,
        members.text(message.get("content"), f"{path}.content"),
        cast("MessageState", _one_of(message.get("state"), _STATES, f"{path}.state")),
        members.text(message.get("model"), f"{path}.model")[: members.LONGEST_TITLE],
        members.time(message.get("created"), f"{path}.created"),
        _detail(message.get("detail"), f"{path}.detail", tally),
        None if thoughts is None else members.text(thoughts, f"{path}.thoughts"),
        attachments.attachments_of(message.get("attachments"), carried, tally),
    )


def _preset(value: object, tally: Tally) -> Mapping[str, object] | None:
    """Whoever reads it believes none of its members; here it is only bounded."""
    if value is None:
        return None
    if not isinstance(value, dict) or not members.is_shallow(value) or len(value) > MOST_MEMBERS:
        tally.left["presets"] += 1
        return None
    return value


def _detail(value: object, path: str, tally: Tally) -> Mapping[str, object]:
    detail = members.mapping(value, path)
    if not members.is_shallow(detail):
        tally.left["details"] += 1
        return {}
    return attachments.without_shares(detail)


def _is_place(value: object, before: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < before


def _one_of(value: object, words: tuple[str, ...], path: str) -> str:
    if not isinstance(value, str) or value not in words:
        raise wrong_member(path, Phrase(_ONE_OF, {"words": ", ".join(words)}))
    return value


def _tell_unknown(value: Mapping[str, Any], known: set[str], tally: Tally) -> None:
    for name in value.keys() - known:
        tally.unknown_member(name)
