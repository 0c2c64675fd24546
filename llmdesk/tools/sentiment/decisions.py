"""One question about one text, answered by probabilities: which label, and is a statement true?

Owns the scores of one text alone, and how a statement is judged. A question in words before the labels is not
read: for labels of one's own it was measured to make the result worse (area under the ROC curve 0.847 → 0.826
and 0.785 → 0.722), and ready sets have their own measured prompt. Must not know who asks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.tools.evidence.asking import Judge
from llmdesk.tools.sentiment.labels import has_chinese
from llmdesk.tools.sentiment.method import Analyzer
from llmdesk.tools.sentiment.parts import split
from llmdesk.tools.sentiment.prompts import prompt_language
from llmdesk.tools.sentiment.readings import Reading, raise_problem
from llmdesk.tools.sentiment.types import Calibration, LabelSet

LONGEST_STATEMENT = 1200  # characters: it is read again for every part of a text
_SUREST = 3.0  # spreads from the middle: farther out nothing was measured


@dataclass(frozen=True, slots=True)
class Decided:
    """The probability of each label, in their order, and how raw scores became probabilities."""

    probabilities: tuple[float, ...]
    calibration: Calibration


def decide_label(
    engine: TextEngine,
    labels: LabelSet,
    text: str,
    kept: Path | None = None,
    cancel: CancelToken | None = None,
) -> Decided:
    """Which of `labels` fits `text`; `kept`: the file of fitted biases (`Paths.sentiment`). Raises
    `UsageError` for a text that cannot be read, `Cancelled`, and what the engine raises."""
    analyzer = Analyzer(engine, labels, kept)
    analyzer.take({})  # one text is no sample of anything
    result = next(iter(analyzer.rows([text], cancel)))
    if not result.scored:
        raise_problem(Reading(result.language, problem="empty" if result.status == "empty" else "context"))
    return Decided(result.probabilities, analyzer.calibration(result.language, cancel))


def decide_statement(
    engine: TextEngine,
    statement: str,
    text: str,
    trials: Path | None = None,
    cancel: CancelToken | None = None,
) -> float | None:
    """The probability that `text` says what `statement` says, of a long text in its likeliest part. None
    where the loaded model cannot tell such statements apart (`asking.Judge`); `trials`: the file that keeps
    that (`Paths.trials`). Raises as `decide_label`.

    One spread of the model's log-odds from their middle is taken for log-odds of one: fitted on sentences
    of known truth it was 1.05 for English.
    """
    judge = Judge(engine, "zh" if has_chinese(statement) else "en", trials)
    if not text.strip():
        raise_problem(Reading("en", problem="empty"))
    if not judge.able(cancel):
        return None
    parts = split(text, prompt_language(text))
    asked = [(part.text, statement) for part in parts]
    odds = [each for each in judge.ask(asked, None, cancel) if each is not None]
    if len(odds) < len(parts):
        raise_problem(Reading("en", problem="context"))
    likeliest = max(-_SUREST, min(_SUREST, max(odds)))
    return round(1 / (1 + math.exp(-likeliest)), 4)
