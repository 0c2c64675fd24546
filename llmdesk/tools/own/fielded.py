"""A tool that gives fields: a value for each, and whether it stands in the text.

Owns how fields are asked for in a tool of one's own, and the cells of their values. What a field is, what may
be written and what words stand for, `tools/fields` knows.
"""

from __future__ import annotations

from dataclasses import dataclass

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, shown
from llmdesk.tools import fields as known
from llmdesk.tools.fields import Field
from llmdesk.tools.own.types import FIELDS_RULE, Finding, OwnTool
from llmdesk.tools.tables.types import Cell

_ASKED = {
    "en": "Answer with a line for each of these, as “name: value”, with the words of the text; “{absent}” "
    "where the text does not say it; behind yes, no or a choice “ | ” and the words that say so:",
    "zh": "每一项写一行，格式为“名称: 值”，值照抄原文；原文没有说的写“{absent}”；"
    "是、否或选项后面写“ | ”和说明它的原文：",
}
_CHOICES = {"en": "one of: {choices}", "zh": "选项：{choices}"}
_TYPES = {
    "en": {"number": "a number", "date": "a date", "money": "an amount of money", "yes/no": "yes or no",
           "list": "any number, with ; between them"},
    "zh": {"number": "数字", "date": "日期", "money": "金额", "yes/no": "是或否",
           "list": "可以有几个，用;分开"},
}  # fmt: skip


def asked(tool: OwnTool) -> str:
    """The fields, in the language of the instructions."""
    absent = known.words_of(tool.language).absent
    lines = [_ASKED[tool.language].format(absent=absent)]
    for field in tool.fields:
        notes = [field.about] if field.about else []
        if field.type == "one of":
            notes.append(_CHOICES[tool.language].format(choices=" / ".join(field.one_of)))
        elif field.type in _TYPES[tool.language]:
            notes.append(_TYPES[tool.language][field.type])
        lines.append(f"- {field.name} ({', '.join(notes)})" if notes else f"- {field.name}")
    return "\n".join(lines)


def grammar(tool: OwnTool) -> str:
    return known.grammar(tool.fields, tool.language)


def example(tool: OwnTool, answer: str) -> str:
    """The answer of an example in the form that all answers have."""
    row = known.read_row(tool.fields, answer, tool.language)
    lines = []
    for field, given in zip(tool.fields, row, strict=True):
        words = "; ".join(f"{each.value} | {each.quote}" if each.quote else each.value for each in given)
        lines.append(known.said(field, words, tool.language))
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Fielded:
    """A cell for each field, None where it is not stated, and what is wrong with them."""

    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...]


def fielded(tool: OwnTool, text: str, answer: str) -> Fielded:
    """What an answer says, with numbers, dates and amounts made by the program."""
    source, habits = known.Source(text), known.habits_of(text)
    cells: list[Cell] = []
    findings: list[Finding] = []
    for field, given in zip(tool.fields, known.read_row(tool.fields, answer, tool.language), strict=True):
        values = [_value(field, each, source, habits, findings) for each in given]
        cells.append("; ".join(map(str, values)) if field.type == "list" else next(iter(values), None))
        if not given:
            cells[-1] = None
    return Fielded(tuple(cells), tuple(findings))


def _value(
    field: Field, given: known.Said, source: known.Source, habits: known.Habits, findings: list[Finding]
) -> Cell:
    words = given.quote if field.type in ("yes/no", "one of") else given.value
    if not words or not source.places(words):
        findings.append(
            _finding(
                QT_TRANSLATE_NOOP("core", "“{words}” ({field}) does not stand in the text"), field, words
            )
        )
    found = known.normal(field, given.value, habits)
    if found.value is None:
        findings.append(
            _finding(QT_TRANSLATE_NOOP("core", "“{words}” is no value for {field}"), field, given.value)
        )
        return given.value
    if isinstance(found.value, bool):
        return "yes" if found.value else "no"
    return f"{_amount(found.value)} {found.currency}" if found.currency else found.value


def _amount(value: object) -> str:
    """As amounts are written, with both digits of the cents where there are any."""
    words = str(value)
    return f"{words}0" if len(words.partition(".")[2]) == 1 else words


def _finding(sentence: str, field: Field, words: str) -> Finding:
    return Finding(FIELDS_RULE, Phrase(sentence, {"words": shown(words, 60), "field": shown(field.name, 60)}))
