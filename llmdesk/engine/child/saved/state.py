"""Some positions of a sequence as bytes, and back into the KV cache.

Owns the use of llama.cpp's state functions: they know whole sequences only, so what is wanted is shared with
the spare sequence of the context (`ContextSize.spare`) and taken from there. Must not know files.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

from llmdesk.engine.child.llama import C, Context, Model
from llmdesk.engine.child.saved.stretch import State

# Of a stretch. On a busy computer of two cores writing 12 MB took 44 ms of a processor, 4 MB took 6.5, and
# reading 24 ms and 4.
_BYTES = 4 << 20
_FEWEST, _MOST = 16, 1024  # tokens of a stretch


def can_be_saved(model: Model, context: Context) -> bool:
    """Whether a sequence can be taken apart, and the context has a sequence to do it with."""
    return model.has_partial_memory and context.size.spare > 0


def stretch_tokens(model: Model, token_bytes: int) -> int:
    """How many tokens one file holds, a power of two.

    At most half of a sliding window: of a longer stretch llama.cpp would leave out the cells that its own
    last token does not see, and a cut within it would find nothing there.
    """
    window = int(C.llama_model_n_swa(model.handle))
    most = max(_FEWEST, min(_MOST, _BYTES // max(1, token_bytes)))
    if window > 0:
        most = max(1, min(most, window // 2))
    return 1 << (most.bit_length() - 1)


def take_out(context: Context, sequence: int, start: int, end: int) -> State | None:
    """The state of positions [start, end)."""
    spare = context.size.sequences
    context.synchronize()
    context.remove(spare, 0)
    context.copy(sequence, spare, end, start)
    try:
        size = int(C.llama_state_seq_get_size(context.handle, spare))
        state = np.empty(size, np.uint8)
        written = int(C.llama_state_seq_get_data(context.handle, _pointer(state), size, spare))
    finally:
        context.remove(spare, 0)
    return state if size and written == size else None


def put_in(context: Context, state: State, sequence: int, start: int, end: int) -> bool:
    """Give positions [start, end) back to a sequence that ends at `start`; False where there is no room."""
    spare = context.size.sequences
    context.remove(spare, 0)
    read = int(C.llama_state_seq_set_data(context.handle, _pointer(state), len(state), spare))
    fits = read == len(state) and context.last_position(spare) == end - 1
    if fits:
        context.copy(spare, sequence, end, start)
    context.remove(spare, 0)
    return fits and context.last_position(sequence) == end - 1


def _pointer(state: State) -> Any:
    return state.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
