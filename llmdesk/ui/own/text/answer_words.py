"""An answer of a tool as plain words: to be read beside a try, copied, and handed over.

Owns these words. No widgets.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import QLocale

from llmdesk.errors import QT_TRANSLATE_NOOP, fill, spoken
from llmdesk.tools.own import Answer, Result
from llmdesk.tools.tables.types import Cell
from llmdesk.ui.notify import translate_core
from llmdesk.ui.own.words import checked, words
from llmdesk.ui.words import percent

_GROUPED = 10_000  # below, it may be a year


def cell_words(value: Cell) -> str:
    """A value as people of the window's language write it; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return shown_label("yes" if value else "no")
    if isinstance(value, int):
        return str(value) if abs(value) < _GROUPED else f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.15g}" if QLocale().language() == QLocale.Language.English else f"{value:.15g}"
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return str(value)
    return shown_label(value) if value in ("yes", "no") else value


def shown_label(label: str) -> str:
    """Yes and no in the language of the window; a label of the tool's as it stands."""
    named = {
        "yes": QT_TRANSLATE_NOOP("OwnWords", "yes"),
        "no": QT_TRANSLATE_NOOP("OwnWords", "no"),
    }
    return words(named[label]) if label in named else label


def probabilities(result: Result) -> Mapping[str, float]:
    """Of each label, or of yes and no; empty where the answer is none of these."""
    cells = result.answer.values
    if result.tool.gives == "label":
        names = [label.name for label in result.tool.labels]
        given = [value for value in cells[1:] if isinstance(value, float | int)]
        return dict(zip(names, map(float, given), strict=True)) if len(given) == len(names) else {}
    if result.tool.gives == "yes/no" and isinstance(cells[1], float | int):
        return {shown_label("yes"): float(cells[1]), shown_label("no"): 1 - float(cells[1])}
    return {}


def fields(result: Result) -> list[tuple[str, str]]:
    """The fields with their values."""
    named = zip(result.columns, result.answer.values, strict=True)
    return [(column.name, cell_words(value)) for column, value in named]


def plain(result: Result) -> str:
    """The answer itself."""
    if result.tool.gives == "fields":
        return "\n".join(f"{name}: {value}" for name, value in fields(result))
    first = result.answer.values[0]
    return shown_label(first) if isinstance(first, str) else cell_words(first)


def brief(result: Result) -> str:
    """As `plain`, with the probability of a label."""
    given = probabilities(result)
    label = plain(result)
    return f"{label} · {percent(given[label])}" if label in given else label


def headline(answer: Answer) -> str:
    """What the checks came to, or why there is no answer."""
    named = {
        "ok": QT_TRANSLATE_NOOP("OwnWords", "All checks passed"),
        "check failed": QT_TRANSLATE_NOOP("OwnWords", "Not all checks passed"),
        "empty": QT_TRANSLATE_NOOP("OwnWords", "There is no text"),
        "too long": QT_TRANSLATE_NOOP("OwnWords", "The text is too long for this model"),
    }
    return words(named.get(answer.status, QT_TRANSLATE_NOOP("OwnWords", "There is no answer")))


def failed(result: Result) -> list[str]:
    """Each check that did not pass, with the reason; where there is no answer, why."""
    told = dict(checked(result.tool.checks))
    lines = []
    for each in result.answer.findings:
        reason, rule = spoken(each.detail, translate_core), told.get(each.rule)
        pair = {"rule": rule, "reason": reason}
        lines.append(fill(words(QT_TRANSLATE_NOOP("OwnWords", "{rule}: {reason}")), pair) if rule else reason)
    if result.answer.reason:
        lines.append(result.answer.reason)
    return lines


def passed(result: Result) -> list[str]:
    """Each check that the answer keeps to."""
    if result.answer.status not in ("ok", "check failed"):
        return []
    broken = {each.rule for each in result.answer.findings}
    return [said for rule, said in checked(result.tool.checks) if rule not in broken]
