"""The texts of a column written anew: the worker for a job over a table, and its runs."""

from llmdesk.tools.write.table.runs import TABLE_KIND, begin_run, options_of_run
from llmdesk.tools.write.table.worker import RowText, WriteWorker

__all__ = ["TABLE_KIND", "RowText", "WriteWorker", "begin_run", "options_of_run"]
