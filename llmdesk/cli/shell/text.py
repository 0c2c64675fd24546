"""Figures as people read them, and options as they type them. Owns the formats of the command line's text
output."""

from __future__ import annotations

import shlex
import sys


def count_text(count: int, one: str, many: str = "") -> str:
    """How many: 1 segment, 2,000 segments. `many`: the plural where it is not `one` with an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def size_text(size: int) -> str:
    """Bytes in decimal units, as file managers show them: 98.4 MB."""
    amount = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


def duration_text(seconds: float) -> str:
    """A duration in its two largest units: 45 s, 3 min 20 s, 2 h 5 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def column_option(name: str) -> str:
    """The option that names this column, as it can be typed into a shell."""
    joint = "=" if name.startswith("-") else " "
    if sys.platform == "win32":
        return f"--column{joint}" + '"' + name.replace('"', '\\"') + '"'
    return f"--column{joint}" + (shlex.quote(name) if set(name) & set('"$`\\!\n') else f'"{name}"')
