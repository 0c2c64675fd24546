"""Attaching in the window: the button, the dialog, drops and pastes, and the chips over the composer.

Owns who hears whom among them. Must not read files: `attaching` has it done.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from llmdesk.errors import fill
from llmdesk.tools.document_kinds import SUFFIXES
from llmdesk.ui.chat.attaching.attaching import Attaching
from llmdesk.ui.chat.attaching.bar import AttachBar
from llmdesk.ui.chat.attaching.drafts import Draft
from llmdesk.ui.chat.attaching.shown import states_of
from llmdesk.ui.chat.composer import Composer
from llmdesk.ui.file_dialogs import ask_files
from llmdesk.ui.given.drops import Drops
from llmdesk.ui.language import Retranslating
from llmdesk.ui.services import Services

SHORTCUT = "Ctrl+Shift+O"


class AttachButton(Retranslating, QToolButton):
    """The paper clip."""

    retranslated = Signal()

    def _retranslate(self) -> None:
        self.retranslated.emit()


class AttachPanel(QObject):
    """`surface` is where files may be dropped, beside the composer. `text_given(spot, text)`: a text is to
    stand in what is typed there, which does not show now."""

    text_given = Signal(object, str)

    def __init__(
        self, services: Services, attaching: Attaching, composer: Composer, surface: QWidget, window: QWidget
    ) -> None:
        super().__init__(window)
        self._services, self._attaching, self._composer, self._window = services, attaching, composer, window
        self._kept: set[str] = set()  # of which the states of the files were looked up
        self.bar = AttachBar(services.theme)
        self.button = AttachButton()
        self.button.clicked.connect(self.ask)
        self.button.retranslated.connect(self._retranslate)
        composer.add_tool(self.button)
        composer.add_above(self.bar)
        composer.edit.files_given.connect(attaching.add_files)
        composer.edit.long_pasted.connect(self._on_long)
        Drops(surface, attaching.add_files, self._on_text)
        attaching.changed.connect(self._show)
        attaching.added.connect(composer.edit.setFocus)
        self.bar.remove_asked.connect(self._remove)
        self.bar.again_asked.connect(attaching.try_again)
        services.theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    def ask(self) -> None:
        """Which files?"""
        if not self._attaching.is_off:
            patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
            words = self.tr("Documents ({patterns});;All files (*)")
            kinds = fill(words, {"patterns": patterns}).split(";;")
            ask_files(self._window, self.tr("Attach files"), kinds, self._attaching.add_files)

    def _on_long(self, text: str) -> None:
        """A very long paste is attached; the notice has the way back."""
        number = self._attaching.add_text(text)

        def into_the_message() -> None:
            spot, shows = self._attaching.spot_of(number), number in self._shown()
            if spot is None or self._attaching.remove(number) is None:
                return  # it was sent
            if shows:
                self._on_text(text)
            else:
                self.text_given.emit(spot, text)

        told = self.tr("The pasted text is long, so it was attached as a file.")
        instead = self.tr("Put it into the message instead")
        self._services.notify.show(told, lambda: self._take_away(number), (instead, into_the_message))

    def _shown(self) -> frozenset[int]:
        return frozenset(each.number for each in self._attaching.drafts)

    def _take_away(self, number: int) -> None:
        self._attaching.remove(number)

    def _on_text(self, text: str) -> None:
        """A text that was dropped beside the composer."""
        self._composer.edit.insertPlainText(text)
        self._composer.edit.setFocus()

    def _remove(self, number: int) -> None:
        spot, gone = self._attaching.here, self._attaching.remove(number)
        if not self._attaching.drafts:
            self._composer.edit.setFocus()
        if gone is not None and gone.text:  # it is nowhere else

            def put_back() -> None:
                self._attaching.put_back(gone, spot)

            self._services.notify.show(self.tr("Pasted text removed."), put_back)

    def _show_states(self, drafts: Sequence[Draft]) -> None:
        """What an earlier version of the question came with: does its file still say that?"""
        kept = [each.kept for each in drafts if each.kept is not None and each.kept.path]
        if kept:
            self._services.tasks.start(
                lambda context: states_of(kept, context), owner=self, on_done=self.bar.show_states
            )

    def _show(self) -> None:
        attaching = self._attaching
        self.bar.show_drafts(attaching.drafts)
        kept = {each.kept.digest for each in attaching.drafts if each.kept is not None}
        if kept != self._kept:
            self._kept = kept
            self._show_states(attaching.drafts)
        self.button.setEnabled(not attaching.is_off)
        self._composer.edit.attaches = not attaching.is_off
        self._composer.set_attached(bool(attaching.drafts), reading=attaching.waits)

    def _retint(self) -> None:
        self.button.setIcon(self._services.theme.icon("attach"))

    def _retranslate(self) -> None:
        name = self.tr("Attach files")
        self.button.setAccessibleName(name)
        self.button.setToolTip(f"{name} ({SHORTCUT})")
