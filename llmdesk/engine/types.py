"""The values that go into and come out of the engine. All frozen; they cross threads and processes.

Owns the vocabulary of the engine's contract. Must not import anything of llmdesk but other such values, and
nothing that is slow to import.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from llmdesk.engine.abilities import Abilities
from llmdesk.engine.model_ref import ElsewhereRef, ModelRef

Role = Literal["system", "user", "assistant"]
FinishReason = Literal["stop", "length", "context", "cancelled", "grammar"]
Priority = Literal["interactive", "batch"]
PieceKind = Literal["text", "thought"]
EngineStatus = Literal["empty", "loading", "ready", "busy", "crashed", "closed"]
KvType = Literal["f16", "q8_0", "q4_0"]
FlashAttention = Literal["auto", "on", "off"]
TemplateSource = Literal["gguf", "chatml", "own"]

#: Characters of a chat template that somebody gives a model; the longest of well-known models has 20,000.
MAX_TEMPLATE = 200_000


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat. `content` is plain text; it can never become a control token."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Device:
    """A device that llama.cpp can compute on here.

    `id` is llama.cpp's own name ("CPU", "CUDA0", "Metal", "Vulkan0"); memory is in bytes, 0 where
    the backend does not tell.
    """

    id: str
    description: str
    kind: Literal["cpu", "gpu", "accelerator"]
    memory_total: int
    memory_free: int


@dataclass(frozen=True, slots=True)
class WeightsSpeed:
    """Bytes of weights that this computer gets through in a second, which decides how fast it answers.

    `gpu_free`: memory of its graphics cards in bytes, where these are what was measured: it holds for models
    that lie in it as a whole.
    """

    bytes_per_second: float
    on_gpu: bool = False
    gpu_free: int = 0


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is chosen. `None` means: the model's own default (see `DEFAULT_SAMPLING`).

    The fields are those of llama.cpp's samplers and are applied in its order: penalties, DRY,
    top-k, top-p, min-p, XTC, temperature. `temperature` 0 takes the likeliest token always.
    `seed` None draws a seed; the one used is in `Completion.seed`, 0 where a server keeps it to itself.
    """

    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    repeat_penalty: float | None = None
    repeat_last_n: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    dry_multiplier: float | None = None
    dry_base: float | None = None
    dry_allowed_length: int | None = None
    xtc_probability: float | None = None
    xtc_threshold: float | None = None
    seed: int | None = None

    def over(self, other: Sampling) -> Sampling:
        """These values, and those of `other` where this one says None."""
        changes = {
            name: getattr(other, name) for name in self.__dataclass_fields__ if getattr(self, name) is None
        }
        return replace(self, **changes)


DEFAULT_SAMPLING = Sampling(
    temperature=0.7,
    top_k=0,
    top_p=1.0,
    min_p=0.05,
    repeat_penalty=1.05,
    repeat_last_n=64,
    presence_penalty=0.0,
    frequency_penalty=0.0,
    dry_multiplier=0.0,
    dry_base=1.75,
    dry_allowed_length=2,
    xtc_probability=0.0,
    xtc_threshold=0.1,
)


@dataclass(frozen=True, slots=True)
class KvCache:
    """In what type the KV cache keeps keys and values: "q8_0" takes about half of the memory of "f16",
    "q4_0" a bit more than a quarter. llama.cpp quantizes values only with flash attention."""

    key: KvType = "f16"
    value: KvType = "f16"

    @property
    def needs_flash(self) -> bool:
        return self.value != "f16"


DEFAULT_KV = KvCache()


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """Which model to load and how. `None` means: measured or computed on this machine.

    `name` is what people call it; empty: the name in the file.

    `context` is the limit of one request in tokens. `sampling` are the catalog's recommended values, used
    where the model brings none. What follows holds for a model on this computer: `device` is "auto", "cpu",
    "gpu" or a `Device.id`; `flash_attention` is turned on where `kv` needs it; `kv_if_it_suits`: a model that
    cannot keep its context in that type keeps it in "f16", else it is refused; `template`: a chat template
    (Jinja) in place of the model's, "" for the model's own.
    """

    ref: ModelRef
    context: int | None = None
    device: str = "auto"
    gpu_layers: int | None = None
    threads: int | None = None
    threads_batch: int | None = None
    sampling: Sampling = field(default_factory=Sampling)
    name: str = ""
    kv: KvCache = DEFAULT_KV
    kv_if_it_suits: bool = False
    flash_attention: FlashAttention = "auto"
    template: str = ""


