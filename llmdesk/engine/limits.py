"""A ceiling on what a chat template may allocate.

Owns the memory limit of the engine process while untrusted template code runs. Where the system
cannot limit it (Windows, macOS), the parent's watch over rendering ends the process instead.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

RENDER_MEMORY = 1 << 30  # bytes


@contextmanager
def limited_memory(more: int = RENDER_MEMORY) -> Iterator[None]:
    """Let this process allocate at most `more` bytes within the block; beyond it, `MemoryError`."""
    if not sys.platform.startswith("linux"):  # macOS ignores RLIMIT_AS, Windows has none
        yield
        return
    import resource

    old = resource.getrlimit(resource.RLIMIT_AS)
    ceiling = psutil.Process().memory_info().vms + more
    if old[1] != resource.RLIM_INFINITY:
        ceiling = min(ceiling, old[1])
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, old)
