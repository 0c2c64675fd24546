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
_QUOTES = (("“", "”"), ('"', '"'), ("「", "」"), ("「", "」"), ("'", "'"))
_STOPS = re.compile(r"[。！？](?![。！？])|[.!?](?=[\s”\"’')]|$)")
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
        """The target with terms of the glossary that were left as they are put as it says."""
        for hit in self.terms.find(source):
            left = source[hit.start : hit.end]
            fixed = any(left in mark.text for mark in marks(target))  # in an address, in code
            if left in target and hit.term.target not in target and not fixed:
                target = target.replace(left, hit.term.target)
        return target


def _markdown(source: str, target: str) -> Iterator[Finding]:
    wanted, there = (Counter(_MARKDOWN.findall(text)) for text in (source, target))
    for template, differing in ((LOST, wanted - there), (ADDED, there - wanted)):
        for mark in differing:
            yield Finding("tags", template, (("text", shown(mark)),))


def says_more(source: str, target: str) -> bool:
    """Whether there are more sentences than in the source."""
    return len(_STOPS.findall(target)) > max(1, len(_STOPS.findall(source)))


def cleaned(answer: str, source: str) -> str:
    """The answer without a label before it, without marks around it that the source has not, in one line."""
    text = " ".join(answer.split())
    label = _LABEL.match(text)
    if label is not None and _LABEL.match(source) is None:
        text = text[label.end() :]
    for open_, close in _QUOTES:
        inside = text.startswith(open_) and text.endswith(close) and len(text) > 2
        if inside and not _is_quoted(source) and open_ not in text[1:-1]:
            text = text[1:-1].strip()
    return text


def _is_quoted(source: str) -> bool:
    return source.lstrip()[:1] in "“\"「『'‘《" or source.rstrip()[-1:] in "”\"」』'’》"
