"""Of whom or what a Chinese clause speaks, and whether two clauses say one thing of different ones.

Owns subjects: the noun in front of the verb, taken over from the clauses and sentences before where a
clause has none. Must not know figures or frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, covered, weight
from llmdesk.tools.evidence.comparing.chinese.lists import word_set
from llmdesk.tools.evidence.comparing.chinese.words import Word, cut

_NOUNS = frozenset(("n", "nr", "ns", "nt", "x", "vn", "j", "a", "q", "f", "i"))
_SKIPPED = frozenset(("c", "d", "t", "y", "m"))
_LONGEST = 18
_LONGEST_HEADING = 40
_ENOUGH = 0.55
_CLOSE = 0.15
_NAMED = 0.8  # so much of the other subject that the claim names it, too
_LEAST = 2.5  # the weight of what is said, so that it is more than a word or two
_NO_SUBJECT = re.compile(
    r"(?:期间|以后|之后|以前|之前|后|前|时|时候|的话|情况下|起|以来|中|上|下|里|内|方面|其中|问|答)$"
)
_SAYS = re.compile("[说称]$|认为$|表示$|指出$|介绍$|提醒$")
_PRONOUN = re.compile(r"[他她它其]|本人|自己|该|这|那|此|两者|前者|后者|双方|对方|有人|[我你您咱]|谁|哪")


@dataclass(frozen=True, slots=True)
class Subject:
    """The words in front of the verb: `text`, and where it ends in its clause."""

    text: str
    end: int


def subject(clause: Clause) -> Subject | None:
    """The subject that the clause names itself; None where it has none."""
    words = list(clause.words)
    at = 0
    while at < len(words) and (words[at].kind in _SKIPPED or _is_mark(words[at], clause)):
        at += 1
    taken: list[Word] = []
    for word in words[at:]:
        joined = word.text == "的" and taken
        if not joined and (word.kind not in _NOUNS or _is_figure(word, clause)) and not _is_name(word, taken):
            break
        if taken and word.start - taken[-1].end > 0 and not joined:
            break
        taken.append(word)
    while taken and taken[-1].text == "的":
        taken.pop()
    text = clause.text[taken[0].start : taken[-1].end] if taken else ""
    text = text.rpartition("的")[2] if len(text) > 8 and "的" in text else text
    if not 2 <= len(text) <= _LONGEST or text[0] in "经据按因凭靠随当每各" or _NO_SUBJECT.search(text):
        return None
    return Subject(text, taken[-1].end)


def doer(clause: Clause) -> Subject | None:
    """Who does it: behind 由 or 被, else the subject."""
    for word in clause.words:
        if word.text in ("由", "被", "遭"):
            behind = [other for other in clause.words if other.start >= word.end]
            taken: list[Word] = []
            for other in behind:
                if other.kind not in _NOUNS and not _is_name(other, taken):
                    break
                taken.append(other)
            if taken and taken[-1].end - taken[0].start >= 2:
                return Subject(clause.text[taken[0].start : taken[-1].end], taken[-1].end)
    return subject(clause)


def _is_mark(word: Word, clause: Clause) -> bool:
    return _is_figure(word, clause) or word.kind == "u"


def _is_figure(word: Word, clause: Clause) -> bool:
    return any(f.span[0] < word.end and word.start < f.span[1] for f in clause.figures)


def _is_name(word: Word, taken: Sequence[Word]) -> bool:
    """A character of a name that the list of words takes for something else."""
    return (
        len(word.text) == 1
        and bool(taken)
        and taken[-1].kind in ("nr", "x")
        and word.kind in ("nr", "v", "a")
    )


def spoken_of(clause: Clause, sentences: Sequence[Sentence]) -> tuple[Subject | None, str]:
    """The subject of a clause of the passage, and the text in which it may be named: the clause itself, and
    what stands before where it names none."""
    here = next((each for each in sentences if each.number == clause.number), None)
    text = clause.text
    own = doer(clause)
    if own is not None and not _PRONOUN.search(own.text):
        return own, text
    if here is not None:
        for other in reversed(here.clauses[: clause.at]):
            text = other.text + text
            found = subject(other)
            if found is not None and not _PRONOUN.search(found.text):
                return None, text
    before = next((each for each in sentences if each.number == clause.number - 1), None)
    return None, (before.text if before else "") + text


def same(one: str, other: str) -> bool:
    """Whether two subjects may be one: the one has the other, or they differ in no part of their own."""
    if one in other or other in one:
        return True
    start = 0
    while one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    end = 0
    while end < min(len(one), len(other)) and one[-1 - end] == other[-1 - end]:
        end += 1
    one, other = one[: len(one) - end], other[: len(other) - end]
    if not one or not other:
        return True
    shared = set(one) & set(other)
    return 2 * len(shared) >= min(len(one), len(other))


def told_of_another(claim: Sentence, sentences: Sequence[Sentence], whole: str) -> tuple[str, str] | None:
    """(subject of the claim, subject of the passage) where the passage says it of another; else None."""
    for clause in claim.clauses:
        own = doer(clause)
        if own is None or not _is_rival(own.text) or own.text not in whole:
            continue
        if own.text in _heading(whole):
            continue  # what a document is about goes without saying in it
        said = [word for word in clause.content if word.text not in own.text]
        if sum(map(weight, said)) < _LEAST:
            continue
        ranked = sorted(
            (
                (covered(said, other.text), other)
                for each in sentences
                if not each.heading
                for other in each.clauses
            ),
            key=lambda pair: -pair[0],
        )
        if not ranked or ranked[0][0] < _ENOUGH:
            continue
        close = [other for score, other in ranked if score >= ranked[0][0] - _CLOSE]
        found = _all_of_others(own, close, sentences, whole)
        if found and covered(cut(found), claim.text) < _NAMED:
            return own.text, found
    return None


def _heading(whole: str) -> str:
    first = whole.partition("\n")[0]
    return first if len(first) < _LONGEST_HEADING and first[-1:] not in "。！？" else ""


def _all_of_others(
    own: Subject, close: Sequence[Clause], sentences: Sequence[Sentence], whole: str
) -> str | None:
    found = ""
    for other in close:
        theirs, text = spoken_of(other, sentences)
        text += _who_says(other, sentences)
        if theirs is None or not _is_rival(theirs.text) or own.text in text:
            return None
        if same(own.text, theirs.text) or _one(own.text, theirs.text, whole):
            return None
        found = found or theirs.text
    return found or None


def _who_says(clause: Clause, sentences: Sequence[Sentence]) -> str:
    """The clauses before it in its sentence that say whose word it is."""
    here = next((each for each in sentences if each.number == clause.number), None)
    before = here.clauses[: clause.at] if here is not None else ()
    return "".join(each.text for each in before if _SAYS.search(each.text))


def _is_rival(text: str) -> bool:
    """Whether it names a thing of its own, not a part of another or everybody."""
    if any(character.isdigit() for character in text):
        return False
    return not _PRONOUN.search(text) and text not in word_set("parts", "words")


def _one(own: str, theirs: str, whole: str) -> bool:
    """Whether the document puts the two together, as a title and a name: 总经理韩卫东."""
    parts = [own[at:] for at in range(max(1, len(own) - 1))]
    heads = [theirs[:end] for end in range(2, len(theirs) + 1)] + [theirs]
    if any(part + head in whole for part in parts for head in heads):
        return True
    parts = [theirs[at:] for at in range(max(1, len(theirs) - 1))]
    heads = [own[:end] for end in range(2, len(own) + 1)] + [own]
    return any(part + head in whole for part in parts for head in heads)
