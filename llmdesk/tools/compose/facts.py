"""Which of the given facts a text uses: by their numbers, their names, and their words.

Owns the comparison of one fact with a text. Pure: no model. What is said in quite other words is not found,
and told as missing: the model is then asked to say it more plainly. Must not look for what was invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from llmdesk.tools.compose import acts
from llmdesk.tools.compose.types import Fact
from llmdesk.tools.documents.sentences import sentences
from llmdesk.tools.documents.types import Span
from llmdesk.tools.evidence import Date, Figure, Value, contrast, covers, figures, uses_decimal_comma
from llmdesk.tools.evidence.comparing.opposites import han_negation, negations
from llmdesk.tools.evidence.names import forms, names
from llmdesk.tools.evidence.terms import CJK, STOP_WORDS, fold, stem

MOST_FACTS = 100
_MOST_FIGURES, _MOST_OF_A_FACT = 300, 20
_WORDS, _HAN = 0.5, 0.4  # of a fact's words, of its characters, that must be there
_NEAR = 3  # letters by which weigh and weight may differ
_LONGEST_LABEL = 40
_OTHERWISE = ("denied", "opposite")  # kinds of a contrast that are sure enough here
_MARK = re.compile(r"^\s{0,8}(?:[-*+•·▪–—]|\(?\d{1,3}[.)、](?!\d))\s{0,4}")
_LABEL = re.compile(r"(?<![\d/])[:：](?![\d/])\s{0,4}")
_WORD = re.compile(rf"[^\W\d_{CJK}]+(?:['’-][^\W\d_{CJK}]+){{0,3}}")
_HAN_RUN = re.compile(f"[{CJK}]+")
_WITH_DIGIT = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z]{0,29}[0-9])(?=[0-9]{0,29}[A-Za-z])[A-Za-z0-9]{2,30}(?![A-Za-z0-9])"
)
_DENIES = re.compile(r"(?<![a-z])(?:without|free|un[a-z]{3,20}|non)(?![a-z])|n['’]t(?![a-z])")
# What a point says of the writing and not of the matter.
_OF_WRITING_WORDS = """
say tell ask mention explain write inform thank thanks please them him her they their his point reply answer
"""
_OF_WRITING = frozenset(_OF_WRITING_WORDS.split())
_OF_WRITING_HAN = re.compile("告诉|告知|请问|询问|说明|表示|感谢|回复|提到|对方|他们|我们|并|请")
_LITTLE_HAN = re.compile("[的了是在和与及也就都而但被把对从向于以之其这那个们可用有为将会]+")


def facts_of(given: str) -> tuple[str, ...]:
    """One a line, without list marks."""
    lines = (_MARK.sub("", line).strip() for line in given.splitlines())
    return tuple(islice((line for line in lines if line), MOST_FACTS))


class Text:
    """A text with what is looked for in it, made once for all facts."""

    def __init__(self, text: str, language: str) -> None:
        self.language = language
        self.comma = uses_decimal_comma(text, language)
        spans = sentences(text, language)
        self.sentences = [Passage(text[span.start : span.end], span, self.comma) for span in spans]
        self.whole = Passage(text, Span(0, len(text)), self.comma)


class Passage:
    """A piece of the text: its numbers, the stems of its words, its characters."""

    def __init__(self, text: str, span: Span, comma: bool) -> None:
        self.text, self.span = text, span
        self.low = text.casefold()
        self.figures = different(figures(text, comma=comma))
        self.values = frozenset(figure.readings for figure in self.figures)
        words = [fold(word) for found in _WORD.finditer(text) for word in _parts(found[0])]
        self.stems = {stem(word) for word in words}

    def with_number(self, figure: Figure) -> frozenset[tuple[Value, ...]]:
        """What says this number here, as `values` has it."""
        return frozenset(other.readings for other in self.figures if is_among(figure, [other]))

    def has_figure(self, figure: Figure) -> bool:
        return is_among(figure, self.figures)

    def has_word(self, word: str) -> bool:
        """By its stem, or one that is nearly as long: weigh, weight."""
        wanted = stem(fold(word))
        if wanted in self.stems or (len(wanted) > 4 and wanted in self.low):
            return True
        return any(
            min(len(wanted), len(other)) > 4
            and abs(len(wanted) - len(other)) <= _NEAR
            and (wanted.startswith(other) or other.startswith(wanted))
            for other in self.stems
        )

    def has_name(self, name: str) -> bool:
        return name.casefold() in self.low or any(form in self.stems for form in forms(name))

    def has_run(self, run: str) -> int:
        """How many characters of a Chinese run stand there, in pieces of two or more."""
        if len(run) == 1:
            return int(run in self.text)
        covered, at = 0, 0
        while at < len(run):
            size = next((n for n in range(min(len(run) - at, 12), 1, -1) if run[at : at + n] in self.text), 0)
            covered, at = covered + size, at + (size or 1)
        return covered

    @property
    def denies(self) -> bool:
        return denies(self.text)


def different(found: Iterable[Figure], most: int = _MOST_FIGURES) -> list[Figure]:
    """Each number once, however often it stands there."""
    return list({(each.readings, each.parts): each for each in islice(found, most)}.values())


def is_among(figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether one of `others` says the number of `figure`, or several of them its parts. A quantity may be
    the rounder one of either; a date must not be more precise than what says it."""
    if any(_says(one, value) for one in figure.readings for other in others for value in other.readings):
        return True
    every = [value for other in others for value in (*other.readings, *other.parts)]
    return bool(figure.parts) and all(any(_says(part, value) for value in every) for part in figure.parts)


