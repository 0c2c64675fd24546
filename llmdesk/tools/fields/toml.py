"""Fields as a TOML file: read with exact messages, and written.

    rows = "many"                      # or "one", which it is when nothing is said
    fields = [
      {name = "Item", about = "what was bought"},
      {name = "Price", type = "money"},
      {name = "Kind", type = "one of", one_of = ["goods", "service"]},
    ]
    sums = [["Net", "Tax", "Total"]]   # the last is the sum of the others

Owns the form of the file. A file of somebody else is data: it names fields, and can do nothing.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, cast

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, Phrase, shown
from llmdesk.tools.fields.types import (
    COLUMN,
    FIELD_TYPES,
    ITEM,
    LONGEST_ABOUT,
    LONGEST_CHOICE,
    LONGEST_NAME,
    MOST_CHOICES,
    MOST_FIELDS,
    Field,
    FieldsError,
    FieldSet,
    FieldType,
    Rows,
    words_of,
)
from llmdesk.tools.toml_text import loads

MOST_BYTES = 1 << 20
_KNOWN, _KNOWN_OF_FIELD = ("title", "rows", "fields", "sums"), ("name", "about", "type", "one_of")
# Other ways to write a type.
_ALIASES: dict[str, FieldType] = {
    "yes_no": "yes/no",
    "bool": "yes/no",
    "boolean": "yes/no",
    "one_of": "one of",
    "choice": "one of",
    "string": "text",
    "list of any": "list",
}
_NO_NAME = (COLUMN, ITEM, "；", ":", "：")
_MOST_NAMED = 12
_EXAMPLE = QT_TRANSLATE_NOOP("core", 'A line of it reads: fields = [{name = "Total", type = "money"}]')


def read_fields_file(path: Path) -> FieldSet:
    """Raises `FieldsError`."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise FieldsError(
            QT_TRANSLATE_NOOP("core", "The file of fields cannot be read."),
            QT_TRANSLATE_NOOP("core", "{path}: {reason}"),
            QT_TRANSLATE_NOOP("core", "Look whether the file is there and may be read."),
            path=path,
            reason=error.strerror or error,
        ) from error
    name = shown(path.name)
    if len(data) > MOST_BYTES:
        _refuse(QT_TRANSLATE_NOOP("core", "{file} has more than 1 MiB."), file=name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse(QT_TRANSLATE_NOOP("core", "{file} is no text in UTF-8."), file=name)
    return read_fields(text)


def read_fields(text: str) -> FieldSet:
    """The fields of a TOML text. Raises `FieldsError`."""
    try:
        document = loads(text)
    except (RecursionError, ValueError) as error:
        raise FieldsError(
            QT_TRANSLATE_NOOP("core", "The fields are no TOML."),
            "{reason}",
            _EXAMPLE,
            reason=shown(str(error) or type(error).__name__, 200),
        ) from error
    _only(document, _KNOWN, Phrase(QT_TRANSLATE_NOOP("core", "the file")))
    rows, title = document.get("rows", "one"), document.get("title", "")
    if rows not in ("one", "many"):
        _refuse(QT_TRANSLATE_NOOP("core", "rows is “{given}”; it may be one or many."), given=_short(rows))
    if not isinstance(title, str):
        _refuse(QT_TRANSLATE_NOOP("core", "The title is no text."))
    fields, sums = fields_of(document.get("fields")), document.get("sums", [])
    return FieldSet(fields, cast(Rows, rows), _one_line(title)[:LONGEST_NAME], sums=_sums(sums, fields))


def _sums(given: object, fields: Sequence[Field]) -> tuple[tuple[str, ...], ...]:
    names = {field.name for field in fields if field.type in ("money", "number")}
    right = isinstance(given, list) and all(
        isinstance(each, list) and len(each) > 2 and all(isinstance(name, str) for name in each)
        and len(set(each)) == len(each) and names.issuperset(each)
        for each in given
    )  # fmt: skip
    if not isinstance(given, list) or not right or len(given) > MOST_FIELDS:
        _refuse(
            QT_TRANSLATE_NOOP(
                "core",
                "sums is a list of lists: each names two numbers or amounts, or more, and then their sum.",
            )
        )
    return tuple(tuple(each) for each in given)


def fields_of(entries: object) -> tuple[Field, ...]:
    """The fields that a list of tables names, checked. Raises `FieldsError`."""
    if not isinstance(entries, list) or not entries:
        _refuse(QT_TRANSLATE_NOOP("core", "There is no list of fields."))
    if not all(isinstance(entry, dict) for entry in entries):
        _refuse(QT_TRANSLATE_NOOP("core", "Each field is a table with a name."))
    return checked([_field(entry, number) for number, entry in enumerate(entries, 1)])


def checked(fields: Sequence[Field]) -> tuple[Field, ...]:
    """`fields`, if they can be asked for; else raises `FieldsError`, which says why not."""
    if not fields:
        _refuse(QT_TRANSLATE_NOOP("core", "There is no field."))
    if len(fields) > MOST_FIELDS:
        count = f"{len(fields):,}"
        _refuse(
            QT_TRANSLATE_NOOP("core", "There are {count} fields; at most {most} can be asked for."),
            count=count,
            most=MOST_FIELDS,
        )
    keys: set[str] = set()
    for number, field in enumerate(fields, 1):
        _check_name(field.name, number)
        if _key(field.name) in keys:
            _refuse(QT_TRANSLATE_NOOP("core", "Two fields have the name “{name}”."), name=shown(field.name))
        keys.add(_key(field.name))
        if len(field.about) > LONGEST_ABOUT:
            _refuse_field(
                field,
                QT_TRANSLATE_NOOP("core", "what it is (about) takes more than {most} characters"),
                most=LONGEST_ABOUT,
            )
        _check_choices(field)
    return tuple(fields)


def as_toml(fields: FieldSet) -> str:
    """The file that `read_fields` reads as these fields."""
    lines = [f"title = {_string(fields.title)}"] if fields.title else []
    lines += [f'rows = "{fields.rows}"', "fields = ["]
    for field in fields.fields:
        members = [f"name = {_string(field.name)}", f'type = "{field.type}"']
        members += [f"about = {_string(field.about)}"] if field.about else []
        members += [f"one_of = [{', '.join(map(_string, field.one_of))}]"] if field.one_of else []
        lines.append(f"  {{{', '.join(members)}}},")
    lines.append("]")
    if fields.sums:
        sums = (f"[{', '.join(map(_string, each))}]" for each in fields.sums)
        lines.append(f"sums = [{', '.join(sums)}]")
    return "\n".join([*lines, ""])


def _string(text: str) -> str:
    """JSON's strings are TOML's, but for the character DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _field(entry: Mapping[str, Any], number: int) -> Field:
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        _refuse(QT_TRANSLATE_NOOP("core", "Field {number} has no name."), number=number)
    name = name.strip()
    where = Phrase(QT_TRANSLATE_NOOP("core", "the field “{name}”"), {"name": shown(name)})
    _only(entry, _KNOWN_OF_FIELD, where)
    about, choices = entry.get("about", ""), entry.get("one_of", [])
    field = Field(name)
    if not isinstance(about, str):
        _refuse_field(field, QT_TRANSLATE_NOOP("core", "what it is (about) is no text"))
    if not isinstance(choices, list) or not all(isinstance(choice, str) for choice in choices):
        _refuse_field(field, QT_TRANSLATE_NOOP("core", "one_of is no list of texts"))
    given = entry.get("type", "one of" if choices else "text")
    kind = _ALIASES.get(given, given) if isinstance(given, str) else given
    if kind not in FIELD_TYPES:
        _refuse_field(
            field,
            QT_TRANSLATE_NOOP("core", "there is no type “{given}”; the types are {types}"),
            given=_short(given),
            types=Listing(FIELD_TYPES),
        )
    return Field(name, _one_line(about), kind, tuple(_one_line(choice) for choice in choices))


def _check_name(name: str, number: int) -> None:
    if not name.strip():
        _refuse(QT_TRANSLATE_NOOP("core", "Field {number} has no name."), number=number)
    if len(name) > LONGEST_NAME:
        _refuse(
            QT_TRANSLATE_NOOP("core", "The name of field {number} has more than {most} characters."),
            number=number,
            most=LONGEST_NAME,
        )
    if not name.isprintable() or name != name.strip() or any(mark in name for mark in _NO_NAME):
        _refuse(
            QT_TRANSLATE_NOOP(
                "core",
                "Field {number}, “{name}”: a name holds no colon, no semicolon, no bar and no line break.",
            ),
            number=number,
            name=shown(name),
        )


def _check_choices(field: Field) -> None:
    if field.type != "one of":
        if field.one_of:
            _refuse_field(
                field,
                QT_TRANSLATE_NOOP("core", "its type is “{type}”, and yet it lists choices (one_of)"),
                type=field.type,
            )
        return
    if len(field.one_of) < 2:
        _refuse_field(field, QT_TRANSLATE_NOOP("core", "it needs at least two choices (one_of)"))
    if len(field.one_of) > MOST_CHOICES:
        _refuse_field(field, QT_TRANSLATE_NOOP("core", "it has more than {most} choices"), most=MOST_CHOICES)
    keys: set[str] = set()
    for choice in field.one_of:
        key, name = _key(choice), shown(choice)
        if key in keys:
            _refuse_field(
                field, QT_TRANSLATE_NOOP("core", "the choice “{choice}” is there twice"), choice=name
            )
        if key in _ABSENT:
            _refuse_field(
                field,
                QT_TRANSLATE_NOOP("core", "“{choice}” can always be the answer, and needs no choice"),
                choice=name,
            )
        plain = choice.isprintable() and COLUMN not in choice and ITEM not in choice
        if not key or len(choice) > LONGEST_CHOICE or not plain:
            _refuse_field(
                field,
                QT_TRANSLATE_NOOP("core", "the choice “{choice}” is too long, or holds a semicolon or a bar"),
                choice=name,
            )
        keys.add(key)


def _only(table: Mapping[str, Any], known: Sequence[str], where: Phrase) -> None:
    unknown = [shown(name, 40) for name in table if name not in known]
    if unknown:
        _refuse(
            QT_TRANSLATE_NOOP("core", "Not known in {where}: {names}. What may stand there: {known}."),
            where=where,
            names=Listing(tuple(unknown[:_MOST_NAMED])),
            known=Listing(tuple(known)),
        )


def _refuse_field(field: Field, source: str, **params: object) -> NoReturn:
    what = Phrase(source, params)
    _refuse(QT_TRANSLATE_NOOP("core", "Field “{name}”: {what}."), name=shown(field.name), what=what)


def _refuse(source: str, **params: object) -> NoReturn:
    raise FieldsError(
        QT_TRANSLATE_NOOP("core", "The fields cannot be used."),
        "{what}",
        _EXAMPLE,
        what=Phrase(source, params),
    )


def _short(value: object) -> str:
    """Of what is no text the type: a number may have more digits than Python writes."""
    return shown(value if isinstance(value, str) else type(value).__name__, 40)


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", _one_line(name)).casefold()


def _one_line(text: str) -> str:
    return " ".join(text.split())


_ABSENT = frozenset(_key(words_of(language).absent) for language in ("en", "zh"))
