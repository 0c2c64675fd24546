"""`/v1/decisions`: typed questions about an input, each answered by probabilities; nothing is generated.

Owns the reading of such a request, and how our labels become its answers.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from functools import partial
from pathlib import Path

from msgspec import Struct

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.server.answers import (
    CalibrationNote,
    ChoiceAnswer,
    ChoiceProbability,
    DecisionAnswer,
    Decisions,
    DecisionUsage,
    LevelProbability,
    PredicateAnswer,
    RefusalAnswer,
    ScoreAnswer,
)
from llmdesk.server.desk import Desk
from llmdesk.server.failures import Refusal
from llmdesk.server.generating import needs
from llmdesk.server.records import Running
from llmdesk.server.requests import (
    ChoiceQuestion,
    DecisionRequest,
    InputMessage,
    PredicateQuestion,
    Question,
    ScoreQuestion,
    read,
    text_of,
)
from llmdesk.tools.sentiment.decisions import (
    LONGEST_STATEMENT,
    Decided,
    decide_label,
    decide_statement,
)
from llmdesk.tools.sentiment.labels import make_set
from llmdesk.tools.sentiment.types import Label, LabelSet

_UNABLE = "This model cannot tell true statements from false ones well enough; a larger one may."


class Decider:
    """`kept` and `trials`: the files in which is kept what was measured once of a model."""

    def __init__(self, kept: Path | None, trials: Path | None) -> None:
        self._kept, self._trials = kept, trials

    async def answer(self, desk: Desk, body: bytes, running: Running) -> AsyncGenerator[Struct | bytes, None]:
        """All answers, as one value."""
        request = read(body, DecisionRequest)
        text = _text(request.input)
        if not text.strip():
            raise Refusal(400, "There is no text to decide about.", param="input", code="invalid_value")
        for question in request.questions:
            _check(question)
        async with desk.turns.turn():
            model = await desk.model(request.model)
            if Ability.DECISIONS not in model.abilities:
                needs(model, Ability.LABEL_SCORES, Ability.TOKEN_COUNTS)
            answers = [
                await desk.run(partial(self._decide, desk, question, text)) for question in request.questions
            ]
            texts = [text, *(_asked(one) for one in request.questions if isinstance(one, PredicateQuestion))]
            tokens = sum(await desk.run(lambda _: desk.engine.count_tokens(texts)))
        running.tokens_read = tokens
        yield Decisions(
            model=model.name,
            answers=answers,
            usage=DecisionUsage(input_tokens=tokens, total_tokens=tokens),
        )

    def _decide(self, desk: Desk, question: Question, text: str, cancel: CancelToken) -> DecisionAnswer:
        if isinstance(question, PredicateQuestion):
            found = decide_statement(desk.engine, _asked(question), text, self._trials, cancel)
            if found is None:
                return RefusalAnswer(name=question.name, reason=_UNABLE)
            return PredicateAnswer(name=question.name, probability=found)
        decided = decide_label(desk.engine, _labels(question), text, self._kept, cancel)
        if isinstance(question, ChoiceQuestion):
            return _choice(question, decided)
        return _score(question, decided)


def _text(given: str | list[InputMessage]) -> str:
    """A single message is its text; of several, each says whose it is."""
    if isinstance(given, str):
        return given
    texts = [text_of(message.content, "input") for message in given]
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"{message.role}: {text}" for message, text in zip(given, texts, strict=True))


def _asked(question: Question) -> str:
    return text_of(question.instructions, "questions")


def _check(question: Question) -> None:
    """Nothing of a question is cut: raises what is wrong with one that is too long, or with its labels."""
    asked = _asked(question)
    if not isinstance(question, PredicateQuestion):
        _labels(question)
    elif len(asked) > LONGEST_STATEMENT:
        message = f"The instructions have {len(asked):,} characters; at most {LONGEST_STATEMENT:,} are read."
        raise Refusal(400, message, param="questions", code="too_long")
    elif not asked.strip():
        raise Refusal(400, "A predicate has no statement.", param="questions", code="invalid_value")


def _labels(question: ChoiceQuestion | ScoreQuestion) -> LabelSet:
    if isinstance(question, ChoiceQuestion):
        return make_set([Label(_word(one.value), one.description or "") for one in question.choices])
    return make_set([Label(level.label, level.description or "") for level in question.levels])


def _word(value: str | bool) -> str:
    """A yes or a no is asked for in words."""
    return value if isinstance(value, str) else "yes" if value else "no"


def _note(decided: Decided) -> CalibrationNote:
    return CalibrationNote(decided.calibration.source, decided.calibration.rows)


def _choice(question: ChoiceQuestion, decided: Decided) -> ChoiceAnswer:
    given = [
        ChoiceProbability(option.value, probability)
        for option, probability in zip(question.choices, decided.probabilities, strict=True)
    ]
    best = max(given, key=lambda one: one.probability)
    return ChoiceAnswer(
        name=question.name,
        choice=best.value,
        confidence=best.probability,
        probabilities=given,
        calibration=_note(decided),
    )


def _score(question: ScoreQuestion, decided: Decided) -> ScoreAnswer:
    given = [
        LevelProbability(number, level.label, probability)
        for number, (level, probability) in enumerate(
            zip(question.levels, decided.probabilities, strict=True)
        )
    ]
    total = sum(each.probability for each in given) or 1.0  # of rounded figures
    return ScoreAnswer(
        name=question.name,
        score=round(sum(each.value * each.probability for each in given) / total, 4),
        confidence=max(each.probability for each in given),
        probabilities=given,
        calibration=_note(decided),
    )
