"""A worker that takes as long as a model would, and no time of the processor."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.tables import Row
from tests.fakes import FakeEngine
from tests.tools.tables.shouting import Shout, Shouter

SPEC = ModelSpec(FileRef(Path("model.gguf")))


class Sleeper(Shouter):
    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[Shout]:
        for result in super().rows(rows, cancel):
            time.sleep(0.002)
            yield result


def start_fake(_spec: ModelSpec, _folder: Path) -> FakeEngine:
    return FakeEngine()
