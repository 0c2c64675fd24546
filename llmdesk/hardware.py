"""What this machine has, as plain values, and what a model would take of it.

Owns memory, processor cores (both as this process may use them: affinity and cgroup limits
count) and estimates from a GGUF header. Devices belong to the engine, which asks llama.cpp.
Must not import anything of llmdesk but `gguf` and the values of the engine.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from llmdesk.engine.types import DEFAULT_KV, KvCache, KvType
from llmdesk.gguf import Header

#: Of the types of the KV cache: how many numbers are kept together, and the bytes of these.
KV_BLOCKS: dict[KvType, tuple[int, int]] = {"f16": (1, 2), "q8_0": (32, 34), "q4_0": (32, 18)}
#: llama.cpp pads the cache to this many cells.
CONTEXT_STEP = 256
MIN_CONTEXT = 512
DEFAULT_CONTEXT = 8192

_CGROUPS = Path("/sys/fs/cgroup")
_MEMBERSHIP = Path("/proc/self/cgroup")
_CPUS = Path("/sys/devices/system/cpu")
_CPUINFO = Path("/proc/cpuinfo")
_MARGIN = 0.3  # of a core: one that is taken in part makes all threads wait
_CPUINFO_FACTS = frozenset((
    "vendor_id", "cpu family", "model", "model name", "stepping", "microcode", "flags",
    "CPU implementer", "CPU architecture", "CPU variant", "CPU part", "CPU revision", "Features", "isa",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Memory:
    """Main memory in bytes, as far as this process may use it."""

    total: int
    available: int


@dataclass(frozen=True, slots=True)
class Cores:
    """Processor cores that this process may use; `logical` counts hardware threads."""

    physical: int
    logical: int


def memory(cgroups: Path = _CGROUPS, membership: Path = _MEMBERSHIP) -> Memory:
    """The machine's memory, or the limits of our cgroups (version 2) where they are narrower."""
    machine = psutil.virtual_memory()
    total, available = machine.total, machine.available
    for group in _own_cgroups(cgroups, membership):
        limit = _whole_number(group / "memory.max")
        if limit is None:
            continue
        total = min(total, limit)
        used = _whole_number(group / "memory.current") or 0
        free = limit - used + _stat(group / "memory.stat", "inactive_file")
        available = min(available, max(0, free))
    return Memory(total, min(available, total))


def cores(cgroups: Path = _CGROUPS, membership: Path = _MEMBERSHIP, cpus: Path = _CPUS) -> Cores:
    """The cores of our affinity mask, at most the processor time of our cgroups (version 2)."""
    allowed = _affinity()
    logical = len(allowed)
    for group in _own_cgroups(cgroups, membership):
        quota = _quota(group / "cpu.max")
        if quota is not None:
            logical = min(logical, max(1, math.ceil(quota)))
    return Cores(max(1, min(_physical(allowed, cpus), logical)), logical)


class Crowd:
    """How much of the processors other programs take, from when this was made."""

    def __init__(self) -> None:
        self._system, self._own = psutil.cpu_times(), time.process_time()

    def free(self, cores: int) -> int:
        """How many of `cores` a program can have for itself, at least 1."""
        now = psutil.cpu_times()
        everything = sum(now) - sum(self._system)
        if everything <= 0:
            return cores
        idle = now.idle - self._system.idle
        waiting = getattr(now, "iowait", 0.0) - getattr(self._system, "iowait", 0.0)
        others = everything - idle - waiting - (time.process_time() - self._own)
        share = min(1.0, max(0.0, others / everything))
        return max(1, min(cores, round(cores * (1 - share) - _MARGIN)))


def processor_name() -> str:
    """The processor as its maker calls it, or at least its architecture ("x86_64")."""
    if sys.platform == "win32":
        name = _windows_processor()
    elif sys.platform == "darwin":
        name = _sysctl("machdep.cpu.brand_string")
    else:
        name = _cpuinfo_name(_CPUINFO)
    return name or platform.processor() or platform.machine()


def processor_key() -> str:
    """Tells processors apart that can run different code: by name, model, features and microcode. Where the
    features cannot be read, a change of the system counts as one of the processor."""
    facts = _cpuinfo_facts(_CPUINFO) if sys.platform == "linux" else []
    if not facts:
        facts = [processor_name(), platform.processor(), platform.version()]
    return hashlib.sha256("\n".join([platform.machine(), *facts]).encode()).hexdigest()[:16]


