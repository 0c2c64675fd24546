"""A column of a table translated: two new columns, the translation and what is to be looked at.

Owns how results are kept in unfinished work, and on what they depend. Must not know files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import Any

from llmdesk import __version__
from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, in_one_line
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.worker import NewColumn, Row, Setting, Worker
from llmdesk.tools.translate.memory import Memory
from llmdesk.tools.translate.method import translate
from llmdesk.tools.translate.segments import joined
from llmdesk.tools.translate.shapes import shape_of_text
from llmdesk.tools.translate.types import TranslateOptions, Translation, Unit

_TOGETHER = 32  # rows whose segments are asked for side by side


@dataclass(frozen=True, slots=True)
class RowTranslation:
    """`remarks`: what the program found wrong, one after the other; "" where nothing is."""

    text: str
    remarks: str = ""
    status: str = "ok"


@dataclass(frozen=True)
class TranslationForm:
    def to_json(self, result: RowTranslation) -> object:
        return [result.text, result.remarks, result.status]

    def from_json(self, kept: Any) -> RowTranslation:
        text, remarks, status = map(str, kept)
        return RowTranslation(text, remarks, status)

    def cells(self, result: RowTranslation) -> Sequence[Cell]:
        return (result.text or None, result.remarks or None)

    def status(self, result: RowTranslation) -> str:
        return result.status


class TranslateWorker(Worker[RowTranslation]):
    """`options.source` "" finds the language of the column by its first rows. `translate`: for what is to be
    looked at."""

    name = "translation"

    def __init__(
        self,
        engine: TextEngine,
        options: TranslateOptions,
        model: str,
        memory: Memory | None = None,
        translate: Callable[[str], str] = str,
    ) -> None:
        self._engine, self._options, self._model, self._memory = engine, options, model, memory
        self._translate = translate

    @property
    def columns(self) -> Sequence[NewColumn]:
        return (NewColumn(f"translation_{self._options.target}"), NewColumn("translation_checks"))

    @property
    def form(self) -> TranslationForm:
        return TranslationForm()

    @property
    def settings(self) -> Sequence[Setting]:
        options = self._options
        terms = [[term.source, term.target] for term in options.glossary]
        return (
            Setting(
                "translation",
                [options.target, options.source, options.tone],
                QT_TRANSLATE_NOOP("core", "It was made into another language, or in another tone."),
            ),
            Setting("glossary", terms, QT_TRANSLATE_NOOP("core", "It was made with another glossary.")),
            Setting(
                "memory",
                "" if self._memory is None else self._memory.fingerprint,
                QT_TRANSLATE_NOOP("core", "The memory of your own translations has changed since."),
            ),
            Setting(
                "model",
                [self._model, __version__],
                QT_TRANSLATE_NOOP("core", "It was made with another model, or another version of llmdesk."),
            ),
        )

    def at_once(self, row: Row) -> RowTranslation | None:
        if not row[0].strip():
            return RowTranslation("", status="empty")
        return None if any(map(str.isalpha, row[0])) else RowTranslation(row[0])

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[RowTranslation]:
        waiting = iter(rows)
        while batch := list(islice(waiting, _TOGETHER)):
            yield from self._batch([row[0] for row in batch], cancel)

    def _batch(self, texts: Sequence[str], cancel: CancelToken) -> Iterator[RowTranslation]:
        usual = "zh" if self._options.target == "en" else "en"  # of a cell that does not tell
        languages = [self._options.source or detect_language(text) or usual for text in texts]
        for language, group in groupby(zip(languages, texts, strict=True), key=lambda pair: pair[0]):
            rows = [text for _, text in group]
            if language == self._options.target:
                yield from map(RowTranslation, rows)
            else:
                yield from self._in_language(rows, language, cancel)

    def _in_language(
        self, rows: Sequence[str], language: str, cancel: CancelToken
    ) -> Iterator[RowTranslation]:
        """The rows as one text, so that they are asked for side by side; none is another's context."""
        shapes = [shape_of_text(row) for row in rows]
        units: list[Unit] = []
        at = 0
        for shape in shapes:
            units += [Unit(unit.start + at, unit.end + at) for unit in shape.units]
            at += len(shape.text) + 1
        options = replace(self._options, source=language)
        text = "\n".join(shape.text for shape in shapes)
        made = translate(
            self._engine, text, units, options, None, cancel, memory=self._memory, with_context=False
        )
        if not made.complete:
            raise Cancelled
        told = joined(text, units, made.segments, language, options.target)
        remarks = _remarks(made, len(units), self._translate)
        at = 0
        for shape in shapes:
            end = at + len(shape.units)
            data = shape.write(told[at:end], options.target)
            yield RowTranslation(data.decode("utf-8"), in_one_line(filter(None, remarks[at:end])))
            at = end


def _remarks(made: Translation, units: int, translate: Callable[[str], str]) -> list[str]:
    """What is wrong, unit by unit."""
    found: list[list[str]] = [[] for _ in range(units)]
    for segment in made.segments:
        found[segment.unit] += [finding.render(translate) for finding in segment.checks]
    return [in_one_line(each) for each in found]
