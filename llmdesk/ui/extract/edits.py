"""Cells that a person puts right: their words are looked up in a thread, shown, and kept with the run.

Owns what is typed and not kept yet: it goes to the run that it was typed into, whatever shows by then, and
is written down when the window closes. Must not know widgets.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from llmdesk.errors import StoreError
from llmdesk.tools.extract import Cell, Extraction, FileState
from llmdesk.tools.fields import Source
from llmdesk.ui.extract import job
from llmdesk.ui.extract.model import Spot, ValuesModel, with_cell
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

_AT_ONCE = 200_000  # characters that are searched while the window closes


@dataclass(frozen=True)
class _Edit:
    """`words` None: what was extracted was right. `came`: the values as they were extracted."""

    number: int
    spot: Spot
    words: str | None
    state: FileState
    came: Extraction
    cell: Cell
    source: Source


class Edits(QObject):
    """`put` when a cell that shows is another; `put_aside(before, after)` where its document (a `FileState`)
    did not show any more. `text_of(document)`: the text that its values are of, "" where it does not show."""

    put = Signal()
    put_aside = Signal(object, object)

    def __init__(
        self, services: Services, model: ValuesModel, text_of: Callable[[int], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services, self._model, self._text_of = services, model, text_of
        self._count = 0
        self._pending: dict[int, _Edit] = {}
        self._newest: dict[tuple[int | None, Spot], int] = {}
        self._aside: dict[int | None, FileState] = {}  # by run
        self._unkept: dict[int, Extraction] = {}  # by run
        self._source: tuple[str, Source] | None = None  # of the document that was edited last

    def edit(self, spot: Spot, words: str | None) -> None:
        """A person says what is right."""
        state, cell = self._model.state(spot.document), self._model.cell(spot)
        came = self._model.as_it_came(spot.document)
        if state is None or cell is None or came is None:
            return
        self._count += 1
        edit = _Edit(self._count, spot, words, state, came, cell, self._source_of(spot.document))
        self._pending[edit.number] = edit
        self._newest[state.run_id, spot] = edit.number
        self._services.tasks.start(
            lambda _context: _changed(edit, edit.source),
            owner=self,
            on_done=partial(self._put, edit),
            on_error=partial(self._fail, edit),
        )

    def finish(self) -> None:
        """Write down what is on its way, before this returns."""
        for edit in list(self._pending.values()):
            short = len(edit.source.text) <= _AT_ONCE
            self._put(edit, _changed(edit, edit.source if short else Source("")))
        for run, extraction in list(self._unkept.items()):
            with contextlib.suppress(StoreError):  # nobody is left to tell
                job.keep(self._services, run, extraction)
        self._unkept = {}

    def _source_of(self, document: int) -> Source:
        """Made ready for the search once."""
        text = self._text_of(document)
        if self._source is None or self._source[0] is not text:
            self._source = (text, Source(text))
        return self._source[1]

    def _fail(self, edit: _Edit, error: Exception) -> None:
        self._pending.pop(edit.number, None)
        self._services.notify.show_error(error)

    def _put(self, edit: _Edit, cell: Cell) -> None:
        if self._pending.pop(edit.number, None) is None:
            return  # the window closes: it is there already
        if self._newest[edit.state.run_id, edit.spot] != edit.number:
            return  # another was typed in its place meanwhile
        new = self._model.put(edit.spot, cell, edit.state, edit.came)
        if new is None:
            before = self._aside.get(edit.state.run_id, edit.state)
            new = self._aside[edit.state.run_id] = with_cell(before, edit.spot, cell)
            self.put_aside.emit(before, new)
        if not self._pending:
            self._newest, self._aside = {}, {}
        self.put.emit()
        if new.run_id is not None and new.extraction is not None:
            self._keep(new.run_id, new.extraction)

    def _keep(self, run: int, extraction: Extraction) -> None:
        self._unkept[run] = extraction

        def keep(_context: TaskContext) -> None:
            if self._unkept.get(run) is extraction:  # nothing newer is on its way
                job.keep(self._services, run, extraction)

        def kept(_none: None) -> None:
            if self._unkept.get(run) is extraction:
                del self._unkept[run]

        self._services.tasks.start(keep, owner=self, on_done=kept, in_turn=True)


def _changed(edit: _Edit, source: Source) -> Cell:
    assert edit.state.extraction is not None  # else there is no cell
    field = edit.state.extraction.fields.fields[edit.spot.field]
    return job.changed(edit.cell, field, edit.words, source)
