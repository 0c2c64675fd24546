"""The texts of a column written anew: a column for the new text, and one for what is to be looked at.

Owns how results are kept in unfinished work, and on what they depend. Must not know files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from llmdesk import __version__
from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, ContextTooLong, in_one_line
from llmdesk.tools.kept import write as kept
from llmdesk.tools.tables.added import defuse
from llmdesk.tools.tables.side_by_side import side_by_side
from llmdesk.tools.tables.table import clean
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.worker import NewColumn, Row, Setting, Worker
from llmdesk.tools.write.method import write
from llmdesk.tools.write.types import WriteOptions

CHECKS = "rewrite_checks"
Translate = Callable[[str], str]
_NAMES = {"correct": "corrected"}  # of the new columns; of the other styles as they are


@dataclass(frozen=True, slots=True)
class RowText:
    """`remarks`: what the program found wrong, one after the other; "" where nothing is."""

    text: str
    remarks: str = ""
    status: str = "ok"


@dataclass(frozen=True)
class TextForm:
    def to_json(self, result: RowText) -> object:
        return [result.text, result.remarks, result.status]

    def from_json(self, kept: Any) -> RowText:
        text, remarks, status = map(str, kept)
        return RowText(text, remarks, status)

    def cells(self, result: RowText) -> Sequence[Cell]:
        return (defuse(clean(result.text)) or None, result.remarks or None)

    def status(self, result: RowText) -> str:
        return result.status


class WriteWorker(Worker[RowText]):
    """`options.language` "": of each text it is found. `translate`: for what is to be looked at."""

    name = "rewriting"

    def __init__(
        self, engine: TextEngine, options: WriteOptions, model: str, translate: Translate = str
    ) -> None:
        self._engine, self._options, self._model, self._translate = engine, options, model, translate

    @property
    def columns(self) -> Sequence[NewColumn]:
        style = self._options.style
        return (NewColumn(_NAMES.get(style, style)), NewColumn(CHECKS))

    @property
    def form(self) -> TextForm:
        return TextForm()

    @property
    def settings(self) -> Sequence[Setting]:
        return (
            Setting(
                "writing",
                kept(self._options),
                QT_TRANSLATE_NOOP("core", "It was written in another style, or another language."),
            ),
            Setting(
                "model",
                [self._model, __version__],
                QT_TRANSLATE_NOOP("core", "It was made with another model, or another version of llmdesk."),
            ),
        )

    def at_once(self, row: Row) -> RowText | None:
        """What has no letters has nothing to be written anew."""
        if not row[0].strip():
            return RowText("", status="empty")
        return None if any(map(str.isalpha, row[0])) else RowText(row[0])

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[RowText]:
        return side_by_side(self._one, rows, cancel)

    def _one(self, text: str, cancel: CancelToken) -> RowText:
        try:
            written = write(self._engine, text, self._options, cancel=cancel)
        except ContextTooLong as error:  # a style that needs the whole text at once
            return RowText("", clean(in_one_line(error.render(self._translate))), "too long")
        if not written.complete:
            raise Cancelled
        return RowText(
            written.text, clean(in_one_line(finding.render(self._translate) for finding in written.checks))
        )
