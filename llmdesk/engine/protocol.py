"""What parent and child say to each other through the pipe. Frozen values, pickled.

Owns the messages and nothing else. Every request has a number that the parent gives; the child
answers each with any number of `Texts` or `Scores` and exactly one `Finished` or `Failed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from llmdesk.engine.embedding import EmbedderSpec, LoadedEmbedder, TextKind
from llmdesk.engine.kept_contexts import Keeping
from llmdesk.engine.types import (
    Completion,
    Device,
    GenerateRequest,
    LoadedModel,
    Message,
    ModelSpec,
    Piece,
    Score,
    ScoreRequest,
)
from llmdesk.engine.variants.choice import Choice, Trial
from llmdesk.errors import UserError


# -- parent to child -----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Load:
    """Load the model of `path`. `use_template` False: the file's chat template was found unusable.

    `known_threads`: what was measured before for this model (for a token, for prompts).
    """

    path: Path
    spec: ModelSpec
    use_template: bool
    known_threads: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class LoadEmbedder:
    """Load an embedding model, and answer `Embed`s from then on."""

    spec: EmbedderSpec


@dataclass(frozen=True, slots=True)
class Inspect:
    """Load the vocabulary of a file, try its template, answer `Inspected`, and end. With `template` that one
    is tried, and nothing else."""

    path: str
    template: str = ""


@dataclass(frozen=True, slots=True)
class ListDevices:
    """Answer `Devices`, and end."""


@dataclass(frozen=True, slots=True)
class MeasureWeights:
    """Answer `WeightsMeasured` for the first device of this kind, and end."""

    kind: Literal["cpu", "gpu"]
    threads: int


@dataclass(frozen=True, slots=True)
class Prove:
    """Try how this processor computes, and end. `variant` None: look which there are (`Surveyed`) and take
    the best; leave the files `broken` and the choices `skip` alone."""

    variant: str | None
    broken: tuple[str, ...]
    skip: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Generate:
    id: int
    request: GenerateRequest


@dataclass(frozen=True, slots=True)
class GenerateAll:
    """Several at once, so that it does not depend on the pipe which of them share a batch."""

    items: tuple[Generate, ...]


@dataclass(frozen=True, slots=True)
class StartScore:
    id: int
    request: ScoreRequest


@dataclass(frozen=True, slots=True)
class CountTokens:
    id: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountChat:
    """Answered by `Counted` with one number: the tokens of the prompt that these messages make."""

    id: int
    messages: tuple[Message, ...]
    template_variables: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Embed:
    """Answered by `Embedded`; a cancelled one by `Finished`."""

    id: int
    texts: tuple[str, ...]
    kind: TextKind


@dataclass(frozen=True, slots=True)
class Cancel:
    id: int


@dataclass(frozen=True, slots=True)
class KeepContexts:
    """Where what is read of chats is kept from now on."""

    keeping: Keeping


@dataclass(frozen=True, slots=True)
class ForgetContext:
    """Remove what is kept of a chat ("": of all), and write nothing more of what was read so far."""

    chat: str


@dataclass(frozen=True, slots=True)
class Ping:
    """Answer `Pong` at once, whatever is being computed."""


@dataclass(frozen=True, slots=True)
class Shutdown:
    """End in order."""


First = Load | LoadEmbedder | Inspect | ListDevices | MeasureWeights | Prove
Command = (
    First
    | Generate
    | GenerateAll
    | StartScore
    | CountTokens
    | CountChat
    | Embed
    | Cancel
    | KeepContexts
    | ForgetContext
    | Ping
    | Shutdown
)


# -- child to parent -----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Progress:
    """Of loading, 0…1."""

    done: float


@dataclass(frozen=True, slots=True)
class Loaded:
    model: LoadedModel


@dataclass(frozen=True, slots=True)
class EmbedderLoaded:
    model: LoadedEmbedder


@dataclass(frozen=True, slots=True)
class LoadFailed:
    error: UserError


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a vocabulary-only load found. `template_problem` is empty for a usable template; `template_line`:
    where it is, from 1; 0 where no line is to blame."""

    architecture: str
    vocabulary: int
    can_generate: bool
    has_template: bool
    template_problem: str
    template_line: int = 0


@dataclass(frozen=True, slots=True)
class Devices:
    devices: tuple[Device, ...]


@dataclass(frozen=True, slots=True)
class WeightsMeasured:
    """Bytes of weights a second; `alone`: no other program computed meanwhile."""

    bytes_per_second: float
    alone: bool


@dataclass(frozen=True, slots=True)
class Pong:
    """The child reads what is sent to it."""


@dataclass(frozen=True, slots=True)
class Looking:
    """A file of a backend is about to be opened, which may end the child."""

    file: str


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The variants that suit this processor by their own account, best first ("": built in); `gpu`: whether
    there are devices beside the processor."""

    variants: tuple[str, ...]
    gpu: bool


@dataclass(frozen=True, slots=True)
class Trying:
    """A way of computing is about to be tried, which may end the child."""

    choice: Choice


@dataclass(frozen=True, slots=True)
class Tried:
    trial: Trial


@dataclass(frozen=True, slots=True)
class Rendering:
    """A chat template begins (or ends) to run; the parent kills a child that stays in it too long."""

    id: int
    active: bool


@dataclass(frozen=True, slots=True)
class Texts:
    """New pieces of one or more answers: (request number, piece)."""

    pieces: tuple[tuple[int, Piece], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """How much of a long prompt is read: tokens, of all of them."""

    id: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Scores:
    id: int
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a request. `completion` has no text: the parent has the pieces."""

    id: int
    completion: Completion | None


@dataclass(frozen=True, slots=True)
class Counted:
    id: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Embedded:
    """`vectors`: float32, one text after the other."""

    id: int
    vectors: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    id: int
    error: UserError


@dataclass(frozen=True, slots=True)
class ThreadsMeasured:
    """In idle time: the best thread counts, from now on in use."""

    token: int
    prompt: int


@dataclass(frozen=True, slots=True)
class Status:
    """What the child is doing, a few times a second. Tokens, tokens a second."""

    active: int
    context_used: int
    tokens_per_s: float


Report = (
    Progress
    | Loaded
    | EmbedderLoaded
    | LoadFailed
    | Inspected
    | Devices
    | WeightsMeasured
    | Pong
    | Looking
    | Surveyed
    | Trying
    | Tried
    | Rendering
    | Texts
    | Read
    | Scores
    | Finished
    | Counted
    | Embedded
    | Failed
    | ThreadsMeasured
    | Status
)
