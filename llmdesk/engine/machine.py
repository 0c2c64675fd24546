"""What one may ask of this computer and of the model files on it, whichever engine answers.

Owns the protocol; `local.machine` does it. No model that writes is loaded for any of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from llmdesk.cancel import CancelToken
from llmdesk.engine.embedding import EmbedderSpec, TextEmbedder
from llmdesk.engine.types import Device, ModelCheck, WeightsSpeed


class Machine(Protocol):
    """Usable from any thread. Every method may raise a `UserError`."""

    def devices(self) -> list[Device]:
        """The devices that llama.cpp finds here."""

    def weights_speed(self, device: str = "auto") -> WeightsSpeed | None:
        """How fast models answer here, by the setting of the device; measured at the first call, which takes
        a few seconds. None where it cannot be measured, or not now: other programs compute."""

    def check(self, path: Path, cancel: CancelToken | None = None) -> ModelCheck:
        """Check a GGUF file without loading its weights; raises `ModelFileError` with what is wrong,
        `ModelUnchecked` where nothing was found out, and `Cancelled`."""

    def check_template(self, path: Path, template: str, cancel: CancelToken | None = None) -> None:
        """Try a chat template that somebody gives this model; raises `TemplateRefused` with the line that is
        wrong, and what `check` raises."""

    def embedder(self, spec: EmbedderSpec) -> TextEmbedder:
        """An embedding model on this computer, in a process of its own; nothing is loaded yet."""
