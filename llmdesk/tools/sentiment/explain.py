"""Why a text got its label: each sentence and each word left out in turn.

Owns the method (occlusion: Zeiler and Fergus 2014, on text Li et al. 2016) and its bounds. A share
is the change of the label's log-odds: with the piece minus without it. Must not know labels' names
or the engine.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from llmdesk.cancel import CancelToken
from llmdesk.tools.sentiment.fit import Array
from llmdesk.tools.sentiment.little_words import is_little
from llmdesk.tools.sentiment.parts import Part, possible_words, sentence_parts, split, words
from llmdesk.tools.sentiment.types import WordShare

MOST_SENTENCES = 100  # left out one by one; the shares of further ones are estimated
MOST_WORDS = 240  # in the sentences that count most
_MOST_SEARCHED = 4 * MOST_WORDS  # characters in which Chinese words are looked for


class Scorer(Protocol):
    """Raw label scores of pieces of text, and what they mean."""

    def __call__(self, texts: Sequence[str], language: str) -> Array: ...

    def probabilities(self, scores: Array) -> Array: ...

    def single_tokens(self, texts: Collection[str]) -> set[str]:
        """Those that the model reads as one piece."""
        ...


@dataclass(frozen=True)
class Sentence:
    """One sentence with its own probabilities and its share."""

    start: int
    end: int
    probabilities: Array
    share: float


@dataclass(frozen=True)
class Why:
    """Sentences in their order, and words in theirs."""

    sentences: tuple[Sentence, ...]
    words: tuple[WordShare, ...]


def explain(text: str, language: str, label: int, scorer: Scorer, cancel: CancelToken | None = None) -> Why:
    """The shares of sentences and words of `text` in the log-odds of `label` (its position).

    Up to 100 sentences are left out one by one, each in its part of the text; in longer texts the
    others get their own log-odds, weighted by their share of the text's characters. Words are left
    out of their sentence, those of the sentences with the largest shares first, 240 in all; little
    words (the, is, 的) only where a sentence has no others.
    """
    found = sentence_parts(text, language)
    alone = scorer([sentence.text for sentence in found], language)
    given = scorer.probabilities(alone)
    given = np.where(np.isnan(given), 1 / given.shape[1], given)
    odds = log_odds(given, label)
    shares = odds * [len(sentence.text) / max(1, len(text)) for sentence in found]
    if len(found) == 1:
        shares = odds.copy()
    else:
        _leave_sentences_out(text, language, label, scorer, found, shares)
    if cancel is not None:
        cancel.raise_if_cancelled()
    moved = _leave_words_out(language, label, scorer, found, odds, shares)
    sentences = tuple(
        Sentence(part.start, part.end, given[place], round(float(shares[place]), 4))
        for place, part in enumerate(found)
    )
    return Why(sentences, moved)


def log_odds(given: Array, label: int) -> Array:
    """Of one label against all others, from probabilities n × labels."""
    own = np.clip(given[:, label], 1e-6, 1 - 1e-6)
    result: Array = np.log(own) - np.log1p(-own)
    return result


def _leave_sentences_out(
    text: str, language: str, label: int, scorer: Scorer, found: list[Part], shares: Array
) -> None:
    """Put the shares of the first 100 sentences that stand with others in their part into `shares`."""
    parts = split(text, language)
    places: list[int] = []
    left_out: list[str] = []
    owners: list[int] = []
    for number, part in enumerate(parts):
        inside = [at for at, one in enumerate(found) if part.start <= one.start and one.end <= part.end]
        if len(inside) < 2:
            continue
        for at in inside[: MOST_SENTENCES - len(places)]:
            places.append(at)
            owners.append(number)
            one = found[at]
            left_out.append(_without(text[part.start : one.start], text[one.end : part.end], language))
    if not places:
        return
    whole = scorer([part.text for part in parts], language)
    sizes = np.array([len(part.text) for part in parts], dtype=float)
    weights = sizes / sizes.sum()
    together = (weights[:, None] * whole).sum(axis=0)
    with_all = log_odds(scorer.probabilities(together[None, :]), label)[0]
    without = scorer(left_out, language)
    changed = together + weights[owners][:, None] * (without - whole[owners])
    share = with_all - log_odds(scorer.probabilities(changed), label)
    shares[places] = np.where(np.isnan(share), 0.0, share)


def _leave_words_out(
    language: str, label: int, scorer: Scorer, found: list[Part], odds: Array, shares: Array
) -> tuple[WordShare, ...]:
    chosen = _words_that_count(language, scorer, found, shares)
    if not chosen:
        return ()
    left_out = [
        _without(found[place].text[: word.start], found[place].text[word.end :], language)
        for place, word in chosen
    ]
    without = log_odds(scorer.probabilities(scorer(left_out, language)), label)
    share = odds[[place for place, _ in chosen]] - without
    share = np.where(np.isnan(share), 0.0, share)
    result = [
        WordShare(found[place].start + word.start, found[place].start + word.end, round(float(value), 4))
        for (place, word), value in zip(chosen, share, strict=True)
    ]
    return tuple(sorted(result, key=lambda word: word.start))


def _words_that_count(
    language: str, scorer: Scorer, found: list[Part], shares: Array
) -> list[tuple[int, Part]]:
    """(place of the sentence, word), of the sentences with the largest shares first.

    In Chinese the model's own pieces of two to four characters are the words: 推荐, 新鲜.
    """
    ranked = [int(place) for place in np.argsort(-np.abs(shares), kind="stable")]
    known: set[str] = set()
    if language == "zh":
        first = "\n".join(found[place].text for place in ranked)[:_MOST_SEARCHED]
        known = scorer.single_tokens(possible_words(first))
    chosen: list[tuple[int, Part]] = []
    for place in ranked:
        every = words(found[place].text, language, known)
        if len(every) > 1:
            inside = [word for word in every if not is_little(word.text)] or every
            chosen += [(place, word) for word in inside[: MOST_WORDS - len(chosen)]]
    return chosen


def _without(before: str, after: str, language: str) -> str:
    """What stands before and after a piece that is left out; Chinese has no space between words."""
    return f"{before}{after}" if language == "zh" else f"{before} {after}"
