"""Does another wording of a text keep what must be kept? The face of the comparison for every tool.

Owns the order of the rules and the bounds. Pure: no model, no file, the same findings each time; 0.3 ms for a
sentence. Must not know what the texts are for.

One place is told once: what stands in code, addresses, tags and placeholders is compared letter by letter and
read by no other rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from llmdesk.tools.fidelity import form, language, marks, names, numbers, terms
from llmdesk.tools.fidelity.types import KEPT, TRANSLATED, Finding, Rule

ALL: frozenset[Rule] = frozenset((*KEPT, *TRANSLATED, "glossary"))
LONGEST = 20_000  # characters of either text; what is checked are segments
_USELESS = frozenset(("empty", "language"))


def check(
    source: str,
    target: str,
    *,
    source_language: str = "",
    target_language: str = "",
    glossary: terms.Terms | None = None,
    rules: Collection[Rule] = ALL,
) -> tuple[Finding, ...]:
    """What of `source` is not kept in `target`, and what is wrong with `target` besides; empty: nothing.

    Languages are ISO 639-1 codes, "" where they are not known; where they are the same, the target is another
    wording in one language, and names must stay as they are. `rules`: those that are asked for.
    """
    source, target = source[:LONGEST], target[:LONGEST]
    findings = _findings(source, target, source_language, target_language, glossary)
    return tuple(finding for finding in findings if finding.rule in rules)


def _findings(
    source: str, target: str, source_language: str, target_language: str, glossary: terms.Terms | None
) -> Iterator[Finding]:
    source_marks, target_marks = marks.marks(source), marks.marks(target)
    plain_source, plain_target = marks.masked(source, source_marks), marks.masked(target, target_marks)
    found = list(language.compare(plain_source, plain_target, source_language, target_language))
    if not target.strip():
        found = list(language.compare(source, target, source_language, target_language))
    yield from found
    if any(finding.rule in _USELESS for finding in found):
        return
    yield from marks.compare(source_marks, target_marks, target)
    yield from numbers.compare(plain_source, plain_target, source_language, target_language)
    yield from names.compare(plain_source, plain_target, source_language, target_language)
    yield from form.list_marks(source, target)
    yield from form.quotes(source, target)
    yield from form.length(plain_source, plain_target)
    yield from form.repetition(plain_source, plain_target)
    yield from form.remarks(source, target)
    if glossary is not None:
        yield from terms.compare(source, target, glossary)
