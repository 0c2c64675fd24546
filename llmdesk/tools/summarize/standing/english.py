"""What an English sentence refers to outside itself: "He had told him" says nothing to who reads it alone.

Owns finding the word whose meaning stands in an earlier sentence, by form. Must not know the document.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from llmdesk.tools.evidence.terms import STOP_WORDS, word_list
from llmdesk.tools.evidence.times import MONTHS

_QUOTED = re.compile(r"“[^”]{0,400}”|\"[^\"]{0,400}\"")
_PRONOUN = re.compile(
    r"\b(?:(?P<person>he|she|him|his|her|hers|himself|herself)|(?P<many>they|them|their|theirs)|(?P<thing>it|its)|"
    r"(?P<shown>this|these|those|such))\b",
    re.IGNORECASE,
)
# It stands for nothing: "it is likely that", "it took two days".
_EMPTY_IT = re.compile(
    r"(?:it\s+(?:is|was|will be|would be|has been|may be|might be|can be|became|becomes)\s+"
    r"(?:[\w-]+\s+){0,4}?"
    r"(?:that|to|who|whether|if|because|for|when)\b|"
    r"it\s+(?:seems|seemed|appears|appeared|takes|took|turned|follows|rains|rained|snowed|costs|"
    r"pays|helps|makes sense)\b)",
    re.IGNORECASE,
)
# "this year", "such as", "those who": what is meant follows.
_NO_POINTING = re.compile(
    r"(?:this\s+(?:year|month|week|morning|evening|summer|winter|spring|autumn|time|country|century)\b|"
    r"such\s+(?:as|a|an)\b|those\s+(?:who|which|that|with|without|in|of|from|on|at|whose|under|over|aged|[a-z]+ing|[a-z]+ed)\b)",
    re.IGNORECASE,
)
_LEADS_IN = (
    r"(?:(?:and|but|so|yet|or|then|however|also|still|thus|therefore|moreover|instead|meanwhile),?\s+)?"
)
_STARTS = re.compile(
    _LEADS_IN
    + r"(?P<word>that(?=\s+(?:is|was|has|had|will|would|means|meant|makes|made|did|does|could|can|left|led|"
    r"included|includes|gave|came|seemed|changed|brought|happened|money|letter|sum|day|year|month|week|figure|number|"
    r"decision|point|plan|method|rule|case|view|work)\b)|"
    r"another(?=,|\s+(?:was|is|has|had|said|of)\b)|others?(?=\s+(?:were|are|have|had|said|of)\b)|"
    r"the\s+(?:others?|former|latter|same)\b|both(?=\s+(?:were|are|have|had|of\s+them|will|can|may|must)\b)|"
    r"the\s+two(?=\s+(?:of\s+them|were|are|have|had|then|later|men|women)\b)|neither(?=\s+(?:was|is|has|had|of)\b)|"
    r"(?:one|two|three|four|some|most|many|none|half|all|each)\s+of\s+(?:them|these|those|which)\b|"
    r"there,|then\s+(?:he|she|it|they)\b|"
    r"(?:the\s+(?:next|following|same|previous)|that)\s+(?:day|week|month|year|morning|night|evening)\b|"
    r"(?:[a-z]+|\d{1,3})\s+(?:days|weeks|months|years|hours|minutes)\s+(?:later|before|earlier|after\s+that)\b)",
    re.IGNORECASE,
)
_OPENING = word_list("standing_opening")
_NO_PERSON_BEFORE = frozenset(
    ("in", "at", "near", "from", "on", "across", "into", "inside", "outside", "around")
)
# "took over from Reed", "laughed at Reed": a place or a person.
_PERHAPS_PERSON_BEFORE = ("near", "from", "on")
# "confided in Reed", "laughed at Reed": one word alone is a place behind other verbs.
_AT_PERSON = re.compile(
    r"(?:confid|believ|trust|faith|interest|laugh|look|shout|swore|swear|yell|glanc|star(?:e|ing)|smil|scream|shot|shoot|"
    r"fir(?:e|ing)|aim|wav|wink|ang(?:er|ry)|rag(?:e|ing)|point|shriek|snap|jeer|mock|sneer|gaz|hurl|threw|throw|direct)"
    r"[a-z]{0,6}$"
)
_NO_PERSON_RIGHT_BEFORE = ("in", "at", "inside", "outside", "into", "near", "across", "the", "a", "an")
_BETWEEN = re.compile(r"\s+(?:[A-Z]\.?\s+){0,3}")
_NAME_APART = re.compile(r",\s+[A-Z][^\W\d_]")
_TITLES = {
    "Mr": "he",
    "Sir": "he",
    "Lord": "he",
    "Mrs": "she",
    "Ms": "she",
    "Miss": "she",
    "Lady": "she",
    "Dame": "she",
}
_TITLED = re.compile(
    r"\b(?P<title>Mr|Sir|Lord|Mrs|Ms|Miss|Lady|Dame)\s+(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)"
)
_FEMALE, _MALE = ("she", "her", "hers", "herself"), ("he", "him", "his", "himself")
_PEOPLE = word_list("standing_people")
_STRANGERS = word_list("standing_strangers")
_ACTING = re.compile(r"[a-z]{3,}(?:ers?|ors?|ists?|ians?|men|women)$")
_ACTING_ONE = re.compile(r"[a-z]{2,}(?:er|or|ist|ian|man|woman|ee|(?<![nl])ess|lord|eur)$")
_NO_ACTING = word_list("standing_no_acting")
_TIMES = word_list("standing_times")
_DETERMINERS = word_list("standing_determiners")
_WORDS = re.compile(r"[^\W\d_][\w'’-]*|\d[\d,.]*")
_BORDERS = word_list("standing_borders")
_POSSESSIVES = ("'s", "’s", "s’", "s'")


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    text: str

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tokens(text: str) -> list[Token]:
    return [Token(found.start(), found[0]) for found in _WORDS.finditer(text)]


def reference(sentence: str, known: Collection[str] = ()) -> str:
    """The first word that refers to something outside the sentence; "" where each finds it inside.

    `known`: words that the document writes with a capital inside sentences.
    """
    text = _QUOTED.sub(lambda found: " " * len(found[0]), sentence)
    started = _STARTS.match(text.lstrip())
    if started:
        return started["word"]
    every = tokens(text)
    for found in _PRONOUN.finditer(text):
        if _EMPTY_IT.match(text, found.start()) or _NO_POINTING.match(text, found.start()):
            continue
        before = [token for token in every if token.start < found.start()]
        kind = found.lastgroup or ""
        if _is_found_before(found[0], kind, before, text[found.end() :], known):
            continue
        if kind in ("person", "many", "thing") and _is_found_behind(every, found.start(), text, known):
            continue
        return found[0]
    return ""


def _is_found_before(word: str, kind: str, before: list[Token], after: str, known: Collection[str]) -> bool:
    """Whether something before a pronoun in its sentence can be what it means."""
    if kind != "person":
        return any(True for _ in _things(before, known))
    sex = "she" if word.lower() in _FEMALE else "he" if word.lower() in _MALE else ""
    people = [at for at in _people(before, known) if _sex(before, at) in ("", sex)]
    if not people:
        return False
    is_object = word.lower() == "him" or (
        word.lower() == "her"
        and re.match(r"\s*[,.;:]|\s+(?:to|that|as|in|for|at|on|with|from|and|by)\b", after)
    )
    if not is_object:
        return True
    # "Pask wrote to her": who does it is not who it is done to.
    first = before[people[0]]
    if first.text.endswith(("'s", "’s")) or any(token.low in _BORDERS for token in before[people[0] :]):
        return True
    return any(
        token.text[0].islower() and not _is_determiner(token)
        for one, other in itertools.pairwise(people)
        for token in before[one + 1 : other]
    )


def _is_found_behind(tokens: list[Token], at: int, text: str, known: Collection[str]) -> bool:
    """ "When he retired, Pask wrote to her": what is meant comes behind the comma."""
    if not tokens or tokens[0].low not in _OPENING:
        return False
    comma = text.find(",", at)
    behind = [token for token in tokens if token.start > comma]
    if comma < 0 or not behind:
        return False
    first = behind[0]
    return is_name(first.text, known) or (first.low in _DETERMINERS and len(behind) > 1)


def is_name(word: str, known: Collection[str], *, first: bool = False) -> bool:
    """Whether a word is a name by its capital; a first one where the document has it inside."""
    if not word[0].isupper() or word.lower() in STOP_WORDS or _is_month(word) or word in _TITLES:
        return False
    if word.endswith("day") or len(word) == 1:
        return False
    return not first or word.removesuffix("'s").removesuffix("’s") in known


def _is_month(word: str) -> bool:
    return len(word) > 2 and any(month.startswith(word.lower()) for month in MONTHS if isinstance(month, str))


def _people(tokens: list[Token], known: Collection[str]) -> Iterator[int]:
    """Where somebody is named or called by what they are."""
    for at, token in enumerate(tokens):
        if is_name(token.text, known, first=at == 0):
            run = at
            while run > 0 and (
                is_name(tokens[run - 1].text, known, first=run == 1) or tokens[run - 1].text in _TITLES
            ):
                run -= 1
            if run == 0 or tokens[run - 1].low not in _NO_PERSON_BEFORE:
                yield at
        elif at > 0 and _is_person(token.low):  # "Surgeons operated on him": many are not one
            yield at


def _is_person(word: str) -> bool:
    return word in _PEOPLE or (bool(_ACTING.match(word)) and word not in _NO_ACTING)


def is_one(word: str) -> bool:
    """Whether a word calls one person by what they are; `word` in small letters."""
    if any(part in _PEOPLE or part in _STRANGERS for part in (word, *word.split("-"))):  # "half-brother"
        return True
    return bool(_ACTING_ONE.match(word)) and word not in _NO_ACTING and not _is_month(word)


def _sex(tokens: list[Token], at: int) -> str:
    """ "he" or "she" where a title says so."""
    near = tokens[max(0, at - 2) : at]
    return next((_TITLES[token.text] for token in near if token.text in _TITLES), "")


def _things(tokens: list[Token], known: Collection[str]) -> Iterator[int]:
    """Where something is named: a name, or a noun behind its article; times are no things."""
    for at, token in enumerate(tokens):
        if is_name(token.text, known, first=at == 0):
            yield at
        elif token.low in STOP_WORDS or token.low in _TIMES:
            continue
        elif at == 0:
            if token.text[0].isupper() and token.low not in _OPENING and not token.low.endswith("ly"):
                yield at
        elif _is_determiner(tokens[at - 1]) and not (tokens[at + 1 :] and tokens[at + 1].low in _TIMES):
            yield at


def _is_determiner(token: Token) -> bool:
    return token.low in _DETERMINERS or token.text[0].isdigit()


def persons(sentence: str, known: Collection[str]) -> list[frozenset[str]]:
    """The people that a sentence names, the first one first, each by the words of the name; one of whom
    something is ("Marsh's driver") is left out."""
    return [frozenset(token.low for token in run) for run in _runs(sentence, known)]


def _runs(sentence: str, known: Collection[str]) -> list[list[Token]]:
    """The names of people; what stands between the words of one is space, or initials."""
    every = tokens(sentence)
    found = _together(sentence, (every[at] for at in _people(every, known) if every[at].text[0].isupper()))
    return [
        run
        for run in found
        if not run[-1].text.endswith(_POSSESSIVES) and not _is_of_office(sentence, every, run)
    ]


def _together(sentence: str, words: Iterable[Token]) -> list[list[Token]]:
    found: list[list[Token]] = []
    for token in words:
        if found and _BETWEEN.fullmatch(sentence, found[-1][-1].end, token.start):
            found[-1].append(token)
        else:
            found.append([token])
    return found


def left_out(sentence: str, known: Collection[str]) -> list[frozenset[str]]:
    """Names that `persons` leaves out and that may be those of people: "from Anna Reed", "Reed's debts"."""
    every = tokens(sentence)
    kept = _runs(sentence, known)
    seen = {token.start for run in kept for token in run}
    named = [frozenset(token.low for token in run) for run in kept]
    found: list[frozenset[str]] = []
    words = (token for at, token in enumerate(every) if is_name(token.text, known, first=at == 0))
    for run in _together(sentence, words):
        if run[-1].start in seen or not _may_be_person(sentence, every, run):
            continue
        name = frozenset(_without_possessive(token.low) for token in run)
        if not any(name <= each for each in named):
            found.append(name)
    return found


def _may_be_person(sentence: str, every: list[Token], run: list[Token]) -> bool:
    """Whether a name that is possessive or behind a word of place may be a person's."""
    if run[-1].text.endswith(_POSSESSIVES):
        return True
    at = bisect_left(every, run[0].start, key=lambda token: token.start)
    if not at or every[at - 1].text in _TITLES or every[at - 1].low in _PERHAPS_PERSON_BEFORE:
        return True
    if every[at - 1].low in _NO_PERSON_BEFORE:
        is_whole = every[at - 1].low == "at" and len(run) > 1
        return is_whole or any(_AT_PERSON.match(token.low) for token in every[max(0, at - 4) : at - 1])
    return not _is_of_office(sentence, every, run)


