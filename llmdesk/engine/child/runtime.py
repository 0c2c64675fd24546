"""Loading a model in the engine process: placement, context, threads, template.

Owns the steps between "load this file" and a scheduler that can answer, and the report of what
was really used. Runs in the child only.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk import hardware
from llmdesk.engine.abilities import WRITER
from llmdesk.engine.child import placement
from llmdesk.engine.child.backend import Log, devices
from llmdesk.engine.child.llama import (
    AbortFlag,
    Attention,
    Context,
    ContextLimit,
    ContextSize,
    Formatter,
    Model,
    chat_formatter,
)
from llmdesk.engine.child.prompt import CHATML, CHATML_STOP
from llmdesk.engine.failures import cannot_generate
from llmdesk.engine.protocol import Load
from llmdesk.engine.threads.governor import ThreadGovernor
from llmdesk.engine.threads.measuring import Measuring
from llmdesk.engine.types import (
    DEFAULT_KV,
    DEFAULT_SAMPLING,
    Device,
    LoadedModel,
    LocalFacts,
    ModelSpec,
    Sampling,
    TemplateSource,
)
from llmdesk.errors import QT_TRANSLATE_NOOP, ModelLoadError, ModelSettingsRefused, shown
from llmdesk.gguf import Header, read_header

BATCH_TOKENS = 512  # of one decode
INTERACTIVE_SEQUENCES = 8  # chats that stay in the KV cache
_OUTPUTS = 16  # places of a batch with logits: of chats that are answered at once, and of guesses


@dataclass(frozen=True)
class Runtime:
    """Everything that a scheduler needs. `governors` (of single tokens, of prompts) and `measuring` are None
    where the threads are fixed; `measured`: the threads were measured before. `attention`: of every context
    of this model. `stop`: what ends an answer beside the model's own tokens."""

    model: Model
    context: Context
    attention: Attention
    loaded: LoadedModel
    facts: LocalFacts
    formatter: Formatter
    stop: tuple[str, ...]
    governors: tuple[ThreadGovernor, ThreadGovernor] | None
    measuring: Measuring | None
    measured: bool


def load(
    command: Load, abort: AbortFlag, log: Log, on_progress: Callable[[float], None], *, extra_buffers: bool
) -> Runtime:
    """Load what `command` says. Raises `ModelFileError`, `ModelLoadError`, `UsageError`."""
    began, crowd = time.perf_counter(), hardware.Crowd()
    header = read_header(command.path)
    spec = replace(command.spec, kv=placement.kv_used(header, command.spec))
    place = _place(header, spec)
    placement.check_memory(header, place.context, place.layers, spec.kv)
    model = _model(command.path, place, log, on_progress, extra_buffers=extra_buffers)
    attention = Attention(place.layers > 0, spec.kv, "on" if spec.kv.needs_flash else spec.flash_attention)
    context = _make_context(model, place.context, abort, attention, log)
    threads = _threads(command, all_on_gpu=place.all_on_gpu)
    context.set_threads(threads)
    formatter, template = _formatter(model, spec.template, command.use_template)
    on_progress(1.0)
    facts = _facts(model, header, spec, place, threads, attention, template, log)
    loaded = LoadedModel(
        ref=spec.ref,
        name=spec.name or header.name or command.path.stem,
        context=place.context,
        sampling=_sampling(spec, header),
        # One that cannot write (of embeddings alone, say) is not loaded (`can_generate`). Where it brings no
        # template, `CHATML` makes it one to chat with.
        abilities=WRITER,
        has_template=template != "chatml",
        parameters=model.parameters,
        load_s=time.perf_counter() - began,
        warnings=_warnings(spec, place.context, header, template),
        local=facts,
    )
    cores = hardware.cores().physical
    free = spec.threads is None and not place.all_on_gpu and cores > 1
    return Runtime(
        model,
        context,
        attention,
        loaded,
        facts,
        formatter,
        stop=_stop(template, spec.template),
        governors=_governors(threads, cores, crowd.free(cores)) if free and not place.layers else None,
        measuring=Measuring(model, abort, cores) if free else None,
        measured=command.known_threads is not None,
    )


@dataclass(frozen=True)
class _Place:
    """Where a model goes: tokens of its context, layers on a GPU, and the devices with the handles of those
    that get layers. `all_on_gpu`: what is not repeated, too."""

    context: int
    layers: int
    handles: Sequence[int]
    devices: Sequence[Device]
    all_on_gpu: bool


def _place(header: Header, spec: ModelSpec) -> _Place:
    known = devices()
    gpus = placement.usable_gpus(spec.device, [device for _, device in known])
    context = spec.context or hardware.default_context(header, hardware.memory().available, spec.kv)
    layers = spec.gpu_layers
    if layers is None:
        layers = placement.gpu_layers(header, context, gpus, spec.kv)
    layers = min(layers, header.layers + 1) if gpus else 0
    handles = [handle for handle, device in known if layers and device in gpus]
    used = gpus if layers else [device for _, device in known if device.kind == "cpu"][:1]
    return _Place(context, layers, handles, used, layers > header.layers)


def _model(
    path: Path, place: _Place, log: Log, on_progress: Callable[[float], None], *, extra_buffers: bool
) -> Model:
    """The weights: nine tenths of the time."""

    def progress(done: float) -> bool:
        on_progress(done * 0.9)
        return True

    model = Model(
        path,
        gpu_layers=place.layers,
        device_handles=place.handles,
        extra_buffers=extra_buffers,
        on_progress=progress,
        log=log,
    )
    if not model.can_generate:
        raise cannot_generate(path.name, model.architecture)
    return model


