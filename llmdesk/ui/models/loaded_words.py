"""How a model is loaded, in words: as its user wants it, and as it really is.

Owns the wording. Must not know widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale

from llmdesk.engine.types import LoadedModel
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.models.own_settings import OwnSettings, kv_text
from llmdesk.ui.model_words import say
from llmdesk.ui.words import format_bytes

_CONTEXT = QT_TRANSLATE_NOOP("core", "context {count} tokens")
_LAYERS = QT_TRANSLATE_NOOP("core", "{count} layers on the graphics card")
_OF_LAYERS = QT_TRANSLATE_NOOP("core", "{count} of {all} layers on the graphics card")
_KEPT = QT_TRANSLATE_NOOP("core", "KV cache {type}")
_KEPT_SIZE = QT_TRANSLATE_NOOP("core", "KV cache {type}, {size}")
_FLASH = {
    True: QT_TRANSLATE_NOOP("core", "flash attention on"),
    False: QT_TRANSLATE_NOOP("core", "flash attention off"),
}
_TEMPLATE = QT_TRANSLATE_NOOP("core", "a chat template of your own")


def own_words(own: OwnSettings) -> str:
    """What differs from automatic; "" where nothing does."""
    number = QLocale().toString
    parts = [
        say(_CONTEXT, count=number(own.context)) if own.context is not None else "",
        say(_LAYERS, count=number(own.gpu_layers)) if own.gpu_layers is not None else "",
        say(_KEPT, type=kv_text(own.kv)) if own.kv is not None else "",
        say(_FLASH[own.flash_attention == "on"]) if own.flash_attention != "auto" else "",
        say(_TEMPLATE) if own.template else "",
    ]
    return " · ".join(part for part in parts if part)


def loaded_words(loaded: LoadedModel) -> str:
    """What was really used, as the engine says."""
    number, local = QLocale().toString, loaded.local
    parts = [say(_CONTEXT, count=number(loaded.context))]
    if local is not None:
        on_card, layers = number(local.gpu_layers), number(local.layers + 1)
        parts += [
            say(_OF_LAYERS, count=on_card, all=layers) if local.gpu_layers else "",
            say(_KEPT_SIZE, type=kv_text(local.kv), size=format_bytes(local.kv_bytes)),
            say(_FLASH[local.flash_attention]) if local.flash_attention is not None else "",
            say(_TEMPLATE) if local.template == "own" else "",
        ]
    return " · ".join(part for part in parts if part)
