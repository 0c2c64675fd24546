"""Segments translated by the model, many side by side, each checked, the failing ones tried again.

Owns the rounds and their order. What comes out is in order, and every segment comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import GenerateRequest, Sampling
from llmdesk.errors import Cancelled, UserError
from llmdesk.tools.fidelity import Finding, Term
from llmdesk.tools.fidelity.form import weight
from llmdesk.tools.fidelity.wording import BROKEN_OFF, EMPTY, LONG, REMARK
from llmdesk.tools.translate.checking import Checks, cleaned, says_more
from llmdesk.tools.translate.marks_back import as_in_source, lost, put_back
from llmdesk.tools.translate.prompts import Prompts
from llmdesk.tools.translate.segments import before
from llmdesk.tools.translate.types import Segment

WINDOW = 32  # segments that are asked for at once
_TRIES = 3
_MOST_TERMS = 12  # of a glossary, shown with a segment
_LEAST_TOKENS, _TOKENS_A_WORD = 40, 4.0
_SURE = Sampling(temperature=0.0, repeat_penalty=1.0)
_DRAWS = 3  # of a segment that the user wants otherwise
_ANY_WAY = Sampling(temperature=0.8, top_p=0.95, repeat_penalty=1.0)
_OTHER_WAY = Sampling(temperature=0.5, top_p=0.9, repeat_penalty=1.0, seed=7)


@dataclass(frozen=True, slots=True)
class _Answer:
    """`broken_off`: the model would have written more."""

    text: str
    broken_off: bool = False


class Asking:
    """The model, the prompts and the checks of one document."""

    def __init__(
        self,
        engine: TextEngine,
        prompts: Prompts,
        checks: Checks,
        cancel: CancelToken,
        *,
        with_context: bool = True,
    ) -> None:
        self._engine, self._prompts, self._checks, self._cancel = engine, prompts, checks, cancel
        self._with_context = with_context

    def translated(self, segments: Sequence[Segment], places: Sequence[int]) -> Iterator[tuple[int, Segment]]:
        """(place, translated segment) of those at `places`, in order, as soon as all before are there.
        Raises `Cancelled`, and what ends the engine."""
        for start in range(0, len(places), WINDOW):
            yield from self._window(segments, places[start : start + WINDOW])

    def again(self, segments: Sequence[Segment], place: int, seed: int) -> Segment:
        """Another translation of one segment, of several that are drawn the best; one that differs from what
        is there comes before one that does not."""
        there = segments[place]
        last = there if there.checks else None
        draws = [
            replace(self._request(segments, place, last, 1 if last is not None else 0), sampling=sampling)
            for sampling in (replace(_ANY_WAY, seed=seed + number) for number in range(_DRAWS))
        ]
        found: list[Segment] = []
        for _, answer in self._answers(draws):
            found.append(self._better(replace(there, origin="model"), None, answer, with_context=False))
        return min(found, key=lambda each: (not each.target, each.target == there.target, _faults(each)))

    def _window(self, segments: Sequence[Segment], places: Sequence[int]) -> Iterator[tuple[int, Segment]]:
        best: dict[int, Segment] = {}
        settled: set[int] = set()
        told = 0
        for attempt in range(_TRIES):
            open_ = [place for place in places if place not in settled]
            requests = [self._request(segments, place, best.get(place), attempt) for place in open_]
            for at, answer in self._answers(requests):
                place = open_[at]
                with_context = not attempt and self._before(segments, place) != ""
                best[place] = self._better(segments[place], best.get(place), answer, with_context)
                if best[place].passed:
                    settled.add(place)
                while told < len(places) and places[told] in settled:
                    yield places[told], best[places[told]]
                    told += 1
            self._put_marks_back([place for place in open_ if place not in settled], best)
            settled.update(place for place in open_ if best[place].passed or attempt == _TRIES - 1)
            while told < len(places) and places[told] in settled:
                yield places[told], best[places[told]]
                told += 1
            if len(settled) == len(places):
                return

    def _put_marks_back(self, places: Sequence[int], best: dict[int, Segment]) -> None:
        """Of those that only lost marks around words: what the words are is asked for, and found there."""
        asked = [
            (place, around)
            for place in places
            if {finding.rule for finding in best[place].checks} <= {"tags", "addresses"}
            for around in lost(best[place].source, best[place].target)
        ]
        for at, answer in self._answers([self._words(around.words) for _, around in asked]):
            place, around = asked[at]
            now, words = best[place], " ".join(around.words.split())
            said = self._checks.enforced(words, cleaned(answer.text, words))
            target = put_back(now.target, around, said)
            checks = self._checks.findings(" ".join(now.source.split()), target)
            if target != now.target and len(checks) < len(now.checks):
                best[place] = replace(now, target=target, passed=not checks, checks=checks)

    def _words(self, words: str) -> GenerateRequest:
        text = " ".join(words.split())
        return GenerateRequest(
            messages=self._prompts.ask(text, "", self._terms(text)),
            sampling=self._sampling(0),
            max_tokens=round(_LEAST_TOKENS + _TOKENS_A_WORD * weight(text)),
            stop=("\n",),
            priority="batch",
        )

    def _answers(self, requests: Sequence[GenerateRequest]) -> Iterator[tuple[int, _Answer]]:
        for at, result in self._engine.generate_many(requests, self._cancel) if requests else ():
            if isinstance(result, UserError):
                yield at, _Answer("")  # one that does not fit the context: marked, not dropped
                continue
            if result.finish_reason == "cancelled":
                raise Cancelled
            yield at, _Answer(result.text, result.finish_reason in ("length", "context"))
        self._cancel.raise_if_cancelled()

    def _request(
        self, segments: Sequence[Segment], place: int, last: Segment | None, attempt: int
    ) -> GenerateRequest:
        text = " ".join(segments[place].source.split())
        context = "" if attempt else self._before(segments, place)
        terms = self._terms(text)
        if last is None:
            messages = self._prompts.first(text, context, terms)
        elif attempt == 1:
            messages = self._prompts.ask_again(text, context, terms, last.target, last.checks)
        else:
            messages = self._prompts.ask(text, context, terms)
        return GenerateRequest(
            messages=messages,
            sampling=self._sampling(attempt),
            max_tokens=round(_LEAST_TOKENS + _TOKENS_A_WORD * weight(text)),
            stop=("\n",),
            priority="batch",
        )

    def _before(self, segments: Sequence[Segment], place: int) -> str:
        text = " ".join(segments[place].source.split())
        if not self._with_context or not self._prompts.needs_before(text, self._terms(text)):
            return ""
        return before(segments, place)

    def _sampling(self, attempt: int) -> Sampling:
        if not self._prompts.sure:
            return Sampling(seed=attempt + 1)
        return _SURE if attempt < _TRIES - 1 else _OTHER_WAY

    def _terms(self, text: str) -> list[Term]:
        return list({hit.term: None for hit in self._checks.terms.find(text)})[:_MOST_TERMS]

    def _better(self, segment: Segment, last: Segment | None, answer: _Answer, with_context: bool) -> Segment:
        target = self._checks.enforced(segment.source, cleaned(answer.text, segment.source))
        target = as_in_source(segment.source, target)
        checks = self._checks.findings(" ".join(segment.source.split()), target)
        if not target and not checks:
            checks = (Finding("empty", EMPTY),)
        if with_context and not checks and says_more(segment.source, target):
            checks = (
                Finding("length", LONG),
            )  # the text before may be in it; without it a second is no fault
        echo = self._prompts.echoed(segment.source, target)
        if echo:
            checks = (*checks, Finding("remarks", REMARK, (("text", echo),)))
        if answer.broken_off and target:
            checks = (*checks, Finding("length", BROKEN_OFF))
        found = replace(segment, target=target, passed=not checks, checks=checks)
        return found if last is None or _faults(found) < _faults(last) else last


def _faults(segment: Segment) -> int:
    """How bad it is: text in the wrong language, or none, is of no use at all."""
    useless = {"empty", "language", "untranslated", "repetition"}
    return sum(10 if finding.rule in useless else 1 for finding in segment.checks)
