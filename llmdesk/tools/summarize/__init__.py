"""Summaries one can check: all of a document is read, and each sentence says what it rests on.

A summary is made by `summarize` (one document) or `summarize_files` (a list, taken up again after a
stop), written as Markdown, HTML or JSON by `as_markdown`, `as_html`, `as_json`, and kept in the store by
`save_run`. Nothing here imports Qt or llama_cpp.
"""

from __future__ import annotations

from llmdesk.tools.evidence.types import QUOTE_LIMIT, Remark, Source
from llmdesk.tools.summarize.batch import joined_document, summarize_files
from llmdesk.tools.summarize.export import as_html, as_html_page, as_json, as_markdown
from llmdesk.tools.summarize.lengths import target as target_length
from llmdesk.tools.summarize.method import summarize
from llmdesk.tools.summarize.runs import options_from, save_run, summary_from_run
from llmdesk.tools.summarize.shown import contradicted, without_contradicted
from llmdesk.tools.summarize.types import (
    LENGTH_LIMITS,
    LENGTHS,
    MOST_DRAFTS,
    RESULT_LANGUAGES,
    STYLES,
    FileState,
    FileStatus,
    Length,
    ResultLanguage,
    Style,
    Summary,
    SummaryOptions,
    SummaryProgress,
    SummarySentence,
)

__all__ = [
    "LENGTHS",
    "LENGTH_LIMITS",
    "MOST_DRAFTS",
    "QUOTE_LIMIT",
    "RESULT_LANGUAGES",
    "STYLES",
    "FileState",
    "FileStatus",
    "Length",
    "Remark",
    "ResultLanguage",
    "Source",
    "Style",
    "Summary",
    "SummaryOptions",
    "SummaryProgress",
    "SummarySentence",
    "as_html",
    "as_html_page",
    "as_json",
    "as_markdown",
    "contradicted",
    "joined_document",
    "options_from",
    "save_run",
    "summarize",
    "summarize_files",
    "summary_from_run",
    "target_length",
    "without_contradicted",
]
