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

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.opposites import han_negation, levels, lists, negations, signs, symmetric
from llmdesk.tools.evidence.roles import turned
from llmdesk.tools.evidence.terms import is_cjk, terms
from llmdesk.tools.evidence.values import Figure, same_figure

Kind = Literal["opposite", "denied", "stronger", "turned"]

_LONGEST = 600  # characters of a sentence; a longer one is a list, where order says little
_ALIKE = 0.5  # the share of a clause's terms that the other has, so that they are about one thing
_DENIED_ALIKE = 0.6
_SCOPE = 5  # words behind a negation that it may deny
_HAN_SCOPE = 14  # characters

_CLAUSE = re.compile(
    r"[,;:.!?—()]+|\b(?:but|while|whereas|although|though|because|and|which|who|that|when|if|unless)\b|[，；：。！？、（）]|但是?|而且?|并且",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_HAN_ADVERBS = "再能会被在是要得曾必可将予很太有够应想愿敢肯需到让使也还都就"


@dataclass(frozen=True, slots=True)
class Contrast:
    """What differs: `claim` are the words of the sentence, `source` those of the passage ("" for none)."""

    kind: Kind
    claim: str
    source: str


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word of two sides: `side` 0 or 1 of the matter `name`, turned where it is denied."""

    name: str
    side: int
    word: str
    context: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Denial:
    """What a negation denies: the terms in its scope, the nearest first."""

    word: str
    scope: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Level:
    name: str
    level: int
    word: str
    context: frozenset[str]


class _Sentence:
    """A sentence taken apart for comparing."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.cjk = is_cjk(self.text)
        self.terms = frozenset(terms(self.text))
        self.signs: list[_Sign] = []
        self.denials: list[_Denial] = []
        self.levels: list[_Level] = []
        self.denied: set[str] = set()
        for clause in _clauses(self.text):
            (self._read_han if self.cjk else self._read_words)(clause)

    def _read_words(self, clause: str) -> None:
        words = [(found[0], found.start()) for found in _WORD.finditer(clause)]
        folded = [_folded(word) for word, _ in words]
        skipped = _excepted(" ".join(folded))
        context = frozenset(terms(clause))
        places = [
            at
            for at, word in enumerate(folded)
            if (word in negations() or word.endswith("n't")) and not skipped(at, folded)
        ]
        for at in places:
            scope = [term for word, _ in words[at + 1 : at + 1 + 2 * _SCOPE] for term in terms(word)][:_SCOPE]
            self.denials.append(_Denial(words[at][0], tuple(scope)))
            self.denied.update(scope)
        for at, word in enumerate(folded):
            denied = sum(at - 6 <= place < at for place in places) % 2
            for name, side in (*signs("en").get(word, ()), *_by_form(word)):
                own = frozenset(terms(word))
                self.signs.append(_Sign(name, (side + denied) % 2, words[at][0], context - own))
            for name, level in levels("en").get(word, ()):
                if not denied:
                    self.levels.append(_Level(name, level, words[at][0], context - frozenset(terms(word))))

    def _read_han(self, clause: str) -> None:
        context = frozenset(terms(clause))
        places = list(_han_negations(clause))
        for start, end in places:
            scope = clause[end : end + _HAN_SCOPE].lstrip(_HAN_ADVERBS)
            pairs = tuple(scope[at : at + 2] for at in range(min(_SCOPE, len(scope) - 1)))
            self.denials.append(_Denial(clause[start:end], pairs))
            self.denied.update(scope[at : at + 2] for at in range(len(scope) - 1))
        taken: set[int] = set()
        for word, entries in signs("zh").items():
            at = clause.find(word)
            if at < 0 or taken & set(range(at, at + len(word))):
                continue
            taken.update(range(at, at + len(word)))
            denied = sum(end <= at < end + 6 for _, end in places) % 2
            rest = frozenset(terms(clause.replace(word, " ")))
            self.signs += [_Sign(name, (side + denied) % 2, word, rest) for name, side in entries]
        for word, steps in levels("zh").items():
            if word in clause and not any(end <= clause.find(word) < end + 2 for _, end in places):
                self.levels += [_Level(name, level, word, context) for name, level in steps]


def contrast(claim: str, sources: Sequence[str]) -> Contrast | None:
    """What the sentence `claim` says otherwise than the sentences of its passage, the best one first; None
    where nothing can be told."""
    sources = [source for source in sources if len(source) <= _LONGEST]
    if not sources or len(claim) > _LONGEST or claim in sources:
        return None
    one = _Sentence(claim)
    others = [_Sentence(source) for source in sources]
    return (
        _opposite(one, others)
        or _denied(one, others[0])
        or _stronger(one, others)
        or _added(one, others)
        or _unhedged(one, others[0])
        or _belongs_elsewhere(claim, sources[0])
        or _turned_order(claim, sources[0])
        or _roles(one, others[0])
    )


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _opposite(claim: _Sentence, sources: Sequence[_Sentence]) -> Contrast | None:
    found = [sign for source in sources for sign in source.signs]
    for sign in claim.signs:
        same = [_share(sign.context, each.context) for each in found if _is_like(each, sign)]
        other = [
            (_share(sign.context, each.context), each)
            for each in found
            if each.name == sign.name and each.side != sign.side and not _is_word_itself(each, sign)
        ]
        if not other:
            continue
        best, against = max(other, key=lambda pair: pair[0])
        if best >= _ALIKE and best > max(same, default=0.0):
            return Contrast("opposite", sign.word, against.word)
    return None


def _is_word_itself(one: _Sign, other: _Sign) -> bool:
    """Known and not known: no opposites, but one of them denied."""
    return one.name[0] == "-" and one.word.casefold() == other.word.casefold()


def _is_like(one: _Sign, other: _Sign) -> bool:
    return one.name == other.name and one.side == other.side


def _denied(claim: _Sentence, source: _Sentence) -> Contrast | None:
    """One of the two denies what the other says. Opposites are judged by their sides alone."""
    own, others = ({s.word for s in each.signs if s.name[0] != "-"} for each in (claim, source))
    matched = own & others
    polar = {term for word in matched for term in terms(word)}
    if _share(claim.terms, source.terms) < (_ALIKE if claim.cjk else _DENIED_ALIKE):
        return None
    for denying, other, by_claim in ((claim, source, True), (source, claim, False)):
        for denial in denying.denials:
            scope = frozenset(denial.scope)
            head = denial.scope[:2]
            if len(scope) < 1 or _share(scope, other.terms | _pairs(other)) < _DENIED_ALIKE:
                continue
            heads = [term for term in head if term in other.terms | _pairs(other)]
            free = (
                not (scope & other.denied) if denying.cjk else not any(term in other.denied for term in heads)
            )
            if heads and free and not any(term in polar for term in heads):
                return Contrast("denied", denial.word if by_claim else "", "" if by_claim else denial.word)
    return None


def _pairs(sentence: _Sentence) -> frozenset[str]:
    """Every two characters side by side in a Chinese sentence."""
    if not sentence.cjk:
        return frozenset()
    return frozenset(sentence.text[at : at + 2] for at in range(len(sentence.text) - 1))


def _stronger(claim: _Sentence, sources: Sequence[_Sentence]) -> Contrast | None:
    found = [level for source in sources for level in source.levels]
    for level in claim.levels:
        same_name = [each for each in found if each.name == level.name]
        if not same_name or any(each.level >= level.level for each in same_name):
            continue
        against = max(same_name, key=lambda each: _share(level.context, each.context))
        if _share(level.context, against.context) >= _ALIKE:
            return Contrast("stronger", level.word, against.word)
    return None


def _added(claim: _Sentence, sources: Sequence[_Sentence]) -> Contrast | None:
    """All or only, where the passage says nothing of the kind."""
    language = "zh" if claim.cjk else "en"
    for entry in lists()["added"].values():
        word = _has(claim, entry[language].split())
        same = entry[f"{language}_same"].split()
        if word and word not in claim.denied and not any(_has(source, same) for source in sources):
            return Contrast("stronger", word, "")
    return None


def _has(sentence: _Sentence, words: Sequence[str]) -> str:
    """The first of `words` that stands in the sentence; "" without one."""
    if sentence.cjk:
        return next((word for word in words if word in sentence.text), "")
    own = {_folded(word) for word in _WORD.findall(_ONLY_SO_MUCH.sub(" ", sentence.text))}
    return next((word for word in words if word in own), "")


# "only 16 percent" says how the writer finds the number, not what is so.
_ONLY_SO_MUCH = re.compile(
    r"(?i)\bonly\s+(?=(?:about\s|some\s|around\s)?(?:[$€£]?\d|a\b|an\b|one|two|three|four|five|six|seven|eight|nine|ten|half))"
)


def _unhedged(claim: _Sentence, source: _Sentence) -> Contrast | None:
    """The passage says that something may be, the sentence that it is."""
    language = "zh" if claim.cjk else "en"
    entry = lists()["hedge"]
    if claim.cjk != source.cjk or _has(claim, entry[f"{language}_same"].split()):
        return None
    if _share(claim.terms, source.terms) < _DENIED_ALIKE:
        return None
    for word, head in _held_back(source, entry[language].split()):
        if head in (claim.terms | _pairs(claim)):
            return Contrast("stronger", "", word)
    return None


def _held_back(sentence: _Sentence, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(hedge, term of the verb behind it) of a sentence."""
    if sentence.cjk:
        for word in words:
            at = sentence.text.find(word)
            if at >= 0:
                behind = sentence.text[at + len(word) : at + len(word) + 6].lstrip(_HAN_ADVERBS)
                yield word, behind[:2]
        return
    found = _WORD.findall(sentence.text)
    for at, word in enumerate(found):
        if _folded(word) in words and not word[0].isupper():  # May is a month
            yield word, next((term for each in found[at + 1 : at + 4] for term in terms(each)), "")


def _belongs_elsewhere(claim: str, source: str) -> Contrast | None:
    """A number beside what the passage gives another number of: "40 books" of "900 books and 40 chairs"."""
    if re.search(r"respectively|分别", source):
        return None
    there, here = list(_attached(source)), list(_attached(claim))
    for figure, own in here:
        same = next(((each, beside) for each, beside in there if same_figure(figure, each)), None)
        if same is None:
            continue
        for other, around in there:
            if same_figure(figure, other) or _kind(other) != _kind(same[0]):
                continue
            # Only what sets the two clauses apart tells which number is meant.
            mine, theirs = same[1] - around, around - same[1]
            apart = own - (same[1] & around)
            both = any(same_figure(each, other) for each, _ in here)
            enough = len(apart & theirs) >= (1 if both else 2) and _share(apart, theirs) >= _DENIED_ALIKE
            if mine and not own & mine and enough:
                return Contrast("turned", figure.text, other.text)
    return None


def _kind(figure: Figure) -> str:
    return getattr(figure.readings[0], "kind", "date")


def _attached(text: str) -> Iterator[tuple[Figure, frozenset[str]]]:
    """Each figure with the terms of its clause; none where a clause has several."""
    for clause in _FIGURE_CLAUSE.split(text):
        found = [figure for figure in figures(clause or "") if not figure.idle]
        if len(found) == 1:
            start, end = found[0].span
            yield found[0], frozenset(terms(clause[:start] + " " + clause[end:]))


_FIGURE_CLAUSE = re.compile(r"[;:](?=\s)|,(?=\s)|\b(?:and|but|while|whereas)\b|[，；、。]", re.IGNORECASE)
_MOST_SPANS = 2  # a life told in years has many, some of them in either order
_FROM_TO = re.compile(r"(?i)\bto\b|[到至为]")


def _turned_order(claim: str, source: str) -> Contrast | None:
    """Two figures with "to" between them that stand the other way round."""
    own, other = _spans(claim), _spans(source)
    if max(len(own), len(other)) > _MOST_SPANS:
        return None
    for one, two in own:
        if any(same_figure(one, three) and same_figure(two, four) for three, four in other):
            continue
        for three, four in other:
            turned_ = same_figure(one, four) and same_figure(two, three)
            if turned_ and not same_figure(one, three):
                return Contrast("turned", f"{one.text} – {two.text}", f"{three.text} – {four.text}")
    return None


def _spans(text: str) -> list[tuple[Figure, Figure]]:
    found = [figure for figure in figures(text) if not figure.idle]
    return [
        (one, two)
        for one, two in pairwise(found)
        if two.span[0] - one.span[1] <= 8 and _FROM_TO.search(text[one.span[1] : two.span[0]])
    ]


def _roles(claim: _Sentence, source: _Sentence) -> Contrast | None:
    if claim.cjk != source.cjk:
        return None
    found = turned(claim.text, source.text, symmetric("zh" if claim.cjk else "en"), cjk=claim.cjk)
    return Contrast("turned", *found) if found else None


# -- words -----------------------------------------------------------------------------------


def _clauses(text: str) -> Iterator[str]:
    for piece in _CLAUSE.split(text):
        if piece and piece.strip():
            yield piece


def _folded(word: str) -> str:
    return word.casefold().replace("’", "'")


def _by_form(word: str) -> list[tuple[str, int]]:
    """The matters that a word's form names: harmful and harmless, known and unknown."""
    found = []
    for ending, side in (("ful", 0), ("less", 1)):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            found.append((f"{word.removesuffix(ending)}-", side))
    base = word.removeprefix("un").removeprefix("non").removeprefix("-")
    if len(base) > 3:
        found.append((f"-{base}", int(base != word)))
    return found


def _excepted(clause: str) -> Any:
    """A test whether the negation at a word's place belongs to a phrase that denies nothing."""
    phrases = [phrase for phrase in lists()["negation"]["en_except"] if phrase in clause]

    def skipped(at: int, words: Sequence[str]) -> bool:
        near = " ".join(words[max(0, at - 2) : at + 4])
        return any(words[at] in phrase.split() and phrase in near for phrase in phrases)

    return skipped


def _han_negations(clause: str) -> Iterator[tuple[int, int]]:
    for found in han_negation().finditer(clause):
        if found["word"]:
            yield found.start(), found.end()
