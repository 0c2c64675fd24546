"""How one model is loaded, where its user wants it otherwise than the settings and this computer say.

Owns the values and their bounds, reading them from JSON forgivingly, and templates from files. Must not know
where they are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llmdesk.engine.types import DEFAULT_KV, MAX_TEMPLATE, FlashAttention, KvCache, KvType
from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, TemplateRefused

KV_TYPES: tuple[KvType, ...] = ("f16", "q8_0", "q4_0")
FLASH_ATTENTION = ("auto", "on", "off")
MIN_CONTEXT = 256  # tokens
MAX_CONTEXT = 1 << 24
MAX_GPU_LAYERS = 10_000
_MAX_BYTES = 4 * MAX_TEMPLATE  # of a file with a template
_TOO_LARGE = QT_TRANSLATE_NOOP("core", "it is too large for a chat template")


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """`None`, "auto" and "" mean: nothing of its own, as the settings say or as it is measured here.

    `context` in tokens; `gpu_layers` 0 for none; `template`: a chat template (Jinja) in place of the model's.
    """

    context: int | None = None
    gpu_layers: int | None = None
    kv: KvCache | None = None
    flash_attention: FlashAttention = "auto"
    template: str = ""

    @property
    def kv_used(self) -> KvCache:
        return self.kv or DEFAULT_KV

    def kv_beside(self, usual: KvType) -> KvCache:
        """Its own, else the `usual` type of all models; that does not turn on flash attention where it was
        turned off."""
        if self.kv is not None or self.flash_attention == "off":
            return self.kv_used
        return KvCache(usual, usual)


NOTHING_OWN = OwnSettings()


def kv_text(kv: KvCache) -> str:
    """As it is written: "q8_0", or for keys and values apart "q8_0/q4_0"."""
    return kv.key if kv.key == kv.value else f"{kv.key}/{kv.value}"


def kv_of(text: str) -> KvCache | None:
    """What `kv_text` gave; None for what is no such type."""
    key, separator, value = text.partition("/")
    value = value if separator else key
    return KvCache(key, value) if _kv([key, value]) else None  # type: ignore[arg-type]


def read_template(path: Path) -> str:
    """The text of a file with a chat template; raises `TemplateRefused` for what cannot be one."""
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise _not_read(path, error.strerror or str(error)) from error
    if len(data) > _MAX_BYTES:
        raise _not_read(path, Phrase(_TOO_LARGE))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_read(path, Phrase(QT_TRANSLATE_NOOP("core", "it is no text in UTF-8"))) from error
    if len(text) > MAX_TEMPLATE:
        raise _not_read(path, Phrase(_TOO_LARGE))
    return text.replace("\r\n", "\n")


def _not_read(path: Path, reason: str | Phrase) -> TemplateRefused:
    return TemplateRefused(
        QT_TRANSLATE_NOOP("core", "This file cannot be read as a chat template."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}."),
        QT_TRANSLATE_NOOP("core", "Choose another file."),
        path=path,
        reason=reason,
        line=0,
    )


def to_json(own: OwnSettings) -> dict[str, object]:
    """What differs from nothing of its own."""
    document: dict[str, object] = {
        "context": own.context,
        "gpu_layers": own.gpu_layers,
        "kv": [own.kv.key, own.kv.value] if own.kv is not None else None,
        "flash_attention": own.flash_attention if own.flash_attention != "auto" else None,
        "template": own.template or None,
    }
    return {name: value for name, value in document.items() if value is not None}


def from_json(document: object) -> OwnSettings:
    """What makes sense of it; the rest counts as not set."""
    if not isinstance(document, Mapping):
        return NOTHING_OWN
    given: dict[str, Any] = {name: document[name] for name, fits in _FITS.items() if fits(document.get(name))}
    if "kv" in given:
        given["kv"] = KvCache(*given["kv"])
    return OwnSettings(**given)


def _whole(least: int, most: int) -> Callable[[object], bool]:
    # In Python, and so in JSON that is read with it, True is an int.
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _kv(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(kind in KV_TYPES for kind in value)


_FITS: dict[str, Callable[[object], bool]] = {
    "context": _whole(MIN_CONTEXT, MAX_CONTEXT),
    "gpu_layers": _whole(0, MAX_GPU_LAYERS),
    "kv": _kv,
    "flash_attention": lambda value: value in FLASH_ATTENTION,
    "template": lambda value: isinstance(value, str) and len(value) <= MAX_TEMPLATE,
}
