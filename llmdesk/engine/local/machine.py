"""This computer and the model files on it, asked by throw-away processes.

Owns what is found out of both and kept in the memo: how to compute here, and which files passed. Implements
`machine.Machine`. Runs in the parent.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk import hardware
from llmdesk.cancel import CancelToken
from llmdesk.engine.embedding import EmbedderSpec
from llmdesk.engine.failures import crashed
from llmdesk.engine.local.handle import ChildEnded, ask
from llmdesk.engine.local.inspect_file import FileInspector
from llmdesk.engine.memo import Memo
from llmdesk.engine.protocol import Devices, ListDevices, MeasureWeights, WeightsMeasured
from llmdesk.engine.types import Device, ModelCheck, WeightsSpeed
from llmdesk.engine.variants.prover import Prover
from llmdesk.errors import UserError

if TYPE_CHECKING:
    from llmdesk.engine.local.embedder import LocalEmbedder

SPEED_SECTION = "speed of weights"
_KEPT = 8  # processors


class LocalMachine:
    """One a data folder: the engine shares `memo` and `prover`, so that nothing is found out twice."""

    def __init__(self, log_path: Path, cache_path: Path | None = None) -> None:
        """`log_path`: where the children's output goes. `cache_path`: what was measured, kept in JSON."""
        self._log_path = log_path
        self.memo = Memo(cache_path)
        self.prover = Prover(log_path, self.memo)
        self._measuring = threading.Lock()
        self._inspector = FileInspector(log_path, self.memo, self.prover)

    def devices(self) -> list[Device]:
        try:
            report = ask(self._log_path, ListDevices(), self.prover.choice())
        except ChildEnded as ended:
            raise crashed(ended.end) from None
        return list(report.devices) if isinstance(report, Devices) else []

    def weights_speed(self, device: str = "auto") -> WeightsSpeed | None:
        cards = [] if device == "cpu" else [found for found in self.devices() if found.kind == "gpu"]
        on_gpu, gpu_free = bool(cards), sum(card.memory_free for card in cards)
        threads = hardware.cores().physical
        with self._measuring:
            known = self.memo.get(SPEED_SECTION, speed_key(on_gpu))
            if not isinstance(known, int | float):
                command = MeasureWeights("gpu" if on_gpu else "cpu", threads)
                try:
                    report = ask(self._log_path, command, self.prover.choice())
                except (ChildEnded, UserError):
                    return None
                if not isinstance(report, WeightsMeasured):
                    return None
                if not report.alone:  # it says how busy this computer is; measured again another time
                    return None
                known = report.bytes_per_second
                self.memo.put(SPEED_SECTION, speed_key(on_gpu), known, keep=_KEPT)
        return WeightsSpeed(float(known), on_gpu, gpu_free) if known > 0 else None

    def check(self, path: Path, cancel: CancelToken | None = None) -> ModelCheck:
        return self._inspector.check(path, cancel)

    def check_template(self, path: Path, template: str, cancel: CancelToken | None = None) -> None:
        self._inspector.check_template(path, template, cancel)

    def embedder(self, spec: EmbedderSpec) -> LocalEmbedder:
        # It needs numpy, a twelfth of what is imported before the window shows; few libraries have vectors.
        from llmdesk.engine.local.embedder import LocalEmbedder

        return LocalEmbedder(spec, self._log_path, self.prover)


def speed_key(on_gpu: bool) -> str:
    """What a measured speed holds for."""
    device = "gpu" if on_gpu else "cpu"
    return f"{hardware.processor_name()}, {hardware.cores().physical} cores, {device}"
