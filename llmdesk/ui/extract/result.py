"""What was extracted: the table, what is known of the chosen cell, and what can be done with it all.

Owns the view. Where a value shows in the document is the tab's business; it is told which cell was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill, spoken
from llmdesk.tools.extract import Extraction, ExtractProgress, FileState
from llmdesk.tools.fields import FieldSet
from llmdesk.ui.extract import words
from llmdesk.ui.extract.legend import EntityLegend, in_colors
from llmdesk.ui.extract.model import Counts, Spot, ValuesModel
from llmdesk.ui.extract.panel import CellPanel, Stand
from llmdesk.ui.extract.view import ValuesView
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_height
from llmdesk.ui.notify import error_text, translate_core
from llmdesk.ui.tabs import Tab
from llmdesk.ui.theme import GAP, HALF, MARGIN, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.hand_over_buttons import HandOverButtons
from llmdesk.ui.widgets.job import Job, JobProgress
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.results.copy_and_save import CopyAndSave
from llmdesk.ui.words import document_words, duration, row_words

_SOON_MS = 200  # between two counts while rows come
_MOST_NOTES = 6


class ExtractResult(Retranslating, QWidget):
    """`chosen(Spot)` for a cell, `place_chosen(number)` for one of its places, `typed(Spot, str)` and
    `undone(Spot)` for edits, `copy_asked`, `save_asked`, `hand_over(tab)`."""

    chosen = Signal(object)
    place_chosen = Signal(int)
    typed = Signal(object, str)
    undone = Signal(object)
    copy_asked = Signal()
    save_asked = Signal()
    hand_over = Signal(str)

    def __init__(self, theme: Theme, job: Job, tools: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model = ValuesModel(self)
        self.view, self.panel = ValuesView(theme, self.model), CellPanel()
        self._name, self._read = ElidedLabel(of_file=True), plain_label("muted", wrap=True)
        self._notes, self._legend = plain_label("small", wrap=True), EntityLegend(theme)
        self._progress = JobProgress(job, brief=True)
        self._check = QPushButton()
        self._keep = CopyAndSave(theme)
        self._others = HandOverButtons(tools)
        self._is_changed = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._describe)
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        set_kind(self._name, "heading")
        set_kind(self._check, "quiet")
        least_height(self.view, 100)
        head, actions = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._name, 1)
        for tool in (self._check, self._keep):
            head.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
        actions.setSpacing(SPACE)
        actions.addWidget(self._others)
        actions.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(HALF)
        column.addLayout(head)
        for part in (self._read, self._progress, self._notes, self._legend):
            column.addWidget(part)
        column.addSpacing(HALF)
        column.addWidget(self.view, 1)
        column.addSpacing(HALF)
        column.addWidget(self.panel)
        column.addSpacing(HALF)
        column.addLayout(actions)

    def _connect(self) -> None:
        self.view.chosen.connect(self.chosen)
        self.model.typed.connect(self.typed)
        self.panel.place_chosen.connect(self.place_chosen)
        self.panel.edit_asked.connect(lambda: self.view.edit(self.view.currentIndex()))
        self.panel.undo_asked.connect(self._on_undo)
        self._check.clicked.connect(lambda: self._go_to_marked())
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, way in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=within)
            shortcut.activated.connect(lambda way=way: self._go_to_marked(way))
        self._keep.copy_asked.connect(self.copy_asked)
        self._keep.save_asked.connect(self.save_asked)
        self._others.chosen.connect(self.hand_over)
        self._theme.changed.connect(self._retint)

    # -- what is shown ------------------------------------------------------------------------------
    def show_documents(
        self, fields: FieldSet, names: Sequence[str], states: Sequence[FileState] = ()
    ) -> None:
        """Other documents, and what is known of some of them."""
        self.model.show(fields, names, states)
        self.panel.explain(None, None)
        self._describe()

    def update_states(self, states: Sequence[FileState]) -> None:
        """What became of them meanwhile."""
        self.model.update_states(states)
        if not self._soon.isActive():
            self._soon.start()

    def show_progress(self, progress: str, done: int = 0, total: int = 0) -> None:
        self._progress.show_progress(progress, done, total)

    def show_part(self, progress: ExtractProgress) -> None:
        """How far one document is."""
        places = {"done": progress.done, "total": progress.total}
        if progress.stage == "trying":
            told = fill(self.tr("Trying the new model first: {done} of {total}"), places)
        elif progress.stage == "weighing":
            told = self.tr("Checking the values")
        elif progress.total > 1:
            told = fill(self.tr("{done} of {total} parts read"), places)
        else:
            told = self.tr("Reading")
        many = progress.total > 1
        self._progress.show_progress(told, progress.done if many else 0, progress.total if many else 0)

    def explain(self, spot: Spot | None, stands: Sequence[Stand] = ()) -> None:
        """What is known of a cell."""
        if spot is not None and spot.field < 0:
            state = self.model.state(spot.document)
            error = error_text(state.error) if state is not None and state.error is not None else ""
            self.panel.tell(self.model.names[spot.document], words.state_text(state), error)
            return
        cell = None if spot is None else self.model.cell(spot)
        field = self.model.fields[spot.field] if spot is not None and cell is not None else None
        self.panel.explain(field, cell, stands)
        QTimer.singleShot(0, self, self._stay)  # when the table has the room that is left

    def _stay(self) -> None:
        """The chosen cell stays in sight, though the panel takes another height."""
        self.view.scrollTo(self.view.currentIndex())

    def tell_changed(self, changed: bool) -> None:
        """Whether the text beside is another than the one that the values were taken from."""
        if changed != self._is_changed:
            self._is_changed = changed
            self._describe()

    def retell(self) -> None:
        """Something was edited."""
        self._describe()

    def _on_undo(self) -> None:
        spot = self.view.spot
        if spot is not None:
            self.undone.emit(spot)

    def _go_to_marked(self, way: int = 1) -> None:
        spot = self.model.next_marked(self.view.spot, way)
        if spot is not None:
            self.view.go_to(spot)
            self.view.setFocus()

    # -- words --------------------------------------------------------------------------------------
    def _describe(self) -> None:
        self._soon.stop()
        found, counts = self.model.extractions, self.model.counts()
        marked = counts.marked
        self._name.setText(self._title())
        self._read.setText(" · ".join(self._facts(found, counts)))
        self._read.setVisible(bool(found))
        notes = self._told(found)
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._check.setVisible(marked > 0)
        count = QLocale().toString(marked)
        self._check.setText(fill(self.tr("Next to check ({count})"), {"count": count}))
        self._check.setAccessibleName(self._check.text())
        for tool in (self._keep, self._others):
            tool.setEnabled(bool(found))
        self._legend.show_counts(self._counts(found))

    def _title(self) -> str:
        names = self.model.names
        if len(names) > 1:
            return document_words(len(names))
        return words.one_line(translate_core(names[0])) if names and names[0] else self.tr("Values")

    def _facts(self, found: Sequence[Extraction], counts: Counts) -> list[str]:
        """How much was found, by whom, how long it took."""
        number = QLocale().toString
        facts = []
        if self.model.several:
            done = sum(state is not None and state.status == "done" for state in self.model.states)
            places = {"done": number(done), "total": number(len(self.model.names))}
            facts.append(fill(self.tr("{done} of {total} documents done"), places))
        if self.model.field_set.rows == "many":
            facts.append(row_words(counts.rows))
        else:
            places = {"found": number(counts.stated), "total": number(counts.cells)}
            facts.append(fill(self.tr("{found} of {total} values stated"), places))
        return [*facts, *self._made_by(found)]

    def _made_by(self, found: Sequence[Extraction]) -> list[str]:
        models = [words.one_line(each, 60) for each in dict.fromkeys(each.model for each in found)]
        return [*models[:2], duration(sum(each.seconds for each in found))]

    def _told(self, found: Sequence[Extraction]) -> list[str]:
        """What one should know: a model that copies badly, parts that were not read."""
        number = QLocale().toString
        notes = [self.tr("The text has changed since. Extract again for its values now.")]
        notes = notes if self._is_changed and found else []
        notes += [spoken(each.warning, translate_core) for each in found if each.warning is not None]
        for each in found:
            if each.chars_read < each.chars_total:
                places = {"read": number(each.chars_read), "total": number(each.chars_total)}
                told = fill(self.tr("Read: {read} of {total} characters"), places)
                notes.append(f"{words.one_line(each.document, 60)}: {told}" if self.model.several else told)
            notes += [words.one_line(translate_core(part.reason)) for part in each.unread]
            if self.model.field_set.rows == "many" and not each.records and not self.model.several:
                notes.append(self.tr("No rows were found."))
        unlike = list(dict.fromkeys(notes))
        return [*unlike[:_MOST_NOTES], *(["…"] if len(unlike) > _MOST_NOTES else [])]

    def _counts(self, found: Sequence[Extraction]) -> list[tuple[str, str]]:
        """How many different things of each kind were named."""
        if not found or not in_colors(self.model.fields):
            return []
        totals = [0] * len(self.model.fields)
        for record in (record for each in found for record in each.records):
            for at, cell in enumerate(record):
                totals[at] += len(cell.values)
        names = (words.one_line(field.name, 40) for field in self.model.fields)
        return [(name, QLocale().toString(count)) for name, count in zip(names, totals, strict=True)]

    def _retint(self) -> None:
        self._check.setIcon(self._theme.icon("warning", "warning"))

    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Values"))
        self._legend.setAccessibleName(self.tr("Legend"))
        self._progress.set_name(self.tr("Progress"))
        self._check.setToolTip(self.tr("Go to the next value that should be checked (F8)"))
        self._keep.set_names(self.tr("Copy as a table"), self.tr("Save as a table"))
        self._describe()
