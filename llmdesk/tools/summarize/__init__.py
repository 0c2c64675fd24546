"""Summaries one can check: all of a document is read, and each sentence says what it rests on.

A summary is made by `summarize` (one document) or `summarize_files` (a list, resumed after a stop),
written as Markdown, HTML or JSON by `as_markdown`, `as_html`, `as_json`, and kept in the store by
`save_run`. Nothing here imports Qt or llama_cpp.
"""

from __future__ import annotations

from llmdesk.tools.summarize.types import (
    LENGTH_LIMITS,
    LENGTHS,
    QUOTE_LIMIT,
    RESULT_LANGUAGES,
    STYLES,
    FileState,
    FileStatus,
    Length,
    Remark,
    ResultLanguage,
    Source,
    Style,
    Summary,
    SummaryOptions,
    SummaryProgress,
    SummarySentence,
)

__all__ = [
    "LENGTHS",
    "LENGTH_LIMITS",
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
]
