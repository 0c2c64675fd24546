"""Figures as people read them. Owns the formats of the command line's text output."""

from __future__ import annotations


def size_text(size: int) -> str:
    """Bytes in decimal units, as file managers show them: 98.4 MB."""
    amount = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"
