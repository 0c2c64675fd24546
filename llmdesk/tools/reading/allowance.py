"""How much memory and time the reading of a file may take.

Owns the measures. They grow with the file's size, so that a small file cannot take much.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_MIB = 1 << 20
_LEAST_MEMORY, _MOST_MEMORY = 384 * _MIB, 4096 * _MIB
_MEMORY_A_BYTE = 12  # of the file: what a long text takes while its sentences are found
_LEAST_S = 10.0
_BYTES_A_SECOND = 100_000  # of computing; a tenth of what the slowest kinds, PDF and XLSX, need here
_QUIET_S = 6.0
_QUIET_BYTES_A_SECOND = {"documents": 1_500_000, "tables": 200_000}  # a workbook is opened as a whole
STALLED_S = 60.0
"""Seconds without a sign while nothing is computed: a network drive that is gone."""


@dataclass(frozen=True)
class Allowance:
    """`memory` in bytes. `seconds` and `quiet`, those without a sign of progress, are of computing, so
    that a busy machine does not count."""

    memory: int
    seconds: float
    quiet: float


def allowance(path: Path, what: Literal["documents", "tables"]) -> Allowance:
    size = _size(path)
    seconds = _LEAST_S + size / _BYTES_A_SECOND
    return Allowance(
        memory=min(_LEAST_MEMORY + _MEMORY_A_BYTE * size, _MOST_MEMORY),
        seconds=seconds,
        quiet=min(seconds, _QUIET_S + size / _QUIET_BYTES_A_SECOND[what]),
    )


def _size(path: Path) -> int:
    """Of a folder nobody knows: its files are read one by one, so it gets what a large file would."""
    try:
        return 256 * _MIB if path.is_dir() else path.stat().st_size
    except (OSError, ValueError):
        return 0
