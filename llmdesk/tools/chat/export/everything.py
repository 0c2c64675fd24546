"""The rows of an answer for which all documents were read, as a table in Markdown.

Owns how many of them are told, and that no name or sentence of a document can be taken for a mark. Must not
judge anything.
"""

from __future__ import annotations

from collections.abc import Callable

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.store import WholeMessage
from llmdesk.tools.chat.everything.found import AllRead, Judged, found_of, rows_of

_HEADS = (
    QT_TRANSLATE_NOOP("core", "Answer"),
    QT_TRANSLATE_NOOP("core", "Document"),
    QT_TRANSLATE_NOOP("core", "Sentence"),
)
_ANSWERS = {
    "yes": QT_TRANSLATE_NOOP("core", "Yes"),
    "no": QT_TRANSLATE_NOOP("core", "No"),
    "unsure": QT_TRANSLATE_NOOP("core", "Unsure"),
}
_BY_HAND = {
    "yes": QT_TRANSLATE_NOOP("core", "Yes, by hand"),
    "no": QT_TRANSLATE_NOOP("core", "No, by hand"),
}
_VALUED = {
    "yes": "{value}",
    "no": QT_TRANSLATE_NOOP("core", "Nothing found"),
    "unsure": QT_TRANSLATE_NOOP("core", "{value} (not checked)"),
}
_MORE = QT_TRANSLATE_NOOP(
    "core", "{count} more documents are in the table that llmdesk keeps with this chat."
)
_MOST_ROWS, _LONGEST = 500, 300  # characters of a sentence or a name
_MOST = 150_000  # characters of all: longer messages are not read as Markdown
_ORDER = {"yes": 0, "unsure": 1, "no": 2}
_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|~$#!&"})


def table(message: WholeMessage, translate: Callable[[str], str]) -> str:
    """Those that count first; "" for an answer of another kind."""
    found = found_of(message)
    return "" if found is None or not found.read else _table(found, translate)


def _table(found: AllRead, translate: Callable[[str], str]) -> str:
    rows = sorted(rows_of(found), key=lambda row: _ORDER[row.answer])
    lines = [_line(tuple(map(translate, _HEADS))), _line(("---",) * len(_HEADS))]
    length = 0
    for row in rows[:_MOST_ROWS]:
        line = _line(_cells(row, translate, valued=bool(found.asked_for)))
        length += len(line)
        if length > _MOST:
            break
        lines.append(line)
    left = len(rows) - (len(lines) - 2)
    return "\n".join(lines) + ("\n\n" + fill(translate(_MORE), {"count": f"{left:,}"}) if left else "")


def _cells(row: Judged, translate: Callable[[str], str], *, valued: bool) -> tuple[str, str, str]:
    place = ", ".join(filter(None, (row.document.name, row.page if row.quote else "")))
    said = translate((_BY_HAND if row.by_hand else _ANSWERS).get(row.answer, _ANSWERS[row.answer]))
    if valued:
        said = fill(translate(_VALUED[row.answer]), {"value": _escaped(row.value)})
    return said, _escaped(place), _escaped(row.quote)


def _escaped(text: str) -> str:
    return " ".join(text[:_LONGEST].split()).translate(_ESCAPED)


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
