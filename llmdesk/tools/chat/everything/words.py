"""What the program says of all documents it has read: the totals, in the language of the question.

Owns these sentences (in resources/ask/totals.toml). They are stored as the answer, and the model sees them as
such when the chat goes on; so they are not translated with the window.
"""

from __future__ import annotations

import tomllib
from functools import cache

from llmdesk.errors import fill
from llmdesk.paths import resource
from llmdesk.tools.chat.everything.found import AllRead, Figure
from llmdesk.tools.evidence.terms import is_cjk

_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|~$#!&"})


@cache
def _words(language: str) -> dict[str, str]:
    found = tomllib.loads(resource("ask", "totals.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = found[language]
    return words


def total(found: AllRead) -> str:
    """As Markdown; "" before the first document is read."""
    if not found.read:
        return ""
    words = _words("zh" if is_cjk(found.question) else "en")
    if found.asked_for:
        return _of_values(found, words)
    parts = ["whole" if found.complete else "part"]
    parts += [name for name in ("unsure", "unread", "growing") if getattr(found, name)]
    parts += ["judged"] if found.count and found.by_hand < found.read else []
    parts += ["by_hand"] if found.by_hand else []
    names = ("read", "documents", "count", "unsure", "unread", "by_hand")
    places = {name: f"{getattr(found, name):,}" for name in names}
    return words["joint"].join(fill(words[part], places) for part in parts)


def _of_values(found: AllRead, words: dict[str, str]) -> str:
    places = {
        name: f"{getattr(found, name):,}"
        for name in ("read", "documents", "count", "unsure", "unread", "different", "without")
    }
    parts = ["values" if found.complete else "values_part"]
    parts += ["values_unsure"] if found.unsure else []
    parts += ["different"] if found.count > 1 else []
    parts += ["without"] if found.figures and found.without else []
    parts += [name for name in ("unread", "growing") if getattr(found, name)]
    places["asked_for"] = escaped(found.asked_for)
    said = words["joint"].join(fill(words[part], places) for part in parts)
    return "\n\n".join([said, *(_figure(each, words) for each in found.figures)])


def _figure(figure: Figure, words: dict[str, str]) -> str:
    name = "figure_day" if figure.unit == "day" else "figure_total" if figure.total else "figure"
    places = {
        each: escaped(getattr(figure, each))
        for each in ("lowest", "lowest_file", "highest", "highest_file", "total")
    }
    return fill(words[name], {**places, "of": f"{figure.count:,}"})


def escaped(text: str) -> str:
    """So that nothing of a document is taken for a mark."""
    return " ".join(text.split()).translate(_ESCAPED)
