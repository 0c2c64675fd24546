"""A poem as text: to copy, and as a file. As a picture it is set by `sheet`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from llmdesk.outputs import write_for_user


def poem_text(title: str, lines: Sequence[str]) -> str:
    """The poem as text; `title` may be empty."""
    return "\n".join([*((title, "") if title else ()), *lines])


def save_text(path: Path, title: str, lines: Sequence[str]) -> None:
    """Write a poem to `path`. Raises `UsageError`."""
    write_for_user(path, (poem_text(title, lines) + "\n").encode("utf-8", "replace"))
