"""Extract: values of named fields out of documents, each with its place in the text or a mark.

    found = extract(document, ready_set("invoice"), engine)
    value = found.records[0][0].first               # document.text[value.start:value.end] == value.text

Owns nothing but the names that others use.
"""

from llmdesk.tools.extract.batch import extract_files
from llmdesk.tools.extract.editing import as_it_was, edited
from llmdesk.tools.extract.export import (
    EDITED,
    SUFFIXES,
    as_json,
    as_markdown,
    as_separated,
    as_text,
    write_to,
)
from llmdesk.tools.extract.method import extract
from llmdesk.tools.extract.runs import KIND, extraction_from_run, finish_run, save_run
from llmdesk.tools.extract.types import (
    Cell,
    Extraction,
    ExtractProgress,
    FileState,
    Record,
    Unread,
    Value,
)

__all__ = [
    "EDITED",
    "KIND",
    "SUFFIXES",
    "Cell",
    "ExtractProgress",
    "Extraction",
    "FileState",
    "Record",
    "Unread",
    "Value",
    "as_it_was",
    "as_json",
    "as_markdown",
    "as_separated",
    "as_text",
    "edited",
    "extract",
    "extract_files",
    "extraction_from_run",
    "finish_run",
    "save_run",
    "write_to",
]
