"""How fast this device multiplies weights by one vector, which is most of what a token takes.

Owns the measurement, with llama.cpp's own kernels over made weights. Runs in a throw-away child.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable
from ctypes import c_bool, c_char_p, c_int, c_int64, c_size_t, c_uint8, c_void_p

from llmdesk.engine.child.backend import devices
from llmdesk.engine.child.ggml import ggml_function
from llmdesk.engine.protocol import WeightsMeasured

# The type of most weights in the files that people take (Q4_K_M), in ggml's numbering.
_F32, _Q4_K = 0, 12
_WIDTH = 4096  # of each matrix, as in a model of 7B
# Far more than the caches of a processor, and of a graphics card, hold.
_MATRICES = {"cpu": 24, "gpu": 96}
_SECONDS, _MOST_ROUNDS = 0.8, 60
# Less of the processor's time than this: other programs computed meanwhile.
_ALONE = 0.85


class _Init(ctypes.Structure):
    _fields_ = (("mem_size", c_size_t), ("mem_buffer", c_void_p), ("no_alloc", c_bool))


def measure_weights(kind: str, threads: int) -> WeightsMeasured:
    """Bytes a second of the first device of that kind ("cpu" or "gpu"), with so many threads on a processor.

    The fastest round counts. 0 where there is no such device or its memory is too small.
    """
    handle = next((handle for handle, device in devices() if device.kind == kind), None)
    if handle is None:
        return WeightsMeasured(0.0, alone=True)
    backend = ggml_function("ggml_backend_dev_init", c_void_p, c_void_p, c_char_p)(handle, None)
    if not backend:
        return WeightsMeasured(0.0, alone=True)
    if kind == "cpu":
        _set_threads(handle, backend, threads)
    context, graph = _products(_MATRICES[kind])
    buffer = ggml_function("ggml_backend_alloc_ctx_tensors", c_void_p, c_void_p, c_void_p)(context, backend)
    if not buffer:
        return WeightsMeasured(0.0, alone=True)
    ggml_function("ggml_backend_buffer_clear", None, c_void_p, c_uint8)(buffer, 0)
    compute = ggml_function("ggml_backend_graph_compute", c_int, c_void_p, c_void_p)
    row = ggml_function("ggml_row_size", c_size_t, c_int, c_int64)(_Q4_K, _WIDTH)
    best, alone = _shortest(lambda: compute(backend, graph), threads if kind == "cpu" else 0)
    return WeightsMeasured(row * _WIDTH * _MATRICES[kind] / best, alone=alone)


def _set_threads(device: int, backend: int, threads: int) -> None:
    registry = ggml_function("ggml_backend_dev_backend_reg", c_void_p, c_void_p)(device)
    find = ggml_function("ggml_backend_reg_get_proc_address", c_void_p, c_void_p, c_char_p)
    address = find(registry, b"ggml_backend_set_n_threads")
    if address:
        ctypes.CFUNCTYPE(None, c_void_p, c_int)(address)(backend, threads)


def _products(count: int) -> tuple[int, int]:
    """(ggml's context, a graph of that many products of a matrix and a vector)"""
    context = ggml_function("ggml_init", c_void_p, _Init)(_Init(1 << 20, None, True))
    tensor = ggml_function("ggml_new_tensor_2d", c_void_p, c_void_p, c_int, c_int64, c_int64)
    product = ggml_function("ggml_mul_mat", c_void_p, c_void_p, c_void_p, c_void_p)
    expand = ggml_function("ggml_build_forward_expand", None, c_void_p, c_void_p)
    graph = ggml_function("ggml_new_graph", c_void_p, c_void_p)(context)
    vector = tensor(context, _F32, _WIDTH, 1)
    for _ in range(count):
        expand(graph, product(context, tensor(context, _Q4_K, _WIDTH, _WIDTH), vector))
    return context, graph


def _shortest(compute: Callable[[], object], threads: int) -> tuple[float, bool]:
    """The shortest time of a round in seconds, and whether nothing else computed in it."""
    best, alone = float("inf"), False
    end = time.perf_counter() + _SECONDS
    for number in range(_MOST_ROUNDS):
        began, began_processor = time.perf_counter(), time.process_time()
        compute()
        seconds, processor = time.perf_counter() - began, time.process_time() - began_processor
        if number and seconds < best:  # the first round also fetches the pages
            best, alone = seconds, processor >= _ALONE * threads * seconds
        if number and time.perf_counter() > end:
            break
    return best, alone
