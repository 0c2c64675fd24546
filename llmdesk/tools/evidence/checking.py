"""Does a document say what these sentences say? The face of the check for every tool.

Owns the two steps: the program finds passages and compares (`support`), then the loaded model is asked
about what passes, where it is able to (`asking`); and what both together are worth, as a probability.
Must not know what the sentences are for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.asking import Judge, Pair
from llmdesk.tools.evidence.remarks import DOUBTED
from llmdesk.tools.evidence.support import Verdict, check_sentences
from llmdesk.tools.evidence.terms import is_cjk
from llmdesk.tools.evidence.types import Judgement, Remark, VerdictName

# The share of true sentences among those with a verdict by words, in the half of tests/benchmarks/checked
# that may be looked at (42 % of its sentences are true).
_BY_WORDS: dict[str, dict[VerdictName, float]] = {
    "en": {"supported": 0.6, "unsure": 0.5, "not_found": 0.25, "contradicted": 0.08},
    "zh": {"supported": 0.6, "unsure": 0.5, "not_found": 0.2, "contradicted": 0.1},
}
# Log-odds that a sentence which passed by words is true: a + b times what the model says (`asking`), fitted
# there on 160 sentences with the bilingual model.
_BY_MODEL = {"en": (0.3, 1.6), "zh": (-0.4, 1.4)}
_ENOUGH = 0.5  # the probability from which on it is called supported
_SHOWN = 2  # passages that the model gets: with one more, and what stands around, it judged worse


def judge(
    document: Document,
    sentences: Sequence[str],
    engine: TextEngine | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
    trials: Path | None = None,
) -> list[Judgement]:
    """The judgement on each sentence, in order.

    Without an engine, or with a model that is too small for it, by words only. `trials`: the file that
    keeps which models are not (`Paths.trials`). `on_progress` gets (done, total) in the caller's thread.
    Raises `Cancelled`, and what the engine raises.
    """
    if cancel is not None:
        cancel.raise_if_cancelled()
    found = [
        _by_words(text, verdict)
        for text, verdict in zip(sentences, check_sentences(document, sentences), strict=True)
    ]
    asked = [at for at, each in enumerate(found) if each.supported]
    done = len(sentences) - len(asked)
    for language in ("en", "zh"):
        places = [at for at in asked if _language(sentences[at]) == language]
        judge_ = None if engine is None or not places else Judge(engine, language, trials)
        if judge_ is not None and judge_.able(cancel):

            def report(count: int, before: int = done) -> None:
                if on_progress is not None:
                    on_progress(before + count, len(sentences))

            answers = judge_.ask([_pair(found[at]) for at in places], report, cancel)
            for at, answer in zip(places, answers, strict=True):
                found[at] = _with_answer(found[at], language, answer)
        done += len(places)
    if on_progress is not None:
        on_progress(len(sentences), len(sentences))
    return found


def _language(sentence: str) -> str:
    return "zh" if is_cjk(sentence) else "en"


def _by_words(text: str, verdict: Verdict) -> Judgement:
    return Judgement(
        text,
        verdict.name,
        _BY_WORDS[_language(text)][verdict.name],
        verdict.sources,
        verdict.remark,
        marks=verdict.marks,
        source_marks=verdict.source_marks,
    )


def _pair(judgement: Judgement) -> Pair:
    """The best passages, in the order of the document, and the sentence."""
    shown = sorted(judgement.sources[:_SHOWN], key=lambda source: source.start)
    return " ".join(source.quote for source in shown), judgement.text


def _with_answer(judgement: Judgement, language: str, answer: float | None) -> Judgement:
    if answer is None:
        return judgement
    constant, slope = _BY_MODEL[language]
    probability = round(1 / (1 + math.exp(-(constant + slope * answer))), 3)
    if probability >= _ENOUGH:
        return replace(judgement, probability=probability, method="model")
    percent = (("percent", f"{100 * probability:.0f}"),)
    remark = Remark(DOUBTED, percent)
    return replace(judgement, verdict="unsure", probability=probability, remark=remark, method="model")
