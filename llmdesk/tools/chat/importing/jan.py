"""Jan's threads: a folder each, with `thread.json` and a line of JSON for each message in `messages.jsonl`.

Owns their shape. Source: the folders that Jan writes; every member may be missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from llmdesk.store import WholeConversation
from llmdesk.tools.chat.importing import members
from llmdesk.tools.chat.importing.tree import Node, conversation_of
from llmdesk.tools.chat.importing.types import Tally, wrong_member


def conversation(
    thread: Mapping[str, Any], lines: Iterable[object], tally: Tally, default_time: float
) -> WholeConversation:
    """One thread and its messages, in the order of their times. Raises `ImportProblem`."""
    created = members.time_or(thread.get("created", thread.get("created_at")), default_time)
    model = _model(thread)
    found: list[Mapping[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if len(found) >= members.MOST_MESSAGES:
            raise wrong_member("messages.jsonl", members.TOO_MANY)
        found.append(members.mapping(line, f"messages.jsonl, {number}"))
    found.sort(key=lambda message: members.time_or(message.get("created_at"), created))
    nodes: list[Node] = []
    for message in found:
        node = _node(message, len(nodes) - 1 if nodes else None, created, tally)
        if node is not None:
            node.model = model if node.role == "assistant" else ""
            nodes.append(node)
    updated = members.time_or(thread.get("updated", thread.get("updated_at")), created)
    title = members.foreign_line(thread.get("title") or thread.get("summary"))
    return conversation_of(
        nodes, len(nodes) - 1 if nodes else None, title=title, created=created, updated=updated
    )


def _node(message: Mapping[str, Any], above: int | None, created: float, tally: Tally) -> Node | None:
    role = message.get("role")
    if role not in ("user", "assistant"):
        tally.left["hidden" if role == "system" else "tools"] += 1
        return None
    node = Node(
        above,
        "user" if role == "user" else "assistant",
        members.time_or(message.get("created_at"), created),
    )
    content = message.get("content")
    pieces = content if isinstance(content, list) else [content]
    texts: list[str] = []
    thoughts: list[str] = []
    for piece in pieces:
        _take(piece, texts, thoughts, tally)
    node.text = "\n\n".join(filter(None, texts))
    node.thoughts = "\n\n".join(filter(None, thoughts))
    return node if node.text.strip() or node.thoughts.strip() else None


def _take(piece: object, texts: list[str], thoughts: list[str], tally: Tally) -> None:
    if isinstance(piece, str):
        texts.append(members.foreign(piece))
    if not isinstance(piece, dict):
        return
    kind, inner = piece.get("type"), piece.get("text")
    said = members.foreign(inner.get("value") if isinstance(inner, dict) else inner)
    if kind in ("image_url", "image"):
        tally.left["pictures"] += 1
        texts.append("[image]")
    elif kind == "tool_call":
        tally.left["tools"] += 1
    else:
        (thoughts if kind == "reasoning" else texts).append(said)


def _model(thread: Mapping[str, Any]) -> str:
    assistants = thread.get("assistants")
    first = assistants[0] if isinstance(assistants, list) and assistants else None
    for holder in (first, thread):
        model = holder.get("model") if isinstance(holder, dict) else None
        if isinstance(model, dict):
            return members.foreign_line(model.get("id"))
    return ""
