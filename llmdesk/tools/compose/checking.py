"""What the program finds in a text that was made from a form, rule by rule.

Owns the order of the rules and what each compares with what. Pure: the same checks each time. Must not ask a
model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from llmdesk.errors import shown
from llmdesk.tools.compose import code, facts, invented, wording
from llmdesk.tools.compose.types import Check, Fact, Form, Rule, Values
from llmdesk.tools.documents.types import Span
from llmdesk.tools.evidence.terms import is_cjk, words
from llmdesk.tools.fidelity import form as shapes
from llmdesk.tools.fidelity import language as languages
from llmdesk.tools.fidelity.marks import marks, masked
from llmdesk.tools.fidelity.wording import EMPTY

SHARE = 0.3  # by which a text may miss the length that was asked for
HAN_A_WORD = 1.7  # Chinese characters that say as much as a word
_STEP = re.compile(
    r"^[ \t]{0,8}(?:[#*]{1,6}[ \t]{0,2})?(?:(?:Step[ \t]|第)?(?:\d{1,2}|[一二三四五六七八九十])"
    r"(?:[.)、：:]|步)|(?:First|Then|Next|Second|Third|Finally|首先|然后|接着|其次|接下来|最后)(?![A-Za-z]))",
    re.MULTILINE | re.IGNORECASE,
)
_SCRIPTS_APART = "\u0590"  # Latin, Greek and Cyrillic letters come before
_ENDS = " \t\r\n*_\"'”’」』)）"


@dataclass(frozen=True)
class Made:
    """A text and what it was made of. `whole`: the model came to its end."""

    form: Form
    values: Values
    text: str
    language: str
    whole: bool = True

    @property
    def given(self) -> str:
        """All that the user gave, choices aside."""
        fields = (field for field in self.form.fields if field.kind != "choice")
        return "\n".join(self.values.get(field.name, "") for field in fields)


@dataclass(frozen=True)
class Judged:
    checks: tuple[Check, ...]
    facts: tuple[Fact, ...] = ()


def judge(made: Made) -> Judged:
    """What holds for every text first, told where it is wrong; then the rules of the form, each with a check
    that says it is right or with those that say what is not."""
    useless = tuple(_useless(made))
    if any(check.rule == "empty" for check in useless):
        return Judged(useless)
    used = _uses(made)
    found = [*useless]
    for rule in made.form.rules:
        found += _CHECKS[rule](made, used)
    return Judged(tuple(found), used)


def _useless(made: Made) -> Iterator[Check]:
    if not made.text.strip():
        yield Check("empty", False, EMPTY)
        return
    if not made.whole:
        yield Check("whole", False, wording.CUT)
    if "code" in made.form.rules:
        return  # what repeats itself in code is no fault of it
    for finding in (*shapes.repetition(made.given, made.text), *shapes.remarks(made.given, made.text)):
        rule: Rule = finding.rule  # type: ignore[assignment]  # "repetition" or "remarks"
        yield Check(rule, False, finding.template, finding.params, finding.target)


def _uses(made: Made) -> tuple[Fact, ...]:
    points = "points" in made.form.rules
    if not points and "facts" not in made.form.rules:
        return ()
    given = facts.facts_of(made.values.get("points" if points else "facts", ""))
    return facts.uses(facts.Text(made.text, made.language), given, points=points)


def _is_letter(made: Made) -> bool:
    """In a letter every line may name somebody, and a day is a date."""
    return "points" in made.form.rules


# -- the rules ---------------------------------------------------------------------------------------
def _language(made: Made, _used: tuple[Fact, ...]) -> Iterator[Check]:
    prose = _without_blocks(made.text)
    found = languages.compare("", masked(prose, marks(prose)), "", made.language)
    wrong = [finding for finding in found if finding.rule == "language"]
    for finding in wrong[:1]:
        yield Check("language", False, finding.template, finding.params, finding.target)
    if not wrong:
        yield Check("language", True, wording.RIGHT_LANGUAGE)


def _facts(_made: Made, used: tuple[Fact, ...]) -> Iterator[Check]:
    for fact in used:
        if fact.against or fact.used is None:
            yield _not_so_plain("facts", fact)
        elif not fact.used:
            missing = ", ".join(shown(each, 40) for each in fact.missing[:5])
            params = (("text", shown(fact.text)), ("missing", missing))
            yield Check("facts", False, wording.FACT_MISSING, params)
    if all(fact.used for fact in used):
        yield Check("facts", True, wording.FACTS_USED)


def _points(_made: Made, used: tuple[Fact, ...]) -> Iterator[Check]:
    for fact in used:
        if fact.against or fact.used is None:
            yield _not_so_plain("points", fact)
        elif not fact.used:
            yield Check("points", False, wording.POINT_MISSING, (("text", shown(fact.text)),))
    if all(fact.used for fact in used):
        yield Check("points", True, wording.POINTS_TAKEN)


def _not_so_plain(rule: Rule, fact: Fact) -> Check:
    """The text says otherwise, or nobody can tell."""
    template = wording.FACT_AGAINST if fact.against else wording.FACT_OTHER_LANGUAGE
    params = (("text", shown(fact.text)),)
    return Check(rule, not fact.against, template, params, fact.place, is_open=not fact.against)


def _numbers(made: Made, _used: tuple[Fact, ...]) -> Iterator[Check]:
    found = tuple(invented.numbers(made.text, made.given, made.language, days=_is_letter(made)))
    yield from found or (Check("numbers", True, wording.NO_NUMBER_ADDED),)


def _added_names(made: Made, _used: tuple[Fact, ...]) -> Iterator[Check]:
    if is_cjk(made.given) != is_cjk(made.text):
        return  # a name has another form in another script
    found = tuple(invented.added_names(made.text, made.given, headings=not _is_letter(made)))
    yield from found or (Check("added names", True, wording.NO_NAME_ADDED),)


def _names(made: Made, _used: tuple[Fact, ...]) -> Iterator[Check]:
    wanted, text = names_given(made.values), _folded(made.text)
    missing = [name for name in wanted if not _has_name(text, _folded(name), made.language)]
    for name in missing:
        yield Check("names", False, wording.NAME_MISSING, (("text", shown(name, 60)),))
    if wanted and not missing:
        yield Check("names", True, wording.NAMES_USED)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())


def _has_name(text: str, name: str, language: str) -> bool:
    """As a word of its own: Al is not in “also”. Languages but English may have an ending behind it."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        rest = text[end : end + 2] if language == "en" else ""
        ends_apart = not _joins(name[-1], text[end : end + 1]) or language != "en"
        is_plural = rest[:1] == "s" and not _joins("s", rest[1:])
        if not _joins(text[at - 1 : at], name[0]) and (ends_apart or is_plural):
            return True
        at = text.find(name, at + 1)
    return False