def _facts(
    model: Model,
    header: Header,
    spec: ModelSpec,
    place: _Place,
    threads: tuple[int, int],
    attention: Attention,
    template: TemplateSource,
    log: Log,
) -> LocalFacts:
    """What was really used."""
    return LocalFacts(
        architecture=header.architecture,
        description=model.description,
        size=model.size,
        context_train=header.context_train,
        vocabulary=model.n_vocab,
        layers=header.layers,
        gpu_layers=place.layers,
        device=" + ".join(device.id for device in place.devices) or "CPU",
        device_description=", ".join(device.description for device in place.devices),
        threads=threads[0],
        threads_batch=threads[1],
        kv_bytes=log.mebibytes("KV buffer size"),
        compute_bytes=log.mebibytes("compute buffer size"),
        kv=spec.kv,
        flash_attention=_flash_used(attention, log),
        template=template,
        template_id=hashlib.sha256(spec.template.encode("utf-8", "replace")).hexdigest()[:16]
        if spec.template
        else "",
    )


def _make_context(model: Model, tokens: int, abort: AbortFlag, attention: Attention, log: Log) -> Context:
    cores = hardware.cores().physical
    spare = 1 if model.has_partial_memory else 0  # to save chats with; of others it is allocated for each
    size = ContextSize(tokens, BATCH_TOKENS, INTERACTIVE_SEQUENCES, _OUTPUTS, spare=spare)
    told_before = len(log.errors)
    try:
        return Context(model, size, (cores, cores), abort, attention)
    except ContextLimit:
        raise no_context(tokens, attention, log.errors[told_before:]) from None


def no_context(tokens: int, attention: Attention, errors: Sequence[str]) -> ModelLoadError:
    """Why llama.cpp made no context of so many tokens. `errors`: what it said meanwhile; where none of it is
    about memory, what was chosen instead of “Automatic” is to blame."""
    chosen = attention.kv != DEFAULT_KV or attention.flash != "auto"
    if chosen and errors and not any("alloc" in line or "out of memory" in line for line in errors):
        return ModelSettingsRefused(
            QT_TRANSLATE_NOOP("core", "The model could not be loaded."),
            QT_TRANSLATE_NOOP(
                "core", "llama.cpp refused the type of the context or the flash attention chosen: {reason}"
            ),
            QT_TRANSLATE_NOOP("core", "Choose “Automatic” for both in the model's settings."),
            reason=shown(errors[0], 200),
        )
    return ModelLoadError(
        QT_TRANSLATE_NOOP("core", "There is not enough memory for this model."),
        QT_TRANSLATE_NOOP("core", "llama.cpp could not make a context of {context} tokens."),
        QT_TRANSLATE_NOOP("core", "Choose a smaller context, or close other programs."),
        context=f"{tokens:,}",
    )


# -- threads -------------------------------------------------------------------------------------
def _threads(command: Load, *, all_on_gpu: bool) -> tuple[int, int]:
    """(for decoding one token, for prompts): as asked for, else as measured before, else all cores until
    it is measured, which nobody waits for."""
    spec, cores = command.spec, hardware.cores().physical
    if spec.threads is not None:
        return spec.threads, spec.threads_batch or spec.threads
    if all_on_gpu:
        return min(4, cores), min(4, cores)
    if command.known_threads is not None:
        return min(command.known_threads[0], cores), min(command.known_threads[1], cores)
    return cores, spec.threads_batch or cores


def _governors(threads: tuple[int, int], cores: int, free: int) -> tuple[ThreadGovernor, ThreadGovernor]:
    return ThreadGovernor(threads[0], cores, free), ThreadGovernor(threads[1], cores, free)


# -- template and report -------------------------------------------------------------------------
def _formatter(model: Model, own: str, use_template: bool) -> tuple[Formatter, TemplateSource]:
    """`own`: a template that was given for this model, and found to work."""
    source = own or (model.template if use_template else None)
    name: TemplateSource = "own" if own else "gguf" if source else "chatml"
    return chat_formatter(source or CHATML, model.token_text(model.eos), model.token_text(model.bos)), name


def _stop(template: TemplateSource, own: str) -> tuple[str, ...]:
    """The marks of ChatML, where it is that: a model that knows no such tokens spells them."""
    if template == "own":
        return tuple(mark for mark in CHATML_STOP if mark in own)
    return CHATML_STOP if template == "chatml" else ()


def _flash_used(attention: Attention, log: Log) -> bool | None:
    """Whether flash attention is in use, where llama.cpp had to find out itself whether it can be."""
    if attention.flash != "auto":
        return attention.flash == "on"
    line = log.last_with("Flash Attention")
    return line.endswith("enabled") if line else None


def _warnings(spec: ModelSpec, context: int, header: Header, template: str) -> tuple[str, ...]:
    warnings = []
    if spec.kv.needs_flash and spec.flash_attention == "off":
        warnings.append(
            QT_TRANSLATE_NOOP(
                "core", "Flash attention is on: llama.cpp needs it to keep values in fewer bits."
            )
        )
    if context > header.context_train:
        warnings.append(
            QT_TRANSLATE_NOOP("core", "The context is longer than the model was trained for; answers suffer.")
        )
    if template == "chatml":
        warnings.append(
            QT_TRANSLATE_NOOP("core", "The model has no usable chat template; ChatML is used instead.")
        )
    return tuple(warnings)


def _sampling(spec: ModelSpec, header: Header) -> Sampling:
    from_file = Sampling(**header.sampling)  # type: ignore[arg-type]  # floats and ints by their names
    return from_file.over(spec.sampling).over(DEFAULT_SAMPLING)
