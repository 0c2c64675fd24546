"""Tables: comments in a spreadsheet are read, scored row by row, and written with their labels.

Owns nothing but the names that others use.

    table = open_table(path)                    # .columns .preview(20) .text_column .count .kind …
    result = score_table(path, column, out, analyzer, resume=False, on_progress=…, cancel=…, pause=…)
"""

from llmdesk.tools.tables.job import score_table, unfinished
from llmdesk.tools.tables.opening import open_table
from llmdesk.tools.tables.table import Table, as_text
from llmdesk.tools.tables.types import (
    HISTOGRAM_BINS,
    TOP_ROWS,
    AddedColumns,
    Cell,
    Pause,
    Ranking,
    ResumeMismatch,
    RowAnalyzer,
    ScoredRow,
    TableError,
    TableKind,
    TableProgress,
    TableResult,
    Unfinished,
)

__all__ = [
    "HISTOGRAM_BINS",
    "TOP_ROWS",
    "AddedColumns",
    "Cell",
    "Pause",
    "Ranking",
    "ResumeMismatch",
    "RowAnalyzer",
    "ScoredRow",
    "Table",
    "TableError",
    "TableKind",
    "TableProgress",
    "TableResult",
    "Unfinished",
    "as_text",
    "open_table",
    "score_table",
    "unfinished",
]
