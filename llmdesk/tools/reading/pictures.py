"""Pages of PDF files drawn by a reader process.

Owns the call: only a bounded picture and places on it come back. How a page is drawn, `documents/pdf` knows.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.tools.reading.tasks import run_task

if TYPE_CHECKING:
    from llmdesk.tools.documents.page_picture import PagePicture, WantedPage


def count_words(path: Path, words: str, cancel: CancelToken | None = None) -> list[tuple[int, int]]:
    """On which pages (from 0) of the PDF at `path` the words stand, and how often. A thread's work. Raises as
    `draw_page`."""
    from llmdesk.tools.documents.page_picture import count

    found = json.loads(run_task(partial(count, str(path), words), b"", path, cancel))
    return [(int(page), int(number)) for page, number in found]


def draw_page(path: Path, wanted: WantedPage, cancel: CancelToken | None = None) -> PagePicture:
    """A page of the PDF at `path`. A thread's work. Raises `DocumentError`, also for a page that takes more
    memory or time than it should, and `Cancelled`."""
    from llmdesk.tools.documents.page_picture import draw, unpacked

    return unpacked(run_task(partial(draw, str(path), wanted), b"", path, cancel))
