"""The examples that one can try in a tab with one click: an article, an invoice, a note, a table of reviews.

Owns finding them in the language of the window, and the copy of the table (a result is written beside its
table, and what ships with llmdesk may be read-only). The texts are ours.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale

from llmdesk.files import make_folders, write_atomically
from llmdesk.paths import resource


def article() -> str:
    """A short article, its title in the first line; about 300 words."""
    return _shipped("library", "txt").read_text(encoding="utf-8")


def invoice() -> str:
    """An invoice as a text, with a value for each field of the ready set."""
    return _shipped("invoice", "txt").read_text(encoding="utf-8")


def mistakes() -> str:
    """A note with mistakes in it, a few lines."""
    return _shipped("note", "txt").read_text(encoding="utf-8")


def table(folder: Path) -> Path:
    """A table of twenty reviews, copied into `folder`; one that is there is used as it is. Raises OSError."""
    source = _shipped("reviews", "csv")
    target = folder / source.name
    if not target.exists():
        make_folders(folder)
        write_atomically(target, source.read_bytes())
    return target


def _shipped(name: str, suffix: str) -> Path:
    language = "zh" if QLocale().name().startswith("zh") else "en"
    return resource("examples") / f"{name}_{language}.{suffix}"
