"""What is wrong with the translation of a segment: the rules of `fidelity`, and the marks of Markdown.

Owns what a segment's answer is made of before it is judged (no label, no quotation marks of the model's own).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from llmdesk.errors import shown
from llmdesk.tools.fidelity import Finding, Terms, check
from llmdesk.tools.fidelity.marks import marks
from llmdesk.tools.fidelity.wording import ADDED, LOST
from llmdesk.tools.translate.types import TranslateOptions

_LABEL = re.compile(
    r"\s{0,3}(?:译文|翻译|原文|Translation|Text|English|Chinese)\s?[:：]\s{0,3}", re.IGNORECASE
)
_HEAD = re.compile(r"\s{0,3}(?!\d{1,2}[:：]\d)[^:：]{1,24}[:：](?!//)")  # of a line like a label: “Note: …”
_QUOTES = (("“", "”"), ('"', '"'), ("「", "」"), ("「", "」"), ("'", "'"))
_STOPS = re.compile(r"[。！？](?![。！？])|[.!?](?=[\s”\"’')]|$)")
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]")
_OTHER_SCRIPTS = frozenset(("zh", "ja", "ko", "el", "ru", "uk", "ar", "he", "hi", "th"))
_MARKDOWN = re.compile(r"\*\*|__(?=\S)|~~|\]\([^()\s]{0,500}\)|!\[|\[\^[^\]\s]{1,40}\]")


class Checks:
    """The checks of one document."""

    def __init__(self, options: TranslateOptions, *, markdown: bool = False) -> None:
        self.terms = Terms(options.glossary)
        self._options, self._markdown = options, markdown

    def findings(self, source: str, target: str) -> tuple[Finding, ...]:
        found = check(
            source,
            target,
            source_language=self._options.source,
            target_language=self._options.target,
            glossary=self.terms,
        )
        return (*found, *_markdown(source, target)) if self._markdown and target.strip() else found

    def enforced(self, source: str, target: str) -> str:
        """The target with terms of the glossary that were left as they are put as it says. Between languages
        of Latin letters none are: there one that was left may be a word of the other language."""
        if not _OTHER_SCRIPTS & {self._options.source, self._options.target}:
            return target
        for hit in self.terms.find(source):
            left = source[hit.start : hit.end]
            fixed = any(left in mark.text for mark in marks(target))  # in an address, in code
            if left in target and hit.term.target not in target and not fixed:
                target = _replaced(target, left, hit.term.target)
        return target


def _replaced(text: str, old: str, new: str) -> str:
    """With `new` for `old` where it is no part of a longer word."""
    pieces, at, start = [], 0, text.find(old)
    while start >= 0:
        end = start + len(old)
        if _apart(text[start - 1 : start], old[0]) and _apart(old[-1], text[end : end + 1]):
            pieces += [text[at:start], new]
            at = end
        start = text.find(old, end)
    return "".join([*pieces, text[at:]])


def _apart(one: str, other: str) -> bool:
    """Whether a word ends between two characters that stand side by side."""
    return not all((c.isalnum() or c == "_") and not _WITHOUT_SPACES.match(c) for c in (one, other))


def _markdown(source: str, target: str) -> Iterator[Finding]:
    wanted, there = (Counter(_MARKDOWN.findall(text)) for text in (source, target))
    for template, differing in ((LOST, wanted - there), (ADDED, there - wanted)):
        for mark in differing:
            yield Finding("tags", template, (("text", shown(mark)),))


def has_markdown(text: str) -> bool:
    """Whether some of it is bold, a link or the like."""
    return _MARKDOWN.search(text) is not None


def says_more(source: str, target: str) -> bool:
    """Whether there are more sentences than in the source."""
    return len(_STOPS.findall(target)) > max(1, len(_STOPS.findall(source)))


def cleaned(answer: str, source: str) -> str:
    """The answer without a label before it, without marks around it that the source has not, in one line.
    What looks like a label may be the translation of one: of a source that has one, nothing is taken off."""
    text = " ".join(answer.split())
    label = _LABEL.match(text)
    if label is not None and _HEAD.match(source) is None:
        text = text[label.end() :]
    for open_, close in _QUOTES:
        inside = text.startswith(open_) and text.endswith(close) and len(text) > 2
        if inside and not _is_quoted(source) and open_ not in text[1:-1]:
            text = text[1:-1].strip()
    return text


def _is_quoted(source: str) -> bool:
    return source.lstrip()[:1] in "“\"「『'‘《" or source.rstrip()[-1:] in "”\"」』'’》"
