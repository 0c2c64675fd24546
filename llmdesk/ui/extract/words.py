"""What stands in a cell of the table, in words: the value, the words behind it, why it is to be checked.

Owns these words, bounded and in one line. No widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.tools.extract import EDITED, Cell, FileState, Value
from llmdesk.tools.extract.export import NO, YES
from llmdesk.tools.fields import PROBLEMS, Field, Problem
from llmdesk.ui.notify import translate_core

LONGEST = 240  # characters of a cell
MOST_ITEMS = 40  # of a list, in a cell
AT_WORK = ("reading", "extracting")  # states of a document
NOT_STATED = QT_TRANSLATE_NOOP("core", "not stated")
_JOINT = "; "
# Beside the value; the whole sentence is in the panel below.
SHORT: dict[Problem, str] = {
    "nowhere": QT_TRANSLATE_NOOP("core", "not in the text"),
    "shared": QT_TRANSLATE_NOOP("core", "taken for another field, too"),
    "sum": QT_TRANSLATE_NOOP("core", "does not add up"),
    "no number": QT_TRANSLATE_NOOP("core", "no number"),
    "several numbers": QT_TRANSLATE_NOOP("core", "several numbers"),
    "no date": QT_TRANSLATE_NOOP("core", "no date"),
    "no money": QT_TRANSLATE_NOOP("core", "no amount of money"),
    "no choice": QT_TRANSLATE_NOOP("core", "none of the choices"),
}
_TO_CHECK = QT_TRANSLATE_NOOP("core", "{count} to check")
_STATES = {
    "reading": QT_TRANSLATE_NOOP("core", "Reading"),
    "extracting": QT_TRANSLATE_NOOP("core", "Extracting"),
    "done": QT_TRANSLATE_NOOP("core", "Done"),
    "stopped": QT_TRANSLATE_NOOP("core", "Stopped"),
    "failed": QT_TRANSLATE_NOOP("core", "Failed"),
}
_WAITING = QT_TRANSLATE_NOOP("core", "Waiting")
_TRYING = QT_TRANSLATE_NOOP("core", "Trying the new model first")
_PARTS = QT_TRANSLATE_NOOP("core", "{done} of {total} parts")
_REUSED = QT_TRANSLATE_NOOP("core", "Already done")
_NO_ROWS = QT_TRANSLATE_NOOP("core", "Done; no rows")
_GAPS = QT_TRANSLATE_NOOP("core", "Done; parts gave no answer")
_PARTLY = QT_TRANSLATE_NOOP("core", "Stopped; partly done")


def one_line(text: str, longest: int = LONGEST) -> str:
    """Untrusted words made fit for one line."""
    words = " ".join(text[: 2 * longest].split())
    plain = "".join(character if character.isprintable() else " " for character in words)
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def tip(text: str) -> str:
    """Untrusted words in a tooltip, which would take what looks like HTML for it."""
    return text.replace("<", "‹")


def normalized(field: Field, value: Value, longest: int = LONGEST) -> str:
    """What the words stand for, as it is read here; the words where they stand for nothing."""
    found = value.value
    if found is None:
        return one_line(value.text, longest)
    if isinstance(found, bool):
        return translate_core(YES if found else NO)
    if isinstance(found, int | float):
        number = _number(found, least=2 if field.type == "money" and isinstance(found, float) else 0)
        return f"{number} {value.currency}".strip()
    return one_line(found if field.type in ("date", "one of") else value.text, longest)


def _number(value: float, least: int) -> str:
    """All of its decimals, in the way of the window's language."""
    if isinstance(value, int):
        return QLocale().toString(value) if abs(value) < 1 << 62 else str(value)
    behind = repr(value).partition(".")[2]
    if not behind.isdigit():  # 1e+30
        return repr(value)
    return QLocale().toString(value, "f", max(least, len(behind.rstrip("0"))))


def cell_text(field: Field, cell: Cell, longest: int = LONGEST) -> str:
    """What a cell says; "" where nothing is stated."""
    if field.type != "list":
        return "" if cell.first is None else normalized(field, cell.first, longest)
    some = _JOINT.join(one_line(value.text, 80) for value in cell.values[:MOST_ITEMS])
    return one_line(some, longest) + (" …" if len(cell.values) > MOST_ITEMS else "")


def to_type(field: Field, cell: Cell) -> str:
    """What one begins with who edits a cell: the words as they stand."""
    if field.type == "list":
        return _JOINT.join(" ".join(value.text.split()) for value in cell.values)
    value = cell.first
    if value is None:
        return ""
    if field.type in ("yes/no", "one of"):
        return normalized(field, value)
    return " ".join(value.text.split())


def beneath(field: Field, cell: Cell) -> str:
    """The small line below the value: why it is to be checked, or the words where they are others."""
    marked = [value.problem for value in cell.values if value.problem]
    if marked:
        few = len(cell.values) == 1
        told = translate_core(SHORT.get(marked[0], PROBLEMS[marked[0]]) if few else _TO_CHECK)
        return fill(told, {"count": QLocale().toString(len(marked))})
    if cell.edited:
        return translate_core(EDITED)
    value = cell.first
    if value is None or field.type in ("text", "list"):
        return ""
    words = one_line(value.text)
    return "" if words == normalized(field, value) else f"“{words}”"


def reasons(cell: Cell) -> list[str]:
    """Why a cell is to be looked at, in sentences."""
    found = dict.fromkeys(translate_core(PROBLEMS[each.problem]) for each in cell.values if each.problem)
    return [*found, *([translate_core(EDITED)] if cell.edited else [])]


def is_marked(cell: Cell) -> bool:
    return any(value.problem for value in cell.values)


def state_text(state: FileState | None) -> str:
    """What became of a document of a list."""
    if state is None:
        return translate_core(_WAITING)
    if state.status == "failed" and state.error is not None:
        return one_line(state.error.render(translate_core)[0])
    progress = state.progress
    if state.status == "extracting" and progress is not None and progress.stage == "trying":
        return translate_core(_TRYING)
    if state.status == "extracting" and progress is not None and progress.total > 1:
        places = {name: QLocale().toString(getattr(progress, name)) for name in ("done", "total")}
        return fill(translate_core(_PARTS), places)
    if state.extraction is None or state.status not in ("done", "stopped"):
        return translate_core(_STATES[state.status])
    if state.status == "stopped":
        return translate_core(_PARTLY)
    if state.extraction.unread:
        return translate_core(_GAPS)
    if not state.extraction.records:
        return translate_core(_NO_ROWS)
    return translate_core(_REUSED if state.reused else _STATES["done"])
