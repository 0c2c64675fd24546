"""Where a model goes: which devices, how many layers, whether it fits at all.

Owns the arithmetic between a model's header and this machine's memory. Pure functions over
values; nothing here touches llama.cpp. Sizes in bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk import hardware
from llmdesk.engine.types import DEFAULT_KV, Device, KvCache, ModelSpec
from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, ModelLoadError, ModelSettingsRefused, UsageError
from llmdesk.gguf import Header

# Set aside on every GPU for compute buffers and for what else uses it.
_GPU_RESERVE = 768 << 20
# llama.cpp's compute buffers on the CPU stay below this at a batch of 512 for all models we list.
_CPU_COMPUTE = 400 << 20


def usable_gpus(wanted: str, devices: Sequence[Device]) -> list[Device]:
    """The GPUs to use for `--device wanted`; none means CPU. Raises `UsageError`."""
    gpus = [device for device in devices if device.kind == "gpu"]
    if wanted == "cpu" or (wanted == "auto" and not gpus):
        return []
    if wanted in ("auto", "gpu") and gpus:
        return gpus
    named = [device for device in devices if device.id.lower() == wanted.lower()]
    if named:
        return [device for device in named if device.kind == "gpu"]
    raise UsageError(
        QT_TRANSLATE_NOOP("core", "This computer has no such device."),
        QT_TRANSLATE_NOOP("core", "“{wanted}” was asked for; llama.cpp finds {found}."),
        QT_TRANSLATE_NOOP(
            "core", "Choose “auto” or “cpu”. A graphics card needs a build of llama.cpp that supports it."
        ),
        wanted=wanted,
        found=Listing(tuple(device.id for device in devices) or ("CPU",)),
    )


def gpu_layers(header: Header, context: int, gpus: Sequence[Device], kv: KvCache = DEFAULT_KV) -> int:
    """How many layers fit into the free memory of `gpus`; layers + 1 means all, the output too."""
    if not gpus:
        return 0
    weights = header.size / (header.layers + 1)
    cache = 2 * hardware.kv_cache_bytes(header, context, kv) / header.layers  # two lanes
    room = sum(max(0, gpu.memory_free - _GPU_RESERVE) for gpu in gpus)
    return min(header.layers + 1, int(room / (weights + cache)))


def kv_used(header: Header, spec: ModelSpec) -> KvCache:
    """In what type keys and values are kept. Raises `ModelSettingsRefused` where llama.cpp cannot keep those
    of this model as its user wants it."""
    kv = spec.kv
    if hardware.kv_suits(header, kv):
        return kv
    if spec.kv_if_it_suits:
        return DEFAULT_KV
    raise ModelSettingsRefused(
        QT_TRANSLATE_NOOP("core", "This model cannot keep its context in the type that was chosen."),
        QT_TRANSLATE_NOOP(
            "core",
            "{type} packs 32 numbers together; this model has {key} in a key and {value} in a value.",
        ),
        QT_TRANSLATE_NOOP("core", "Choose “Automatic” for the type of the context in the model's settings."),
        type=kv.key if kv.key != "f16" else kv.value,
        key=header.key_length,
        value=header.value_length,
    )


def check_memory(header: Header, context: int, layers_on_gpu: int, kv: KvCache = DEFAULT_KV) -> None:
    """Raise `ModelLoadError` when weights and KV cache cannot fit into the free memory."""
    on_cpu = max(0.0, 1 - layers_on_gpu / (header.layers + 1))
    cache = hardware.kv_cache_bytes(header, context, kv)
    needed = int(on_cpu * (header.size + cache)) + _CPU_COMPUTE
    available = hardware.memory().available
    if needed <= available:
        return
    params = {"needed": gigabytes(needed), "available": gigabytes(available), "context": f"{context:,}"}
    title = QT_TRANSLATE_NOOP("core", "There is not enough memory for this model.")
    detail = QT_TRANSLATE_NOOP(
        "core", "With a context of {context} tokens it needs {needed}; {available} are free."
    )
    if header.size + _CPU_COMPUTE < available:
        hint = QT_TRANSLATE_NOOP("core", "Choose a smaller context, or close other programs.")
    else:
        hint = QT_TRANSLATE_NOOP("core", "Choose a smaller model, or close other programs.")
    raise ModelLoadError(title, detail, hint, **params)


def gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB"
