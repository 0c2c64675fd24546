"""This computer and the model files on it, asked by throw-away processes.

Owns what is found out of both and kept in the memo: how to compute here, and which files passed. Implements
`machine.Machine`. Runs in the parent.
"""

from __future__ import annotations

from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.failures import crashed
from llmdesk.engine.local.handle import ChildEnded, ask
from llmdesk.engine.local.inspect_file import FileInspector
from llmdesk.engine.memo import Memo
from llmdesk.engine.protocol import Devices, ListDevices
from llmdesk.engine.types import Device, ModelCheck
from llmdesk.engine.variants.prover import Prover


class LocalMachine:
    """One a data folder: the engine shares `memo` and `prover`, so that nothing is found out twice."""

    def __init__(self, log_path: Path, cache_path: Path | None = None) -> None:
        """`log_path`: where the children's output goes. `cache_path`: what was measured, kept in JSON."""
        self._log_path = log_path
        self.memo = Memo(cache_path)
        self.prover = Prover(log_path, self.memo)
        self._inspector = FileInspector(log_path, self.memo, self.prover)

    def devices(self) -> list[Device]:
        try:
            report = ask(self._log_path, ListDevices(), self.prover.choice())
        except ChildEnded as ended:
            raise crashed(ended.end) from None
        return list(report.devices) if isinstance(report, Devices) else []

    def check(self, path: Path, cancel: CancelToken | None = None) -> ModelCheck:
        return self._inspector.check(path, cancel)
