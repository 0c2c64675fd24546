"""A text written anew: cut, asked, checked, in order. The face of the tool.

Owns the steps and the progress. Must not know files.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.loaded import loaded_model
from llmdesk.engine.types import GenerateRequest, Sampling
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, ContextTooLong, UsageError, UserError
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.documents.types import Span
from llmdesk.tools.fidelity import KEPT, Finding, check
from llmdesk.tools.fidelity.form import weight
from llmdesk.tools.fidelity.wording import EMPTY
from llmdesk.tools.write.checking import findings
from llmdesk.tools.write.diff import applied, changes
from llmdesk.tools.write.mistakes import OTHER_WORDS, Mistakes
from llmdesk.tools.write.parts import cut
from llmdesk.tools.write.prompts import Prompts
from llmdesk.tools.write.types import WHOLE, Part, Style, WriteOptions, WriteProgress, Written

OnProgress = Callable[[WriteProgress], None]
_WINDOW = 8  # parts that are asked for at once
_TRIES = 3
_BEFORE = 200  # characters of the text before, shown with a part
_LEAST_TOKENS, _TOKENS_A_WORD = 60, 4.0
_LONGER: dict[Style, float] = {"longer": 2.0, "email": 1.5}  # how much longer than its source a text may be
_SURE = Sampling(temperature=0.0, repeat_penalty=1.0)
_OTHER_WAY = Sampling(temperature=0.5, top_p=0.9, repeat_penalty=1.0, seed=7)
_FREER = 0.8  # for another version, which is to be another text


def write(
    engine: TextEngine,
    text: str,
    options: WriteOptions,
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
) -> Written:
    """Write `text` anew. What is between its paragraphs stays to the character; after a cancel so does all
    that was not reached (`complete` False). Raises `UsageError` for an empty text, `ContextTooLong` where a
    style needs the whole text at once and it does not fit, and what the engine raises."""
    begun, token = time.monotonic(), cancel or CancelToken()
    model = loaded_model(engine)
    options = replace(options, language=options.language or detect_language(text))
    spans = cut(text, options.style, options.language)
    if not spans:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There is nothing to write anew."),
            hint=QT_TRANSLATE_NOOP("core", "Type or open a text first."),
        )
    tell = on_progress or (lambda _progress: None)
    tell(WriteProgress(0, len(spans)))
    parts: list[Part] = []
    complete = True
    work = _Work(engine, text, options, token, tell)
    try:
        for part in work.parts(spans):
            parts.append(part)
            tell(WriteProgress(len(parts), len(spans), (part,)))
    except Cancelled:
        complete = False
        parts += work.begun()
    except UserError:  # what came is told, and so kept
        if rest := work.begun():
            tell(WriteProgress(len(parts) + len(rest), len(spans), tuple(rest)))
        raise
    seconds = time.monotonic() - begun
    return Written(text, options.style, options.language, tuple(parts), model.name, seconds, complete)


class _Work:
    """The parts of one text."""

    def __init__(
        self, engine: TextEngine, text: str, options: WriteOptions, cancel: CancelToken, tell: OnProgress
    ) -> None:
        self._engine, self._text, self._cancel, self._tell = engine, text, cancel, tell
        self._style, self._language, self._version = options.style, options.language, options.version
        self._best: dict[int, Part] = {}  # of the window: the best answer for each of its parts so far
        self._told = 0  # how many of the window were given
        self._is_only = False  # the text has one part
        self._prompts = Prompts(options.style, options.language)
        self._mistakes = Mistakes(text if options.style == "correct" else "")  # 15 s of a million characters

    def parts(self, spans: Sequence[Span]) -> Iterator[Part]:
        """In order, each as soon as all before it are there."""
        self._is_only = len(spans) == 1
        for start in range(0, len(spans), _WINDOW):
            yield from self._window(spans[start : start + _WINDOW])

    def begun(self) -> list[Part]:
        """After a cancel: the answers that came and were not given yet, in order."""
        return [part for place, part in sorted(self._best.items()) if place >= self._told]

    def _window(self, spans: Sequence[Span]) -> Iterator[Part]:
        best = self._best = {}
        self._told = 0
        settled: set[int] = set()
        for attempt in range(_TRIES):
            open_ = [place for place in range(len(spans)) if place not in settled]
            requests = [self._request(spans[place], best.get(place), attempt) for place in open_]
            answers = self._streamed(requests) if self._is_only else self._answers(requests)
            for at, answer in answers:
                place = open_[at]
                best[place] = _better(best.get(place), self._part(spans[place], answer))
                if not best[place].checks or attempt == _TRIES - 1:
                    settled.add(place)
                while self._told in settled:
                    self._told += 1
                    yield best[self._told - 1]

    def _answers(self, requests: Sequence[GenerateRequest]) -> Iterator[tuple[int, str]]:
        for at, result in self._engine.generate_many(requests, self._cancel) if requests else ():
            if isinstance(result, ContextTooLong) and self._style in WHOLE:
                raise result
            if isinstance(result, UserError):
                yield at, ""  # marked, not dropped
                continue
            if result.finish_reason == "cancelled":
                raise Cancelled
            yield at, result.text.strip()
        self._cancel.raise_if_cancelled()

    def _streamed(self, requests: Sequence[GenerateRequest]) -> Iterator[tuple[int, str]]:
        """The same for the only part, told while it comes; what there is of it at a cancel counts."""
        for request in requests:
            try:
                stream = self._engine.generate(request)
                self._cancel.on_cancel(stream.cancel)
                for _piece in stream:
                    self._tell(WriteProgress(0, 1, begun=stream.text))
            except ContextTooLong:
                if self._style in WHOLE:
                    raise
                yield 0, ""
                return
            text = stream.text.strip()
            if text or not self._cancel.cancelled:
                yield 0, text
        self._cancel.raise_if_cancelled()

    def _request(self, span: Span, last: Part | None, attempt: int) -> GenerateRequest:
        text = self._text[span.start : span.end]
        before = "" if self._style == "correct" else self._before(span)
        if last is None or attempt > 1:
            messages = self._prompts.ask(text, before)
        else:
            messages = self._prompts.ask_again(text, before, last.text, last.checks)
        return GenerateRequest(
            messages=messages,
            sampling=self._sampling(attempt),
            max_tokens=round(_LEAST_TOKENS + _TOKENS_A_WORD * weight(text) * _LONGER.get(self._style, 1.0)),
            stop=() if self._style in WHOLE else ("\n",),
            priority="batch",
            copies=self._style == "correct",
        )

    def _sampling(self, attempt: int) -> Sampling:
        if self._version:
            return replace(_OTHER_WAY, temperature=_FREER, seed=_TRIES * self._version + attempt)
        return _SURE if attempt < _TRIES - 1 else _OTHER_WAY

    def _before(self, span: Span) -> str:
        return " ".join(self._text[max(0, span.start - _BEFORE) : span.start].split())

    def _part(self, span: Span, answer: str) -> Part:
        text = self._text[span.start : span.end]
        if self._style == "correct":
            return self._corrected(span, text, answer)
        if not answer:
            return Part(span.start, span.end, text, checks=(Finding("empty", EMPTY),))
        wrong = findings(text, answer, self._style, self._language)
        return Part(span.start, span.end, answer, changes(text, answer, span.start), wrong)

    def _corrected(self, span: Span, text: str, answer: str) -> Part:
        """Only what corrects a mistake is taken; without an answer the text stays, and that is told."""
        if not answer:
            return Part(span.start, span.end, text, checks=(Finding("empty", EMPTY),))
        judged = tuple(
            replace(change, refused=self._mistakes.refusal(change))
            for change in changes(text, answer, span.start)
        )
        new = applied(self._text, (change for change in judged if not change.refused), span.start, span.end)
        lost = check(text, new, source_language=self._language, target_language=self._language, rules=KEPT)
        if lost:  # each change was one of spelling, and together they lost something: none is taken
            judged = tuple(replace(change, refused=change.refused or OTHER_WORDS) for change in judged)
            new = text
        return Part(span.start, span.end, new, judged)


def _better(last: Part | None, part: Part) -> Part:
    return part if last is None or _faults(part) < _faults(last) else last


def _faults(part: Part) -> int:
    """How bad it is: text in the wrong language, or none, is of no use at all."""
    useless = {"empty", "language", "repetition"}
    return sum(10 if finding.rule in useless else 1 for finding in part.checks)
