"""A text that was pasted, as a document that goes with a question.

Owns where it is read: a long one in a reader process. Cutting two million characters into sentences takes
seconds, in which the thread would take every other turn from the window's own.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.tools.chat.attaching.texts import Attached, attached, body_of, document_of
from llmdesk.tools.documents import from_text
from llmdesk.tools.reading import run_task

_AT_ONCE = 50_000  # characters that are read before another process would have begun


def attached_text(text: str, name: str, cancel: CancelToken | None = None) -> Attached:
    """`text` as a document called `name`. Raises `DocumentError` for one without words or that takes too
    much, and `Cancelled`."""
    if len(text) <= _AT_ONCE:
        return attached(from_text(text, name))
    given = text.encode("utf-8", "replace")
    found = document_of(name, run_task(partial(_read, name), given, Path(name), cancel))
    assert found is not None  # it was made of one
    return attached(found)


# -- in the reader process ---------------------------------------------------------------------------
def _read(name: str, given: bytes, _cancel: CancelToken) -> bytes:
    return body_of(from_text(given.decode(), name))