@dataclass(frozen=True, slots=True)
class LocalFacts:
    """How a model runs on this computer, as the engine process reports it. Sizes in bytes, of the model, of
    the KV cache for `LoadedModel.context` and of what a batch needs; `device` as llama.cpp names it.
    `flash_attention` None: llama.cpp does not say; `template`: whose chat template is used; `template_id`
    tells those that users give apart, "" for others."""

    architecture: str
    description: str
    size: int
    context_train: int
    vocabulary: int
    layers: int
    gpu_layers: int
    device: str
    device_description: str
    threads: int
    threads_batch: int
    kv_bytes: int
    compute_bytes: int
    kv: KvCache = DEFAULT_KV
    flash_attention: bool | None = None
    template: TemplateSource = "gguf"
    template_id: str = ""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """What every engine knows of the model that it has loaded, and `local`, where that runs on this computer.

    `name` is what results say the model was: it tells models of different engines apart. `context` in
    tokens; `sampling` is what the engine uses where a request says nothing; `abilities`: what it can be asked
    for. `has_template`: the model has a chat template that works, its own or one that was given (else a
    usual one is taken);
    `parameters` 0 where the engine does not say; `load_s`: the seconds until it could be asked. `warnings`
    are for people, marked for translation.
    """

    ref: ModelRef
    name: str
    context: int
    sampling: Sampling
    abilities: Abilities
    has_template: bool = True
    parameters: int = 0
    load_s: float = 0.0
    warnings: tuple[str, ...] = ()
    local: LocalFacts | None = None

    @property
    def where(self) -> str:
        """What computes, as its owner names it: the device here, or the place of an engine elsewhere."""
        if self.local is not None:
            return self.local.device or "CPU"
        return self.ref.place if isinstance(self.ref, ElsewhereRef) else ""


@dataclass(frozen=True, slots=True)
class GenerateRequest:
    """One text to generate: either `messages` (rendered with the model's chat template) or `prompt`.

    `prompt` is raw text without a template; text in it that spells a control token is ordinary
    text. `max_tokens` None: until the model stops or the context is full. `stop`: strings that end
    the answer and are not part of it; they may stand in thoughts. `grammar`: GBNF, root rule `root`.
    `template_variables` go to the chat template (`enable_thinking`, …). `likelihood`: measure how likely
    the model finds what was written (`Completion.log_likelihood`). `fresh`, of batch work: begin with an
    empty KV cache where no other batch work runs, so that the same requests and seeds give the same texts
    each time. `begun`: how the answer to `messages` begins, as an engine wrote it (thoughts between their
    marks): the model goes on right behind it, and only what it adds comes. `chat`: the stored chat that
    this belongs to, of which the engine may keep what it has read (`TextEngine.keep_contexts`); "" keeps
    nothing. `copies`: much of the answer stands in the prompt word for word, which the engine may use to
    write it faster; the answer is the same, but for near ties behind a long context. `streamed`, of batch
    work: somebody reads it as it is written. `alternatives`: tell how likely each token was that was written,
    and so many of the others that were likely in its place (`Completion.tokens`); None tells nothing.
    """

    messages: tuple[Message, ...] = ()
    prompt: str | None = None
    sampling: Sampling = field(default_factory=Sampling)
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()
    grammar: str | None = None
    priority: Priority = "interactive"
    template_variables: Mapping[str, Any] = field(default_factory=dict)
    likelihood: bool = False
    fresh: bool = False
    begun: str = ""
    chat: str = ""
    copies: bool = False
    streamed: bool = False
    alternatives: int | None = None


