"""What is typed in the Poetry tab and not written yet, as a text that is kept and read again.

Must not know the widgets that it is typed in, nor where it is kept.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from llmdesk.tools.poetry.types import PoemOptions

Draft = tuple[PoemOptions, str]  # the choices, and what was pasted to be checked


def as_text(draft: Draft) -> str:
    options, pasted = draft
    return json.dumps({"options": asdict(options), "pasted": pasted})


def as_draft(text: str) -> Draft | None:
    """None for what makes no sense."""
    try:
        kept = json.loads(text)
        return PoemOptions(**kept["options"]), str(kept.get("pasted", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
