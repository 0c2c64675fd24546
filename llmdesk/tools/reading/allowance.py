"""How much memory and time the reading of a file may take.

Owns the measures. They grow with the file's size, so that a small file cannot take much.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_MIB = 1 << 20
Work = Literal["documents", "tables", "tasks"]
# A task keeps what it read as a tree, to write it again, and a packed file tells little of its size: 32 MB of
# a docx's XML take 900 MB and 16 s.
_LEAST_MEMORY = {"documents": 384 * _MIB, "tables": 384 * _MIB, "tasks": 1536 * _MIB}
_MOST_MEMORY = 4096 * _MIB
_MEMORY_A_BYTE = 12  # of the file: what a long text takes while its sentences are found
_LEAST_S = {"documents": 10.0, "tables": 10.0, "tasks": 60.0}
_BYTES_A_SECOND = 100_000  # of computing; a tenth of what the slowest kinds, PDF and XLSX, need here
_QUIET_S = {"documents": 6.0, "tables": 6.0, "tasks": 12.0}
_QUIET_BYTES_A_SECOND = {"documents": 1_500_000, "tables": 200_000, "tasks": 1_500_000}
# A workbook is opened as a whole.
STALLED_S = 60.0
"""Seconds without a sign while nothing is computed: a network drive that is gone."""


@dataclass(frozen=True)
class Allowance:
    """`memory` in bytes. `seconds` and `quiet`, those without a sign of progress, are of computing, so
    that a busy machine does not count."""

    memory: int
    seconds: float
    quiet: float


def allowance(path: Path, what: Work, given: int = 0) -> Allowance:
    """`given`: bytes that the work is given beside the file, or instead of it."""
    size = max(_size(path), given)
    seconds = _LEAST_S[what] + size / _BYTES_A_SECOND
    return Allowance(
        memory=min(_LEAST_MEMORY[what] + _MEMORY_A_BYTE * size, _MOST_MEMORY),
        seconds=seconds,
        quiet=min(seconds, _QUIET_S[what] + size / _QUIET_BYTES_A_SECOND[what]),
    )


def _size(path: Path) -> int:
    """Of a folder nobody knows: its files are read one by one, so it gets what a large file would."""
    try:
        return 256 * _MIB if path.is_dir() else path.stat().st_size
    except (OSError, ValueError):
        return 0
