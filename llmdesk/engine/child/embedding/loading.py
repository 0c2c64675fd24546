"""Loading an embedding model in an engine process of its own.

Owns what is loaded and how it pools. The priority of the process is low: documents are embedded behind
everything else that this computer does.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import psutil

from llmdesk import hardware
from llmdesk.engine.child import placement
from llmdesk.engine.child.backend import Log, devices
from llmdesk.engine.child.llama import AbortFlag, Attention, Context, ContextLimit, ContextSize, Model
from llmdesk.engine.child.runtime import no_context
from llmdesk.engine.embedding import EmbedderSpec, LoadedEmbedder, Pooling
from llmdesk.engine.failures import unknown_pooling
from llmdesk.gguf import read_embedding_header

_LOW = getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 10)  # the class of Windows, else a nice value
_BATCH_TOKENS = 512
# Of a text; a passage of a library has about 250, and a longer batch takes memory that is squared.
MOST_TOKENS = 1024
SEQUENCES = 32  # texts of a batch
# llama.cpp's pooling types, by their names here; -1 is what the file says.
_POOLINGS: dict[int, Pooling] = {1: "mean", 2: "cls", 3: "last"}
_NUMBERS = {name: number for number, name in _POOLINGS.items()}


@dataclass(frozen=True)
class Loaded:
    model: Model
    context: Context
    facts: LoadedEmbedder


def load(spec: EmbedderSpec, abort: AbortFlag, log: Log, *, extra_buffers: bool) -> Loaded:
    """Raises `ModelFileError`, also for a file that does not say how it pools, and `ModelLoadError`."""
    began = time.perf_counter()
    psutil.Process().nice(_LOW)
    header = read_embedding_header(spec.path)
    known = devices()
    gpus = placement.usable_gpus(spec.device, [device for _, device in known])
    longest = min(header.context_train, MOST_TOKENS)
    batch = max(_BATCH_TOKENS, longest)
    layers = min(placement.gpu_layers(header, batch, gpus), header.layers + 1)
    placement.check_memory(header, batch, layers)
    model = Model(
        spec.path,
        gpu_layers=layers,
        device_handles=[handle for handle, device in known if layers and device in gpus],
        extra_buffers=extra_buffers,
        log=log,
    )
    said = header.metadata.get(f"{header.architecture}.pooling_type")
    wanted = -1 if said in _POOLINGS or spec.pooling is None else _NUMBERS[spec.pooling]
    cores = hardware.cores().physical
    threads = spec.threads or cores
    told_before = len(log.errors)
    attention = Attention(layers > 0)
    try:
        size = ContextSize(batch, batch, SEQUENCES, batch)
        context = Context(model, size, (threads, threads), abort, attention, pooling=wanted)
    except ContextLimit:
        raise no_context(batch, attention, log.errors[told_before:]) from None
    pooling = _POOLINGS.get(context.pooling)
    if pooling is None:
        raise unknown_pooling(spec.path.name)
    facts = LoadedEmbedder(model.dimensions, longest, pooling, time.perf_counter() - began)
    return Loaded(model, context, facts)
