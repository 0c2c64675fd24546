"""What stands in the fields of sets, saved or not: how it becomes a set, and how it is kept.

Owns these values. No widgets.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from llmdesk.tools.fields import Field, FieldSet, FieldType, Rows, checked
from llmdesk.tools.kept import read, write

_APART = ",，；;"  # what parts choices
_BAR = "|"  # parts them where one of them has a comma of its own


@dataclass(frozen=True)
class FieldText:
    """What stands in a card; commas between choices, or bars."""

    name: str = ""
    about: str = ""
    type: FieldType = "text"
    choices: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.name.strip() or self.about.strip() or self.choices.strip())


@dataclass(frozen=True)
class Form:
    """What stands in the dialog for one set."""

    title: str = ""
    rows: Rows = "one"
    fields: tuple[FieldText, ...] = (FieldText(), FieldText())


Forms = dict[str, Form]  # by the key of the set


def as_text(forms: Forms) -> str:
    return json.dumps(write(forms))


def parse(text: str) -> Forms | None:
    """None for what makes no sense."""
    try:
        return read(Forms, json.loads(text))
    except ValueError:
        return None


def form_of(fields: FieldSet) -> Form:
    cards = (FieldText(one.name, one.about, one.type, _joined(one.one_of)) for one in fields.fields)
    return Form(fields.title, fields.rows, tuple(cards))


def fields_of(form: Form) -> tuple[Field, ...]:
    """The fields that are named; raises `FieldsError`, which says what contradicts what."""
    return checked([_field(card) for card in form.fields if not card.is_blank])


def set_of(form: Form, title: str, like: FieldSet | None) -> FieldSet:
    """The set under `title`. Where only its name or its rows are others than those of `like`, it is still
    asked for in other languages as that one is; sums stay where their fields do. Raises `FieldsError`."""
    fields = fields_of(form)
    if like is not None and like.fields == fields:
        return replace(like, title=title, rows=form.rows)
    numbers = {field.name for field in fields if field.type in ("money", "number")}
    sums = tuple(each for each in (like.sums if like is not None else ()) if numbers.issuperset(each))
    return FieldSet(fields, form.rows, title, sums=sums)


def _joined(choices: Sequence[str]) -> str:
    hold = any(mark in choice for choice in choices for mark in _APART)
    return (f" {_BAR} " if hold else ", ").join(choices)


def _field(card: FieldText) -> Field:
    choices: tuple[str, ...] = ()
    if card.type == "one of":
        apart = _BAR if _BAR in card.choices else _APART
        plain = "".join(_BAR if character in apart else character for character in card.choices)
        choices = tuple(words for each in plain.split(_BAR) if (words := " ".join(each.split())))
    return Field(" ".join(card.name.split()), " ".join(card.about.split()), card.type, choices)
