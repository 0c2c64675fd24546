"""Fields extracted from a document of any length.

Owns the order of work: the parts of the text are asked for side by side, under a grammar that makes every
answer right in form; what was said is found in the text; values that compete are weighed against "not
stated"; the parts are put together. A part of which nothing came is in the result, with its reason.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.face import TextEngine
from llmdesk.engine.loaded import loaded_model
from llmdesk.engine.types import Completion, GenerateRequest, LoadedModel
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, ContextTooLong, UserError
from llmdesk.tools.documents import Document
from llmdesk.tools.extract import merging, prompts
from llmdesk.tools.extract.chunks import Chunk, halves, split
from llmdesk.tools.extract.labels import as_labelled
from llmdesk.tools.extract.letters import as_addressed
from llmdesk.tools.extract.placing import Placer
from llmdesk.tools.extract.sums import added_up
from llmdesk.tools.extract.trial import SAMPLING, tried
from llmdesk.tools.extract.types import Extraction, ExtractProgress, Record, Stage, Unread
from llmdesk.tools.extract.weighing import weigh, with_confidence
from llmdesk.tools.fields import Answer, FieldSet, grammar, read_row, read_rows

OnProgress = Callable[[ExtractProgress], None]

LARGEST, ENOUGH, SMALLEST = 1_200, 400, 120  # tokens of a part; of `ENOUGH` no example is worth more
_EACH, _LIST, _ROWS = 60, 200, 1_200  # tokens of an answer, for each field and for many rows
_MARGIN = 32
_BROKEN_OFF = QT_TRANSLATE_NOOP("core", "The answer for this part was broken off.")


def extract(
    document: Document,
    fields: FieldSet,
    engine: TextEngine,
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
    trials: Path | None = None,
    *,
    weigh_all: bool = False,
) -> Extraction:
    """The records of `document`. After a cancel those of what was read until then, `complete` False; raises
    `Cancelled` before there is anything, `NoModelError`, and what the engine raises.

    `trials`: the file in which it is kept how the model did in its trial; without it there is none.
    `weigh_all`: weigh values that compete with none, too, which takes as long as asking for them."""
    token = cancel or CancelToken()
    model = loaded_model(engine)
    began = time.monotonic()
    report = on_progress or (lambda _progress: None)

    def report_trial(done: int, total: int) -> None:
        report(ExtractProgress("trying", done, total))

    trial = None if trials is None else tried(engine, model, document.language, trials, token, report_trial)
    work = _Work(document, fields, engine, model, report, token, weigh_all)
    records, done, unread = work.run()
    complete = not unread and not token.cancelled
    length = len(document.text)
    return Extraction(
        fields, records, document.name, model.name, time.monotonic() - began,
        complete=complete,
        chars_read=length if complete else _covered(done, document.text), chars_total=length,
        unread=tuple(unread), warning=None if trial is None else trial.warning,
    )  # fmt: skip


class _Work:
    """One document."""

    def __init__(
        self,
        document: Document,
        fields: FieldSet,
        engine: TextEngine,
        model: LoadedModel,
        on_progress: OnProgress,
        cancel: CancelToken,
        weigh_all: bool = False,
    ) -> None:
        self._document, self._fields, self._rows, self._engine = document, fields, fields.rows, engine
        self._model, self._on_progress, self._cancel = model, on_progress, cancel
        self._language = document.language
        self._asked = fields.in_language(document.language)
        self._beginning = ""
        self._placer = Placer(document.text)
        self._unread: list[Unread] = []
        self._weigh_all = weigh_all

    def run(self) -> tuple[tuple[Record, ...], list[Chunk], list[Unread]]:
        """The records, the parts that were read, and those that were not."""
        chunks = split(self._document, self._engine, self._size(), self._cancel)
        parts = self._ask(chunks)
        if self._cancel.cancelled and not parts:
            raise Cancelled
        parts = self._weigh(parts)
        records = [record for part in parts for record in part.records]
        if self._rows == "many":
            whole = merging.many_rows(records)
        else:
            whole = (merging.one_row(self._asked, records, self._placer.source),)
            whole = tuple(as_addressed(self._asked, each, self._placer) for each in whole)
            whole = tuple(as_labelled(self._asked, each, self._placer, self._language) for each in whole)
        whole = tuple(added_up(self._fields, self._asked, each, self._placer) for each in whole)
        whole = tuple(merging.without_sharing(self._asked, each, self._placer.source) for each in whole)
        return whole, [part.chunk for part in parts], self._unread

    # -- asking ---------------------------------------------------------------------------------
    def _size(self) -> int:
        """The tokens of a part. Where the context is small, the model gets fewer examples. Raises
        `ContextTooLong`."""
        question = prompts.question(self._asked, "", self._language)
        for most in range(prompts.count_of_examples(self._language, self._rows), 0, -1):
            self._beginning = prompts.beginning(self._language, self._rows, most)
            (fixed,) = self._engine.count_tokens([self._beginning + question])
            room = self._model.context - fixed - _MARGIN - self._answer_tokens()
            if room >= ENOUGH:
                break
        if room < SMALLEST:
            raise ContextTooLong(
                QT_TRANSLATE_NOOP("core", "The fields take more room than the model has."),
                QT_TRANSLATE_NOOP("core", "They take {prompt_tokens} of {context} tokens."),
                QT_TRANSLATE_NOOP("core", "Ask for fewer fields, or load the model with a larger context."),
                prompt_tokens=fixed + self._answer_tokens(),
                context=self._model.context,
            )
        return min(room, LARGEST)

    def _answer_tokens(self) -> int:
        """The most that an answer may take: more than any but a strange one does."""
        lists = sum(field.type == "list" for field in self._asked)
        row = _EACH * (len(self._asked) - lists) + _LIST * lists
        return min(row if self._rows == "one" else _ROWS, self._model.context // 3)

    def _ask(self, chunks: list[Chunk]) -> list[_Part]:
        """What was said of each part that could be read, in order. A part whose rows were more than an answer
        takes is asked for again in halves."""
        found: list[_Part] = []
        rows: list[Record] = []
        done, total = 0, len(chunks)
        self._report("reading", 0, total)
        with contextlib.suppress(Cancelled):  # what was read until then is the result
            while chunks:
                requests = [self._request(chunk) for chunk in chunks]
                again: list[Chunk] = []
                for index, came in self._engine.generate_many(requests, self._cancel):
                    halves = self._halves(chunks[index], came)
                    again += halves
                    read = () if halves else self._read(chunks[index], came)
                    found += read
                    if self._rows == "many":
                        rows += [record for part in read for record in part.records]
                    done, total = done + 1, total + len(halves)
                    self._report("reading", done, total, rows)
                chunks = again
        return sorted(found, key=lambda part: (part.chunk.start, part.chunk.end))

    def _halves(self, chunk: Chunk, came: Completion | UserError) -> Sequence[Chunk]:
        if (
            self._rows == "one"
            or isinstance(came, UserError)
            or came.finish_reason not in ("length", "context")
        ):
            return ()
        return halves(self._document, chunk) or ()

    def _request(self, chunk: Chunk) -> GenerateRequest:
        text = self._document.text[chunk.start : chunk.end]
        return GenerateRequest(
            prompt=self._prompt(chunk),
            sampling=SAMPLING,
            max_tokens=self._answer_tokens(),
            grammar=grammar(self._asked, self._language, self._rows, text),
            priority="batch",
        )

    def _prompt(self, chunk: Chunk) -> str:
        text = self._document.text[chunk.start : chunk.end]
        return self._beginning + prompts.question(self._asked, text, self._language)

    def _read(self, chunk: Chunk, came: Completion | UserError) -> Sequence[_Part]:
        """The records of a part; none, and a note in `_unread`, where there is no answer."""
        if isinstance(came, UserError):
            self._unread.append(Unread(chunk.start, chunk.end, str(came)))
            return ()
        if came.finish_reason == "cancelled":
            return ()
        if came.finish_reason != "stop":
            self._unread.append(Unread(chunk.start, chunk.end, _BROKEN_OFF))
        if self._rows == "many":
            answers = read_rows(self._asked, came.text, self._language)
            return (_Part(chunk, answers, tuple(self._placer.rows(self._asked, answers, chunk))),)
        answer = read_row(self._asked, came.text, self._language)
        return (_Part(chunk, (answer,), (self._placer.record(self._asked, answer, chunk),)),)

    # -- weighing -------------------------------------------------------------------------------
    def _weigh(self, parts: list[_Part]) -> list[_Part]:
        if Ability.LIKELIHOOD not in self._model.abilities:
            return parts
        rows = [part.records for part in parts]
        some = set(range(len(self._asked))) if self._weigh_all else merging.competing(self._asked, rows)
        if not some:
            return parts
        weighed = list(parts)
        with contextlib.suppress(Cancelled):
            for number, part in enumerate(parts):
                self._cancel.raise_if_cancelled()
                self._report("weighing", number, len(parts))
                odds = weigh(
                    self._engine, self._prompt(part.chunk), self._asked, part.answers, self._language,
                    self._rows, some, self._cancel,
                )  # fmt: skip
                weighed[number] = replace(part, records=tuple(map(with_confidence, part.records, odds)))
            self._report("weighing", len(parts), len(parts))
        return weighed

    def _report(self, stage: Stage, done: int, total: int, rows: Sequence[Record] = ()) -> None:
        self._on_progress(ExtractProgress(stage, done, total, tuple(rows)))


@dataclass(frozen=True, slots=True)
class _Part:
    """What was said of a part of the text."""

    chunk: Chunk
    answers: tuple[Answer, ...]
    records: tuple[Record, ...]


def _covered(chunks: Sequence[Chunk], text: str) -> int:
    """How many characters lie in at least one of the parts; white space around them counts with them."""
    at = covered = 0
    for chunk in [*chunks, Chunk(len(text), len(text))]:
        if not text[at : chunk.start].strip():
            covered += max(0, chunk.start - at)
        covered += max(0, chunk.end - max(at, chunk.start))
        at = max(at, chunk.end)
    return covered
