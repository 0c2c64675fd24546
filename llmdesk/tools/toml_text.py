"""TOML from anybody, read in bounded time.

Owns the bound. Must not know what a file is for.
"""

from __future__ import annotations

import tomllib
from typing import Any

_MOST_DOTS = 300  # in a line; tomllib takes time by the square of the parts of a key


def loads(text: str) -> dict[str, Any]:
    """Raises `ValueError` for what is no TOML (or a number of 5,000 digits), `RecursionError` for what is
    nested too deep."""
    text = text.replace("\r\n", "\n")
    if any(line.count(".") > _MOST_DOTS for line in text.split("\n")):
        raise ValueError(f"a line has more than {_MOST_DOTS} dots")
    return tomllib.loads(text)
