"""llama.cpp as a whole: started, what it logs, and the devices that it can compute on.

Owns the log of this process and its backends, which are loaded once. Must not load models.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
from pathlib import Path

from llmdesk.engine.child.ggml import ggml_function
from llmdesk.engine.child.llama import C
from llmdesk.engine.types import Device
from llmdesk.engine.variants.build import Build
from llmdesk.engine.variants.choice import Choice

_SIZE = re.compile(r"=\s*+([\d.]{1,20}) MiB")
_MOST_LINES = 5000
_DEVICE_KINDS = {0: "cpu", 1: "gpu", 2: "gpu", 3: "accelerator", 4: "accelerator"}


class Log:
    """llama.cpp's log: kept in memory for parsing while a model loads, and written to stderr."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.errors: list[str] = []  # those lines that llama.cpp itself calls errors
        self._callback = C.llama_log_callback(self._write)
        C.llama_log_set(self._callback, ctypes.c_void_p(0))

    def _write(self, level: int, text: bytes, _user_data: object) -> None:
        if level == 1:  # GGML_LOG_LEVEL_DEBUG
            return
        line = text.decode("utf-8", "replace")
        if len(self.lines) < _MOST_LINES:
            self.lines.append(line)
        if level == 4 and len(self.errors) < _MOST_LINES:  # GGML_LOG_LEVEL_ERROR
            self.errors.append(line.strip())
        with contextlib.suppress(OSError):  # a full disk
            os.write(2, text)

    def first_error(self) -> str:
        """The first line that tells of a failure, which is llama.cpp's most exact one; else empty."""
        failures = [line.strip() for line in self.lines if "error" in line or "failed" in line]
        return failures[0] if failures else ""

    def last_with(self, text: str) -> str:
        """The newest line with this text in it; else empty."""
        return next((line.strip() for line in reversed(self.lines) if text in line), "")

    def mebibytes(self, what: str) -> int:
        """The sum in bytes of "… {what} … = N MiB" over the lines so far."""
        found = (_SIZE.search(line.partition(what)[2]) for line in self.lines)
        return int(sum(float(match[1]) for match in found if match) * (1 << 20))


def init_backend(choice: Choice | None = None) -> Log:
    """Load the compute backends of this build, that of the processor as chosen, and start llama.cpp's log.

    None: what llama.cpp takes by itself.
    """
    log = Log()
    build = Build.installed()
    if choice is not None and choice.variant and not has_processor_backend():
        _load_other_backends(build)
        load_processor_backend(build, choice.variant)
    if choice is None or not choice.variant or not has_processor_backend():
        for folder in build.folders:  # never the current one, which llama.cpp searches by default
            ggml_function("ggml_backend_load_all_from_path", None, ctypes.c_char_p)(os.fsencode(folder))
            if has_processor_backend():
                break
    C.llama_backend_init()
    return log


def has_processor_backend() -> bool:
    """Whether this process can compute on the processor: the backend is built in, or was loaded."""
    return bool(ggml_function("ggml_backend_reg_by_name", ctypes.c_void_p, ctypes.c_char_p)(b"CPU"))


def has_gpu() -> bool:
    return any(device.kind == "gpu" for _, device in devices())


def load_processor_backend(build: Build, variant: str) -> None:
    """Load a variant by the name of its file; nothing where it is built in."""
    file = build.backend(variant) if variant else None
    if file is not None:
        _load(file.path)


def _load_other_backends(build: Build) -> None:
    """All but the processor's, of each kind the file that suits this computer best, as llama.cpp does."""
    chosen: dict[str, tuple[int, Path]] = {}
    for file in build.backends():
        if file.kind != "cpu":
            score = _score(file.path)
            if score > chosen.get(file.kind, (0, file.path))[0]:
                chosen[file.kind] = (score, file.path)
    for _, path in chosen.values():
        _load(path)
    outside = os.environ.get("GGML_BACKEND_PATH")  # llama.cpp's own way to name one more
    if outside:
        _load(Path(outside))


def _score(path: Path) -> int:
    """By the backend's own account; 1 where it gives none, 0 where it cannot be used."""
    try:
        library = ctypes.CDLL(str(path))
    except OSError:
        return 0
    return int(library.ggml_backend_score()) if hasattr(library, "ggml_backend_score") else 1


def _load(path: Path) -> None:
    """A backend that cannot be loaded says so in the log and is not among the devices."""
    ggml_function("ggml_backend_load", ctypes.c_void_p, ctypes.c_char_p)(os.fsencode(path))


def devices() -> list[tuple[int, Device]]:
    """(handle, description) of every device, in llama.cpp's order."""
    count = ggml_function("ggml_backend_dev_count", ctypes.c_size_t)
    get = ggml_function("ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    name = ggml_function("ggml_backend_dev_name", ctypes.c_char_p, ctypes.c_void_p)
    description = ggml_function("ggml_backend_dev_description", ctypes.c_char_p, ctypes.c_void_p)
    kind = ggml_function("ggml_backend_dev_type", ctypes.c_int, ctypes.c_void_p)
    size = ctypes.POINTER(ctypes.c_size_t)
    memory = ggml_function("ggml_backend_dev_memory", None, ctypes.c_void_p, size, size)
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
