"""llama.cpp as a whole: started, what it logs, and the devices that it can compute on.

Owns the log of this process and the functions of ggml that llama_cpp's own list lacks. Must not load
models.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import sys
from pathlib import Path
from typing import Any

from llmdesk.engine.llama import C
from llmdesk.engine.types import Device

_SIZE = re.compile(r"=\s*+([\d.]{1,20}) MiB")
_DEVICE_KINDS = {0: "cpu", 1: "gpu", 2: "gpu", 3: "accelerator", 4: "accelerator"}


class Log:
    """llama.cpp's log: kept in memory for parsing while a model loads, and written to stderr."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._callback = C.llama_log_callback(self._write)
        C.llama_log_set(self._callback, ctypes.c_void_p(0))

    def _write(self, level: int, text: bytes, _user_data: object) -> None:
        if level == 1:  # GGML_LOG_LEVEL_DEBUG
            return
        line = text.decode("utf-8", "replace")
        if len(self.lines) < 5000:
            self.lines.append(line)
        with contextlib.suppress(OSError):  # a full disk
            os.write(2, text)

    def first_error(self) -> str:
        """The first line that tells of a failure, which is llama.cpp's most exact one; else empty."""
        failures = [line.strip() for line in self.lines if "error" in line or "failed" in line]
        return failures[0] if failures else ""

    def mebibytes(self, what: str) -> int:
        """The sum in bytes of "… {what} … = N MiB" over the lines so far."""
        found = (_SIZE.search(line.partition(what)[2]) for line in self.lines)
        return int(sum(float(match[1]) for match in found if match) * (1 << 20))


def init_backend() -> Log:
    """Load the compute backends of this build and start llama.cpp's log."""
    log = Log()
    folder = Path(C._lib._name).parent
    _ggml("ggml_backend_load_all_from_path", None, ctypes.c_char_p)(os.fsencode(folder))
    C.llama_backend_init()
    return log


def _ggml(name: str, result: Any, *arguments: Any) -> Any:
    """A function of ggml, reached through libllama's own handle.

    `llama_cpp._ggml` would load a second copy with a registry of its own.
    """
    library = C._lib
    if sys.platform == "win32" and not hasattr(library, name):
        folder = Path(library._name).parent
        for base in ("ggml.dll", "ggml-base.dll"):
            candidate = ctypes.CDLL(str(folder / base))
            if hasattr(candidate, name):
                library = candidate
                break
    function = library[name]  # a new object: restype of the shared one is left alone
    function.restype, function.argtypes = result, arguments
    return function


def devices() -> list[tuple[int, Device]]:
    """(handle, description) of every device, in llama.cpp's order."""
    count = _ggml("ggml_backend_dev_count", ctypes.c_size_t)
    get = _ggml("ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    name = _ggml("ggml_backend_dev_name", ctypes.c_char_p, ctypes.c_void_p)
    description = _ggml("ggml_backend_dev_description", ctypes.c_char_p, ctypes.c_void_p)
    kind = _ggml("ggml_backend_dev_type", ctypes.c_int, ctypes.c_void_p)
    size = ctypes.POINTER(ctypes.c_size_t)
    memory = _ggml("ggml_backend_dev_memory", None, ctypes.c_void_p, size, size)
    found = []
    for index in range(count()):
        handle = get(index)
        free, total = ctypes.c_size_t(), ctypes.c_size_t()
        memory(handle, ctypes.byref(free), ctypes.byref(total))
        device = Device(
            id=name(handle).decode(),
            description=description(handle).decode(),
            kind=_DEVICE_KINDS.get(kind(handle), "accelerator"),  # type: ignore[arg-type]
            memory_total=total.value,
            memory_free=free.value,
        )
        found.append((handle, device))
    return found
