"""How much is claimed: all for some, must for may, only where nothing of the kind is said, is for may be.

Owns the comparing of strength. Must not read texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llmdesk.tools.evidence.comparing import chinese, english
from llmdesk.tools.evidence.comparing.opposites import lists
from llmdesk.tools.evidence.comparing.sides import pairs
from llmdesk.tools.evidence.comparing.types import ALIKE, DENIED_ALIKE, Contrast, Sentence, share


def stronger(claim: Sentence, sources: Sequence[Sentence]) -> Contrast | None:
    found = [level for source in sources for level in source.levels]
    for level in claim.levels:
        same_name = [each for each in found if each.name == level.name]
        if not same_name or any(each.level >= level.level for each in same_name):
            continue
        against = max(same_name, key=lambda each: share(level.context, each.context))
        if share(level.context, against.context) >= ALIKE:
            return Contrast("stronger", level.word, against.word)
    return None


def added(claim: Sentence, sources: Sequence[Sentence]) -> Contrast | None:
    """All or only, where the passage says nothing of the kind."""
    language = "zh" if claim.cjk else "en"
    for entry in lists()["added"].values():
        word = has(claim, entry[language].split())
        same = entry[f"{language}_same"].split()
        if word and word not in claim.denied and not any(has(source, same) for source in sources):
            return Contrast("stronger", word, "")
    return None


def unhedged(claim: Sentence, sources: Sequence[Sentence]) -> Contrast | None:
    """The passage says that something may be, the sentence that it is."""
    source = sources[0]
    language = "zh" if claim.cjk else "en"
    entry = lists()["hedge"]
    if claim.cjk != source.cjk or has(claim, entry[f"{language}_same"].split()):
        return None
    if share(claim.terms, source.terms) < DENIED_ALIKE:
        return None
    for word, head in held_back(source, entry[language].split()):
        if head in (claim.terms | pairs(claim)):
            return Contrast("stronger", "", word)
    return None


def has(sentence: Sentence, words: Sequence[str]) -> str:
    return chinese.has(sentence, words) if sentence.cjk else english.has(sentence, words)


def held_back(sentence: Sentence, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    return chinese.held_back(sentence, words) if sentence.cjk else english.held_back(sentence, words)