def _says(one: Value, other: Value) -> bool:
    return covers(one, other) or (not isinstance(one, Date) and covers(other, one))


def span_of(figure: Figure) -> Span:
    """Where a number stands, with its unit and its rounding word."""
    return Span(min(figure.start, figure.span[0]), max(figure.end, figure.span[1]))


def denies(text: str) -> bool:
    low = text.casefold()
    if any(found["word"] for found in han_negation().finditer(text)):
        return True
    return bool(_DENIES.search(low)) or any(word in negations() for word in _WORD.findall(low))


def _parts(word: str) -> list[str]:
    return [word, *word.split("-")] if "-" in word else [word]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a fact must be in the text."""

    figures: tuple[Figure, ...]
    shown: tuple[str, ...]  # the same with their units, as they stand
    names: tuple[str, ...]
    words: tuple[str, ...]
    runs: tuple[str, ...]  # Chinese
    denies: bool

    @property
    def nothing(self) -> bool:
        return not (self.figures or self.names or self.words or self.runs)


def uses(text: Text, given: Sequence[str], *, points: bool = False) -> tuple[Fact, ...]:
    """Each fact, in order, with whether the text has it. `points` are told to whoever writes: “ask for …”."""
    wanted = [_wanted(fact, text, points) for fact in given]
    often = [figure.key for each in wanted for figure in each.figures]
    return tuple(_use(text, fact, each, often, points) for fact, each in zip(given, wanted, strict=True))


def _wanted(fact: str, text: Text, points: bool) -> Wanted:
    label, value = _label_and_value(fact)
    body = value or label
    every = (each for each in figures(body, comma=text.comma) if not each.idle)
    found = list(islice(every, _MOST_OF_A_FACT))
    plain = _without(body, found)
    named = () if _is_title(plain) else tuple(dict.fromkeys(name.text for name in names(plain)))
    models = tuple(each[0] for each in _WITH_DIGIT.finditer(plain))
    words = [word for word in _WORD.findall(plain) if fold(word) not in STOP_WORDS and len(word) > 1]
    runs = [run for piece in _HAN_RUN.findall(plain) for run in _LITTLE_HAN.split(piece) if run]
    if points:
        words = [word for word in words if fold(word) not in _OF_WRITING] or words
        runs = [run for piece in runs for run in _OF_WRITING_HAN.split(piece) if run] or runs
        named = tuple(name for name in named if name in words)
    if not (found or words or runs) and value:
        return _wanted(label, text, points)
    spans = [span_of(each) for each in found]
    return Wanted(
        figures=tuple(found),
        shown=tuple(body[span.start : span.end].strip() for span in spans),
        names=(*named, *models),
        words=tuple(dict.fromkeys(words)),
        runs=tuple(runs),
        denies=denies(plain),
    )


def _label_and_value(fact: str) -> tuple[str, str]:
    """“Weight: 240 g”: what it is of is said in many ways, what it is counts."""
    found = _LABEL.search(fact)
    if found is None or found.start() > _LONGEST_LABEL:
        return fact, ""
    return fact[: found.start()].strip(), fact[found.end() :].strip()


def _without(text: str, found: Sequence[Figure]) -> str:
    """With spaces where the numbers and their units are."""
    for span in map(span_of, found):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _is_title(text: str) -> bool:
    """Whether Nearly Every Word Has a Capital: then they say nothing of names."""
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    return len(words) > 1 and sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _use(text: Text, fact: str, wanted: Wanted, often: Sequence[str], points: bool) -> Fact:
    if wanted.nothing:
        used = fact.casefold() in text.whole.low
        return Fact(fact, used, () if used else (fact,))
    pairs = zip(wanted.figures, wanted.shown, strict=True)
    missing = [words for figure, words in pairs if not text.whole.has_figure(figure)]
    foreign = _is_foreign(fact, text.language)
    if foreign:
        return Fact(fact, False if missing else None, tuple(missing))
    missing += [name for name in wanted.names if not text.whole.has_name(name)]
    lacking = _lacking(text.whole, wanted)
    if points:
        lacking = [each for each in lacking if not _is_done(text.whole, each)]
    named = any(map(str.isdigit, "".join(wanted.names)))  # X200 is what nothing else is
    alone = wanted.figures and not any(often.count(each.key) > 1 for each in wanted.figures)
    if not named and not alone and _is_short(wanted, lacking):
        missing += lacking
    if missing:
        return Fact(fact, False, tuple(dict.fromkeys(missing)))
    place = _place(text, wanted)
    if place is not None and _says_otherwise(text, fact, wanted, place):
        return Fact(fact, False, place=place, against=True)
    return Fact(fact, True, place=place)


def _says_otherwise(text: Text, fact: str, wanted: Wanted, place: Span) -> bool:
    """Whether the sentence that has the words of a fact denies it, or all of the text asserts what the fact
    denies."""
    if wanted.denies and not denies(text.whole.text):
        return True
    sentence = text.whole.text[place.start : place.end]
    label, value = _label_and_value(fact)
    found = contrast(sentence, [value or label])
    return found is not None and found.kind in _OTHERWISE


def _lacking(passage: Passage, wanted: Wanted) -> list[str]:
    """The words, and the Chinese pieces, that are not there."""
    words = [word for word in wanted.words if not passage.has_word(word)]
    return words + [run for run in wanted.runs if passage.has_run(run) < max(1, _HAN * len(run))]


def _is_done(passage: Passage, lacking: str) -> bool:
    """Whether the letter does in other words what a word of a point names."""
    if _HAN_RUN.search(lacking):
        return any(word in passage.text for word in acts.runs_for(lacking))
    return any(passage.has_word(word) for word in acts.words_for(lacking))


def _is_short(wanted: Wanted, lacking: Sequence[str]) -> bool:
    """Whether too much is lacking; beside numbers that are there, one is enough."""
    of_all = len(wanted.words) + len(wanted.runs)
    if not of_all:
        return False
    there = of_all - len(lacking)
    return there == 0 if wanted.figures else there < _WORDS * of_all


def _is_foreign(fact: str, language: str) -> bool:
    """Whether a fact is in another script than the text; numbers and names of products are in none."""
    han = bool(_HAN_RUN.search(fact))
    if han != (language in ("zh", "ja")):
        return han or len(_WORD.findall(fact)) > 2
    return False


def _place(text: Text, wanted: Wanted) -> Span | None:
    """The sentence that has most of it."""
    numbers = [text.whole.with_number(figure) for figure in wanted.figures]
    scored = [(_score(passage, wanted, numbers), -number) for number, passage in enumerate(text.sentences)]
    best = max(scored, default=(0.0, 0))
    return text.sentences[-best[1]].span if best[0] > 0 else None


def _score(passage: Passage, wanted: Wanted, numbers: Sequence[frozenset[tuple[Value, ...]]]) -> float:
    return float(
        3 * sum(not passage.values.isdisjoint(values) for values in numbers)
        + 2 * sum(map(passage.has_name, wanted.names))
        + sum(map(passage.has_word, wanted.words))
        + sum(passage.has_run(run) / len(run) for run in wanted.runs)
    )
