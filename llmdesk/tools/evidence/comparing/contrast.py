"""Whether a sentence says something else than a passage that has its words: opposites, denials, turned roles.

Owns the comparison by program, with the word lists of `resources/evidence/opposites.toml`. Must not ask a
model. It finds what can be told from words and their order, and is silent where it cannot tell:

- **opposites** (rose and fell, 增长 and 下降): words of two sides of one matter, in clauses about the same
  things; a denied one counts for the other side (not open is closed),
- **denials** (not, never, 不, 没有): a word stands in the scope of one in the one sentence and free of any
  in the other,
- **strength**: all where the passage has some, must where it has may,
- **roles**: the same verb with its sides turned round, the passive reckoned with (was beaten by, 被, 把);
  and names whose descriptions have changed places (the mayor, Ana Ruiz),
- **order**: from 60 to 90 where the passage has from 90 to 60.

Clauses are compared by the terms of `terms`. The parts of a claim are judged against the sentence of the
passage that has most of their terms.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.evidence.comparing import chinese, english, english_roles
from llmdesk.tools.evidence.comparing.chinese import roles as chinese_roles
from llmdesk.tools.evidence.comparing.levels import added, stronger, unhedged
from llmdesk.tools.evidence.comparing.opposites import symmetric
from llmdesk.tools.evidence.comparing.order import belongs_elsewhere, turned_order
from llmdesk.tools.evidence.comparing.sides import denied, opposite
from llmdesk.tools.evidence.comparing.types import Contrast, Sentence, share
from llmdesk.tools.evidence.terms import is_chinese, is_cjk

LONGEST = 600  # characters of a sentence; a longer one is a list, where order says little


def contrast(claim: str, sources: Sequence[str]) -> Contrast | None:
    """What the sentence `claim` says otherwise than the sentences of its passage, the best one first; None
    where nothing can be told."""
    if is_chinese(claim):
        known = chinese.new_words((claim, *sources))
        people = frozenset(word for word in known if chinese.is_person(word))
        parts = [chinese.take_apart(source, number, known) for number, source in enumerate(sources)]
        about = chinese.Known("\n".join(sources), people)
        own = chinese.take_apart(claim, known=known)
        found = chinese.compare(own, parts, about, chinese.align(own, parts))
        if found is not None:
            return found
    return by_words(claim, sources)


def by_words(claim: str, sources: Sequence[str]) -> Contrast | None:
    """The same by words of two sides, of strength, and by the order of names alone."""
    sources = [source for source in sources if len(source) <= LONGEST]
    if not sources or len(claim) > LONGEST or claim in sources:
        return None
    one = _read(claim)
    others = [_read(source) for source in sources]
    for check in _CHINESE if one.cjk else _ENGLISH:
        if found := check(one, others):
            return found
    return None


def _read(text: str) -> Sentence:
    return chinese.read(text) if is_cjk(text) else english.read(text)


def _turned_roles(claim: Sentence, sources: Sequence[Sentence]) -> Contrast | None:
    if claim.cjk != sources[0].cjk:
        return None
    if claim.cjk:
        found = chinese_roles.turned(claim.text, sources[0].text, symmetric("zh"))
    else:
        found = english_roles.turned(claim.text, sources[0].text, symmetric("en"))
    return Contrast("turned", *found) if found else None


def _denied_alike(claim: Sentence, sources: Sequence[Sentence]) -> Contrast | None:
    """Only between sentences that are alike throughout; others are compared piece by piece."""
    found = denied(claim, sources) if share(claim.terms, sources[0].terms) >= _ALIKE_THROUGHOUT else None
    return None if found and found.claim.casefold() == "without" else found


_ALIKE_THROUGHOUT = 0.75  # of the terms

# What is looked for, the surest first.
_ENGLISH = (
    opposite,
    _denied_alike,
    stronger,
    added,
    unhedged,
    belongs_elsewhere,
    turned_order,
    _turned_roles,
)
_CHINESE = (opposite, stronger, unhedged, turned_order, _turned_roles)  # the others: see `chinese.compare`
