"""What messages show of documents: chips below questions, sources below answers, and what one does with them.

Owns who hears whom between the transcript, the checks and whoever shows a source. Must not draw anything.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from llmdesk.store import Attachment
from llmdesk.tools.chat.attaching.grounds import Named, Quoted
from llmdesk.tools.place import Place
from llmdesk.ui.chat.attaching.checks import AnswerChecks
from llmdesk.ui.chat.message_view import MessageView
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.chat.transcript import Transcript
from llmdesk.ui.reader.asked import SourcesAsked
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext


class ShownDocuments(QObject):
    """`source_asked(SourcesAsked)`: passages are to be shown in their documents."""

    source_asked = Signal(object)

    def __init__(
        self, services: Services, session: ChatSession, transcript: Transcript, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services, self._session, self._transcript = services, session, transcript
        self.checks = AnswerChecks(services, session, self)
        self.checks.progressed.connect(transcript.show_check)
        transcript.view_made.connect(self._on_view)
        transcript.grounds_check_asked.connect(self.checks.check)
        transcript.grounds_cancel_asked.connect(self.checks.cancel)
        transcript.source_asked.connect(self._on_source)
        transcript.attachment_asked.connect(self._on_attachment)

    def kept_text(self, place: Place) -> str | None:
        """The text of a document as it was read then; None where it is not kept. In a thread."""
        if not place.digest:
            return None
        found = self._session.work.sources(None).documents.of(place.name, place.digest)
        return None if found is None else found.text

    def _on_view(self, view: MessageView) -> None:
        message = view.entry.message
        progress = self.checks.progress_of(message.id)
        if progress is not None:
            view.show_check(progress)
        in_files = [each for each in message.attachments if each.path]
        if not in_files:
            return
        message_id = message.id

        def done(states: dict[str, str]) -> None:
            shown = self._transcript.view_of(message_id)
            if shown is not None:
                shown.show_file_states(states)

        self._services.tasks.start(lambda context: states_of(in_files, context), owner=self, on_done=done)

    def _on_source(self, message_id: int, at: int) -> None:
        view = self._transcript.view_of(message_id)
        if view is not None and at < len(view.sources):
            self._ask(view.sources, at)

    def _on_attachment(self, message_id: int, at: int) -> None:
        """The document itself, from its beginning."""
        message = self._session.message(message_id)
        if message is not None and at < len(message.attachments):
            each = message.attachments[at]
            self._ask((Quoted(Named(each.name, each.path, each.digest), 0, 0, "", ""),), 0)

    def _ask(self, sources: tuple[Quoted, ...], at: int) -> None:
        self.source_asked.emit(SourcesAsked(tuple(map(place_of, sources)), at))


def states_of(attachments: list[Attachment], context: TaskContext) -> dict[str, str]:
    """How their files stand, by the hashes of their texts. In a thread."""
    from llmdesk.tools.chat.attaching.texts import state_of

    found: dict[str, str] = {}
    for each in attachments:
        context.cancel.raise_if_cancelled()
        found[each.digest] = state_of(each)
    return found


def place_of(source: Quoted) -> Place:
    """Where the reader finds it."""
    document = source.document
    path = Path(document.path) if document.path else None
    return Place(document.name, path, source.start, source.end, source.page, source.quote, document.digest)