def _without_possessive(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s").rstrip("'’")


def _is_of_office(sentence: str, every: list[Token], run: list[Token]) -> bool:
    """The place in "the mayor of Delling, Anna Marsh"."""
    at = bisect_left(every, run[0].start, key=lambda token: token.start)
    is_of = at > 1 and every[at - 1].low == "of" and is_one(every[at - 2].low)
    return is_of and bool(_NAME_APART.match(sentence, run[-1].end))


def is_title(word: str) -> bool:
    return word in _TITLES


def name_in(sentence: str, name: frozenset[str], known: Collection[str]) -> str:
    """The name as the sentence writes it, of its words those of `name`; "" where they stand apart."""
    for run in _runs(sentence, known):
        own = [at for at, token in enumerate(run) if token.low in name]
        if own and own[-1] - own[0] + 1 == len(own):
            return sentence[run[own[0]].start : run[own[-1]].end]
    return ""


def is_no_person(sentence: str, name: frozenset[str], known: Collection[str]) -> bool:
    """Whether the form shows a place or a body: "in Paris", "the Senate", "Acme raised its prices"."""
    every = tokens(sentence)
    for at, token in enumerate(every):
        if token.low in name and at and every[at - 1].low in _NO_PERSON_RIGHT_BEFORE:
            return True
    own = [at for at, token in enumerate(every) if token.low == "its"]
    if not own or not every or every[0].low not in name or len(_runs(sentence, known)) != 1:
        return False
    return not any(token.low in ("a", "an", "the") for token in every[: own[0]])


def sexes_of(sentence: str) -> set[str]:
    """Which of "he" and "she" a sentence has, what somebody says left out."""
    words = {token.low for token in tokens(_QUOTED.sub(" ", sentence))}
    return {sex for sex in ("he", "she") if sex in words}


def titled(text: str) -> Iterator[tuple[str, str]]:
    """Names behind a title, with "he" or "she"."""
    for found in _TITLED.finditer(text):
        for word in found["name"].lower().split():
            yield word, _TITLES[found["title"]]


def with_name(sentence: str, word: str, name: str) -> str:
    """The sentence with a name in place of "he" or "she", or of the "his" or "her" that it begins with; as it
    is where the form of a pronoun does not tell how."""
    masked = _QUOTED.sub(lambda found: " " * len(found[0]), sentence)
    found = next((each for each in _PRONOUN.finditer(masked) if each[0] == word), None)
    if found is None:
        return sentence
    if word in ("His", "Her") and found.start() == 0:
        name += "'s"
    elif word.lower() not in ("he", "she"):
        return sentence
    return sentence[: found.start()] + name + sentence[found.end() :]
