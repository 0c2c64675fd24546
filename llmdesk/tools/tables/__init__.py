"""Tables: a spreadsheet is read, something is done with each row, and it is written with new columns.

Owns nothing but the names that others use.

    table = open_table(path)                    # .columns .preview(20) .text_column .count .kind …
    result = run_job(path, columns, out, worker, resume=False, on_progress=…, cancel=…, pause=…)
"""

from llmdesk.tools.tables.job import run_job, unfinished
from llmdesk.tools.tables.opening import open_table
from llmdesk.tools.tables.table import Table, as_text
from llmdesk.tools.tables.types import (
    Cell,
    JobProgress,
    JobResult,
    Pause,
    ResumeMismatch,
    TableError,
    TableKind,
    Unfinished,
)
from llmdesk.tools.tables.worker import Form, NewColumn, Row, Setting, Worker

__all__ = [
    "Cell",
    "Form",
    "JobProgress",
    "JobResult",
    "NewColumn",
    "Pause",
    "ResumeMismatch",
    "Row",
    "Setting",
    "Table",
    "TableError",
    "TableKind",
    "Unfinished",
    "Worker",
    "as_text",
    "open_table",
    "run_job",
    "unfinished",
]
