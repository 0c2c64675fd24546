"""A tool of one's own over the rows of a table, or the documents of a folder.

Owns nothing but the names that others use.

    worker = OwnWorker(engine, tool, model)
    result = run_job(path, columns, out, worker, resume=True, on_progress=…, cancel=…)
"""

from llmdesk.tools.own.table.documents import DocumentWorker, documents_in, write_list
from llmdesk.tools.own.table.earlier import Earlier
from llmdesk.tools.own.table.preview import Preview, preview
from llmdesk.tools.own.table.worker import OwnWorker

__all__ = ["DocumentWorker", "Earlier", "OwnWorker", "Preview", "documents_in", "preview", "write_list"]
