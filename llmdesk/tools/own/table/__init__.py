"""A tool of one's own over the rows of a table, or the documents of a folder.

Owns nothing but the names that others use.

    worker = OwnWorker(engine, tool, model)
    result = run_job(path, columns, out, worker, resume=True, on_progress=…, cancel=…)
"""

from llmdesk.tools.own.table.documents import DocumentWorker, write_list
from llmdesk.tools.own.table.source import Source, guessed, of_documents
from llmdesk.tools.own.table.worker import OwnWorker

__all__ = ["DocumentWorker", "OwnWorker", "Source", "guessed", "of_documents", "write_list"]