def _joins(one: str, other: str) -> bool:
    """Whether two characters stand in one word, in scripts that put neither small words nor endings to it."""
    letters = all(each.isalpha() and each < _SCRIPTS_APART for each in (one, other))
    return letters or (one.isdigit() and other.isdigit())


def names_given(values: Values) -> tuple[str, ...]:
    """The names that a text must have, word for word: those of a story, that of a product."""
    pieces = re.split(r"[,，、;；\n]", values.get("names", ""))
    every = [*pieces, values.get("name", "")]
    return tuple(dict.fromkeys(name.strip() for name in every if name.strip()))


def _to_fill_in(made: Made, _used: tuple[Fact, ...]) -> Iterator[Check]:
    yield from invented.to_fill_in(_without_blocks(made.text), made.given)


def _length(made: Made, _used: tuple[Fact, ...]) -> Iterator[Check]:
    asked = asked_length(made.form, made.values, made.language)
    if asked is None:
        return
    least, most = asked
    count, han = words(made.text), is_cjk(made.text)
    params = (("count", str(count)), ("least", str(least)), ("most", str(most)))
    if least <= count <= most:
        yield Check("length", True, wording.CHARACTERS_RIGHT if han else wording.LENGTH_RIGHT, params)
    else:
        yield Check("length", False, wording.CHARACTERS_WRONG if han else wording.LENGTH_WRONG, params)


