"""One question and its answer: save, load, stream, in a way that Ctrl-C can stop.

Owns what `llmdesk chat PROMPT` and the chat in the terminal have in common. Builds on `tools.chat.answering`,
so both keep a conversation exactly as the window does.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.engine.types import Sampling
from llmdesk.errors import Cancelled, UsageError
from llmdesk.tools.chat.answering import Answer, ChatOptions, Hearing, answer, automatic_title
from llmdesk.tools.chat.attaching.grounds import Grounds, as_detail, grounds_of
from llmdesk.tools.chat.presets.applying import with_preset
from llmdesk.tools.chat.presets.types import Preset
from llmdesk.tools.chat.presets.values import preset_of, preset_value
from llmdesk.tools.tool import CHAT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llmdesk.engine.types import Completion, LoadedModel, Written
    from llmdesk.models.library import InstalledModel
    from llmdesk.store import StoredMessage
    from llmdesk.tools.chat.attaching.texts import Attached


@dataclass(frozen=True)
class Reply:
    """What came of one question. `completion` is None when it was stopped before it began; `loaded`: how the
    model was, None where it was not; `grounds`: the documents that went with it, and what of the answer is
    found in them."""

    text: str
    thoughts: str
    completion: Completion | None
    model: str
    loaded: LoadedModel | None
    stopped: bool
    reader_gone: bool
    grounds: Grounds | None = None


@dataclass(frozen=True)
class Style:
    """How a chat is answered: by a preset, and what was typed wins over it."""

    preset: Preset | None = None
    system: str | None = None
    sampling: Sampling = field(default_factory=Sampling)
    max_tokens: int | None = None

    def options(self, kept: Preset | None = None) -> ChatOptions:
        """`kept`: what the chat was answered with before, where no preset was named now."""
        options = with_preset(ChatOptions(), self.preset or kept)
        return replace(
            options,
            system_prompt=options.system_prompt if self.system is None else self.system,
            sampling=self.sampling.over(options.sampling),
            max_tokens=self.max_tokens or options.max_tokens,
        )


class Conversation:
    """A conversation that grows by one question at a time."""

    def __init__(
        self,
        session: Session,
        console: Console,
        model: InstalledModel,
        style: Style,
        *,
        keep: bool,
        show: bool = True,
    ) -> None:
        self._console, self._style, self._show = console, style, show
        self._keep = keep
        self._options = style.options()
        self._model = model
        self._session = session
        self._store = session.store(keep=keep)
        self._engine = session.engine
        self._id: int | None = None
        self._leaf: int | None = None

    @property
    def model_name(self) -> str:
        return self._model.name

    def load(self) -> LoadedModel:
        """Load the model now, with its progress on standard error. Raises `Cancelled`."""
        cancel = CancelToken()
        return run_cancellable(lambda: self._load(cancel), cancel)

    def ask(self, prompt: str, given: Sequence[Attached] = ()) -> Reply:
        """Save `prompt` with what is `given` with it, stream the answer to standard output and save it; where
        documents went with it, the answer is then held against them.

        Raises what the engine raises; what was streamed until then is saved. After Ctrl-C the
        reply is what there is so far.
        """
        if self._id is None:
            conversation = self._store.create_conversation(preset=self._kept())
            self._store.rename_conversation(conversation.id, automatic_title(prompt), automatic=True)
            self._id = conversation.id
        attachments = [each.attachment for each in given]
        texts = {each.attachment.digest: each.body for each in given}
        question = self._store.add_message(self._id, self._leaf, "user", prompt, attachments, texts)
        self._leaf = question.id
        turn = _Turn(self._console, self._show)
        return run_cancellable(lambda: self._answer(question.id, turn), turn.cancel)

    def go_on(self) -> None:
        """The next question goes on with the chat that was used last. Raises `UsageError` for none."""
        newest = self._store.conversations(limit=1)
        if not newest:
            raise UsageError(
                "There is no chat to go on with.",
                "",
                'Begin one: llmdesk chat "What is a token?"',
            )
        self._id, self._leaf = newest[0].id, newest[0].leaf_id
        self._options = self._style.options(preset_of(newest[0].preset))
        if self._style.preset is not None:
            self._store.set_preset(self._id, self._kept())

    def forget(self) -> None:
        """Begin a new conversation with the next question."""
        self._id = self._leaf = None
        self._options = self._style.options()

    def _kept(self) -> dict[str, object] | None:
        """What is kept with the chat of its preset."""
        return None if self._style.preset is None else preset_value(self._style.preset)

    def _begin(self, message: StoredMessage) -> None:
        self._leaf = message.id  # also where the answer breaks off: the next question follows it

    def _load(self, cancel: CancelToken) -> LoadedModel:
        return self._session.load(self._model, cancel, CHAT)

    def _answer(self, question: int, turn: _Turn) -> Reply:
        loaded: LoadedModel | None = None
        try:
            loaded = self._load(turn.cancel)
            result = self._stream(question, turn)
        except Cancelled:
            return Reply("", "", None, self._model.name, loaded, stopped=True, reader_gone=turn.reader_gone)
        completion = result.completion
        return Reply(
            result.message.content,
            result.message.thoughts or "",
            completion,
            completion.model if completion else self._model.name,
            loaded,
            stopped=completion is None or completion.finish_reason == "cancelled",
            reader_gone=turn.reader_gone,
            grounds=self._checked(result.message, turn),
        )

    def _checked(self, message: StoredMessage, turn: _Turn) -> Grounds | None:
        grounds = grounds_of(message)
        if grounds is None or not grounds.due or message.state != "done" or turn.reader_gone:
            return grounds
        from llmdesk.tools.chat.attaching.evidence import checked  # large word lists come with it
        from llmdesk.tools.chat.attaching.sources import Documents

        def report(done: int, total: int) -> None:
            self._console.progress(f"Checking against the documents: {done} of {total}")

        self._console.end_line()
        trials = self._session.paths.trials
        documents = Documents(self._store)
        text = message.content
        found = checked(self._engine, text, grounds, documents, report, turn.cancel, trials)
        self._store.add_detail(message.id, as_detail(found))
        self._console.end_progress()
        return found

    def _stream(self, question: int, turn: _Turn) -> Answer:
        assert self._id is not None  # set by ask()
        result = answer(
            self._engine,
            self._store,
            self._id,
            question,
            replace(self._options, kept=self._keep),
            Hearing(turn.receive, self._begin),
            turn.cancel,
        )
        if result.dropped_turns:
            self._console.note(
                "the conversation is longer than the context, so the oldest questions were left out "
                f"({result.dropped_turns})."
            )
        return result


class _Turn:
    """One answer on its way to standard output."""

    def __init__(self, console: Console, show: bool) -> None:
        self.cancel = CancelToken()
        self.reader_gone = False
        self._console, self._show = console, show
        self._shown = ""

    def receive(self, written: Written) -> None:
        """Thoughts are no answer, and stay out of what other programs may read."""
        if not self._show or self.reader_gone:
            return
        if not written.text.startswith(self._shown):  # that turned out to be thoughts
            self._console.end_line()
            self._shown = ""
        new, self._shown = written.text[len(self._shown) :], written.text
        try:
            if new:
                self._console.write(new)
            elif not written.text:
                self._console.progress("Thinking…")
        except BrokenPipeError:
            self.reader_gone = True
            self.cancel.cancel()
