"""What a field is: the name of something that a text may state, what it means, and the type of its value.

Owns the values of fields and of sets of them, and the words that an answer is written with. Must not read
files and must not know any tool.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from llmdesk.errors import QT_TRANSLATE_NOOP, UserError

FieldType = Literal["text", "number", "date", "money", "yes/no", "one of", "list"]
Rows = Literal["one", "many"]
FIELD_TYPES: tuple[FieldType, ...] = get_args(FieldType)
TYPE_NAMES: dict[FieldType, str] = {
    "text": QT_TRANSLATE_NOOP("core", "Text"),
    "number": QT_TRANSLATE_NOOP("core", "Number"),
    "date": QT_TRANSLATE_NOOP("core", "Date"),
    "money": QT_TRANSLATE_NOOP("core", "Amount of money"),
    "yes/no": QT_TRANSLATE_NOOP("core", "Yes or no"),
    "one of": QT_TRANSLATE_NOOP("core", "One of a list"),
    "list": QT_TRANSLATE_NOOP("core", "Any number of values"),
}
MOST_FIELDS = 40
LONGEST_NAME, LONGEST_ABOUT = 60, 300
MOST_CHOICES, LONGEST_CHOICE = 40, 60
# They part the values of an answer, so that no name and no choice may hold them.
COLUMN, ITEM = "|", ";"


class FieldsError(UserError):
    """The fields contradict themselves, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a text may state. `about` is one line that says what it is; `one_of` are the choices of
    the type "one of"."""

    name: str
    about: str = ""
    type: FieldType = "text"
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldSet:
    """Fields that belong together, and whether a document has one row of them or many.

    `asked` are the same fields, in the same order, in the words of other languages ("zh"): what a model is
    asked with where the text is in that language. Results have the names of `fields`. `sums`: names of fields
    of which the last is the sum of the others.
    """

    fields: tuple[Field, ...]
    rows: Rows = "one"
    title: str = ""
    asked: tuple[tuple[str, tuple[Field, ...]], ...] = ()
    sums: tuple[tuple[str, ...], ...] = ()

    def in_language(self, language: str) -> tuple[Field, ...]:
        """The fields as a model is asked for them in a text in `language`."""
        return dict(self.asked).get(language, self.fields)

    def with_rows(self, rows: Rows | None) -> FieldSet:
        return self if rows is None else replace(self, rows=rows)


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in an answer for no value, for yes and for no."""

    absent: str
    yes: str
    no: str


_ENGLISH, _CHINESE = Words("not stated", "yes", "no"), Words("未提及", "是", "否")


def words_of(language: str) -> Words:
    """Chinese texts are answered in Chinese, all others in English."""
    return _CHINESE if language == "zh" else _ENGLISH
