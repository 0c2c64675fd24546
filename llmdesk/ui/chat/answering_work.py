"""How a question of the window's chat is answered, in a task.

Owns with which options, and what is reported while the answer comes. Must not know which conversation is
open: `session.py` does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from llmdesk.awake import KeepAwake
from llmdesk.engine.types import Sampling, Written
from llmdesk.models.library import InstalledModel
from llmdesk.store import StoredMessage
from llmdesk.tools.chat import answering
from llmdesk.tools.chat.attaching.asked import Sources
from llmdesk.tools.chat.counting import TokenCounter
from llmdesk.tools.chat.everything.found import found_of
from llmdesk.tools.chat.everything.how import READS, How, how_of
from llmdesk.tools.chat.sending import Overflow
from llmdesk.tools.chat.thoughts import written
from llmdesk.tools.tool import ASK_ALL, CHAT
from llmdesk.ui.chat.presets.chosen import ChatPresets
from llmdesk.ui.chat.running import Reading, Report
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

if TYPE_CHECKING:
    from llmdesk.tools.chat.attaching.sources import ChatSource, Documents


_SEVERAL = 2  # documents, of which one may ask how many say something


class AnsweringWork:
    """`answer` and `go_on` run in a task and report to it (`running.Report`)."""

    def __init__(self, services: Services, presets: ChatPresets) -> None:
        self._services, self._presets = services, presets
        self.counter = TokenCounter(services.engine)
        self._chosen: dict[int, Overflow] = {}  # by whom was asked, for each conversation
        self._documents: Documents | None = None
        # What a chat asks beside its attachments; who has libraries sets it. Called in threads.
        self.libraries: Callable[[int | None], Sequence[ChatSource]] = lambda _conversation_id: ()
        # A new chat is this one now: called in its thread before anything is looked up for it.
        self.begun: Callable[[int], None] = lambda _conversation_id: None

    def sources(self, conversation_id: int | None) -> Sources:
        """What may be looked up for an answer there. In a thread: word lists are read with it."""
        if self._documents is None:
            from llmdesk.tools.chat.attaching.sources import Documents

            self._documents = Documents(self._services.store)
        return Sources(self._documents, self.libraries(conversation_id))

    def choose(self, conversation_id: int, overflow: Overflow) -> None:
        """What this conversation leaves out when it does not fit."""
        self._chosen[conversation_id] = overflow

    def options(self, conversation_id: int | None) -> answering.ChatOptions:
        """How the user wants answers now."""
        settings = self._services.settings.value
        overflow = settings.chat_overflow
        if conversation_id is not None and overflow == "ask":
            overflow = self._chosen.get(conversation_id, overflow)
        options = answering.ChatOptions(
            system_prompt=settings.chat_instructions,
            sampling=Sampling(temperature=settings.chat_temperature, seed=self._services.seed),
            max_tokens=settings.chat_max_tokens,
            thinking=settings.chat_thinking,
            overflow=overflow,
            kept=True,
        )
        return self._presets.apply(options, conversation_id)

    def answer(
        self,
        context: TaskContext,
        conversation_id: int,
        question_id: int,
        model: InstalledModel | None = None,
        how: How = "",
        before: int | None = None,
    ) -> answering.Answer:
        """Load the model where needed, and answer. `how`: the user wants it so, whatever its words say;
        `before`: an answer that this one is another version of."""
        question = self._services.store.message(question_id)
        if self._reads_all(question, how):
            return self._read_all(context, question, model, before, sure=bool(how))
        self._services.models.load_blocking(context, CHAT, model)
        options = self.options(conversation_id)
        return answering.answer(
            self._services.engine, self._services.store, conversation_id, question_id, options,
            self._hearing(context, conversation_id), context.cancel, self.counter,
            self.sources(conversation_id),
        )  # fmt: skip

    def go_on(self, context: TaskContext, conversation_id: int, message_id: int) -> answering.Answer:
        """Load the model where needed, and go on with an answer."""
        begun = self._services.store.message(message_id)
        if found_of(begun) is not None and begun.parent_id is not None:
            question = self._services.store.message(begun.parent_id)
            return self._read_all(context, question, None, message_id, sure=True)
        self._services.models.load_blocking(context, CHAT)
        options = self.options(conversation_id)
        return answering.continue_answer(
            self._services.engine, self._services.store, message_id, options,
            self._hearing(context, conversation_id), context.cancel, self.counter,
            self.sources(conversation_id),
        )  # fmt: skip

    def _reads_all(self, question: StoredMessage, how: How) -> bool:
        """Whether all documents are read for it: as the user says, else as its words do of several."""
        wanted = how or how_of(question.detail.get(READS))
        if wanted:
            return wanted == "everything"
        number, store = question.conversation_id, self._services.store
        branch = store.branch(number, question.id)
        attached = {each.digest for entry in branch for each in entry.message.attachments}
        if len(attached) < _SEVERAL and not self.libraries(number):
            return False  # of one document the question is about what is in it
        from llmdesk.tools.chat.everything.wanted import is_about_all

        return is_about_all(question.content)

    def _read_all(
        self,
        context: TaskContext,
        question: StoredMessage,
        model: InstalledModel | None,
        before: int | None,
        *,
        sure: bool,
    ) -> answering.Answer:
        """What reads documents comes with it, which a chat without them does not wait for."""
        from llmdesk.tools.chat.everything.documents import AllDocuments
        from llmdesk.tools.chat.everything.reading import Hearing, read_all
        from llmdesk.tools.tables.speed import Speed

        store, number = self._services.store, question.conversation_id
        documents = AllDocuments(store.branch(number, question.id), self.sources(number))
        if documents.count:
            self._services.models.load_blocking(context, ASK_ALL, model)
        report, speed = Report(number, ()), Speed()

        def on_begin(message: StoredMessage) -> None:
            nonlocal report
            report = Report(number, tuple(store.branch(number, message.id)))
            context.progress(report)

        def on_reading(done: int, total: int) -> None:
            speed.tell(done)
            rate = speed.rows_per_s
            left = (total - done) / rate if rate else None
            place = report.branch[-1].message.id
            context.progress(replace(report, reading=Reading(place, done, total, True, left)))

        earlier = store.message(before) if before is not None else None
        with KeepAwake("all documents of a chat are being read"):
            return read_all(
                self._services.engine, store, question, documents, Hearing(on_begin, on_reading),
                context.cancel, self._services.paths.trials, earlier, sure=sure,
            )  # fmt: skip

    def _hearing(self, context: TaskContext, conversation_id: int) -> answering.Hearing:
        """Who hears that an answer begins, how far its prompt is read, and what has come of it."""
        report = Report(conversation_id, ())
        heard = False

        def on_begin(message: StoredMessage) -> None:
            nonlocal report
            branch = tuple(self._services.store.branch(conversation_id, message.id))
            report = Report(conversation_id, branch, written(message))
            context.progress(report)

        def on_reading(done: int, total: int) -> None:
            if not heard:
                reading = Reading(report.branch[-1].message.id, done, total)
                context.progress(replace(report, reading=reading))

        def on_written(all_of_it: Written) -> None:
            nonlocal heard
            heard = True
            context.progress(replace(report, written=all_of_it))

        return answering.Hearing(on_written, on_begin, on_reading)
