"""The values that the store hands out. All frozen; they cross threads.

Owns the vocabulary of the store. Must not import sqlite3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from llmdesk.engine.types import Role

MessageState = Literal["done", "streaming", "stopped", "failed"]
Outcome = Literal["done", "stopped", "failed"]
# What was deleted for good: "conversation", "message", "run" or "item", its id, and when it was made.
Gone = tuple[str, int, float]
# Which tool made a run, in the tool's own word ("summary", "check", "sentiment", "table", "poem", …).
RunKind = str
RunState = Literal["running", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation. Times are seconds since the epoch; `leaf_id` ends the branch that is shown;
    `folder_id` None: it is in no folder. `preset`: how it is answered, as the tool keeps it; None: as the
    settings say."""

    id: int
    title: str
    title_is_automatic: bool
    created: float
    updated: float
    leaf_id: int | None
    draft: str
    folder_id: int | None = None
    pinned: bool = False
    preset: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of chats. `collapsed`: its chats are not listed; `chats`: how many are in it."""

    id: int
    name: str
    collapsed: bool
    chats: int


@dataclass(frozen=True, slots=True)
class ChatListing:
    """The chats as a list shows them: those that are pinned, then folder by folder those of the ones that are
    not collapsed, then those in no folder, each newest first.

    `more`: there are further chats behind the last; `newest`: the one that was used last, wherever it is.
    """

    folders: tuple[Folder, ...]
    chats: tuple[Conversation, ...]
    more: bool
    newest: int | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text that goes with a message. `digest` is the hash of what is kept of it; `path` the file that it
    was read from, "" where it was pasted; `detail` what else the tool keeps of it."""

    name: str
    path: str
    digest: str
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One message of a conversation's tree.

    `model` is who answered ("" for what a user wrote). `detail` holds what is known about an
    answer: finish_reason, prompt_tokens, completion_tokens, tokens_per_s, error, …
    `thoughts` are those before an answer; None: nobody told them apart, and they may stand in `content`
    between the marks of the model. `attachments` are the texts that a question came with.
    """

    id: int
    conversation_id: int
    parent_id: int | None
    role: Role
    content: str
    state: MessageState
    model: str
    created: float
    detail: Mapping[str, object] = field(default_factory=dict)
    thoughts: str | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class BranchMessage:
    """A message of a branch, and which of the versions at its place it is (1-based).

    Versions are the messages with the same parent, in the order of their making.
    """

    message: StoredMessage
    version: int
    versions: int


@dataclass(frozen=True, slots=True)
class WholeMessage:
    """A message of a `WholeConversation`; `parent` is the place of its parent there, before its own."""

    parent: int | None
    role: Role
    content: str
    state: MessageState
    model: str
    created: float
    detail: Mapping[str, object] = field(default_factory=dict)
    thoughts: str | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class WholeConversation:
    """All of a conversation, free of the ids of a store. `leaf` is the place of the message that ends the
    branch that is shown; `folder` the name of the folder that it is in, "" for none; `preset` as in
    `Conversation`. `texts` are those of its attachments by their hashes, as far as the store it goes to may
    lack them. `draft_attached`: what is attached to the draft, as whoever keeps it there writes it; "" for
    nothing."""

    title: str
    title_is_automatic: bool
    created: float
    updated: float
    draft: str
    messages: tuple[WholeMessage, ...]
    leaf: int | None
    folder: str = ""
    pinned: bool = False
    preset: Mapping[str, object] | None = None
    texts: Mapping[str, bytes] = field(default_factory=dict)
    draft_attached: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a conversation that was put in: it was new, or it was here, or it was here and grew."""

    outcome: Literal["new", "known", "extended"]
    conversation_id: int


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A place where the searched words are; `message_id` is None where they are in the title.

    `highlights` are (start, end) character offsets into `snippet`, which is one line.
    """

    conversation_id: int
    message_id: int | None
    title: str
    snippet: str
    highlights: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One use of a tool: what went in, with which options, and what came out.

    `inputs`, `options`, `result` and `detail` are JSON objects as Python values; `result` is None
    until there is one.
    """

    id: int
    kind: RunKind
    title: str
    model: str
    inputs: Mapping[str, object]
    options: Mapping[str, object]
    result: Mapping[str, object] | None
    state: RunState
    created: float
    updated: float
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunHeading:
    """What a list of past runs shows of one, without reading its inputs and its result."""

    id: int
    title: str
    model: str
    state: RunState
    created: float


@dataclass(frozen=True, slots=True)
class RunBegun:
    """What a run was begun with, and how it is by now, without its result."""

    id: int
    state: RunState
    inputs: Mapping[str, object]
    options: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that the user made to use it again, of a `kind` of the tool's ("preset", "prompt"). `body` is
    a JSON object as Python values."""

    id: int
    kind: str
    name: str
    body: Mapping[str, object]
    created: float
    updated: float


Occasion = Literal[
    "daily", "update", "restore"
]  # of a backup: once a day, before an update, before going back


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database that was made at `created` (seconds since the epoch)."""

    path: Path
    created: float
    size: int
    occasion: Occasion


@dataclass(frozen=True, slots=True)
class Holding:
    """How much a backup has: chats, results of the tools, presets and prompts. `newest`: when the last chat
    or result changed, None where there is none."""

    chats: int
    results: int
    items: int
    newest: float | None


@dataclass(frozen=True, slots=True)
class Compacted:
    """The bytes of the database before and after."""

    before: int
    after: int
