"""Reading a document in a reader process.

Owns the call. Which kinds there are and what is wrong with them `tools/documents` knows.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.errors import DocumentError
from llmdesk.tools.reading.messages import Done, Pages, Progress, ReadDocument, Spans, Text
from llmdesk.tools.reading.pool import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from llmdesk.tools.documents.types import Document


def read_document(
    path: Path, cancel: CancelToken | None = None, on_progress: Callable[[float], None] | None = None
) -> Document:
    """`tools.documents.reader.read_document`, in a process of its own; what it raises.

    `DocumentError` too for a file that takes more memory or time than one of its size should, or that
    ends the process. A cancel ends the reading within a tenth of a second.
    """
    from llmdesk.tools.documents.types import Document
    from llmdesk.tools.reading.carrying import Assembly

    assembly = Assembly()
    for message in ask(ReadDocument(str(path)), path, DocumentError, cancel):
        if isinstance(message, Text | Spans | Pages):
            assembly.add(message)
        elif isinstance(message, Progress) and on_progress is not None:
            on_progress(message.done)
        elif isinstance(message, Done):
            assert isinstance(message.value, Document)
            return assembly.finish(message.value)
    raise AssertionError("the last message is a Done")
