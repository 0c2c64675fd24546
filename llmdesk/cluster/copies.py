"""A worker on its way to another machine: everything of it but its engine, of which each machine has its own.

Owns the form. What is packed is read back by processes of the same user's cluster alone.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

from llmdesk.cluster.failures import not_to_be_spread
from llmdesk.engine.face import TextEngine
from llmdesk.tools.tables.worker import Worker

_ENGINE = "engine"


def packed(worker: Worker[Any], engine: TextEngine) -> bytes:
    """Raises `UserError` for a worker that holds more that is of this computer."""
    stream = io.BytesIO()
    try:
        _Packer(stream, engine).dump(worker)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise not_to_be_spread(worker.name) from error
    return stream.getvalue()


def unpacked(data: bytes, engine: TextEngine) -> Worker[Any]:
    """The worker, with `engine`."""
    worker: Worker[Any] = _Unpacker(io.BytesIO(data), engine).load()
    return worker


class _Packer(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, engine: TextEngine) -> None:
        super().__init__(stream, protocol=pickle.HIGHEST_PROTOCOL)
        self._engine = engine

    def persistent_id(self, value: object) -> str | None:
        return _ENGINE if value is self._engine else None


class _Unpacker(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, engine: TextEngine) -> None:
        super().__init__(stream)
        self._engine = engine

    def persistent_load(self, name: Any) -> object:
        return self._engine
