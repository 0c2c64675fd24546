"""What is given for a form, looked at before anything is asked.

Owns what may be given: every required field, no unknown one, nothing too long. Must not ask a model.
"""

from __future__ import annotations

from collections.abc import Mapping

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, UsageError, shown
from llmdesk.tools.compose.facts import MOST_FACTS, facts_of
from llmdesk.tools.compose.types import Form, FormField
from llmdesk.tools.documents.language import detect_language

_FEW = 15  # words


def understood(form: Form, values: Mapping[str, str]) -> dict[str, str]:
    """The values of all fields, the usual ones where nothing is given. Raises `UsageError`."""
    for name in values:
        if form.field(name) is None:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "This form has no field “{name}”."),
                QT_TRANSLATE_NOOP("core", "It has: {names}."),
                name=shown(name),
                names=", ".join(field.name for field in form.fields),
            )
    return {field.name: _value(field, values.get(field.name, "")) for field in form.fields}


def _value(field: FormField, given: str) -> str:
    value = given.strip("\n") if field.kind in ("text", "lines") else given.strip()
    value = value if value.strip() else field.usual
    if field.required and not (facts_of(value) if field.kind == "lines" else value.strip()):
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "“{field}” is missing."),
            hint=QT_TRANSLATE_NOOP("core", "Fill it in first."),
            field=Phrase(field.label),
        )
    if field.kind == "number":
        return _number(field, value)
    if field.kind == "lines":
        _check_lines(field, value)
    if field.choices and value not in (choice.value for choice in field.choices):
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "“{value}” is not a choice for “{field}”."),
            QT_TRANSLATE_NOOP("core", "Choose one of: {names}."),
            value=shown(value),
            field=Phrase(field.label),
            names=", ".join(choice.value for choice in field.choices),
        )
    if len(value) > field.longest:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "“{field}” is too long."),
            QT_TRANSLATE_NOOP("core", "It has {count} characters, and may have {most}."),
            field=Phrase(field.label),
            count=f"{len(value):,}",
            most=f"{field.longest:,}",
        )
    return value


def _check_lines(field: FormField, value: str) -> None:
    """Every line is looked for in the text: more than can be are not taken."""
    count = sum(1 for line in value.splitlines() if line.strip())
    if count > MOST_FACTS:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "“{field}” has too many lines."),
            QT_TRANSLATE_NOOP("core", "It has {count} lines, and may have {most}."),
            field=Phrase(field.label),
            count=f"{count:,}",
            most=f"{MOST_FACTS:,}",
        )


def _number(field: FormField, value: str) -> str:
    if not value:
        return ""
    plain = value.replace(",", "").lstrip("0")
    if not (plain.isascii() and plain.isdigit() and field.least <= int(plain[:9]) <= field.longest):
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "“{field}” must be a number from {least} to {most}."),
            field=Phrase(field.label),
            least=str(field.least),
            most=f"{field.longest:,}",
        )
    return plain


def language_of(form: Form, values: Mapping[str, str]) -> str:
    """The language of what is given, that of a letter before that of its answer; "en" where it is not
    known, and of code. A few plain words are taken for English: small words of one language are those of
    another."""
    if form.main == "code":
        return "en"
    for text in (values.get(form.main, ""), "\n".join(values.values())):
        if text.isascii() and len(text.split()) < _FEW and any(map(str.isalpha, text)):
            return "en"
        found = detect_language(text)
        if found:
            return found
    return "en"
