"""What a tool reads, as fields: one for each of its places, typed, pasted, opened or dropped.

Owns the fields, what stands in them when another tool is chosen, and their draft. Must not run a tool.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from llmdesk.ui.drafts import Keeper
from llmdesk.ui.given.desk import GivenDesk
from llmdesk.ui.given.given import Given, from_json, to_json
from llmdesk.ui.given.pane import GivenPane, GivenWords
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_height
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, HALF, SPACE, set_kind
from llmdesk.ui.widgets.job import Job, JobProgress, JobRow
from llmdesk.ui.widgets.plain_label import plain_label

KEPT = "own.texts"
ONLY = ""  # the name under which all tools that read one text share it
_MOST_KEPT = 40  # fields
_LEAST = 132  # pixels of one field with its buttons

Texts = Mapping[str, Given]


class _Input(QWidget):
    """One field under its name."""

    def __init__(self, services: Services, job: Job, words: Callable[[], GivenWords], name: str) -> None:
        super().__init__()
        self._title = plain_label("strong", wrap=True)
        self.pane = GivenPane(services.theme, job, words)
        self.desk = GivenDesk(services, self.pane, job, self.pane)
        self.pane.row.hide()  # one button runs them all
        inside = self.pane.layout()
        assert inside is not None
        inside.setContentsMargins(0, 0, 0, 0)
        least_height(self.pane, _LEAST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self._title)
        column.addWidget(self.pane, 1)
        self._title.setText(name)
        self._title.setVisible(bool(name))


class OwnInputs(Retranslating, QWidget):
    """`start_asked`: run the tool; `changed`: something else is given."""

    start_asked = Signal()
    changed = Signal()

    def __init__(self, services: Services, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._job = services, job
        self._inputs: dict[str, _Input] = {}
        self._names: tuple[str, ...] = ()
        self._rows = QVBoxLayout()
        self.row, self.progress = JobRow(job), JobProgress(job, brief=True)
        self._draft = Keeper(
            services.drafts, KEPT, self._state, self._restore, _as_text, _parse, self, merges=True
        )
        self._arrange()
        self.row.asked.connect(self.start_asked)
        job.busy_changed.connect(self._refresh)
        self._retranslate()
        self._draft.read()

    def _arrange(self) -> None:
        set_kind(self, "surface")
        inside = QWidget()
        inside.setLayout(self._rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        column.addWidget(scroll, 1)
        column.addWidget(self.progress)
        column.addWidget(self.row)

    # -- which fields -------------------------------------------------------------------------------
    def set_places(self, takes: Sequence[str]) -> None:
        """Show a field for each place; what stands in the others waits there."""
        self._names = tuple(takes) if len(takes) > 1 else (ONLY,)
        for name in self._names:
            self._input(name)
        for name, each in self._inputs.items():
            each.setVisible(name in self._names)
        for number, name in enumerate(self._names):
            self._rows.removeWidget(self._inputs[name])
            self._rows.insertWidget(number, self._inputs[name], 1)
        self._refresh()

    def _input(self, name: str) -> _Input:
        """Of this name, made when it is first needed."""
        found = self._inputs.get(name)
        if found is None:
            found = _Input(self._services, self._job, lambda: self._words(name), name)
            found.setVisible(name in self._names)
            found.pane.start_asked.connect(self.start_asked)
            found.pane.changed.connect(self._on_changed)
            self._inputs[name] = found
            self._rows.addWidget(found, 1)
        return found

    @property
    def given(self) -> tuple[Given, ...]:
        """What stands in the fields that show, in the order of the tool's places."""
        return tuple(self._input(name).pane.given for name in self._names)

    @property
    def is_ready(self) -> bool:
        """There is something to read, and all of it is here."""
        panes = [self._input(name).pane for name in self._names]
        some = any(not pane.field.is_blank for pane in panes)
        return some and not any(pane.given.is_waiting for pane in panes)

    def give(self, texts: Sequence[str]) -> None:
        """Make these the texts of the fields that show; what was there can be taken back."""

        def put() -> None:
            for name, text in zip(self._names, texts, strict=False):
                desk = self._input(name)
                if text != desk.pane.given.text:
                    desk.desk.take_text(text)

        self._draft.when_read(put)

    def open_document(self, given: Given) -> None:
        """A document of a past run, in the first field."""
        path = given.path
        if path is not None and self._names:
            self._draft.when_read(lambda: self._input(self._names[0]).desk.open_files([path]))

    def focus_first(self) -> None:
        if self._names:
            self._input(self._names[0]).pane.field.setFocus()

    # -- the draft ----------------------------------------------------------------------------------
    def _on_changed(self) -> None:
        self._refresh()
        self._draft.keep_soon()
        self.changed.emit()

    def _state(self) -> Texts:
        given = {name: each.pane.given for name, each in self._inputs.items()}
        filled = [(name, text) for name, text in given.items() if not text.is_blank]
        return dict(filled[-_MOST_KEPT:])

    def _restore(self, texts: Texts) -> None:
        """What was here when the window closed; what was typed meanwhile stays."""
        for name, given in texts.items():
            self._input(name).desk.restore(given)

    def hideEvent(self, event: QHideEvent) -> None:
        self._draft.keep_now()
        super().hideEvent(event)

    def _refresh(self) -> None:
        self.row.start.setEnabled(bool(self._names) and self.is_ready)

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.row.set_words(self.tr("Run"), self.tr("Stop at once"))
        self.progress.set_name(self.tr("Running the tool"))

    def _words(self, name: str) -> GivenWords:
        run, stop = self.tr("Run"), self.tr("Stop at once")
        hint = self.tr("Type or paste a text, or open a document.")
        return GivenWords(name or self.tr("Text"), hint, run, stop)


def _as_text(texts: Texts) -> str:
    """In pieces: encoding a long text at once would hold the window up."""
    return "{" + ", ".join(f"{json.dumps(name)}: {to_json(given)}" for name, given in texts.items()) + "}"


def _parse(kept: str) -> Texts | None:
    """None for what makes no sense. In a thread."""
    try:
        values = json.loads(kept)
    except ValueError:
        return None
    if not isinstance(values, dict):
        return None
    return {str(name): from_json(each) for name, each in list(values.items())[:_MOST_KEPT]}
