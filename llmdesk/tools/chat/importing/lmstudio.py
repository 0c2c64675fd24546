"""LM Studio's chats: a file each, a list of messages that each have versions.

Owns its shape: a version is one step or several, a step has pieces of text or is a call of a tool; steps in
the style of thinking are thoughts. Files of old versions hold `role` and `content` at once. Source: the files
in its folder `conversations`; every member may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from llmdesk.store import WholeConversation
from llmdesk.tools.chat.importing import members
from llmdesk.tools.chat.importing.tree import Node, conversation_of
from llmdesk.tools.chat.importing.types import Tally
from llmdesk.tools.chat.presets.lmstudio import preset_of_chat
from llmdesk.tools.chat.presets.values import preset_value


def is_conversation(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("messages"), list):
        return False
    first = next(iter(value["messages"]), None)
    if first is None:
        return "name" in value and "createdAt" in value
    return isinstance(first, dict) and ("versions" in first or ("role" in first and "content" in first))


def conversation(value: Mapping[str, Any], tally: Tally, default_time: float) -> WholeConversation:
    """One chat. Raises `ImportProblem`."""
    created = members.time_or(value.get("createdAt"), default_time)
    model = _model(value.get("lastUsedModel"))
    nodes: list[Node] = []
    above: int | None = None
    for place, message in enumerate(members.sequence(value.get("messages"), "messages")):
        found = members.mapping(message, f"messages[{place}]")
        versions, chosen = _versions(found, f"messages[{place}]")
        kept: dict[int, int] = {}
        for number, version in enumerate(versions):
            node = _node(version, above, created, tally)
            if node is not None:
                node.model = (node.model or model) if node.role == "assistant" else ""
                kept[number] = len(nodes)
                nodes.append(node)
        if kept:
            above = kept.get(chosen, max(kept.values()))
    latest = (value.get("assistantLastMessagedAt"), value.get("userLastMessagedAt"))
    updated = max(members.time_or(each, created) for each in latest)
    title = members.foreign_line(value.get("name"))
    came = conversation_of(nodes, above, title=title, created=created, updated=updated)
    preset = preset_of_chat(value)
    if value.get("systemPrompt") and (preset is None or not preset.instructions):
        tally.left["instructions"] += 1  # no text, or too long a one
    return came if preset is None else replace(came, preset=preset_value(preset))


def _versions(message: Mapping[str, Any], path: str) -> tuple[list[Mapping[str, Any]], int]:
    if "versions" not in message:
        return [message], 0
    found = members.sequence(message["versions"], f"{path}.versions")
    versions = [members.mapping(each, f"{path}.versions[{place}]") for place, each in enumerate(found)]
    chosen = message.get("currentlySelected")
    return versions, chosen if isinstance(chosen, int) else 0


def _node(version: Mapping[str, Any], above: int | None, created: float, tally: Tally) -> Node | None:
    role = version.get("role")
    if role == "system":
        tally.left["instructions"] += bool(_text(version.get("content"), tally))
        return None
    if role not in ("user", "assistant"):
        tally.left["unknown"] += 1
        return None
    node = Node(above, "user" if role == "user" else "assistant", created)
    sender = version.get("senderInfo")
    node.model = members.foreign_line(sender.get("senderName")) if isinstance(sender, dict) else ""
    steps = version.get("steps")
    if isinstance(steps, list):
        _take_steps(node, steps, tally)
    else:
        node.text = _text(version.get("content"), tally)
    return node if node.text.strip() or node.thoughts.strip() else None


def _take_steps(node: Node, steps: list[Any], tally: Tally) -> None:
    texts: list[str] = []
    thoughts: list[str] = []
    for step in steps[: members.MOST_MESSAGES]:
        if not isinstance(step, dict):
            continue
        if step.get("type") == "contentBlock":
            style = step.get("style")
            thinking = isinstance(style, dict) and style.get("type") == "thinking"
            (thoughts if thinking else texts).append(_text(step.get("content"), tally))
            node.model = _model(step.get("genInfo")) or node.model
        elif step.get("type") == "toolStatus":
            tally.left["tools"] += 1
    node.text = "\n\n".join(each for each in texts if each.strip())
    node.thoughts = "\n\n".join(each for each in thoughts if each.strip())


def _text(content: object, tally: Tally) -> str:
    if isinstance(content, str):
        return members.foreign(content)
    return "\n\n".join(filter(None, _pieces(content, tally))) if isinstance(content, list) else ""


def _pieces(content: list[Any], tally: Tally) -> Iterator[str]:
    for piece in content:
        if not isinstance(piece, dict):
            continue
        if isinstance(piece.get("text"), str):
            yield members.foreign(piece["text"])
        elif piece.get("type") == "file":
            picture = piece.get("fileType") == "image"
            tally.left["pictures" if picture else "files"] += 1
            name = members.foreign_line(piece.get("fileIdentifier") or piece.get("name"))[:200]
            yield "[image]" if picture else f"[file: {name}]"
        elif str(piece.get("type")).startswith("toolCall"):
            tally.left["tools"] += 1
        else:
            tally.left["unknown"] += 1


def _model(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    return members.foreign_line(value.get("identifier") or value.get("indexedModelIdentifier"))
