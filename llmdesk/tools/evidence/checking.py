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
from llmdesk.tools.evidence.remarks import DOUBTED, WEAK_SOURCE
from llmdesk.tools.evidence.support import check_sentences
from llmdesk.tools.evidence.terms import is_cjk
from llmdesk.tools.evidence.types import Judgement, Remark, Source, VerdictName
from llmdesk.tools.evidence.verdicts import Verdict

# The share of true sentences among those with a verdict by words, in the half of tests/benchmarks/checked
# that nobody looks at (43 and 48 % of its sentences are true). Counted there, since the rules were made on
# the other half, where hardly a true sentence was called contradicted and here one in five or four was.
_BY_WORDS: dict[str, dict[VerdictName, float]] = {
    "en": {"supported": 0.5, "unsure": 0.6, "not_found": 0.35, "contradicted": 0.2},
    "zh": {"supported": 0.6, "unsure": 0.45, "not_found": 0.35, "contradicted": 0.25},
}
# Log-odds that a sentence is true which passed by words, and which would but for words that were not found:
# a + b times what the model says (`asking`), fitted there with the bilingual model, the documents that the
# rules were not made on counting most. Beyond these bounds there were none.
_BY_MODEL: dict[str, dict[VerdictName, tuple[float, float]]] = {
    "en": {"supported": (0.05, 1.05), "unsure": (0.5, 0.8)},
    "zh": {"supported": (-0.25, 2.0), "unsure": (-1.4, 0.8)},
}
_BOUNDS = (-1.5, 2.0)
VERBATIM = 0.99  # of a sentence that stands in the document word for word; no model need be asked
# The probability from which on it is called supported. At one half too many true sentences were doubted: a
# model of 1.5 billion parameters tells true from false ones, as hard as these, little better than by chance.
_ENOUGH = 0.4
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

    def report(done: int) -> None:
        """Where the model is asked, too, its answers are what takes the time."""
        if on_progress is not None and engine is None:
            on_progress(done, len(sentences))

    verdicts = check_sentences(document, sentences, cancel=cancel, on_progress=report)
    found = [by_words(text, verdict) for text, verdict in zip(sentences, verdicts, strict=True)]
    if engine is not None:
        found = second_opinion(found, engine, on_progress, cancel, trials)
    if on_progress is not None:
        on_progress(len(sentences), len(sentences))
    return found


def second_opinion(
    judgements: Sequence[Judgement],
    engine: TextEngine,
    on_progress: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
    trials: Path | None = None,
) -> list[Judgement]:
    """`judgements` by words with the model asked about those that pass, or would but for words that were not
    found; parameters as of `judge`."""
    found = list(judgements)
    asked = [at for at, each in enumerate(found) if _is_open(each)]
    done = len(found) - len(asked)
    for language in ("en", "zh"):
        places = [at for at in asked if _language(found[at].text) == language]
        model = Judge(engine, language, trials)
        if places and model.able(cancel):

            def report(count: int, before: int = done) -> None:
                if on_progress is not None:
                    on_progress(before + count, len(found))

            answers = model.ask([_pair(found[at]) for at in places], report, cancel)
            for at, answer in zip(places, answers, strict=True):
                found[at] = _with_answer(found[at], language, answer)
        done += len(places)
    return found


def _language(sentence: str) -> str:
    return "zh" if is_cjk(sentence) else "en"


def by_words(text: str, verdict: Verdict) -> Judgement:
    """What the program found out alone."""
    probability = _BY_WORDS[_language(text)][verdict.name]
    if verdict.supported and any(stands_in(text, source) for source in verdict.sources):
        probability = VERBATIM
    return Judgement(
        text,
        verdict.name,
        probability,
        verdict.sources,
        verdict.remark,
        marks=verdict.marks,
        source_marks=verdict.source_marks,
    )


def stands_in(text: str, source: Source) -> bool:
    """Whether the passage has the text word for word."""
    return " ".join(text.split()) in " ".join(source.quote.split())


def _pair(judgement: Judgement) -> Pair:
    """The best passages, in the order of the document, and the sentence."""
    shown = sorted(judgement.sources[:_SHOWN], key=lambda source: source.start)
    return " ".join(source.quote for source in shown), judgement.text


def _is_open(judgement: Judgement) -> bool:
    """Whether the program found nothing against it, and not everything for it."""
    if judgement.verdict == "supported":
        return judgement.probability < VERBATIM
    weak = judgement.remark is not None and judgement.remark.template == WEAK_SOURCE
    return judgement.verdict == "unsure" and weak


def _with_answer(judgement: Judgement, language: str, answer: float | None) -> Judgement:
    if answer is None:
        return judgement
    constant, slope = _BY_MODEL[language][judgement.verdict]
    answer = min(max(answer, _BOUNDS[0]), _BOUNDS[1])
    probability = round(1 / (1 + math.exp(-(constant + slope * answer))), 3)
    if probability >= _ENOUGH:
        return replace(
            judgement, verdict="supported", probability=probability, remark=None, method="model", marks=()
        )
    percent = (("percent", f"{100 * probability:.0f}"),)
    remark = Remark(DOUBTED, percent) if judgement.supported else judgement.remark
    return replace(judgement, verdict="unsure", probability=probability, remark=remark, method="model")