def kv_cache_bytes(header: Header, context: int, kv: KvCache = DEFAULT_KV) -> int:
    """The size of the KV cache for `context` tokens, in bytes.

    An upper bound: layers with a sliding window are counted in full. The small state of recurrent
    layers, which does not grow with the context, is left out.
    """
    cells = math.ceil(context / CONTEXT_STEP) * CONTEXT_STEP
    widths = ((kv.key, header.key_length), (kv.value, header.value_length))
    a_cell = sum(math.ceil(width / KV_BLOCKS[kind][0]) * KV_BLOCKS[kind][1] for kind, width in widths)
    return cells * sum(header.heads_kv) * a_cell


def kv_suits(header: Header, kv: KvCache) -> bool:
    """Whether the model's keys and values can be kept so: llama.cpp wants whole blocks."""
    widths = ((kv.key, header.key_length), (kv.value, header.value_length))
    return all(width % KV_BLOCKS[kind][0] == 0 for kind, width in widths)


def default_context(header: Header, memory_available: int, kv: KvCache = DEFAULT_KV) -> int:
    """A context in tokens for a model on a machine with `memory_available` bytes left.

    What the model was trained for, at most 8,192, and at most what a quarter of the memory that
    the weights leave can hold; at least 512; a multiple of 256.
    """
    context = min(header.context_train, DEFAULT_CONTEXT)
    step = kv_cache_bytes(header, CONTEXT_STEP, kv)
    if step:
        budget = max(0, memory_available - header.size) // 4
        context = min(context, budget // step * CONTEXT_STEP)
    return max(MIN_CONTEXT, context // CONTEXT_STEP * CONTEXT_STEP)


def _own_cgroups(root: Path, membership: Path) -> Iterator[Path]:
    """Our cgroup and those above it; every one of them may set a limit."""
    try:
        lines = membership.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    own = next((line[3:] for line in lines if line.startswith("0::")), None)
    if own is None:
        return
    group = root / own.strip("/")
    yield group
    while group != root and root in group.parents:
        group = group.parent
        yield group


def _whole_number(path: Path) -> int | None:
    """The number in a file of one line; None where there is none, or it says "max"."""
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _stat(path: Path, name: str) -> int:
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    for line in lines:
        key, _, value = line.partition(" ")
        if key == name and value.isdecimal():
            return int(value)
    return 0


def _quota(path: Path) -> float | None:
    """Processors that a `cpu.max` allows ("150000 100000" is 1.5)."""
    try:
        quota, period = path.read_text(encoding="ascii").split()
        return int(quota) / int(period)
    except (OSError, ValueError, ZeroDivisionError):
        return None


def _affinity() -> set[int]:
    """The numbers of the logical processors that this process may run on."""
    allowed: set[int] = set()
    if sys.platform == "linux":
        allowed = set(os.sched_getaffinity(0))
    elif sys.platform == "win32":
        allowed = set(psutil.Process().cpu_affinity())
    return allowed or set(range(os.cpu_count() or 1))


def _physical(allowed: set[int], cpus: Path) -> int:
    """How many cores the allowed logical processors belong to."""
    siblings = set()
    for number in allowed:
        try:
            siblings.add((cpus / f"cpu{number}" / "topology" / "thread_siblings_list").read_text())
        except OSError:
            return psutil.cpu_count(logical=False) or len(allowed)
    return len(siblings)


def _cpuinfo_facts(path: Path) -> list[str]:
    """Of the first processor listed, the lines that say what it is; none of those that change."""
    try:
        first = path.read_text(encoding="utf-8", errors="replace").strip().split("\n\n")[0]
    except OSError:
        return []
    pairs = (line.partition(":") for line in first.splitlines())
    return [f"{name.strip()}:{value.strip()}" for name, _, value in pairs if name.strip() in _CPUINFO_FACTS]


def _cpuinfo_name(path: Path) -> str:
    """x86 says "model name"; ARM boards say "Model" or "Hardware", or nothing."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    return found.get("model name") or found.get("Model") or found.get("Hardware") or ""


def _sysctl(key: str) -> str:
    try:
        answer = subprocess.run(
            ["/usr/sbin/sysctl", "-n", key], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip()


def _windows_processor() -> str:
    name = ""
    if sys.platform == "win32":
        import winreg  # exists on Windows only

        key = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
        with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as handle:
            name = str(winreg.QueryValueEx(handle, "ProcessorNameString")[0]).strip()
    return name
