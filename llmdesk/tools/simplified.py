"""Traditional Chinese characters and their simplified ones.

Owns the list (`resources/poetry/simplified.txt`, with its licence there). Must not know what is done with
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from llmdesk.paths import resource


@cache
def simplified() -> Mapping[str, str]:
    """The simplified character of each traditional one that has another."""
    text = "".join(resource("poetry", "simplified.txt").read_text("utf-8").split())
    return dict(zip(text[::2], text[1::2], strict=True))
