"""What a tool can give, each as a kind: its columns, and how a block of texts gets its answers.

Owns the kinds that ask for labels and for text; one more is one more class, and its name in `kind_of`. The
texts of a block are asked side by side, and always the same ones together, so that an answer does not depend
on when the work was stopped. Must not know tables.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Completion, GenerateRequest, Score, ScoreRequest
from llmdesk.errors import Cancelled, ContextTooLong, UserError
from llmdesk.tools.own import anonymize, checks, fielded, prompts
from llmdesk.tools.own.prompts import Refused
from llmdesk.tools.own.types import Answer, Checks, Finding, OwnTool, Values
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.worker import NewColumn
from llmdesk.tools.tool import OWN, OWN_FORMS, OWN_LABELS, Tool

# Texts that are asked together: twice what the engine runs side by side. What is done of a block is lost when
# the work is stopped within it, since its other texts have an effect on it.
BLOCK = 64
_DECIMALS = 4
_LABELS = "label"

OnAnswered = Callable[[Completion], None]


class Asked(Protocol):
    """What of an engine a kind asks; as in `TextEngine`."""

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]: ...

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]: ...


class Kind(ABC):
    """How a tool answers. `on_completion` is told of everything that the model wrote, for cost and speed."""

    def __init__(self, tool: OwnTool, on_completion: OnAnswered | None = None) -> None:
        self.tool, self.on_completion = tool, on_completion
        self.on_ahead: Callable[[int, int], None] | None = None  # as of a `Worker` of rows
        self.first_attempt = 0  # more, where the model was asked before and is to answer in another way

    @property
    @abstractmethod
    def columns(self) -> tuple[NewColumn, ...]:
        """What it gives, without the status."""

    @abstractmethod
    def block(self, engine: Asked, texts: Sequence[Values], cancel: CancelToken) -> Iterator[Answer]:
        """An answer for each, in order. Raises `Cancelled`, and what ends the engine."""

    remembers = False
    """Whether what a row gets depends on rows before it."""

    def in_order(self, answer: Answer) -> Answer:
        """Called with the answers to the rows of a table, each once and in order, before they are taken."""
        return answer

    def learn(self, answers: Iterable[Answer]) -> None:  # noqa: B027  # most do not ask
        """Told what rows have got before, where that has an effect on those to come."""

    def without(self, status: str, reason: str = "", tries: int = 0) -> Answer:
        """For a text that gets no answer."""
        return Answer((None,) * len(self.columns), status, reason=reason, tries=tries)

    def failed(self, error: UserError, tries: int) -> Answer:
        status = "too long" if isinstance(error, ContextTooLong) else "failed"
        return self.without(status, str(error), tries)


class TextKind(Kind):
    """A text that keeps to the tool's checks. What does not is asked again, with the reason."""

    @property
    def columns(self) -> tuple[NewColumn, ...]:
        return (NewColumn(self.tool.column or "answer"),)

    def request(self, values: Values, refused: Refused | None, attempt: int, fresh: bool) -> GenerateRequest:
        return prompts.request(self.tool, values, refused=refused, attempt=attempt, fresh=fresh)

    def judged(
        self, values: Values, answer: str, whole: bool
    ) -> tuple[tuple[Cell, ...], tuple[Finding, ...]]:
        """The cells, and what the answer does not keep to."""
        text = prompts.text_of(self.tool, values)
        return (answer,), checks.findings(self.tool.checks, answer, text, whole=whole)

    def block(self, engine: Asked, texts: Sequence[Values], cancel: CancelToken) -> Iterator[Answer]:
        found: dict[int, Answer] = {}
        waiting: dict[int, Refused] = {}
        given = 0
        for at, answer, refused in self._round(engine, texts, {}, range(len(texts)), 0, cancel):
            found[at] = answer
            if refused is not None and self.tool.checks.tries > 1:
                waiting[at] = refused
            self._tell(found, len(waiting))
            while given in found and given not in waiting:  # in order, as they come
                yield found.pop(given)
                given += 1
        for attempt in range(1, self.tool.checks.tries):
            again, before, waiting = sorted(waiting), waiting, {}
            open_, last = set(again), attempt == self.tool.checks.tries - 1
            for at, answer, refused in self._round(engine, texts, before, again, attempt, cancel):
                found[at] = answer
                if refused is not None:
                    waiting[at] = refused
                if refused is None or last:
                    open_.discard(at)
                self._tell(found, len(open_))
        self._tell({at: found[at] for at in range(given, len(texts))}, 0)
        for at in range(given, len(texts)):
            yield found[at]

    def _tell(self, found: Mapping[int, Answer], again: int) -> None:
        if self.on_ahead is not None:
            self.on_ahead(len(found) - again, again)

    def _round(
        self,
        engine: Asked,
        texts: Sequence[Values],
        refused: dict[int, Refused],
        at: Sequence[int],
        attempt: int,
        cancel: CancelToken,
    ) -> Iterator[tuple[int, Answer, Refused | None]]:
        """One request for each of the texts `at`, as they come."""
        requests = [
            self.request(
                texts[n], refused.get(n), self.first_attempt + attempt, fresh=not attempt and place == 0
            )
            for place, n in enumerate(at)
        ]
        if not requests:
            return
        for place, result in engine.generate_many(requests, cancel):
            number = at[place]
            if isinstance(result, UserError):
                if not attempt:  # else what was answered before stays
                    yield number, self.failed(result, attempt + 1), None
                continue
            if result.finish_reason == "cancelled":
                raise Cancelled
            if self.on_completion is not None:
                self.on_completion(result)
            yield number, *self._taken(texts[number], result, attempt)

    def _taken(self, values: Values, result: Completion, attempt: int) -> tuple[Answer, Refused | None]:
        text = result.text.strip()
        cells, findings = self.judged(values, text, result.finish_reason in ("stop", "grammar"))
        answer = Answer(cells, "check failed" if findings else "ok", findings, tries=attempt + 1)
        return answer, Refused(text, findings) if findings else None


