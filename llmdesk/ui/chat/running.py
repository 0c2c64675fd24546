"""An answer on its way, and what its task tells of it: values that `session` works with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from llmdesk.engine.types import Written
from llmdesk.models.library import InstalledModel
from llmdesk.store import Attachment, BranchMessage, StoredMessage
from llmdesk.tools.chat import answering
from llmdesk.ui.tasks import Task


@dataclass(frozen=True)
class Given:
    """What is sent with a question; `texts` by their hashes, as far as the store may lack them. `everything`:
    all documents are to be read for it."""

    attachments: tuple[Attachment, ...] = ()
    texts: Mapping[str, bytes] = field(default_factory=dict)
    everything: bool = False


NOTHING_GIVEN = Given()


@dataclass(frozen=True)
class Reading:
    """How much of a long prompt the model has read, in tokens; or of all documents, with the seconds that are
    left, None while that cannot be told."""

    message_id: int
    done: int
    total: int
    documents: bool = False
    left_s: float | None = None


@dataclass(frozen=True)
class Report:
    """How far an answer is; each report holds everything so far, since only the newest arrives."""

    conversation_id: int
    branch: tuple[BranchMessage, ...]
    written: Written = field(default_factory=Written)
    reading: Reading | None = None


@dataclass
class Running:
    """An answer on its way. `conversation_id` None: its conversation is being created; `reading`: how far
    the prompt is read, as long as nothing of the answer has come."""

    conversation_id: int | None
    question: str | None  # the text that still stands in the composer
    again: Callable[[], None]  # the same once more, when the user has chosen what to leave out
    task: Task[answering.Answer] | None = None
    answer: StoredMessage | None = None
    written: Written = field(default_factory=Written)
    reading: Reading | None = None
    model: InstalledModel | None = None  # where another than the chosen one answers,
    with_chosen: Callable[[], None] | None = None  # and the same with the chosen one
