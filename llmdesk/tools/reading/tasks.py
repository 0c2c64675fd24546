"""Whatever a tool does with a file of others, in a reader process.

Owns the call. Must not know what is done: a task comes from a tool, and the process loads that by the task.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.errors import DocumentError
from llmdesk.tools.reading.messages import Made, RunTask
from llmdesk.tools.reading.pool import ask

Task = Callable[[bytes, CancelToken], bytes]
"""What is given to what is made. A function of a module, or a partial of one; looking at the token is the
sign that it goes on."""


def run_task(
    task: Task, given: bytes, path: Path, cancel: CancelToken | None = None, *, background: bool = False
) -> bytes:
    """What `task` makes of `given`, about the file at `path`. Raises what it raises, and `DocumentError` for
    one that takes more memory or time than it should, or ends the process. A cancel ends it within a tenth of
    a second. In the `background` it takes what time nothing else wants."""
    answers = ask(RunTask(pickle.dumps(task)), path, DocumentError, cancel, given, background)
    return b"".join(message.data for message in answers if isinstance(message, Made))