def asked_length(form: Form, values: Values, language: str) -> tuple[int, int] | None:
    """The least and the most words (of Chinese: characters); None where no length was asked for."""
    number = values.get("words", "")
    if number.isdigit():
        return round(int(number) * (1 - SHARE)), round(int(number) * (1 + SHARE))
    bounds = form.length.get(values.get("length", ""))
    if bounds is None:
        return None
    times = HAN_A_WORD if language in ("zh", "ja") else 1.0
    return round(bounds[0] * times), round(bounds[1] * times)


def _question(made: Made, _used: tuple[Fact, ...]) -> Iterator[Check]:
    if made.values.get("way") != "tutor":
        return
    asks = made.text.rstrip(_ENDS).endswith(("?", "？"))
    yield Check("question", asks, wording.ASKS if asks else wording.ASKS_NOTHING)


def _steps(made: Made, _used: tuple[Fact, ...]) -> Iterator[Check]:
    if made.values.get("way") != "tutor":
        return
    steps = sum(1 for _ in _STEP.finditer(made.text)) > 1
    yield Check("steps", steps, wording.IN_STEPS if steps else wording.NO_STEPS)


def _code(made: Made, _used: tuple[Fact, ...]) -> Iterator[Check]:
    wanted = made.values.get("language", "")
    field = made.form.field("language")
    titles = {choice.value: choice.label for choice in field.choices} if field else {}
    found = [block for block in code.blocks(made.text) if block.code.strip()]
    if not found:
        yield Check("code", False, wording.NO_CODE)
        return
    of_it = [block for block in found if block.language == wanted]
    if not of_it:
        params = (("found", found[0].language or "…"), ("wanted", titles.get(wanted, wanted)))
        yield Check("code", False, wording.OTHER_CODE, params, Span(found[0].start, found[0].end))
        return
    for block in of_it:
        yield _of_block(block, titles.get(wanted, wanted))


def _of_block(block: code.Block, title: str) -> Check:
    place = Span(block.start, block.end)
    if not block.closed:
        return Check("code", False, wording.CUT, place=place)
    if not code.is_read(block.language):
        return Check("code", True, wording.CODE_UNREAD, (("language", title),), place)
    wrong = code.broken(block.code, block.language)
    if wrong is None:
        return Check("code", True, wording.CODE_PARSES, (("language", title),), place)
    params = (("language", title), ("line", str(wrong.line)), ("reason", wrong.reason))
    return Check("code", False, wording.CODE_BROKEN, params, place)


def _quoted_code(made: Made, _used: tuple[Fact, ...]) -> Iterator[Check]:
    given = made.values.get("code", "")
    wrong = list(code.foreign_quotes(made.text, given))[:8]
    for place in wrong:
        quoted = shown(made.text[place.start : place.end], 60)
        yield Check("quoted code", False, wording.QUOTED_WRONG, (("text", quoted),), place)
    if not wrong and code.quotes(made.text, given):
        yield Check("quoted code", True, wording.QUOTES_CODE)


def _without_blocks(text: str) -> str:
    """With spaces where code is: what stands behind keeps its place."""
    for block in code.blocks(text):
        text = text[: block.start] + " " * (block.end - block.start) + text[block.end :]
    return text


_CHECKS: Mapping[Rule, Callable[[Made, tuple[Fact, ...]], Iterator[Check]]] = {
    "language": _language,
    "facts": _facts,
    "points": _points,
    "numbers": _numbers,
    "added names": _added_names,
    "names": _names,
    "placeholders": _to_fill_in,
    "length": _length,
    "question": _question,
    "steps": _steps,
    "code": _code,
    "quoted code": _quoted_code,
}
