"""OpenAI's export of ChatGPT: one object a conversation, its messages a tree in `mapping`.

Owns which of its messages a chat of llmdesk has, and what is counted as left out: calls of tools and what
they gave, hidden and system messages, pictures, sounds and files. Answers that were made anew and questions
that were changed are versions. Source: the files as they are downloaded; the format is not documented by
its maker, so every member may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.store import WholeConversation
from llmdesk.tools.chat.importing import members
from llmdesk.tools.chat.importing.tree import Node, conversation_of
from llmdesk.tools.chat.importing.types import Left, Tally, wrong_member

_CIRCLE = Phrase(QT_TRANSLATE_NOOP("core", "the messages have no beginning"))
# Marks of sources that only its own window can show: begin, kind, place, end.
_SOURCE_MARK = re.compile("\ue200[^\ue200\ue201]{0,400}\ue201")
_PARTS: Mapping[str, tuple[Left, str]] = {
    "image_asset_pointer": ("pictures", "[image]"),
    "audio_asset_pointer": ("sounds", "[audio]"),
    "real_time_user_audio_video_asset_pointer": ("sounds", "[audio]"),
}


def is_conversation(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("mapping"), dict)


def conversation(value: Mapping[str, Any], tally: Tally, default_time: float) -> WholeConversation:
    """One conversation. Raises `ImportProblem`."""
    mapping = members.mapping(value.get("mapping"), "mapping")
    if len(mapping) > members.MOST_MESSAGES:
        raise wrong_member("mapping", members.TOO_MANY)
    created = members.time_or(value.get("create_time"), default_time)
    nodes: list[Node] = []
    places: dict[str, int | None] = {}  # of an id of theirs: its node, or that of the nearest one above
    for name, above in _in_order(mapping):
        parent = places.get(above) if above is not None else None
        node = _node(mapping[name], parent, created, tally)
        if node is None:
            places[name] = parent
        else:
            places[name] = len(nodes)
            nodes.append(node)
    if mapping and not places:
        raise wrong_member("mapping", _CIRCLE)
    return conversation_of(
        nodes,
        places.get(str(value.get("current_node"))),
        title=members.foreign_line(value.get("title")),
        created=created,
        updated=members.time_or(value.get("update_time"), created),
    )


def _in_order(mapping: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """(id, id of its parent), parents before their children, brothers as they were made."""
    children: dict[str, list[str]] = {}
    roots = []
    for name, node in mapping.items():
        above = members.mapping(node, f"mapping → {name}").get("parent")
        if isinstance(above, str) and above in mapping:
            children.setdefault(above, []).append(name)
        else:
            roots.append(name)
    for above, names in children.items():
        listed = mapping[above].get("children")
        if isinstance(listed, list):
            order = {name: place for place, name in enumerate(listed) if isinstance(name, str)}
            names.sort(key=lambda name: order.get(name, len(order)))
    waiting: list[tuple[str, str | None]] = [(name, None) for name in reversed(roots)]
    while waiting:
        name, above_it = waiting.pop()
        yield name, above_it
        waiting += [(child, name) for child in reversed(children.get(name, []))]


def _node(node: Mapping[str, Any], parent: int | None, created: float, tally: Tally) -> Node | None:
    """The message of a node; None for one that a chat of llmdesk does not have."""
    message = node.get("message")
    if not isinstance(message, dict):
        return None
    content = message.get("content")
    content = content if isinstance(content, dict) else {}
    made = members.time_or(message.get("create_time"), created)
    kind = content.get("content_type")
    if kind == "user_editable_context":
        tally.left["instructions"] += 1
        return None
    author = message.get("author")
    role = author.get("role") if isinstance(author, dict) else None
    if role == "system" or _is_hidden(message):
        if _text(content, Tally()).strip():
            tally.left["hidden"] += 1
        return None
    if role == "tool" or _is_call(message, role, kind):
        tally.left["tools"] += 1
        tally.left["pictures"] += _text(content, Tally()).count("[image]")
        return None
    if role not in ("user", "assistant"):
        tally.left["unknown"] += 1
        return None
    return _kept(message, content, Node(parent, "user" if role == "user" else "assistant", made), tally)


def _kept(message: Mapping[str, Any], content: Mapping[str, Any], node: Node, tally: Tally) -> Node | None:
    kind = content.get("content_type")
    if kind == "thoughts":
        node.thoughts = _thoughts(content)
    elif kind != "reasoning_recap":  # "Thought for 8 seconds"
        node.text = _text(content, tally)
        node.text = "\n\n".join(filter(None, (_attached(message, tally), node.text)))
    if node.role == "assistant":
        more = message.get("metadata")
        node.model = members.foreign_line(more.get("model_slug")) if isinstance(more, dict) else ""
    return node if node.text.strip() or node.thoughts.strip() else None


def _is_hidden(message: Mapping[str, Any]) -> bool:
    more = message.get("metadata")
    hidden = isinstance(more, dict) and more.get("is_visually_hidden_from_conversation") is True
    return hidden or message.get("weight") == 0


def _is_call(message: Mapping[str, Any], role: object, kind: object) -> bool:
    """What an assistant says to a tool, not to the user."""
    recipient = message.get("recipient")
    return role == "assistant" and (
        (isinstance(recipient, str) and recipient not in ("all", "")) or kind == "execution_output"
    )


def _text(content: Mapping[str, Any], tally: Tally) -> str:
    """What is to be read of a message; for what is not text stands a word in brackets."""
    kind = content.get("content_type")
    parts = content.get("parts")
    pieces = [_part(part, tally) for part in parts] if isinstance(parts, list) else []
    if not pieces:
        found = content.get("text") or content.get("result") or content.get("content")
        pieces = [members.foreign(found)]
    text = _SOURCE_MARK.sub("", "\n\n".join(piece for piece in pieces if piece.strip()))
    if kind == "code" and text.strip():
        language = members.foreign_line(content.get("language"))
        language = language if language.isalnum() and language != "unknown" else ""
        fence = "````" if "```" in text else "```"
        return f"{fence}{language}\n{text}\n{fence}"
    return text


def _part(part: object, tally: Tally) -> str:
    if isinstance(part, str):
        return members.foreign(part)
    if not isinstance(part, dict):
        return ""
    if isinstance(part.get("text"), str):  # what was said aloud
        return members.foreign(part["text"])
    left, word = _PARTS.get(str(part.get("content_type")), ("unknown", ""))
    tally.left[left] += 1
    return word


def _attached(message: Mapping[str, Any], tally: Tally) -> str:
    more = message.get("metadata")
    attachments = more.get("attachments") if isinstance(more, dict) else None
    names = []
    for each in attachments if isinstance(attachments, list) else []:
        mime = each.get("mime_type") if isinstance(each, dict) else None
        if isinstance(each, dict) and not (isinstance(mime, str) and mime.startswith("image/")):
            tally.left["files"] += 1
            names.append(f"[file: {members.foreign_line(each.get('name'))[:200]}]")
    return "\n".join(names)


def _thoughts(content: Mapping[str, Any]) -> str:
    found = content.get("thoughts")
    pieces = []
    for each in found if isinstance(found, list) else []:
        if isinstance(each, dict):
            said = (members.foreign(each.get("summary")), members.foreign(each.get("content")))
            pieces.append("\n".join(filter(None, said)))
    return "\n\n".join(filter(None, pieces))
