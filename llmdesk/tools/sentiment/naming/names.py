"""What stays of a label's name when it is only another way to write the same: case, plural, hyphens, "non-"
for "not", British or American spelling, a number in front, words like "comment" or "category" around it.

Owns how names are compared with those in our lists; both are brought to the same form, so that the form
itself need not be a word. Must not know the lists.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from llmdesk.paths import resource
from llmdesk.tools.sentiment.labels import has_chinese
from llmdesk.tools.simplified import simplified

_NUMBER = re.compile(
    r"^(?:[(\[（](?:[0-9]{1,2}|[a-z])[)\]）]|(?:[0-9]{1,2}|[a-z])(?:[).、:=]| [-–—] )"
    r"|[0-9]{1,2}[_-]?(?= ?[^\W\d_])) *"
)
_BRACKETS = re.compile(r"^([^()（）\[\]]{1,60})[(（\[]([^()（）\[\]]{1,60})[)）\]]$")
_PARTS = re.compile(r"[/|&+;；]| (?:and|or) |(?<=[一-鿿])[和与及或、](?=[一-鿿])")
_SCRIPTS = re.compile(r"([㐀-鿿]+)|([a-z][a-z \-']*)")
_NOT = re.compile(r"^(?:non|no|not an?|isn't|is not) |^non(?=[a-z]{4})")
_BRITISH = re.compile(r"(?<=[a-z]{3})our|(?<=av)our")  # favour, behaviour; not hour, your
_NOT_CHINESE = re.compile("^(?:不是|并非|不属于|没有|没|无)(?=.)")
_SPACES = re.compile(r"[\s_\-‐–/]+")
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_EDGES = " \t.,:;!?\"'“”‘’「」《》【】<>#*。，：；！？"


@cache
def key(name: str) -> str:
    """The same for two ways to write a name."""
    folded = unicodedata.normalize("NFKC", _CAPITAL_INSIDE.sub(" ", name)).casefold()
    plain = _SPACES.sub(" ", folded.replace("’", "'")).strip(_EDGES)
    if has_chinese(plain):
        return _NOT_CHINESE.sub("非", _simple(plain.replace(" ", "")))
    words = (word.strip(_EDGES) or word for word in _NOT.sub("not ", plain).split())
    return " ".join(_BRITISH.sub("or", _one(word)) for word in words)


@cache
def readings(name: str, of_matters: bool = False) -> tuple[str, ...]:
    """Keys of `name`, first as it stands, then without what only frames it. `of_matters`: where labels are
    what somebody writes about, "billing problem" is billing."""
    found: list[str] = []
    for each in (name, _NUMBER.sub("", unicodedata.normalize("NFKC", name).casefold().strip())):
        found += _barer(key(each), of_matters)
    return tuple(dict.fromkeys(one for one in found if one))


@cache
def parts(name: str) -> tuple[str, ...]:
    """Names that stand beside each other in one ("joy/happiness", "bug (defect)"); () where there is one."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    if (both := _BRACKETS.match(plain)) is not None:
        return both.group(1).strip(), both.group(2).strip()
    found = tuple(part.strip() for part in _PARTS.split(plain) if part.strip())
    return found if len(found) > 1 else ()


@cache
def in_language(name: str, language: str) -> str:
    """The part of a name in two languages ("积极 positive") that is in `language`; "" where it is in one."""
    chinese, english = [], []
    for found in _SCRIPTS.finditer(unicodedata.normalize("NFKC", name).casefold()):
        chinese += [found.group(1)] if found.group(1) else []
        english += [found.group(2).strip()] if found.group(2) else []
    if len(chinese) != 1 or len(english) != 1 or len(english[0]) < 2:
        return ""
    return chinese[0] if language == "zh" else english[0]


def _barer(whole: str, of_matters: bool) -> Iterator[str]:
    yield whole
    yield from (_barer_chinese if has_chinese(whole) else _barer_english)(whole, of_matters)


def _barer_english(whole: str, of_matters: bool) -> Iterator[str]:
    frame = _frames()["en"]
    words = whole.split()
    at_end = {*frame["heads"], *(frame["matters"] if of_matters else ())}
    while len(words) > 1 and words[-1] in at_end:
        words = words[:-1]
        yield " ".join(words)
    while len(words) > 1 and words[0] in frame["heads"]:
        words = words[1:]
        yield " ".join(words)


def _barer_chinese(whole: str, of_matters: bool) -> Iterator[str]:
    frame = _frames()["zh"]
    at_end = [*frame["heads"], *(frame["matters"] if of_matters else ())]
    while (
        end := max((each for each in at_end if whole.endswith(each)), key=len, default="")
    ) and end != whole:
        whole = whole.removesuffix(end)
        yield whole
    for start in frame["before"]:
        if whole.startswith(start) and whole != start:
            yield whole.removeprefix(start)


@cache
def _frames() -> Mapping[str, Mapping[str, list[str]]]:
    with resource("sentiment", "names.toml").open("rb") as stream:
        return tomllib.load(stream)


def _simple(name: str) -> str:
    return "".join(simplified().get(character, character) for character in name)


def _one(word: str) -> str:
    """A word in the singular, or what stands for it."""
    word = word.removesuffix("'s").removesuffix("'")
    if (
        len(word) > 3
        and word.endswith("s")
        and word not in _frames()["en"]["plural"]
        and word[-2] not in "siu"
    ):
        word = word[:-2] if re.search("(?:x|ch|sh|ss|zz)es$", word) else word[:-1]
    return f"{word[:-2]}y" if len(word) > 4 and word.endswith("ie") else word
