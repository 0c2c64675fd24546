"""What is wrong with a new wording of a paragraph, for each way to write it.

Owns which rules hold for which style: what must be kept, and what must not be added. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.fidelity import Finding, Rule, check
from llmdesk.tools.fidelity.form import weight
from llmdesk.tools.fidelity.wording import ADDED, LOST
from llmdesk.tools.write.types import Style

NOT_SHORTER = QT_TRANSLATE_NOOP("core", "This is not shorter.")
NOT_LONGER = QT_TRANSLATE_NOOP("core", "This is not longer.")
NO_POINTS = QT_TRANSLATE_NOOP("core", "This is not a list of points.")

_FACTS: tuple[Rule, ...] = (
    "numbers", "dates", "units", "names", "addresses", "code", "placeholders", "tags",
)  # fmt: skip
_USELESS: tuple[Rule, ...] = ("empty", "language", "repetition", "remarks")
_MAY_LEAVE_OUT: frozenset[Style] = frozenset(("shorter", "bullets"))
_SHORTER, _LONGER = 0.9, 1.05  # of the words
_SHORT = 8  # words: a greeting, a heading
# "Keep taps closed": before a noun in -s these read like a name before what it does.
_ADVICE_WORDS = """
add allow ask avoid book bring buy call carry change check choose clean close come consider cook decide
discuss drink eat enjoy ensure expect fill find follow give go hold hope join keep learn leave let look
make meet move note open order pay pick plan please prepare print put read remember remove
reserve review run save sell send set share sign sleep start stay stop store take tell thank thanks
travel try turn update use visit wait walk wash wish write best dear hello hi kind regards sincerely yours
"""
_ADVICE = frozenset(_ADVICE_WORDS.split())


def findings(source: str, target: str, style: Style, language: str) -> tuple[Finding, ...]:
    """Empty where a program finds nothing wrong."""
    wrong = check(source, target, source_language=language, target_language=language, rules=_USELESS)
    if wrong:
        return wrong
    facts = (finding for finding in _facts(source, target, style, language) if not _is_advice(finding))
    found = (*facts, *_form(source, target, style))
    return tuple({(finding.template, finding.params): finding for finding in found}.values())


def _facts(source: str, target: str, style: Style, language: str) -> Iterator[Finding]:
    kept = check(source, target, source_language=language, target_language=language, rules=_FACTS)
    for finding in kept:
        if finding.template == LOST and style in _MAY_LEAVE_OUT:
            continue
        yield finding
    if style in _MAY_LEAVE_OUT or all(finding.template == LOST for finding in kept):
        yield from _added(source, target, language)


def _added(source: str, target: str, language: str) -> Iterator[Finding]:
    """What stands in the new text and not in the old one: what the old one lacks of the new one."""
    for finding in check(target, source, source_language=language, target_language=language, rules=_FACTS):
        if finding.template == LOST:
            yield replace(finding, template=ADDED, source=None, target=finding.source)


def _is_advice(finding: Finding) -> bool:
    return finding.rule == "names" and dict(finding.params).get("text", "").casefold() in _ADVICE


def _form(source: str, target: str, style: Style) -> Iterator[Finding]:
    length = weight(target) / max(1.0, weight(source))
    if style == "shorter" and length > _SHORTER and weight(source) > _SHORT:
        yield Finding("length", NOT_SHORTER)
    if style == "longer" and length < _LONGER:
        yield Finding("length", NOT_LONGER)
    if style == "bullets" and not all(line.startswith("- ") for line in target.splitlines() if line.strip()):
        yield Finding("list marks", NO_POINTS)
