"""A poem as a picture without a window: for the command line.

Owns the application that Qt wants for its fonts. Must not open a window or ask for a screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from llmdesk.outputs import Output
from llmdesk.tools.poetry.page import ToSet
from llmdesk.ui.poetry.sheet.choices import PageChoices
from llmdesk.ui.poetry.sheet.files import file_bytes, prepared


@dataclass(frozen=True, slots=True)
class Picture:
    """What was written: sizes in mm, and in pixels where it has any; `missing`: characters left empty."""

    path: str
    width: float
    height: float
    pixels: tuple[int, int] | None
    missing: str


def write_picture(output: Output, wanted: ToSet, choices: PageChoices) -> Picture:
    """Write the poem as PNG or PDF, as the name of the file says. Raises `UsageError`."""
    with _application():
        made = prepared(wanted.page(), choices)
        suffix = output.path.suffix
        path = output.write(file_bytes(made, suffix))
    pixels = made.pixels if suffix.lower() == ".png" else None
    return Picture(str(path), made.sheet.width, made.sheet.height, pixels, made.missing)


@contextmanager
def _application() -> Iterator[None]:
    """Fonts want an application; away from Windows one without a screen has them, too."""
    there = QApplication.instance()
    if there is None and sys.platform != "win32":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = there or QApplication(["llmdesk"])
    yield
    del application
