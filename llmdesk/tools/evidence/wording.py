"""Verdicts and their passages in words, as every tool and every form of a result says them.

Owns the names of verdicts, how a place is cited, and untrusted text made fit for Markdown. Words are
English, or what `translate` makes of them. Must not know what the sentences are for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, Phrase, fill, spoken
from llmdesk.tools.evidence.types import VERDICTS, Method, Remark, Source, VerdictName

Translate = Callable[[str], str]

VERDICT_NAMES: Mapping[VerdictName, str] = {
    "supported": QT_TRANSLATE_NOOP("core", "supported"),
    "contradicted": QT_TRANSLATE_NOOP("core", "contradicted"),
    "not_found": QT_TRANSLATE_NOOP("core", "not found"),
    "unsure": QT_TRANSLATE_NOOP("core", "unsure"),
}
# A sign beside the words, in characters that every font has: a color alone says nothing to many.
VERDICT_SIGNS: Mapping[VerdictName, str] = {
    "supported": "✓",
    "contradicted": "✗",
    "not_found": "?",
    "unsure": "~",
}
_COUNTS: Mapping[VerdictName, str] = {
    "supported": QT_TRANSLATE_NOOP("core", "{count} supported"),
    "contradicted": QT_TRANSLATE_NOOP("core", "{count} contradicted"),
    "not_found": QT_TRANSLATE_NOOP("core", "{count} not found"),
    "unsure": QT_TRANSLATE_NOOP("core", "{count} unsure"),
}
_WITH_REASON = QT_TRANSLATE_NOOP("core", "{verdict}: {reason}")
_LIKELY = QT_TRANSLATE_NOOP("core", "{percent} % likely that the source says so")
_PAGE = QT_TRANSLATE_NOOP("core", "p. {page}: ")
BY_WORDS = QT_TRANSLATE_NOOP("core", "Checked by words only: no model was asked what the texts mean.")
_BY_MODEL = QT_TRANSLATE_NOOP("core", "Compared by words, and by {model} for what they mean.")

_NOTE_LENGTH = 300
_NUMBER = re.compile(r"[0-9]+|[ivxlcdm]+", re.IGNORECASE)
# What Markdown could take for markup, a link, a heading or a list.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>~|&@]|:(?=//)|(?<=www)\.|^[-+#]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")


def english(source: str) -> str:
    return source


def counts(verdicts: Iterable[VerdictName]) -> dict[VerdictName, int]:
    """How many there are of each verdict, in the order in which they are told."""
    found = list(verdicts)
    return {name: found.count(name) for name in VERDICTS}


def count_line(verdicts: Iterable[VerdictName], translate: Translate = english) -> str:
    """ "12 supported, 1 contradicted"; verdicts that nothing has are left out."""
    told = [Phrase(_COUNTS[name], {"count": count}) for name, count in counts(verdicts).items() if count]
    return spoken(Listing(tuple(told)), translate)


def verdict_line(verdict: VerdictName, remark: Remark | None, translate: Translate = english) -> str:
    """The verdict, and its reason where it has one: "contradicted: the passage says *not*"."""
    name = translate(VERDICT_NAMES[verdict])
    if remark is None:
        return name
    return fill(translate(_WITH_REASON), {"verdict": name, "reason": remark.render(translate)})


def likely(probability: float, translate: Translate = english) -> str:
    """ "92 % likely that …": never 0 or 100, which nobody can know."""
    return fill(translate(_LIKELY), {"percent": min(99, max(1, round(probability * 100)))})


def method_line(method: Method, model: str, translate: Translate = english) -> str:
    """How it was checked, as one sentence."""
    return translate(BY_WORDS) if method == "words" else fill(translate(_BY_MODEL), {"model": model})


def place(page: str, translate: Translate = english) -> str:
    """What stands before a quote: the number of a page; the name of a chapter or of a file as it is."""
    if _NUMBER.fullmatch(page):
        return fill(translate(_PAGE), {"page": page})
    return f"{page}: " if page else ""


def note(source: Source, translate: Translate = english) -> str:
    """Where it stands and what it says, as Markdown that shows just that."""
    return plain(f"{place(source.page, translate)}“{short(source.quote)}”")


def short(quote: str) -> str:
    text = " ".join(quote.split())
    return text if len(text) <= _NOTE_LENGTH else text[:_NOTE_LENGTH].rstrip() + "…"


def plain(text: str) -> str:
    """`text` as Markdown that shows just that."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
