"""Reading what others wrote, in a process of its own: documents and tables, within bounds.

Owns that no file, however broken or hostile, takes the window, the machine's memory or its time with
it: a reader that aborts, hangs or grows costs one process, and the user is told. Everything above
`tools/documents` and `tools/tables` reads through here; what those two read with runs inside.

    document = read_document(path, cancel, on_progress)
    table = open_table(path, sheet)        # its rows come from the process as they are asked for
"""

from llmdesk.tools.reading.documents import read_document
from llmdesk.tools.reading.pictures import count_words, draw_page
from llmdesk.tools.reading.pool import end_readers, warm_up
from llmdesk.tools.reading.tables import open_table, write_table
from llmdesk.tools.reading.tasks import run_task

__all__ = [
    "count_words",
    "draw_page",
    "end_readers",
    "open_table",
    "read_document",
    "run_task",
    "warm_up",
    "write_table",
]
