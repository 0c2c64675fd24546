"""What can be done with a translation: copy it, save it, give it to another tab.

Owns the dialog for the file. Must not change the translation.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.files import proposed_name
from llmdesk.tools.translate import endings
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.services import Services
from llmdesk.ui.translate import job
from llmdesk.ui.translate.job import Made
from llmdesk.ui.translate.languages import name_of


class TranslationActions(QObject):
    """On the translation that `made()` gives. `hand_over(tab, text)` asks another tab to take a text."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, made: Callable[[], Made | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._made, self._window = services, made, parent

    def copy(self) -> None:
        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._services.notify.show(self.tr("Translation copied to the clipboard."))

        self._with_text(done)

    def give(self, tab: str) -> None:
        """To another tab."""
        self._with_text(lambda text: self.hand_over.emit(tab, text))

    def _with_text(self, then: Callable[[str], None]) -> None:
        made = self._made()
        if made is not None:
            self._services.tasks.start(lambda _context: job.as_text(made), owner=self, on_done=then)

    # -- saving -------------------------------------------------------------------------------------
    def choose_place(self) -> None:
        made = self._made()
        if made is None:
            return
        shape = made.work.opened.shape
        kinds = {self._kind(ending): (ending, False) for ending in endings(shape)}
        kinds |= {self._both(ending): (ending, True) for ending in endings(shape, both=True)[:2]}
        stem = proposed_name(Path(shape.name).stem) or self.tr("translation")
        language = name_of(made.translation.target_language)
        first = next(iter(kinds.values()))[0]
        proposal = fill(self.tr("{name} ({language})"), {"name": stem, "language": language}) + f".{first}"

        def meant(path: Path, kind: str) -> Path:
            ending, both = kinds.get(kind, (first, False))
            fits = path.suffix.lower().lstrip(".") in endings(shape, both=both)
            return path if fits else path.with_name(f"{path.name}.{ending}")

        def save(path: Path, kind: str) -> None:
            self.save_to(path, both=kinds.get(kind, ("", False))[1])

        ask_place(self._window, self.tr("Save the translation"), Path(proposal), list(kinds), save, meant)

    def save_to(self, path: Path, *, both: bool = False) -> None:
        """Write the translation, by the name's ending; `both`: beside its source."""
        made = self._made()
        if made is None:
            return

        def done(written: Path) -> None:
            self._services.notify.show(fill(self.tr("Saved as {file}."), {"file": written.name}))

        self._services.tasks.start(
            lambda context: job.save(path, made, both, context), owner=self, on_done=done
        )

    def _kind(self, ending: str) -> str:
        names = {
            "txt": self.tr("Text"),
            "md": self.tr("Markdown"),
            "markdown": self.tr("Markdown"),
            "html": self.tr("Web page"),
            "htm": self.tr("Web page"),
            "docx": self.tr("Word document"),
            "epub": self.tr("Book"),
            "srt": self.tr("Subtitles"),
            "vtt": self.tr("Subtitles"),
            "json": self.tr("JSON"),
        }
        return f"{names.get(ending, ending.upper())} (*.{ending})"

    def _both(self, ending: str) -> str:
        names = {"html": self.tr("Both languages side by side, web page")}
        name = names.get(ending, self.tr("Both languages side by side, Word document"))
        return f"{name} (*.{ending})"
