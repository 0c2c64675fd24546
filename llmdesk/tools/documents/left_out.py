"""What of a document was not read as text: the count of each kind, and the one line that tells of it.

Owns the kinds and their words. Must not decide what a reader leaves out.
"""

from __future__ import annotations

from collections import Counter

from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError, Listing, Phrase, UserError
from llmdesk.tools.documents.types import LeftOut

FORMULAS, PICTURES, CHARTS, OBJECTS, COMMENTS, SYMBOLS, FIELDS = (
    "formulas", "pictures_of_text", "charts", "embedded_objects", "comments", "symbols", "form_fields",
)  # fmt: skip
_WORDS = {
    FORMULAS: (QT_TRANSLATE_NOOP("core", "1 formula"), QT_TRANSLATE_NOOP("core", "{count} formulas")),
    PICTURES: (
        QT_TRANSLATE_NOOP("core", "1 picture of text"),
        QT_TRANSLATE_NOOP("core", "{count} pictures of text"),
    ),
    CHARTS: (QT_TRANSLATE_NOOP("core", "1 chart"), QT_TRANSLATE_NOOP("core", "{count} charts")),
    OBJECTS: (
        QT_TRANSLATE_NOOP("core", "1 embedded object"),
        QT_TRANSLATE_NOOP("core", "{count} embedded objects"),
    ),
    COMMENTS: (QT_TRANSLATE_NOOP("core", "1 comment"), QT_TRANSLATE_NOOP("core", "{count} comments")),
    SYMBOLS: (QT_TRANSLATE_NOOP("core", "1 symbol"), QT_TRANSLATE_NOOP("core", "{count} symbols")),
    FIELDS: (QT_TRANSLATE_NOOP("core", "1 form field"), QT_TRANSLATE_NOOP("core", "{count} form fields")),
}


def counted(counts: Counter[str]) -> tuple[LeftOut, ...]:
    """The kinds that were left out, in their fixed order."""
    return tuple(LeftOut(kind, counts[kind]) for kind in _WORDS if counts[kind] > 0)


def note(left_out: tuple[LeftOut, ...]) -> UserError:
    """One line for the user: "Left out: 3 formulas, 1 picture of text."."""
    what = Listing(tuple(_phrase(each) for each in left_out))
    return DocumentError(QT_TRANSLATE_NOOP("core", "Left out: {what}."), what=what)


def _phrase(left_out: LeftOut) -> Phrase:
    one, many = _WORDS[left_out.kind]
    return Phrase(one if left_out.count == 1 else many, {"count": left_out.count})