@dataclass(frozen=True, slots=True)
class Timings:
    """Where the time of one request went, in seconds."""

    load_s: float = 0.0
    queue_s: float = 0.0
    prompt_s: float = 0.0
    generation_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of an answer on its way: of what is said, or of what the model thinks before.

    `anew`: what came before was taken for something that it is not, and comes once more from here on.
    """

    text: str
    kind: PieceKind = "text"
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What has come of an answer: what it says, and what the model thought before."""

    text: str = ""
    thoughts: str = ""

    def plus(self, piece: Piece) -> Written:
        before = Written() if piece.anew else self
        if piece.kind == "thought":
            return Written(before.text, before.thoughts + piece.text)
        return Written(before.text + piece.text, before.thoughts)


@dataclass(frozen=True, slots=True)
class LikelyToken:
    """A token of an answer: the bytes that it spells, its natural-log probability under the model alone,
    without sampling and grammar, and the likeliest tokens in its place, the best first."""

    spelling: bytes
    logprob: float
    alternatives: tuple[tuple[bytes, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """A finished (or stopped) answer: what it says, and apart from it what the model thought before.

    It ended by itself ("stop"), at `max_tokens` ("length"), because prompt and answer fill the context
    ("context"), … Token counts are of both; `reused_tokens` of the prompt were in the KV cache.

    `log_likelihood`, where it was asked for: the natural-log probabilities of the generated tokens
    (the one that ends the answer left out) under the model alone, without sampling and grammar, summed.
    A word that a grammar forced on the model shows there.

    `tokens`, where `GenerateRequest.alternatives` asked for them and the engine gives them: all that were
    written, those of thoughts and of a stop string too, without the one that ends the answer.

    `guessed_tokens` were looked up in the text that it copies (`GenerateRequest.copies`), and of them
    `stood_tokens` were right, each of which saved a step.
    """

    text: str
    finish_reason: FinishReason
    prompt_tokens: int
    reused_tokens: int
    completion_tokens: int
    timings: Timings
    model: str
    seed: int
    log_likelihood: float | None = None
    thoughts: str = ""
    guessed_tokens: int = 0
    stood_tokens: int = 0
    tokens: tuple[LikelyToken, ...] = ()

    @property
    def tokens_per_s(self) -> float:
        """Generation speed; 0 for an answer of one token or none."""
        if self.completion_tokens < 2 or self.timings.generation_s <= 0:
            return 0.0
        return (self.completion_tokens - 1) / self.timings.generation_s


@dataclass(frozen=True, slots=True)
class Question:
    """What a decision model is asked about a text, `state`: which of `options` (a name, and what it means: ""
    where the name says it) fits; without options, whether `instructions`, a statement, is true of it."""

    state: str
    instructions: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreRequest:
    """Log-probabilities of `labels` after `prefix + item + suffix`, for every item.

    All are raw text, tokenized one by one: put the space that belongs to a word into its own piece
    (item " good film", label " positive"). Labels may have any number of tokens. With `labels`
    empty, each item is itself a continuation of `prefix`, and its own log-likelihood is given;
    with `grammar`, under the model that may only write what the grammar allows (of the 4,096
    likeliest tokens at each place), minus infinity where the item breaks it.

    `questions`, one for each item: the same for a model that reads no prompt (`Ability.DECISIONS`); others
    do not look at them. It gives the probabilities of the options, or of true and of false, as it was
    trained to. They stand in the order of the labels.
    """

    prefix: str
    items: tuple[str, ...]
    suffix: str = ""
    labels: tuple[str, ...] = ()
    grammar: str | None = None
    priority: Priority = "batch"
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The result for item `index`: natural-log probabilities in the order of the labels.

    `tokens` are those of the item and the suffix. `error` is set, and `logprobs` empty, for an
    item that does not fit the context.
    """

    index: int
    logprobs: tuple[float, ...]
    tokens: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class EngineState:
    """What the engine is doing now, for a status bar. `progress` is 0…1 while loading."""

    status: EngineStatus
    model: LoadedModel | None = None
    progress: float = 0.0
    active: int = 0
    context_used: int = 0
    tokens_per_s: float = 0.0
    memory: int = 0


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """What a check of a GGUF file found without loading its weights; only good files give one."""

    path: Path
    architecture: str
    name: str
    size: int
    layers: int
    context_train: int
    vocabulary: int
    quantization: str
    template: Literal["gguf", "chatml"]
    template_problem: str = ""