class AnonymizedKind(TextKind):
    """The text with names, numbers and addresses replaced, and what was replaced. The model says which names
    there are; the program looks whether they stand there, finds numbers and addresses, and replaces."""

    def __init__(self, tool: OwnTool, on_completion: OnAnswered | None = None) -> None:
        super().__init__(tool, on_completion)
        self._marks = anonymize.Marks()

    remembers = True

    @property
    def columns(self) -> tuple[NewColumn, ...]:
        return (NewColumn(self.tool.column or "anonymized"), NewColumn("replaced"))

    def request(self, values: Values, refused: Refused | None, attempt: int, fresh: bool) -> GenerateRequest:
        asked = super().request(values, refused, attempt, fresh)
        return replace(asked, grammar=anonymize.grammar(self.tool.language))

    def judged(
        self, values: Values, answer: str, whole: bool
    ) -> tuple[tuple[Cell, ...], tuple[Finding, ...]]:
        done = anonymize.anonymized(prompts.text_of(self.tool, values), answer, self.tool.language)
        findings = checks.findings(Checks(), answer, "", whole=whole)
        return (done.text, done.listed), (
            *findings,
            *checks.of_names(done.missing, answer, anonymize.MOST_LINES),
        )

    def in_order(self, answer: Answer) -> Answer:
        text, listed = answer.values
        if not isinstance(text, str) or not isinstance(listed, str):
            return answer
        return replace(answer, values=self._marks.give(text, listed))

    def learn(self, answers: Iterable[Answer]) -> None:
        for answer in answers:
            if isinstance(answer.values[1], str):
                self._marks.learn(answer.values[1])


class FieldsKind(TextKind):
    """A value for each field, under a grammar made of them; the program looks where each one stands."""

    @property
    def columns(self) -> tuple[NewColumn, ...]:
        fields = self.tool.fields  # of these only numbers are written as such
        return tuple(
            NewColumn(field.name, kind="number" if field.type == "number" else "") for field in fields
        )

    def request(self, values: Values, refused: Refused | None, attempt: int, fresh: bool) -> GenerateRequest:
        return replace(super().request(values, refused, attempt, fresh), grammar=fielded.grammar(self.tool))

    def judged(
        self, values: Values, answer: str, whole: bool
    ) -> tuple[tuple[Cell, ...], tuple[Finding, ...]]:
        found = fielded.fielded(self.tool, prompts.text_of(self.tool, values), answer)
        return found.cells, (*checks.findings(Checks(), answer, "", whole=whole), *found.findings)


class LabelKind(Kind):
    """One of several labels with the probability of each. Nothing is written: the labels are compared."""

    @property
    def labels(self) -> tuple[tuple[str, str], ...]:
        return tuple((label.name, label.about) for label in self.tool.labels)

    @property
    def columns(self) -> tuple[NewColumn, ...]:
        given = (NewColumn(f"p_{name}", _DECIMALS) for name, _ in self.labels)
        return (NewColumn(self.tool.column or _LABELS), *given)

    def block(self, engine: Asked, texts: Sequence[Values], cancel: CancelToken) -> Iterator[Answer]:
        prompt = prompts.label_prompt(self.tool, self.labels)
        items = tuple(prompt.lead + prompts.one_line(prompts.text_of(self.tool, each)) for each in texts)
        questions = tuple(prompts.label_question(self.tool, each, self.labels) for each in texts)
        request = ScoreRequest(prompt.prefix, items, prompt.suffix, prompt.answers, questions=questions)
        for score in engine.score(request, cancel):
            if score.error:
                yield self.without("too long", score.error, 1)
                continue
            yield Answer(self.cells(_probabilities(score.logprobs)), tries=1)

    def cells(self, given: Sequence[float]) -> tuple[Cell, ...]:
        best = max(range(len(given)), key=given.__getitem__)
        return (self.labels[best][0], *given)


class YesNoKind(LabelKind):
    """Yes or no, with the probability of yes."""

    @property
    def labels(self) -> tuple[tuple[str, str], ...]:
        return (("是", ""), ("否", "")) if self.tool.language == "zh" else (("yes", ""), ("no", ""))

    @property
    def columns(self) -> tuple[NewColumn, ...]:
        return (NewColumn(self.tool.column or "answer"), NewColumn("p_yes", _DECIMALS))

    def cells(self, given: Sequence[float]) -> tuple[Cell, ...]:
        return ("yes" if given[0] >= given[1] else "no", given[0])


def kind_of(tool: OwnTool, on_completion: OnAnswered | None = None) -> Kind:
    kinds: dict[str, type[Kind]] = {
        "text": TextKind,
        "fields": FieldsKind,
        "anonymized": AnonymizedKind,
        "label": LabelKind,
        "yes/no": YesNoKind,
    }
    return kinds[tool.gives](tool, on_completion)


def asks(tool: OwnTool) -> Tool:
    """What it needs of a model."""
    if tool.gives in ("label", "yes/no"):
        return OWN_LABELS
    return OWN_FORMS if tool.gives in ("anonymized", "fields") else OWN


def _probabilities(logprobs: Sequence[float]) -> tuple[float, ...]:
    """Of the labels alone, to four decimals."""
    highest = max(logprobs)
    weights = [math.exp(value - highest) for value in logprobs]
    return tuple(round(weight / sum(weights), _DECIMALS) for weight in weights)
