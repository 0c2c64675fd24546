"""A text in capitals, word by word; how a run of it is kept.

Must not know how it is shown.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from llmdesk.cancel import CancelToken
from llmdesk.store import Run, Store

KIND = "shout"
BREATH = threading.Event()  # set: it does not wait between two words
BREATH.set()


def shout(text: str, progress: Callable[[int, int], None], cancel: CancelToken) -> str:
    """`progress(words done, words in all)`. Raises `Cancelled`."""
    words = text.split()
    for done, _ in enumerate(words, 1):
        progress(done, len(words))
        while not BREATH.wait(0.005):
            cancel.raise_if_cancelled()
    return text.upper()


def keep(store: Store, text: str, result: str) -> int:
    run = store.add_run(KIND, {"text": text}, {}, title=text[:40])
    return store.finish_run(run.id, {"text": result}, "done").id


def read(run: Run) -> tuple[str, str]:
    """What went in and what came out."""
    result = run.result or {}
    return str(run.inputs["text"]), str(result.get("text", ""))
