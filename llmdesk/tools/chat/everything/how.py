"""How a question of a chat is answered: from passages, or by reading all of its documents.

Owns the words for it. Must not import what is slow to import.
"""

from __future__ import annotations

from typing import Literal

from llmdesk.errors import UsageError

How = Literal["", "everything", "passages"]
"""The user wants it so; "": as the words of the question say."""

READS = "reads"  # of the detail of a question: how the user asked it to be answered


class NotByDocument(UsageError):
    """Neither yes or no for each document nor a value out of each answers the question."""


def how_of(kept: object) -> How:
    """What the detail of a question has, which a file from anybody may have, too."""
    return "everything" if kept == "everything" else "passages" if kept == "passages" else ""
