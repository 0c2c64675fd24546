"""The trust report of a table: what is measured for it, with the model and without.

Owns which rows are read again and how many. Must not know the form of the page, nor write files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

import llmdesk
from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.model_ref import FileRef
from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.tools.sentiment.method import Analyzer
from llmdesk.tools.sentiment.prompts import prompt_language
from llmdesk.tools.sentiment.report import wording as words
from llmdesk.tools.sentiment.report.agreement import agreement_of
from llmdesk.tools.sentiment.report.rows_drawn import random_texts
from llmdesk.tools.sentiment.report.steadiness import MOST_ROWS, Correction, OnProgress, steadiness
from llmdesk.tools.sentiment.report.types import (
    Agreement,
    Counted,
    Figures,
    Method,
    PromptUsed,
    Subject,
    TrustReport,
    Variant,
)
from llmdesk.tools.sentiment.shares import Doubt, Share
from llmdesk.tools.sentiment.shares.estimate import Array
from llmdesk.tools.sentiment.shares.groups import has_scores
from llmdesk.tools.sentiment.table.known import KnownColumn, read_meanings
from llmdesk.tools.sentiment.table.sampling import sample_of
from llmdesk.tools.sentiment.types import LabelSet
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import TableError

FOLDS = 5
MOST_JUDGED = 500  # rows that the user labelled one by one and that are read again
_TEXT = "⟨text⟩"
_DOUBTS: Mapping[Doubt, str] = {
    "place": QT_TRANSLATE_NOOP(
        "core", "The labelled rows are probably not a random sample: they are close together in the table."
    ),
    "uncertain": QT_TRANSLATE_NOOP(
        "core",
        "The labelled rows are probably not a random sample: the model is less "
        "sure of them than of the others.",
    ),
    "certain": QT_TRANSLATE_NOOP(
        "core",
        "The labelled rows are probably not a random sample: the model is surer of them than of the others.",
    ),
}


@dataclass(frozen=True)
class Known:
    """What is known of a job before its report is made; all of it may be missing.

    `counted`: of the table that was scored. `left_out` (see `rows_left_out`), `warnings`: what else to tell.
    """

    output: str = ""
    counted: Counted | None = None
    figures: Figures | None = None
    agreement: Agreement | None = None
    shares: tuple[Share, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[Phrase, ...] = ()
    warnings: tuple[Phrase, ...] = ()


def make_report(
    analyzer: Analyzer,
    engine: TextEngine,
    table: Table,
    column: str,
    known: Known,
    *,
    try_wordings: bool = True,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
) -> TrustReport:
    """The report of a job that labels `column` of `table` with `analyzer`, whose model `engine` has loaded.

    With `try_wordings` at most 100 rows are labelled again for each wording. Raises `TableError`, `Cancelled`
    and what the engine raises.
    """
    texts, drawn = random_texts(table, column, MOST_ROWS, seed, cancel)
    if analyzer.wanted and not analyzer.has_learnt:  # as where all rows are labelled
        analyzer.learn(sample_of(table, table.column(column), analyzer.wanted, cancel), cancel)
    languages = sorted({prompt_language(text) for text in texts})
    prompts = tuple(_prompt(analyzer, language, cancel) for language in languages)
    warnings = [*known.warnings, *(Phrase(_DOUBTS[doubt]) for doubt in known.doubts)]
    if warning := analyzer.warning(languages, cancel):
        warnings.insert(0, Phrase(warning))
    variants: tuple[Variant, ...] = ()
    if try_wordings:
        make = partial(_analyzer_of, engine, analyzer)
        labels, taught = analyzer.labels, analyzer.corrections
        told, ask = analyzer.told(cancel), analyzer.prompt_of
        variants = steadiness(make, labels, taught, texts, on_progress, cancel, ask, told)
    return TrustReport(
        subject=_subject(table, column, known.output),
        method=_method(analyzer, engine, prompts),
        counted=known.counted,
        figures=known.figures,
        variants=variants,
        drawn=drawn if any(each.measured for each in variants) else None,
        agreement=known.agreement,
        shares=known.shares,
        left_out=known.left_out,
        warnings=tuple(warnings),
    )


def in_five_parts(
    analyzer: Analyzer,
    known: Sequence[Correction],
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
) -> tuple[list[tuple[float, ...]], list[str]]:
    """(probabilities, right label) of rows that the user labelled, the newest `MOST_JUDGED`; each row is
    labelled by an analyzer that learnt from the other four parts."""
    known = tuple(known)[-MOST_JUDGED:]
    given: list[tuple[float, ...]] = []
    truth: list[str] = []
    for fold in range(min(FOLDS, len(known))):
        held = known[fold::FOLDS]
        others = tuple(pair for place, pair in enumerate(known) if place % FOLDS != fold)
        judge = analyzer.with_corrections(others)
        for (_, name), result in zip(held, judge.rows([text for text, _ in held], cancel), strict=True):
            if result.probabilities:
                given.append(result.probabilities)
                truth.append(name)
            if on_progress is not None:
                on_progress(len(given), len(known))
    return given, truth


def agreement_in(
    table: Table,
    column: str,
    raters: tuple[str, str],
    labels: tuple[str, ...],
    changes: Mapping[str, str] | None = None,
) -> Agreement:
    """Of two columns with labels. `changes`: what values mean, in whichever column they stand. Raises
    `TableError` where no row has both, or where it is not certain what values mean."""
    one, other = (
        read_meanings(table, column, name, labels).with_changes_it_has(changes or {}) for name in raters
    )
    for known in (one, other):
        known.check_certain()
    first, second = _codes(one), _codes(other)
    not_understood = sum(_UNKNOWN in pair and min(pair) != _NONE for pair in zip(first, second, strict=True))
    found = agreement_of(first, second, (one.name, other.name), not_understood)
    if found is None:
        raise TableError(
            QT_TRANSLATE_NOOP("core", "No row has a label in both columns, “{first}” and “{second}”."),
            hint=QT_TRANSLATE_NOOP("core", "Name two columns in which two people labelled the same rows."),
            first=one.name,
            second=other.name,
        )
    return found


_UNKNOWN, _NONE = -1, -2  # of a row: a value that nobody understands; nothing


def _codes(known: KnownColumn) -> list[int]:
    """The label of each row; what is understood and no label of the set is one more."""
    none_of_them = len(known.labels)
    of_meaning = [
        _UNKNOWN if not each.understood else known.labels.index(each.label) if each.label else none_of_them
        for each in known.meanings
    ]
    return [of_meaning[value] if value >= 0 else _NONE for value in known.values]


def counted_in(probabilities: Array, labels: tuple[str, ...]) -> Counted:
    """Of rows × labels, not-a-number for a row that was not scored."""
    scored = has_scores(probabilities)
    counts = np.bincount(probabilities[scored].argmax(axis=1), minlength=len(labels))
    by_label = {name: int(count) for name, count in zip(labels, counts, strict=True)}
    return Counted(len(scored), by_label, {"not scored": int((~scored).sum())})


def rows_left_out(statuses: Mapping[str, int], unknown: int = 0, not_in_set: int = 0) -> list[Phrase]:
    """Sentences about rows without a label, and about known labels that could not be used."""
    found = [
        Phrase(sentence, {"count": f"{statuses[status]:,}"})
        for status, sentence in words.STATUSES.items()
        if statuses.get(status)
    ]
    for sentence, count in ((words.NOT_UNDERSTOOD, unknown), (words.NOT_IN_SET, not_in_set)):
        if count:
            found.append(Phrase(sentence, {"count": f"{count:,}"}))
    return found


def _prompt(analyzer: Analyzer, language: str, cancel: CancelToken | None) -> PromptUsed:
    text = analyzer.prompt(language).around(_TEXT)
    return PromptUsed(language, text, analyzer.calibration(language, cancel))


def _analyzer_of(
    engine: TextEngine, own: Analyzer, labels: LabelSet, taught: tuple[Correction, ...]
) -> Analyzer:
    """With nothing kept: the biases of wordings that are only tried are not the user's. The labels as they
    stand are those of the job, with its biases."""
    found = Analyzer(engine, labels, None, taught)
    if labels == own.labels:
        found.take(own.biases)
    return found


def _subject(table: Table, column: str, output: str) -> Subject:
    made = dt.datetime.now().strftime("%Y-%m-%d %H:%M")
    sheet = table.sheet if len(table.sheets) > 1 else ""
    return Subject(table.path.name, sheet, column, output, made, llmdesk.__version__)


def _method(analyzer: Analyzer, engine: TextEngine, prompts: tuple[PromptUsed, ...]) -> Method:
    model = engine.state().model
    file = model.ref.path.name if model is not None and isinstance(model.ref, FileRef) else ""
    size = model.local.size if model is not None and model.local is not None else 0
    return Method(
        analyzer.model,
        file,
        size,
        analyzer.labels,
        analyzer.unsure_below,
        len(analyzer.corrections),
        prompts,
        analyzer.told() if analyzer.told() != analyzer.labels else None,
    )
