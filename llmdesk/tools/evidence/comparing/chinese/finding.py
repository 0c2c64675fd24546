"""Which sentences of a document a Chinese sentence may rest on.

Owns the search: an index of the characters of the claims picks candidates, the words of `clauses` rank
them, with the sentences around each, since what a sentence leaves unsaid (who, when) stands there. Must not
judge. Linear in the length of the document.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from llmdesk.tools.evidence.comparing.chinese.clauses import Known, Sentence, covered, read, weight
from llmdesk.tools.evidence.comparing.chinese.lists import groups_of
from llmdesk.tools.evidence.comparing.chinese.people import is_person
from llmdesk.tools.evidence.comparing.chinese.words import Word, new_words

_CANDIDATES = 24
_AROUND = 2  # sentences on each side that say who and when
_MOST = 4
_GAIN = 0.08
_SOME = 0.06  # the share of a claim that a sentence with its figure has
_UNSEEN = 2.0  # what a noun weighs more that is nowhere in the document
_NOUNS = frozenset(("n", "nr", "ns", "nt", "vn", "x"))


@dataclass(frozen=True, slots=True)
class Found:
    """The sentences of a passage, best first, with the share each adds, and what they cover with the
    sentences around them (0…1)."""

    chosen: dict[int, float]
    coverage: float


class Finder:
    """Where the characters of some sentences stand. Give it each sentence of the document with `add`."""

    def __init__(self, claims: Iterable[str]) -> None:
        self._claims = {text: read(text) for text in claims}
        self._wanted = frozenset(
            character for claim in self._claims.values() for word in content(claim) for character in word.text
        )
        self._places: dict[str, list[int]] = defaultdict(list)
        self._texts: dict[int, str] = {}
        self._again: dict[str, Sentence] = {}
        self._read: dict[int, Sentence] = {}

    def add(self, number: int, text: str) -> None:
        has = self._wanted.intersection(text)
        if self._claims:
            self._texts[number] = text
        for character in has:
            self._places[character].append(number)

    @cached_property
    def whole(self) -> str:
        """The text of the document; only after all of it was added."""
        return "\n".join(self._texts.values())

    @cached_property
    def known(self) -> frozenset[str]:
        """Words of the document that no list has, from the sentences that matter."""
        found = {number for claim in self._claims.values() for number in self._candidates(content(claim))}
        return new_words((*self._claims, *(self._texts[number] for number in sorted(found))))

    @cached_property
    def people(self) -> frozenset[str]:
        return frozenset(word for word in self.known if is_person(word) and word in self.whole)

    @property
    def known_words(self) -> Known:
        return Known(self.whole, self.people)

    def claim(self, text: str) -> Sentence:
        if text not in self._again:
            self._again[text] = read(text, known=self.known)
        return self._again[text]

    def sentence(self, number: int) -> Sentence | None:
        """A sentence of the document taken apart; None where there is none of that number."""
        if number not in self._texts:
            return None
        if number not in self._read:
            self._read[number] = read(self._texts[number], number, self.known)
        return self._read[number]

    def candidates(self, text: str) -> list[Sentence]:
        """The sentences of the document that have most of a claim's characters, the best first."""
        found = (self.sentence(number) for number in self._candidates(content(self.claim(text))))
        return [sentence for sentence in found if sentence is not None]

    def find(self, text: str, stands: Sequence[Sequence[int]] = ()) -> Found:
        """The passage of a claim; `stands`: where each of its figures stands."""
        words = content(self.claim(text))
        candidates = self._candidates(words)
        if not candidates:
            return Found({}, 0.0)
        weights = self._weights(words)

        def share(passage: str) -> float:
            return covered(words, passage, weights)

        alone = {number: share(self._texts[number]) for number in candidates}
        best = max(candidates, key=lambda number: (alone[number], -number))
        chosen = {best: alone[best]}
        passage, before = self._texts[best], alone[best]
        while len(chosen) < _MOST:
            rest = [number for number in candidates if number not in chosen]
            gains = {number: share(passage + self._texts[number]) - before for number in rest}
            further = max(gains, key=lambda number: (gains[number], -number), default=best)
            if gains.get(further, 0.0) < _GAIN:
                break
            chosen[further] = gains[further]
            passage, before = passage + self._texts[further], before + gains[further]
        two = max((share(self._texts[best] + self._texts[number]) for number in candidates), default=0.0)
        self._keep_figures(chosen, stands, share)
        return Found(chosen, (alone[best] + share(self._window(best)) + two) / 3)

    def _keep_figures(
        self, chosen: dict[int, float], stands: Sequence[Sequence[int]], share: Callable[[str], float]
    ) -> None:
        """A sentence that has a figure of the claim, and some of its words, belongs to the passage."""
        for places in stands:
            if any(abs(number - place) <= _AROUND for number in chosen for place in places):
                continue
            shares = {number: share(self._texts[number]) for number in places[:_CANDIDATES]}
            best = max(shares, key=lambda number: (shares[number], -number), default=-1)
            if shares.get(best, 0.0) >= _SOME:
                chosen[best] = shares[best]

    def around(self, chosen: Iterable[int], distance: int = 1) -> list[Sentence]:
        """The chosen sentences and those beside them, in the order of the document."""
        numbers = sorted({number + by for number in chosen for by in range(-distance, distance + 1)})
        found = (self.sentence(number) for number in numbers)
        return [sentence for sentence in found if sentence is not None]

    def _weights(self, words: Iterable[Word]) -> dict[str, float]:
        """Rare words of the document weigh more, and most those that are nowhere in it."""
        count = len(self._texts)
        whole = self.whole
        found = {}
        for word in words:
            forms = {word.text, *(other for group in groups_of(word.text) for other in group)}
            stands = sum(whole.count(form) for form in forms)
            unseen = _UNSEEN if not stands and word.kind in _NOUNS else 1.0
            rare = math.log(1 + count / max(1, stands)) / math.log(1 + count)
            found[word.text] = weight(word) * math.sqrt(rare) * unseen
        return found

    def _window(self, number: int) -> str:
        return "\n".join(self._texts.get(each, "") for each in range(number - _AROUND, number + _AROUND + 1))

    def _candidates(self, words: Iterable[Word]) -> list[int]:
        count = max(1, len(self._texts))
        scores: Counter[int] = Counter()
        for character in sorted({character for word in words for character in word.text}):
            places = self._places.get(character, ())
            rare = math.log(1 + count / max(1, len(places)))
            for number in places:
                scores[number] += rare  # type: ignore[assignment]
        return sorted(scores, key=lambda number: (-scores[number], number))[:_CANDIDATES]


def content(sentence: Sentence) -> list[Word]:
    return [word for clause in sentence.clauses for word in clause.content]
