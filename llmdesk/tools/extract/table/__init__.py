"""Values out of the texts of a column: the worker for a job over a table, and its runs."""

from llmdesk.tools.extract.table.runs import TABLE_KIND, begin_run, fields_of_run
from llmdesk.tools.extract.table.worker import ExtractWorker, RowValues

__all__ = ["TABLE_KIND", "ExtractWorker", "RowValues", "begin_run", "fields_of_run"]
