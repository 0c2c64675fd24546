"""Whether a model fits into this machine's memory, with the figures that say why.

Owns the estimate of what the engine takes and the choice of a file to recommend. Pure functions of
a header and of memory figures; loads nothing, asks nobody. Sizes in bytes.

The estimate was measured against llama.cpp's own figures on the CPU with the engine's batch of 512
(135M and 1.5B models, contexts from 512 to 32,768): KV cache and compute buffers within 1 %, without flash
attention within 3 %, the memory of the engine process within 8 %.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from llmdesk import hardware
from llmdesk.engine.types import DEFAULT_KV, FlashAttention, KvCache, WeightsSpeed
from llmdesk.gguf import Header
from llmdesk.models.hub_answers import RemoteFile
from llmdesk.models.speed import active_of_header, tokens_per_second

Verdict = Literal["fits", "tight", "too big"]

_BATCH = 512  # tokens that llama.cpp computes at once
_OUTPUTS = 8  # rows of logits that the engine reserves
_PROCESS = 40 << 20  # Python, libllama and the tokenizer
# Beside the model, a machine needs some memory for what else runs.
_COMFORT = 0.9
# Tensors of these types are laid out anew for the processor's vector units, beside the file.
_REPACKED = ("Q4_0", "Q4_K", "IQ4_NL")
# The share of a file that they are, for files of which only the beginning is known.
_REPACKED_SHARE = {"Q4_0": 0.85, "IQ4_NL": 0.85, "Q4_K_S": 0.8, "Q4_K_M": 0.56, "Q4_K_L": 0.5}
_PREFERRED = (
    "Q4_K_M", "UD-Q4_K_XL", "Q4_K_S", "Q4_K_L", "IQ4_XS", "Q4_0", "IQ4_NL", "MXFP4_MOE", "MXFP4", "Q4_1",
    "Q5_K_M", "Q5_K_S", "Q3_K_M", "Q3_K_L", "Q6_K", "Q8_0", "Q3_K_S", "IQ3_M", "Q2_K",
)  # fmt: skip
_MANY = ("BF16", "F16", "F32")


@dataclass(frozen=True)
class Need:
    """What the engine takes for a model at a context.

    `weights` is the file itself, which the system can drop from memory and read again;
    `repacked` are tensors that are in memory twice, in the processor's own layout.
    """

    weights: int
    kv_cache: int
    compute: int
    repacked: int
    process: int = _PROCESS

    @property
    def total(self) -> int:
        """The memory of the engine process."""
        return self.weights + self.kv_cache + self.compute + self.repacked + self.process

    @property
    def least(self) -> int:
        """What must stay in memory for an answer at a bearable speed."""
        return self.total - self.repacked


@dataclass(frozen=True)
class Fit:
    """The verdict and what it rests on. `context` in tokens; `available` counts `freed` in.

    `tokens_per_s`: how fast it would answer; None where nothing can be said: the computer was not measured,
    the memory is too small, or a graphics card holds the model only in part."""

    verdict: Verdict
    need: Need
    context: int
    available: int
    freed: int
    tokens_per_s: float | None = None


def need(
    header: Header, context: int, kv: KvCache = DEFAULT_KV, flash_attention: FlashAttention = "auto"
) -> Need:
    """What the engine takes for a model at `context` tokens, on the CPU.

    More exact for a header with its tensors (`read_header(path, tensors=True)`).
    """
    metadata, prefix = header.metadata, header.architecture
    wide = metadata.get(f"{prefix}.feed_forward_length", 4 * header.embedding)
    experts = metadata.get(f"{prefix}.expert_feed_forward_length")
    used = metadata.get(f"{prefix}.expert_used_count")
    if isinstance(experts, int) and isinstance(used, int):
        wide = experts * used
    if isinstance(wide, tuple):
        wide = max((n for n in wide if isinstance(n, int)), default=0)
    feed_forward = wide if isinstance(wide, int) else 4 * header.embedding
    activations = 4 * _BATCH * (3 * feed_forward + 4 * header.embedding)
    mask = 2 * _BATCH * context
    logits = 4 * _OUTPUTS * header.vocabulary
    compute = activations + mask + logits
    if flash_attention == "off" and not kv.needs_flash:  # then all scores of a batch are held at once
        compute = max(compute, 4 * _BATCH * ((header.heads + 1) * context + 6 * header.embedding))
    return Need(
        weights=header.size,
        kv_cache=hardware.kv_cache_bytes(header, context, kv),
        compute=compute,
        repacked=_repacked(header),
    )


def fit(
    header: Header,
    context: int | None = None,
    *,
    memory: hardware.Memory | None = None,
    freed: int = 0,
    gpu_free: int = 0,
    speed: WeightsSpeed | None = None,
    kv: KvCache = DEFAULT_KV,
    flash_attention: FlashAttention = "auto",
    gpu_layers: int | None = None,
) -> Fit:
    """Whether the model fits here at `context` (None: what the engine would choose), with its keys and values
    kept as `kv` says.

    `freed`: what unloading the model that is loaded now gives back; `gpu_free`: of graphics cards
    that the engine would use, and `gpu_layers` of the model there (None: as many as go); `speed`: what was
    measured of this computer. "tight": it can be loaded,
    but other programs will feel it.
    """
    available = (memory or hardware.memory()).available + freed
    tokens = context or hardware.default_context(header, available, kv)
    wanted = need(header, tokens, kv, flash_attention)
    if gpu_layers is not None and gpu_layers <= header.layers:  # of the cards no more than these layers take
        gpu_free = min(gpu_free, wanted.least * gpu_layers // (header.layers + 1))
    on_gpu = wanted.least <= gpu_free * _COMFORT
    if on_gpu or wanted.total <= available * _COMFORT:
        verdict: Verdict = "fits"
    else:
        verdict = "tight" if wanted.least <= available + gpu_free else "too big"
    known = speed is not None and verdict != "too big" and speed.on_gpu == on_gpu
    pace = tokens_per_second(active_of_header(header), speed) if speed is not None and known else None
    return Fit(verdict, wanted, tokens, available, freed, pace)


def guess(size: int, available: int) -> Verdict:
    """A first verdict from the file's size alone, for lists; `fit` is the better one."""
    wanted = int(size * 1.15) + (300 << 20)
    if wanted <= available * _COMFORT:
        return "fits"
    return "tight" if wanted <= available else "too big"


def recommended(
    files: Sequence[RemoteFile], available: int, known: Mapping[str, Verdict] | None = None
) -> RemoteFile | None:
    """The file of a repo to take first: the usual quantization if it fits, else the best that does.

    `known`: verdicts by path that are better than a guess.
    """
    fitting = [f for f in files if _verdict(f, available, known or {}) == "fits"]
    ranked = [f for f in fitting if f.quantization in _PREFERRED]
    if ranked:
        return min(ranked, key=lambda f: _PREFERRED.index(f.quantization))
    plain = [f for f in fitting if f.quantization not in _MANY]
    return max(plain or fitting, key=lambda f: f.size or 0, default=None)


def _verdict(file: RemoteFile, available: int, known: Mapping[str, Verdict]) -> Verdict | None:
    if file.path in known:
        return known[file.path]
    return guess(file.size, available) if file.size is not None else None


def _repacked(header: Header) -> int:
    if not header.tensors:
        return int(header.size * _REPACKED_SHARE.get(header.quantization, 0.0))
    return sum(
        info.size
        for info in header.tensors
        if info.type in _REPACKED
        and len(info.shape) >= 2
        and info.shape[1] % 8 == 0
        and not info.name.startswith("token_embd")
    )
