"""Comments in a table are scored row by row, and the table is written with their labels.

Owns nothing but the names that others use.

    result = score_table(path, column, out, analyzer, resume=False, on_progress=…, cancel=…, pause=…)
    scored = ScoredTable.of(result)
"""

from llmdesk.tools.sentiment.table.job import score_table, unfinished
from llmdesk.tools.sentiment.table.scored import ScoredTable
from llmdesk.tools.sentiment.table.types import (
    HISTOGRAM_BINS,
    TOP_ROWS,
    Ranking,
    RowAnalyzer,
    ScoredRow,
    TableProgress,
    TableResult,
)

__all__ = [
    "HISTOGRAM_BINS",
    "TOP_ROWS",
    "Ranking",
    "RowAnalyzer",
    "ScoredRow",
    "ScoredTable",
    "TableProgress",
    "TableResult",
    "score_table",
    "unfinished",
]
