"""Somebody's text, checked sentence by sentence against its sources.

Owns the job as a user has it: what is checked against what, the result with every passage in its own
file, what is kept of it and the forms that it can be saved in. How a sentence is judged belongs to
`tools/evidence`. Must not read files and must not show anything.
"""

from llmdesk.tools.checking.export import (
    as_html,
    as_json,
    as_markdown,
    as_text,
    name_of,
    source_name,
    title_of,
)
from llmdesk.tools.checking.runs import KIND, Kept, checked_from_run, kept_of, save_run
from llmdesk.tools.checking.types import CheckedSentence, CheckedText, Mark, Passage, check

__all__ = [
    "KIND",
    "CheckedSentence",
    "CheckedText",
    "Kept",
    "Mark",
    "Passage",
    "as_html",
    "as_json",
    "as_markdown",
    "as_text",
    "check",
    "checked_from_run",
    "kept_of",
    "name_of",
    "save_run",
    "source_name",
    "title_of",
]
