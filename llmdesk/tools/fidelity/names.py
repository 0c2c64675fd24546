"""Whether the names of one text are those of another: words that stay as they are, and names whose form in
the other language is known or can be reckoned (a Chinese name in pinyin).

Owns the comparison. Most names of the world have a form in Chinese that no list has: of them nothing is said.
Must not read numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from llmdesk.errors import shown
from llmdesk.paths import resource
from llmdesk.tools.documents.types import Span
from llmdesk.tools.evidence.names import TITLES, persons
from llmdesk.tools.evidence.names import names as names_in
from llmdesk.tools.fidelity import wording
from llmdesk.tools.fidelity.terms import Terms
from llmdesk.tools.fidelity.types import Finding, Term

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_LATIN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:[-+.&'’][A-Za-z0-9]+){0,4}\+{0,2}(?![A-Za-z0-9])"
)
# Words that no language changes: GPT-4, iPhone, PySide, x86, C++.
_FIXED = re.compile(
    r"(?:[A-Z][A-Za-z]{0,11}-?|[a-z]{1,12})\d[A-Za-z0-9.-]{0,20}|[a-z]{1,12}[A-Z][A-Za-z0-9]{1,30}|[A-Z][a-z]{1,20}[A-Z][A-Za-z0-9]{1,30}|[A-Z]\+\+"
)
_NOT_FIXED = re.compile(
    r"(?:Mc|Mac|De|Di|Le|La|Fitz|Van|Von)[A-Z][a-z]+|[QHWT][1-9]|[A-Za-z]\d?|(?:No|Vol|Fig|Ch|Nr)\.?-?\d+"
)
_UNIT_NAMES = """
km kg cm mm mg ml kb mb gb tb hz khz mhz ghz kw kwh mw gw mph kmh kpa mpa db usd eur gbp rmb cny hkd jpy
am pm ad bc ok tv pc ai it app cd dvd ppt pdf dna rna ceo cfo cto gdp cpi vip led lcd usb gps wifi wi-fi
email e-mail km/h m² m³ id ip ktv sars hiv ph uv bbq t-shirt kfc nba fifa covid vs etc
"""
_UNITS = frozenset(_UNIT_NAMES.split())
_SURNAME_PAIR = re.compile(
    r"(?<![A-Za-z])(?P<one>[A-Z][a-z]{1,6})[ ](?P<two>[A-Z][a-z]{1,11}(?:[-'’][a-z]{1,6})?)(?![A-Za-z])"
)
_CAPITALIZED = re.compile(r"(?<![A-Za-z'’])[A-Z][a-z]{1,15}(?![A-Za-z])")
_MOST_NAMES = 40
_TITLE_END = re.compile(f"(?:{TITLES})$")
_SURNAME_LIST = """
wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie
han tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lü su lu jiang cai jia ding wei xue ye
yan pan du dai xia zhong tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu
qin gu hou shao meng long wan duan qian yin yi chang wen
"""
_SURNAMES = frozenset(_SURNAME_LIST.split())


def compare(source: str, target: str, source_language: str, target_language: str) -> Iterator[Finding]:
    """Both texts without code, addresses and other marks."""
    if source_language and source_language == target_language:
        yield from _in_one_language(source, target)
        return
    yield from _fixed(source, target)
    if source_language == "zh" or target_language == "zh":
        yield from _latin_words(source, target, source_language)
    if (source_language, target_language) == ("en", "zh"):
        yield from _known(source, target, _by_english())
        yield from _pinyin_names(source, target)
    elif (source_language, target_language) == ("zh", "en"):
        yield from _known(source, target, _by_chinese())
        yield from _chinese_persons(source, target)


def _lost(text: str, start: int, end: int) -> Finding:
    return Finding("names", wording.LOST, (("text", shown(text)),), Span(start, end))


# -- names that stay as they are --------------------------------------------------------------------
def _in_one_language(source: str, target: str) -> Iterator[Finding]:
    low, told = target.casefold(), set()
    for name in names_in(source):
        if name.text.casefold() not in low and name.text not in told:
            told.add(name.text)
            yield _lost(name.text, name.start, name.end)


def _fixed(source: str, target: str) -> Iterator[Finding]:
    low, told = target.casefold(), set()
    for found in _LATIN.finditer(source):
        word = found[0].removesuffix("'s").removesuffix("’s")
        if not _FIXED.fullmatch(word) or _NOT_FIXED.fullmatch(word) or word in told:
            continue
        told.add(word)
        if word.casefold() not in low and not _has_otherwise(word, target):
            yield _lost(word, found.start(), found.end())


def _has_otherwise(word: str, target: str) -> bool:
    """A known name in the other language, an ordinal or a plural."""
    entry = _entries_by_form().get(word.casefold())
    if entry is not None and any(form in target for form in entry.all_chinese):
        return True
    plain = re.sub(r"[-.]", "", word).casefold()
    return plain.removesuffix("s") in re.sub(r"[-\s.]", "", target).casefold() or bool(
        _WITH_UNIT.fullmatch(word)
    )


_WITH_UNIT = re.compile(r"[A-Z]{2,3}\$?\d[\d.,]*")  # USD500


def _latin_words(source: str, target: str, source_language: str) -> Iterator[Finding]:
    """Latin words within Chinese are names: they stay on the way out, and none comes from nowhere."""
    if source_language == "zh":
        low, told = target.casefold(), set()
        for found in _LATIN.finditer(source):
            word = found[0]
            if len(word) < 2 or word.casefold() in _UNITS or _FIXED.fullmatch(word) or word in told:
                continue
            told.add(word)
            if word.casefold() not in low:
                yield _lost(word, found.start(), found.end())
        return
    yield from _from_nowhere(source, target)


def _from_nowhere(source: str, target: str) -> Iterator[Finding]:
    low, initials = source.casefold(), _initials(source)
    low += "\n" + low.replace(" ", "")  # Caps Lock, CapsLock
    for found in _LATIN.finditer(target):
        word = found[0].casefold()
        if len(word) < 3 or word in low or word in _UNITS or word.rstrip("s") in low or word in initials:
            continue
        if found[0].islower() and not _FIXED.fullmatch(found[0]):
            continue  # a word that was left, not a name: `language` says so
        place = Span(*found.span())
        yield Finding("names", wording.ADDED, (("text", shown(found[0])),), target=place)


def _initials(source: str) -> str:
    """The first letters of all words, in a row: an abbreviation may stand for some of them."""
    return "".join(found[0][0] for found in _LATIN.finditer(source)).casefold()


# -- names with a known form ------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Entry:
    """A name: the forms that are looked for, and all that are taken for it, in both languages."""

    english: tuple[str, ...]
    chinese: tuple[str, ...]
    all_english: tuple[str, ...]
    all_chinese: tuple[str, ...]


@cache
def _entries() -> tuple[Entry, ...]:
    found = []
    for line in resource("fidelity", "names.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sides = [[form.strip() for form in side.split(",")] for side in line.split("|")]
            kept = [tuple(form for form in side if not form.startswith("~")) for side in sides]
            every = [tuple(form.removeprefix("~") for form in side) for side in sides]
            found.append(Entry(kept[0], kept[1], every[0], every[1]))
    return tuple(found)


@cache
def _entries_by_form() -> dict[str, Entry]:
    return {form.casefold(): entry for entry in _entries() for form in (*entry.all_english, *entry.chinese)}


@cache
def _by_english() -> Terms:
    return Terms(
        Term(form, "|".join(entry.chinese) or form) for entry in _entries() for form in entry.english
    )


@cache
def _by_chinese() -> Terms:
    return Terms(
        Term(form, "|".join(entry.english) or form) for entry in _entries() for form in entry.chinese
    )


def _known(source: str, target: str, terms: Terms) -> Iterator[Finding]:
    low, told = target.casefold(), set()
    for hit in terms.find(source):
        text = source[hit.start : hit.end]
        entry = _entries_by_form()[hit.term.source.casefold()]
        if text.isascii() and not text[0].isupper():
            continue  # china, turkey
        if entry in told or any(form.casefold() in low for form in (*entry.all_english, *entry.all_chinese)):
            continue
        told.add(entry)
        yield _lost(text, hit.start, hit.end)


# -- Chinese names in pinyin ------------------------------------------------------------------------
def _chinese_persons(source: str, target: str) -> Iterator[Finding]:
    letters = re.sub(r"[^a-z]", "", target.casefold().replace("ü", "u"))
    told: set[str] = set()
    for name in persons(source):
        plain = _TITLE_END.sub("", name)
        if len(told) >= _MOST_NAMES or plain in told or len(plain) < 2:
            continue
        told.add(plain)
        # The third character may be a word behind the name: 王强会 is 王强, who will.
        said = all(_is_said(part, letters) for part in (plain[0], plain[1]))
        if not said and not _may_be_foreign(plain, target):
            at = source.find(plain)
            yield _lost(plain, at, at + len(plain))


def _may_be_foreign(name: str, target: str) -> bool:
    """Whether a name from elsewhere stands there that begins with the same sound: 汤姆, 马克."""
    sounds = tuple(sound[:1] for sound in _sounds(name[0]))
    return any(
        word[0].lower() in sounds and not _is_pinyin(word.lower()) for word in _CAPITALIZED.findall(target)
    )


def _is_said(part: str, letters: str) -> bool:
    """Whether the sounds of these characters stand there one behind the other."""
    ways = [""]
    for character in part:
        ways = [way + sound for way in ways for sound in _sounds(character)][:16]
    return any(way in letters for way in ways)


@cache
def _sounds(character: str) -> tuple[str, ...]:
    """How a character may be spelled in pinyin, without tones."""
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    every = [sound.replace("ü", "u").replace("v", "u") for sound in (found[0] if found else [])]
    every += [sound.replace("lu", "lv").replace("nu", "nv") for sound in every if sound in ("lu", "nu")]
    return tuple(dict.fromkeys(every))


def _pinyin_names(source: str, target: str) -> Iterator[Finding]:
    """Zhang Wei, Li Xiaoming: in Chinese, characters that sound so."""
    told: set[str] = set()
    for found in _SURNAME_PAIR.finditer(source):
        one, two = found["one"].lower(), re.sub(r"[^a-z]", "", found["two"].lower())
        if one not in _SURNAMES or not _is_pinyin(two) or len(told) >= _MOST_NAMES:
            continue
        told.add(found[0])
        if found[0].casefold() not in target.casefold() and not _sounds_so(target, one + two):
            yield _lost(found[0], *found.span())


_SYLLABLE = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|"
    r"ua|uo|ui|ue|er|a|o|e|i|u)){1,2}"
)


def _is_pinyin(word: str) -> bool:
    return len(word) <= 12 and _SYLLABLE.fullmatch(word) is not None


def _sounds_so(target: str, wanted: str) -> bool:
    for run in re.findall(f"[{_HAN}]+", target[:2_000]):
        for at in range(len(run) - 1):
            if any(run[at] and wanted.startswith(sound) for sound in _sounds(run[at])) and any(
                _is_exactly(run[at : at + size], wanted) for size in (2, 3)
            ):
                return True
    return False


def _is_exactly(part: str, wanted: str) -> bool:
    ways = [""]
    for character in part:
        ways = [way + sound for way in ways for sound in _sounds(character) if wanted.startswith(way + sound)]
    return wanted in ways
