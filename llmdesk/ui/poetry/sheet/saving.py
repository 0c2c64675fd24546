"""A page saved, copied and printed: in a thread, and told.

Owns the printer's dialog and the words about what was saved. How a page looks is `files`' and `paint`'s.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMarginsF, QObject, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError, fill, in_one_line
from llmdesk.outputs import write_for_user
from llmdesk.tools.poetry.page import ToSet
from llmdesk.ui.poetry.sheet.choices import PageChoices
from llmdesk.ui.poetry.sheet.files import INCH, Prepared, file_bytes, image_of, prepared
from llmdesk.ui.poetry.sheet.paint import GROUNDS, Inks, paint_inked
from llmdesk.ui.services import Services

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PICTURES = (".png", ".pdf")


class Saver(QObject):
    """One for the tab and its dialog."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services

    def save(self, path: Path, wanted: ToSet, choices: PageChoices) -> None:
        """Write the picture or PDF; characters that are left empty are told."""

        def work() -> tuple[Path, str]:
            made = prepared(wanted.page(), choices)
            return write_for_user(path, file_bytes(made, path.suffix)), made.missing

        self._services.tasks.start(
            lambda _context: work(), owner=self, on_done=lambda done: self._told(*done)
        )

    def _told(self, path: Path, missing: str) -> None:
        self._tell(fill(self.tr("Saved as {file}."), {"file": path.name}), missing)

    def _tell(self, text: str, missing: str) -> None:
        self._services.notify.show(in_one_line((text, with_missing(missing))) if missing else text)

    def copy(self, wanted: ToSet, choices: PageChoices) -> None:
        """Put the picture on the clipboard, as large as it would be saved."""

        def work() -> tuple[QImage, str]:
            made = prepared(wanted.page(), choices)
            return image_of(made), made.missing

        def show(done: tuple[QImage, str]) -> None:
            image, missing = done
            QGuiApplication.clipboard().setImage(image)
            self._tell(self.tr("Picture copied to the clipboard."), missing)

        self._services.tasks.start(lambda _context: work(), owner=self, on_done=show)

    # -- printing -----------------------------------------------------------------------------------
    def ask_printer(self, parent: QWidget, made: Prepared) -> None:
        """The system's dialog; what is printed has no ground, the paper has its own."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(made.page.title or self.tr("Poem"))
        prepare_paper(printer, made)
        dialog = QPrintDialog(printer, parent)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)
        dialog.accepted.connect(lambda: self._print(printer, made))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _print(self, printer: QPrinter, made: Prepared) -> None:
        self._services.tasks.start(
            lambda _context: print_page(printer, made),
            owner=self,
            on_done=lambda _none: self._services.notify.show(self.tr("Sent to the printer.")),
        )


def prepare_paper(printer: QPrinter, made: Prepared) -> None:
    """The paper of the page, or the printer's own where the page is as large as the poem; to the edges, since
    a page has its margins."""
    width, height = made.sheet.width, made.sheet.height
    if made.choices.paper != "poem":
        sides = QSizeF(min(width, height), max(width, height))
        printer.setPageSize(QPageSize(sides, QPageSize.Unit.Millimeter))
    ways = QPageLayout.Orientation
    printer.setPageOrientation(ways.Landscape if width > height else ways.Portrait)
    printer.setPageMargins(QMarginsF())
    printer.setFullPage(True)


def print_page(printer: QPrinter, made: Prepared) -> None:
    """In the middle of the printer's paper, as large as it was laid out, or as the paper allows."""
    dots = printer.resolution() / INCH
    paper = printer.paperRect(printer.Unit.DevicePixel)
    scale = min(dots, paper.width() / made.sheet.width, paper.height() / made.sheet.height)
    ground = GROUNDS[made.choices.ground]
    painter = QPainter()
    if not painter.begin(printer):
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The poem could not be printed."),
            "{printer}",
            QT_TRANSLATE_NOOP("core", "Choose another printer, or save a PDF and print that."),
            printer=printer.printerName() or printer.outputFileName(),
        )
    painter.translate(
        (paper.width() - made.sheet.width * scale) / 2, (paper.height() - made.sheet.height * scale) / 2
    )
    inks = Inks(ground.text, ground.soft, ground.rule)
    paint_inked(painter, made.sheet, scale, made.choices, made.faces, inks)
    painter.end()


def with_missing(missing: str) -> str:
    """That some characters are left empty."""
    words = QCoreApplication.translate(
        "PictureWords", "No font on this computer has “{characters}”: the place is left empty."
    )
    return fill(words, {"characters": missing[:20]})


def meant(chosen: Path, suffix: str) -> Path:
    """The file that is meant: who chooses a kind means it, although the proposed name still says another."""
    if chosen.suffix.lower() == suffix:
        return chosen
    ours = chosen.suffix.lower() in (*PICTURES, ".txt")
    return chosen.with_suffix(suffix) if ours else Path(f"{chosen}{suffix}")
