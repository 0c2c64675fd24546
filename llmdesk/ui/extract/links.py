"""Leads from a value to its places in the document, and from a place back to its cell.

Owns what is marked in the document. Must not change any text or value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from PySide6.QtCore import QObject, QTimer

from llmdesk.errors import fill
from llmdesk.tools.extract import Extraction, Value
from llmdesk.tools.fields import Field, Place
from llmdesk.ui.extract.legend import in_colors
from llmdesk.ui.extract.model import Spot
from llmdesk.ui.extract.panel import MOST_PLACES, Stand, places_of
from llmdesk.ui.extract.result import ExtractResult
from llmdesk.ui.extract.words import one_line
from llmdesk.ui.given.document_field import DocumentField, Quoted

MOST_MARKED = 1_500  # values that are marked at once: those around the chosen row
_SOON_MS = 150  # after the last key
_AROUND = 48  # characters before and behind a value, in the list of its places


class ExtractLinks(QObject):
    """Follows clicks and keys in both. `show_document` after another document, or other values, show."""

    def __init__(self, field: DocumentField, result: ExtractResult, parent: QObject) -> None:
        super().__init__(parent)
        self._field, self._result = field, result
        self._document: int | None = None
        self._marked: tuple[object, ...] = ()  # what the faint marks were made of
        self._faint: list[Quoted] = []
        self._still = False  # one who clicks in the text is there already
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._mark_again)
        result.place_chosen.connect(lambda number: self._mark(number))
        field.passage_clicked.connect(self._on_passage)
        field.changed.connect(self._soon.start)

    @property
    def document(self) -> int | None:
        """The number of the document that shows at the left."""
        return self._document

    def show_document(self, document: int | None) -> None:
        """This one shows; None for none that has values."""
        self._document, self._marked = document, ()
        self.show_cell()
        self._result.tell_changed(self.is_changed)

    def show_cell(self, *, scroll: bool = True) -> None:
        """Tell of the chosen cell, and mark its places."""
        spot = self._result.view.spot
        self._result.explain(spot, tuple(self._stands(spot)) if spot is not None else ())
        self._mark(scroll=scroll and not self._still)

    def text_of(self, document: int) -> str:
        """The text that the values of this document were taken from; "" where it does not show, or shows
        changed: places in another text are none of theirs."""
        found, text = self._extraction, self._field.source_text
        if document != self._document or found is None or len(text) != found.chars_total:
            return ""
        values = (value for record in found.records for cell in record for value in cell.values)
        same = all(text[each.start : each.end] == each.text for each in values if each.found)
        return text if same else ""

    @property
    def is_changed(self) -> bool:
        """The document that shows is not as it was when its values were taken from it."""
        if self._document is None or self._extraction is None or self._field.given.is_waiting:
            return False
        return not self.text_of(self._document)

    # -- marking ------------------------------------------------------------------------------------
    @property
    def _extraction(self) -> Extraction | None:
        state = self._result.model.state(self._document) if self._document is not None else None
        return state.extraction if state is not None else None

    def _mark_again(self) -> None:
        """Of a text that is typed into only what still stands where it stood, and no other words."""
        self._marked = ()
        self._mark(scroll=False)
        self._result.tell_changed(self.is_changed)

    def _mark(self, number: int = 0, *, scroll: bool = True) -> None:
        """All values faintly, those of the chosen cell clearly; goes to its place `number`."""
        found = self._extraction
        if found is None:
            self._marked = ()
            self._field.group_passages(())
            self._field.mark_passages((), ())
            return
        spot = self._result.view.spot
        here = spot is not None and spot.document == self._document
        self._make_faint(found, spot.record if spot is not None and here else 0)
        stands = self._result.panel.stands if here else ()
        chosen = [self._quoted(self._value(spot, stand), stand.place) for stand in stands if spot is not None]
        self._field.mark_passages(self._faint, [*chosen[number:], *chosen[:number]], scroll=scroll)

    def _make_faint(self, found: Extraction, row: int) -> None:
        """The marks of a document are made once, where there are not too many for one look."""
        few = sum(len(record) for record in found.records) <= MOST_MARKED
        made_of = (found, None if few else row)
        if self._marked and self._marked[0] is found and self._marked[1] == made_of[1]:
            return
        self._marked = made_of
        rows = range(len(found.records)) if few else self._near(found, row)
        in_all = list(islice(self._placed(found, rows), 4 * MOST_MARKED))
        if in_colors(found.fields.fields):
            groups: list[list[Quoted]] = [[] for _ in found.fields.fields]
            for spot, value, place in in_all:
                groups[spot.field].append(self._quoted(value, place))
            self._faint = []
            self._field.group_passages(groups)
        else:
            self._faint = [self._quoted(value, place) for _, value, place in in_all]
            self._field.group_passages(())

    def _near(self, found: Extraction, row: int) -> range:
        half = MOST_MARKED // max(1, len(found.fields.fields)) // 2
        return range(max(0, row - half), min(len(found.records), row + half))

    def _placed(self, found: Extraction, rows: Sequence[int]) -> Iterator[tuple[Spot, Value, Place]]:
        """The values of some records, with each of their places."""
        for row in rows:
            for number, (field, cell) in enumerate(zip(found.fields.fields, found.records[row], strict=True)):
                for value in cell.values:
                    for place in places_of(field, value)[:MOST_PLACES]:
                        yield Spot(self._document or 0, row, number), value, place

    def _at(self, found: Extraction, offset: int) -> Iterator[tuple[int, int]]:
        """Record and field of the values that stand there."""
        kinds = [field.type == "list" for field in found.fields.fields]
        for row, record in enumerate(found.records):
            for number, cell in enumerate(record):
                for value in cell.values:
                    start, end = value.start, value.end
                    here = start is not None and end is not None and start <= offset < end
                    if kinds[number] and not here:
                        here = any(place.start <= offset < place.end for place in value.places)
                    if here and self._holds(value):
                        yield row, number

    def _quoted(self, value: Value, place: Place) -> Quoted:
        """With what should stand there; of further places of a name that is what stands there now, if its
        first is still where it was."""
        if place.start == value.start or not self._holds(value):
            return place.start, place.end, value.text
        return place.start, place.end, self._field.source_text[place.start : place.end]

    def _holds(self, value: Value) -> bool:
        if value.start is None or value.end is None:
            return False
        return self._field.holds(value.start, value.end, value.text)

    # -- the chosen cell ----------------------------------------------------------------------------
    def _value(self, spot: Spot | None, stand: Stand) -> Value:
        cell = self._result.model.cell(spot) if spot is not None else None
        assert cell is not None  # the panel shows it
        return cell.values[stand.value]

    def _stands(self, spot: Spot) -> Iterator[Stand]:
        cell = self._result.model.cell(spot) if spot.field >= 0 else None
        if cell is None:
            return
        field, count = self._result.model.fields[spot.field], 0
        for number, value in enumerate(cell.values):
            for place in places_of(field, value):
                count += 1
                if count > MOST_PLACES:
                    return
                yield Stand(number, place, self._words_around(field, value, place, spot))

    def _words_around(self, field: Field, value: Value, place: Place, spot: Spot) -> str:
        """The value with the words beside it, where its document shows."""
        if spot.document != self._document or not self._holds(value):
            return f"“{one_line(value.text)}”"
        given, text = self._field.given, self._field.source_text
        around = one_line(
            _beside(text, place.start, -1)
            + f"“{text[place.start : place.end]}”"
            + _beside(text, place.end, 1)
        )
        page = given.opened.document.page_at(place.start) if given.opened is not None else ""
        where = fill(self.tr("Page {page}"), {"page": one_line(page, 40)})
        return f"{where}: {around}" if page else around

    def _on_passage(self, offset: int) -> None:
        """Show the cell of the value that was clicked; the next one at another click."""
        found = self._extraction
        if found is None:
            return
        hit = [Spot(self._document or 0, *where) for where in self._at(found, offset)]
        if hit:
            now = self._result.view.spot
            key = (-1, -1) if now is None or now.document != self._document else (now.record, now.field)
            later = [spot for spot in hit if (spot.record, spot.field) > key]
            self._still = True
            self._result.view.go_to((later or hit)[0])
            self._still = False


def _beside(text: str, at: int, step: int) -> str:
    """The words of the line before (`step` -1) or behind a place, whole ones where it can be."""
    if step < 0:
        some = text[max(0, at - _AROUND) : at].rpartition("\n")[2]
        cut = at - len(some) > 0 and text[at - len(some) - 1] != "\n"
        return "…" + (some.partition(" ")[2] or some) if cut else some
    some = text[at : at + _AROUND].partition("\n")[0]
    cut = at + len(some) < len(text) and text[at + len(some)] != "\n"
    return (some.rpartition(" ")[0] or some) + "…" if cut else some
