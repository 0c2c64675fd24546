"""A page as a file: PNG at so many pixels an inch, or PDF in its size; and what is told of its size.

Owns the limits of a picture. Where it is written is its caller's.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError
from llmdesk.tools.poetry.page import Page
from llmdesk.ui.png import png_bytes
from llmdesk.ui.poetry.sheet.choices import PageChoices
from llmdesk.ui.poetry.sheet.faces import Faces, faces_of
from llmdesk.ui.poetry.sheet.layout import Sheet, sheet_of
from llmdesk.ui.poetry.sheet.paint import missing_on, paint_sheet

INCH = 25.4  # mm
_MOST_PIXELS = 60_000_000  # of a picture: 240 MB while it is drawn
_POINT = INCH / 72
_PDF_DOTS = 1200  # an inch


@dataclass(frozen=True)
class Prepared:
    """A page that is laid out. `missing`: characters that are left empty."""

    page: Page
    choices: PageChoices
    faces: Faces
    sheet: Sheet
    missing: str

    @property
    def pixels(self) -> tuple[int, int]:
        scale = self.choices.resolution / INCH
        return round(self.sheet.width * scale), round(self.sheet.height * scale)

    @property
    def points(self) -> float:
        """The height of the type."""
        return self.sheet.em / _POINT

    @property
    def seal_side(self) -> float:
        """mm, 0 without a seal."""
        return self.sheet.block.seal[2] * self.sheet.unit if self.sheet.block.seal is not None else 0.0


def prepared(page: Page, choices: PageChoices) -> Prepared:
    faces = faces_of(page.language, choices.type)
    return Prepared(page, choices, faces, sheet_of(page, choices, faces), missing_on(page, choices, faces))


def file_bytes(made: Prepared, suffix: str) -> bytes:
    """The file with this suffix, ".png" or ".pdf". Any thread. Raises `UsageError`."""
    return _pdf(made) if suffix.lower() == ".pdf" else png_bytes(image_of(made))


def image_of(made: Prepared) -> QImage:
    width, height = made.pixels
    if width * height > _MOST_PIXELS:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The picture would be too large."),
            QT_TRANSLATE_NOOP("core", "It would have {width} × {height} pixels."),
            QT_TRANSLATE_NOOP("core", "Choose a lower resolution, a smaller paper, or PDF."),
            width=width,
            height=height,
        )
    image = QImage(width, height, QImage.Format.Format_RGB32)
    dots = round(made.choices.resolution / INCH * 1000)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    painter = QPainter(image)
    paint_sheet(painter, made.sheet, made.choices.resolution / INCH, made.choices, made.faces)
    painter.end()
    return image


def _pdf(made: Prepared) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(made.page.title)
    writer.setCreator("llmdesk")
    size = QPageSize(
        QSizeF(made.sheet.width, made.sheet.height),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    writer.setResolution(_PDF_DOTS)
    painter = QPainter(writer)
    paint_sheet(painter, made.sheet, _PDF_DOTS / INCH, made.choices, made.faces)
    painter.end()
    return bytes(buffer.data().data())
