"""Messages of another program, joined into a conversation.

Owns what all foreign formats share: messages under messages, in the order of their making, thoughts apart
from answers, several answers in a row made one. Must not know a format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from llmdesk.store import WholeConversation, WholeMessage
from llmdesk.tools.chat.answering import automatic_title


@dataclass
class Node:
    """One message before it is joined; `parent` is the place of one before it."""

    parent: int | None
    role: Literal["user", "assistant"]
    created: float
    text: str = ""
    thoughts: str = ""
    model: str = ""


def conversation_of(
    nodes: Sequence[Node], leaf: int | None, *, title: str, created: float, updated: float
) -> WholeConversation:
    """The nodes as a conversation; `leaf`: the place of the node that is shown last, None: the newest."""
    places = _joined(nodes)
    kept = [place for place in range(len(nodes)) if places[place] == place]
    number = {place: index for index, place in enumerate(kept)}
    messages = tuple(
        WholeMessage(
            _number_of(nodes[place].parent, places, number),
            nodes[place].role,
            nodes[place].text,
            "done",
            nodes[place].model,
            nodes[place].created,
            thoughts=nodes[place].thoughts or None,  # None: they may stand in the text
        )
        for place in kept
    )
    shown = _number_of(leaf, places, number)
    if shown is None and messages:
        shown = len(messages) - 1
    first = next((message.content for message in messages if message.role == "user"), "")
    return WholeConversation(
        title or automatic_title(first), not title, created, max(created, updated), "", messages, shown
    )


def _number_of(place: int | None, places: Sequence[int], number: dict[int, int]) -> int | None:
    return None if place is None else number[places[place]]


def _joined(nodes: Sequence[Node]) -> list[int]:
    """For each node the place of the one that it is part of: an answer in several pieces is one."""
    places = list(range(len(nodes)))
    children = [0] * len(nodes)
    for node in nodes:
        if node.parent is not None:
            children[node.parent] += 1
    parts: dict[int, list[Node]] = {}
    for place, node in enumerate(nodes):
        if node.parent is None or node.role != "assistant" or children[node.parent] != 1:
            continue
        first = places[node.parent]
        if nodes[first].role == "assistant":
            parts.setdefault(first, [nodes[first]]).append(node)
            places[place] = first
    for first, pieces in parts.items():
        answer = nodes[first]
        answer.text = "\n\n".join([piece.text for piece in pieces if piece.text])
        answer.thoughts = "\n\n".join([piece.thoughts for piece in pieces if piece.thoughts])
        answer.model = next((piece.model for piece in pieces if piece.model), "")
    return places
