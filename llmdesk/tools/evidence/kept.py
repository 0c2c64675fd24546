"""Judged sentences of older versions, brought into the form in which they are kept today.

Must not know whose sentences they are.
"""

from __future__ import annotations

from typing import Any

from llmdesk.tools.kept import by_name


def as_today(kept: dict[str, Any]) -> dict[str, Any]:
    """Remarks and marks were lists, and a run knew only whether a sentence is supported."""
    now = dict(kept)
    if "verdict" not in now:
        now["verdict"] = "supported" if now["supported"] else "not_found"
    now["remark"] = remark_as_today(now.get("remark"))
    now["marks"] = [by_name(mark, "start", "end") for mark in now.get("marks", ())]
    now["source_marks"] = [_mark_as_today(mark) for mark in now.get("source_marks", ())]
    return now


def remark_as_today(kept: object) -> object:
    return by_name(kept, "template", "params")


def _mark_as_today(kept: Any) -> object:
    """In one of several documents it has the document's number before its place."""
    return by_name(kept, *(("document", "start", "end") if len(kept) == 3 else ("start", "end")))
