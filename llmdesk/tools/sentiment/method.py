"""From texts to calibrated label probabilities: the few-shot prompt, the engine's scores, the fit.

Owns the rules of a result. A text of up to `PART` characters is one part; a longer one is cut at
sentences into parts, and the label log-probabilities of the parts are averaged by their number of
characters before they are calibrated. The bias (and the scale) of a prompt is fitted on texts that
we ship, and kept in a cache file; where we have none, a sample of the table's rows says what the model
leans to (`learn`), and stays as it is for the whole job, resumed or not (`biases`, `take`); 20 rows or
more that the user labelled teach where they help. A row's result depends on the row, the model, the
label set, the corrections and that bias alone. Must not write text or know files but its cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, replace
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

import numpy as np

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import decides
from llmdesk.engine.face import TextEngine
from llmdesk.engine.loaded import loaded_model
from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, UsageError
from llmdesk.tools import measured
from llmdesk.tools.chinese_fitness import knows_chinese
from llmdesk.tools.kept import write
from llmdesk.tools.sentiment import calibration as calibrations
from llmdesk.tools.sentiment import table_bias, written
from llmdesk.tools.sentiment.ahead import failed_into
from llmdesk.tools.sentiment.explain import explain
from llmdesk.tools.sentiment.fit import Array
from llmdesk.tools.sentiment.logits import Logits
from llmdesk.tools.sentiment.metrics import measure
from llmdesk.tools.sentiment.naming.kinds import is_small
from llmdesk.tools.sentiment.prompts import LANGUAGES, Prompt, build, inquire
from llmdesk.tools.sentiment.readings import Reading, mass_of, raise_problem
from llmdesk.tools.sentiment.scoring import BLOCK, Scorer
from llmdesk.tools.sentiment.taught import LabelledRow, Taught, cross_validated, taught_by
from llmdesk.tools.sentiment.types import (
    UNSURE,
    Calibration,
    LabelSet,
    Measuring,
    Metrics,
    RowResult,
    SentenceResult,
    TextResult,
)

_DECIMALS = 4
_OF_NAMES = (
    1 / 3
)  # of a score, beside kinds: what people want, feel and mail, 0.03 changed by other words for 0.04
_WRITTEN = "written"  # beside the biases, which stand by language

NO_CHINESE = QT_TRANSLATE_NOOP(
    "core",
    "This model hardly knows Chinese, so do not rely on its labels for Chinese "
    "texts. Choose a model made for Chinese.",
)

Correction = tuple[str, str]  # a text and its right label


class Analyzer:
    """Labels texts with one label set and the model that `engine` has loaded.

    `cache`: the JSON file that keeps fitted biases (`Paths.data / "sentiment.json"`); None: in
    memory only. `corrections`: (text, label) that the user knows. `unsure_below`: the confidence
    (0…1) below which the label is "unsure". Raises `NoModelError` without a model and `UsageError`
    for a correction whose label is not in the set. One thread at a time. `on_measuring` hears of what is
    measured once for a model and these labels, before the first text; `on_part` how much of a long text is
    read, from any thread.
    """

    def __init__(
        self,
        engine: TextEngine,
        labels: LabelSet,
        cache: Path | None,
        corrections: Sequence[Correction] = (),
        unsure_below: float | None = None,
    ) -> None:
        model = loaded_model(engine)
        self._engine, self.labels, self._cache = engine, labels, cache
        self._model = model
        self._decides = decides(model.abilities)
        self.corrections = tuple(corrections)
        self.unsure_below = unsure_below
        unknown = {name for _, name in self.corrections} - set(labels.names)
        if unknown:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "“{label}” is not one of the labels."),
                QT_TRANSLATE_NOOP("core", "The labels are: {labels}."),
                label=min(unknown),
                labels=Listing(labels.names),
            )
        self.on_measuring: Callable[[Measuring], object] | None = None
        self._base: dict[str, Calibration] = {}
        self._learnt: dict[str, Calibration] | None = None  # None: nothing was learnt or taken over yet
        self._told: LabelSet | None = None  # with what the model wrote of them; None: not asked yet
        self._fitted: dict[str, Taught] = {}
        self._scorer = Scorer(engine, self.prompt)
        self._writes = not self._decides and is_small(model.parameters) and written.needed(labels)
        self._knows_chinese: bool | None = None

    @property
    def model(self) -> str:
        return self._model.name

    @property
    def on_part(self) -> Callable[[float], None] | None:
        return self._scorer.on_part

    @on_part.setter
    def on_part(self, hears: Callable[[float], None] | None) -> None:
        self._scorer.on_part = hears

    def prompt(self, language: str, cancel: CancelToken | None = None) -> Prompt:
        """What the model reads around a text in `language`; what it says of the labels is asked first."""
        told, own = self.told(cancel), self.prompt_of(self.labels, language)
        if told == self.labels:
            return own
        share = _OF_NAMES if written.leads_to_kinds(told, language) else 0.5
        return replace(self.prompt_of(told, language), beside=own, share=share)

    def told(self, cancel: CancelToken | None = None) -> LabelSet:
        """The labels as the model reads them: those that have only a name with other words and a text that it
        wrote itself (see `written`), once for a model and these labels."""
        if self._told is None:
            self._told = self._written(cancel) if self._can_write(cancel) else self.labels
        return self._told

    def _can_write(self, cancel: CancelToken | None) -> bool:
        """Whether the model is asked what the labels mean: one without Chinese not of Chinese ones."""
        return self._writes and (self.labels.language != "zh" or self._reads_chinese(cancel))

    def _written(self, cancel: CancelToken | None) -> LabelSet:
        key = measured.key_of(self._model, written.form(self.labels), sorted(map(repr, self.labels.labels)))
        if self._cache is not None and (kept := measured.entries(self._cache).get(key)) is not None:
            return written.from_kept(kept, self.labels)
        tell = self.on_measuring
        on_step = None if tell is None else lambda done, total: tell(Measuring(done, total))
        found = written.say(self._engine, self.labels, cancel, on_step, if_known=False)
        if self._cache is not None:
            measured.keep(self._cache, key, written.kept_form(found))
        return found

    def prompt_of(self, labels: LabelSet, language: str) -> Prompt:
        """What it would read with other labels."""
        if self._decides:
            return inquire(labels, language)
        return build(labels, language, is_small(self._model.parameters))

    @property
    def asked(self) -> list[object]:
        """All that a result comes from besides its text, the model and the rows that taught, as plain JSON
        values: each word of the prompts, and the texts that the bias is measured on."""
        prompts = {language: self.prompt_of(self.labels, language) for language in LANGUAGES}
        asked: list[object] = [
            [*astuple(prompt), calibrations.texts_for(self.labels, language)]
            for language, prompt in prompts.items()
        ]
        return [*asked, written.form(self.labels)] if self._writes else asked

    def with_corrections(self, corrections: Sequence[Correction]) -> Analyzer:
        """The same with other corrections; what was read already is not read again."""
        other = Analyzer(self._engine, self.labels, self._cache, corrections, self.unsure_below)
        other._base, other._learnt, other._told = self._base, self._learnt, self._told
        other._scorer.knows_of(self._scorer)
        other.on_measuring = self.on_measuring
        return other

    # -- what the rows of a table say ---------------------------------------------------------------
    @property
    def wanted(self) -> int:
        """How many texts of a table `learn` can use; 0 where these labels need none."""
        return table_bias.SAMPLE if table_bias.learns(self.labels) and not self._decides else 0

    def learn(
        self,
        texts: Sequence[str],
        cancel: CancelToken | None = None,
        on_read: Callable[[int], None] | None = None,
    ) -> None:
        """Take what the model leans to on all of `texts`, a sample of the rows to come, for its bias.

        `on_read` is told how many were read. What was read before a cancel is not read again.
        """
        found: dict[str, list[tuple[float, ...]]] = {}
        for number, reading in enumerate(self._scorer.read_once(texts[: self.wanted], cancel), 1):
            if reading.scores:
                found.setdefault(reading.language, []).append(reading.scores)
            if on_read is not None:
                on_read(number)
        learnt = {
            language: table_bias.moved(self._base_calibration(language, cancel), scores, self.labels)
            for language, scores in found.items()
        }
        self._learnt, self._fitted = learnt, {}

    @property
    def has_learnt(self) -> bool:
        """Whether `learn` or `take` was called."""
        return self._learnt is not None

    @property
    def biases(self) -> dict[str, object]:
        """What was learnt, as plain JSON values: to be kept with the job."""
        kept: dict[str, object] = write(self._learnt or {})
        if self._told is not None and self._told != self.labels:
            kept[_WRITTEN] = written.kept_form(self._told)
        return kept

    def take(self, biases: object) -> None:
        """Go on with the `biases` of a job that was begun; whatever makes no sense is left out."""
        kept = dict(biases) if isinstance(biases, dict) else {}
        told = written.from_kept(kept.pop(_WRITTEN, None), self.labels)
        self._learnt, self._fitted = table_bias.from_json(kept, len(self.labels.labels)), {}
        if self._told is not None and told != self._told:
            self._base = {}
            self._scorer.forget()
        self._told = told

    def prepare(self, cancel: CancelToken | None = None, languages: Iterable[str] = ("en",)) -> None:
        """Fit the biases of these languages now; else it is done when a text first needs one."""
        for language in languages:
            self.calibration(language, cancel)

    def calibration(self, language: str, cancel: CancelToken | None = None) -> Calibration:
        """How raw scores of texts in `language` become probabilities, the corrections included."""
        return self._taught(language, cancel).calibration

    def _taught(self, language: str, cancel: CancelToken | None = None) -> Taught:
        if language not in self._fitted:
            base = self._untaught(language, cancel)
            rows = self._correction_rows(cancel).get(language, [])
            self._fitted[language] = taught_by(base, rows, self.labels)
        return self._fitted[language]

    # -- one text -----------------------------------------------------------------------------------
    def analyze(self, text: str, cancel: CancelToken | None = None) -> TextResult:
        """One text, each of its sentences, and which sentences and words moved it.

        Raises `UsageError` for a text without words or beyond any bound, `Cancelled`, and what the
        engine raises.
        """
        reading = next(self._scorer.read([text], cancel))
        raise_problem(reading)
        row = self.judge(reading.scores, reading.language, text)
        fitted = self._taught(reading.language, cancel)
        likeliest = int(np.argmax(row.probabilities))
        why = explain(text, reading.language, likeliest, self._logits_of(fitted, cancel), cancel)
        return TextResult(
            label=row.label,
            probabilities=self._named(row.probabilities),
            confidence=row.confidence,
            calibration=fitted.calibration,
            sentences=tuple(
                SentenceResult(
                    text[part.start : part.end],
                    part.start,
                    part.end,
                    self._named(_rounded(part.probabilities)),
                    part.share,
                )
                for part in why.sentences
            ),
            words=why.words,
            language=reading.language,
            model=self.model,
            warning=self.warning([reading.language], cancel),
        )

    def warning(self, languages: Iterable[str], cancel: CancelToken | None = None) -> str:
        """Why not to rely on this model for texts in these languages: "", or a sentence to translate."""
        texts = "zh" in languages
        names = self._writes and self.labels.language == "zh"  # which are read as they are, whatever the text
        if not (texts or names) or self._reads_chinese(cancel):
            return ""
        return NO_CHINESE if texts else written.NO_CHINESE

    def _reads_chinese(self, cancel: CancelToken | None) -> bool:
        if self._knows_chinese is None:
            self._knows_chinese = knows_chinese(self._engine, cancel)
        return self._knows_chinese

    # -- many rows ----------------------------------------------------------------------------------
    def rows(self, texts: Iterable[str], cancel: CancelToken | None = None) -> Iterator[RowResult]:
        """A result for each text, in order, as they come. Reads at most two blocks of 512 texts ahead.

        Scoring goes on in a thread of its own while the caller works on what it has; `texts` is read
        in the caller's. Raises `Cancelled` and what the engine raises; a text that cannot be scored
        gets a status.
        """
        stop = CancelToken()
        if cancel is not None:
            cancel.on_cancel(stop.cancel)
        source = iter(texts)
        found: SimpleQueue[RowResult | BaseException] = SimpleQueue()
        pool = ThreadPoolExecutor(1, thread_name_prefix="sentiment")
        sent = given = 0
        more = True
        try:
            while True:
                while more and sent - given <= BLOCK:
                    block = list(islice(source, BLOCK))
                    more = bool(block)
                    sent += len(block)
                    pool.submit(self._judge_block, block, found, stop).add_done_callback(failed_into(found))
                if given == sent:
                    return
                result = found.get()
                if isinstance(result, BaseException):
                    raise result
                given += 1
                yield result
        finally:
            stop.cancel()
            pool.shutdown(wait=True, cancel_futures=True)

    def judge(self, scores: Sequence[float], language: str, text: str = "") -> RowResult:
        """The result of raw `scores` of `text` in `language`, with the newest corrections."""
        given = _rounded(self._taught(language).probabilities(scores, text))
        names = self.labels.names
        best = min(
            range(len(given)), key=lambda place: (-given[place], names[place])
        )  # in any order the same
        unsure = self.unsure_below is not None and given[best] < self.unsure_below
        return RowResult(
            label=UNSURE if unsure else self.labels.names[best],
            probabilities=given,
            confidence=given[best],
            status="unsure" if unsure else "ok",
            scores=tuple(scores),
            language=language,
            mass=mass_of(scores),
        )

    def metrics(self, cancel: CancelToken | None = None) -> Metrics | None:
        """How good results are on the corrected rows, each judged by a fit without it (5 parts).

        None where no correction can be scored.
        """
        by_language = self._correction_rows(cancel)
        given: list[list[float]] = []
        truth: list[str] = []
        for language, rows in sorted(by_language.items()):
            self._taught(language, cancel)
            base = self._untaught(language, cancel)
            given += [list(one) for one in cross_validated(base, rows, self.labels)]
            truth += [row.name for row in rows]
        if not given:
            return None
        found = measure(given, truth, self.labels.names)
        return replace(found, refused=self.refused)

    @property
    def refused(self) -> int:
        """How many corrections change no label, because a fit on them got no more of them right."""
        return sum(fitted.calibration.refused for fitted in self._fitted.values())

    # -- reading ------------------------------------------------------------------------------------
    def _judge_block(
        self, block: list[str], found: SimpleQueue[RowResult | BaseException], cancel: CancelToken
    ) -> None:
        if self._learnt is None and (sample := table_bias.spread(block, self.wanted)):
            self.learn(sample, cancel)  # nobody chose a sample: the first rows are one
        for text, reading in zip(block, self._scorer.read(block, cancel), strict=True):
            found.put(self._judge_reading(reading, text, cancel))

    def _judge_reading(self, reading: Reading, text: str, cancel: CancelToken) -> RowResult:
        if reading.problem == "empty":
            return RowResult("", (), 0.0, "empty", language=reading.language)
        if reading.problem:
            return RowResult("", (), 0.0, "too long", language=reading.language)
        self._taught(reading.language, cancel)
        return self.judge(reading.scores, reading.language, text)

    def _logits_of(self, fitted: Taught, cancel: CancelToken | None) -> Logits:
        def score(prompt: Prompt, texts: Sequence[str]) -> Iterator[tuple[float, ...]]:
            scored = zip(texts, self._scorer.score(prompt, texts, cancel), strict=True)
            return (tuple(fitted.moved(scores, text)) for text, scores in scored)

        return Logits(self.labels, fitted.calibration, self.prompt, score, self._engine.count_tokens)

    # -- calibration --------------------------------------------------------------------------------
    def _untaught(self, language: str, cancel: CancelToken | None) -> Calibration:
        """Without the corrections."""
        learnt = (self._learnt or {}).get(language)
        return learnt if learnt is not None else self._base_calibration(language, cancel)

    def _base_calibration(self, language: str, cancel: CancelToken | None) -> Calibration:
        if self._decides:
            return calibrations.of_decisions(len(self.labels.labels))
        if language not in self._base:
            prompt = self.prompt(language, cancel)
            key = calibrations.cache_key(self._model, prompt)
            kept = calibrations.load(self._cache, key, len(self.labels.labels)) if self._cache else None
            if kept is None:
                texts = calibrations.texts_for(self.labels, language)
                scores = list(self._measured(prompt, [text for text, _ in texts], cancel))
                kept = calibrations.base(scores, [name for _, name in texts], self.labels.names)
                if self._cache is not None:
                    calibrations.keep(self._cache, key, kept)
            self._base[language] = kept
        return self._base[language]

    def _measured(
        self, prompt: Prompt, texts: Sequence[str], cancel: CancelToken | None
    ) -> Iterator[tuple[float, ...]]:
        """As `_score`, and tells how far it is."""
        tell = self.on_measuring
        for number, scores in enumerate(self._scorer.score(prompt, texts, cancel), 1):
            if tell is not None:
                tell(Measuring(number, len(texts)))
            yield scores

    def _correction_rows(self, cancel: CancelToken | None) -> dict[str, list[LabelledRow]]:
        """The corrections that can be scored, by language; each text is read once."""
        readings = list(self._scorer.read_once([text for text, _ in self.corrections], cancel))
        self._scorer.forget_the_oldest()
        found: dict[str, list[LabelledRow]] = {}
        for (text, name), reading in zip(self.corrections, readings, strict=True):
            if reading.scores:
                found.setdefault(reading.language, []).append(LabelledRow(text, reading.scores, name))
        return found

    def _named(self, values: Sequence[float]) -> dict[str, float]:
        return dict(zip(self.labels.names, values, strict=True))


def _rounded(values: Array) -> tuple[float, ...]:
    return tuple(round(float(value), _DECIMALS) for value in values)
