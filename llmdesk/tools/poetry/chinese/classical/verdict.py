"""A teacher's verdict on classical verse: what kind of poem it is, and by which rhyme books it is regular.

Owns the words 律绝, 古绝, 律诗, 拗律, 排律, 古风, 对联 and what leads to them (王力《诗词格律》). What a
form asks for is checked in `check`; this holds it against every book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.poetry.check import check_lines
from llmdesk.tools.poetry.chinese import classics, hanzi
from llmdesk.tools.poetry.chinese.ci.verdict import judge_song
from llmdesk.tools.poetry.chinese.classical import answering, named
from llmdesk.tools.poetry.chinese.classical.alternatives import offered
from llmdesk.tools.poetry.chinese.classical.attempt import distance, is_attempt, order_of
from llmdesk.tools.poetry.chinese.classical.books import BOOKS, Book, are_neighbours, readings_in
from llmdesk.tools.poetry.chinese.classical.judgement import Judgement
from llmdesk.tools.poetry.chinese.classical.lines import scan, sticking
from llmdesk.tools.poetry.chinese.tones import fits
from llmdesk.tools.poetry.english.handbook.verdict import verdict_of
from llmdesk.tools.poetry.types import Check, Form

_OF_THE_BOOK = frozenset(("characters", "tones", "opposition", "adhesion", "rhyme", "ending"))
_NOT_OF_OLD_VERSE = frozenset(("tones", "opposition", "adhesion", "rhyme", "parallel"))
_OLD = ("古绝", "古风")
_REGULATED = {4: "律绝", 8: "律诗"}
_LONGEST = 120  # lines of a poem whose changes of rhyme are looked for; 长恨歌 has as many

_REGULAR = QT_TRANSLATE_NOOP("core", "{kind}, regular by {books}.")
_REGULAR_NOT = QT_TRANSLATE_NOOP(
    "core", "{kind}, regular by {books}; by {other} these lines break it: {lines}."
)
_IRREGULAR = QT_TRANSLATE_NOOP(
    "core", "{kind}, regular by no book; by {other} these lines break it: {lines}."
)
_OLD_VERSE = QT_TRANSLATE_NOOP("core", "{kind}: old verse, not bound to the tone patterns.")
_OLD_OBLIQUE = QT_TRANSLATE_NOOP(
    "core", "{kind}, rhymed on an oblique tone (仄韵): old verse, not bound to the tone patterns."
)
_NO_KIND = QT_TRANSLATE_NOOP("core", "It rhymes by no book, so it is no kind of classical verse.")
_UNEVEN = QT_TRANSLATE_NOOP(
    "core", "Its lines are of several lengths, so it is none of the kinds of regulated verse."
)
_TOO_FEW = QT_TRANSLATE_NOOP("core", "It has fewer than four lines, so it is no kind of classical verse.")


def judge(lines: Sequence[str], wanted: Form, acrostic: str = "", book: Book | None = None) -> Judgement:
    """Hold lines against the form by every book. `book` None: the first it is regular by; else the
    one it breaks least, for an old poem the old one."""
    if wanted.tune:
        return judge_song(lines, wanted, book)
    if not wanted.regulated:
        checks = check_lines(lines, wanted, acrostic)
        if wanted.language == "en" and lines:
            heard, verdict = verdict_of(lines, wanted, checks)
            kind = heard.form.name if heard.form else ""
            return Judgement(
                kind, (), "zhonghua", "", checks, (verdict, *checks), heard.metre_titles, heard.scheme
            )
        return Judgement("", (), "zhonghua", "", checks, checks)
    longer = _lengthened(wanted, len(lines))
    by = {each: check_lines(lines, longer, "", each) for each in BOOKS}
    of_the_book = _OF_THE_BOOK | ({"parallel"} if wanted.name == "couplet-zh" else set())
    broken = {
        each: [c for c in checks if c.rule in of_the_book and not c.passed] for each, checks in by.items()
    }
    whole = by["zhonghua"][0].passed and (len(lines) % 2 == 0)
    regular = tuple(each for each in BOOKS if whole and not broken[each])
    chosen = book or _measure(lines, wanted, regular, broken)
    checks = check_lines(lines, longer, acrostic, chosen)
    if wanted.name == "couplet-zh":
        kind, rhyme = "对联", ""
    else:
        kind, rhyme = _kind(lines, wanted.characters, bool(regular), chosen)
    verdict = _verdict(kind, rhyme, regular, broken, chosen, wanted)
    if not kind:
        verdict = replace(verdict, message=_why_none(lines))
    if kind in _OLD:
        kept = [check for check in checks if check.rule not in _NOT_OF_OLD_VERSE]
        extra = [named.oblique_rhyme(_ends(lines)[1::2])] if rhyme == "仄韵" else []
        extra += named.words_named(lines)
    else:
        kept = list(checks)
        extra = _names(lines, checks, chosen, longer) if kind and kind != "对联" else []
        kept = named.not_told_twice(kept, extra)
        extra += answering.couplets_named(lines, longer.couplets) if kind else []
    return Judgement(kind, regular, chosen, rhyme, checks, (verdict, *kept, *extra))


def _measure(
    lines: Sequence[str], wanted: Form, regular: Sequence[Book], broken: dict[Book, list[Check]]
) -> Book:
    """The first book that the poem is regular by; else the one it is nearest to, for an old poem the old."""
    if regular:
        return regular[0]
    plain = hanzi.simplified()
    if classics.is_old_poem(["".join(plain.get(c, c) for c in hanzi.characters(line)) for line in lines]):
        return "pingshui"

    def faults(book: Book) -> tuple[int, int]:
        sounds = [readings_in(line, book) for line in lines]
        far = distance(sounds, wanted.characters, old=book != "zhonghua") if wanted.characters else 0
        return far, len(broken[book])

    return min(BOOKS, key=faults)


def _lengthened(wanted: Form, count: int) -> Form:
    """A 律诗 goes on in the same order as a 排律."""
    if wanted.lines != (8, 8) or count <= 8:
        return wanted
    more = (count - 5) // 4
    return replace(
        wanted,
        lines=(count, count),
        sequences=tuple((each + each[4:] * more)[:count] for each in wanted.sequences),
        couplets=tuple((at, at + 1) for at in range(2, count - 3, 2)),
    )


def _kind(lines: Sequence[str], width: int, regular: bool, book: Book) -> tuple[str, str]:
    """(kind, rhyme) of lines of one width."""
    count = len(lines)
    if regular:
        return _REGULATED.get(count, "排律"), "平韵"
    if count < 4 or any(len(hanzi.characters(line)) != width for line in lines):
        return "", ""
    rhyme = _rhyme(lines)
    if not rhyme and _nearly_rhymes(lines, book) and (kind := _attempted(lines, width, book)):
        return kind, "平韵"
    rhyme = rhyme or _changing(lines)
    if not rhyme:
        return "", ""
    if rhyme == "平韵" and count % 2 == 0 and (kind := _attempted(lines, width, book)):
        return kind, rhyme
    return "古绝" if count == 4 else "古风", rhyme


def _attempted(lines: Sequence[str], width: int, book: Book) -> str:
    """律绝 or 律诗 with faults, or 拗律; "" where the lines were not meant to be regulated."""
    sounds, old = [readings_in(line, book) for line in lines], book != "zhonghua"
    if is_attempt(lines, sounds, width, old=old):
        return _REGULATED.get(len(lines), "排律" if len(lines) > 8 else "")
    latter = sounds[4:]
    if len(lines) == 8 and all(line.line_type for line in scan(sounds, width, old=old)[4:]):
        return "" if sticking(latter)[0] else "拗律"
    return ""


def rhyme_of(lines: Sequence[str]) -> str:
    """平韵, 仄韵 or 换韵, by whichever book lets the even lines rhyme; "" for none."""
    return _rhyme(lines) or _changing(lines)


def _rhyme(lines: Sequence[str]) -> str:
    """平韵 or 仄韵 by whichever book lets the even lines rhyme; "" for none."""
    for book in BOOKS:
        ends = [readings_in(end, book)[0] for end in _ends(lines)[1::2]]
        if tone := _one_rhyme(ends, book):
            return "平韵" if tone == "level" else "仄韵"
    return ""


def _changing(lines: Sequence[str]) -> str:
    """换韵 where the rhyme changes by some book; "" where it does not."""
    for book in BOOKS:
        ends = [readings_in(end, book)[0] for end in _ends(lines)]
        if len(lines) > 3 and _changes(ends, book):
            return "换韵"
    return ""


def _nearly_rhymes(lines: Sequence[str], book: Book) -> bool:
    """Whether most of the lines that should rhyme do, at least two (出韵)."""
    ends = [readings_in(end, book)[0] for end in _ends(lines)]
    first = [ends[0]] if any(reading.rhymes for reading in ends[0]) else []
    groups = Counter(
        group for end in (*first, *ends[1::2]) for group in {each.group for each in end if each.rhymes}
    )
    most = max(groups.values(), default=0)
    return most > 1 and 2 * most > len(first) + len(ends) // 2


def _one_rhyme(ends: Sequence[Sequence[hanzi.Reading]], book: Book, *, wide: bool = False) -> str:
    """The tone on which all ends rhyme; old verse lets neighbours rhyme, and `wide` whole classes (通韵)."""
    for tone in ("level", "oblique"):
        for start in ends[0]:
            if (
                start.tone == tone
                and start.group
                and all(any(_rhyme_together(start, other, tone, book, wide) for other in end) for end in ends)
            ):
                return tone
    return ""


def _rhyme_together(
    one: hanzi.Reading, other: hanzi.Reading, tone: str, book: Book, wide: bool = False
) -> bool:
    if other.tone != tone or not other.group:
        return False
    if wide and book == "cilin":
        return _wide(one.group) == _wide(other.group)
    near = book == "pingshui" and tone == "level" and are_neighbours(one.group, other.group)
    return one.group == other.group or near


def _wide(part: str) -> str:
    """A part of 词林正韵 as old verse rhymes it: 支微齐 with 佳灰, 真文元 with 寒删先 (王力, 古体诗的韵)."""
    for one, other in (("第五部", "第三部"), ("第七部", "第六部")):
        part = part.replace(one, other)
    return part


def _changes(ends: Sequence[Sequence[hanzi.Reading]], book: Book) -> bool:
    """Whether the poem divides into stretches of couplets, each with a rhyme of its own.

    From the end, so that each stretch is looked at once.
    """
    count = len(ends)
    if count > _LONGEST:
        return False
    divides = [False] * count + [True]
    for start in range(count - 2, -1, -1):
        for end in range(start + 2, count + 1, 2):
            stretch = ends[start:end]
            if divides[end] and _one_rhyme(stretch[1::2] if end - start > 2 else stretch, book, wide=True):
                divides[start] = True
                break
    return divides[0]


def _ends(lines: Sequence[str]) -> list[str]:
    return [hanzi.characters(line)[-1:] for line in lines]


def _names(lines: Sequence[str], checks: Sequence[Check], book: Book, wanted: Form) -> list[Check]:
    sounds, old, width = [readings_in(line, book) for line in lines], book != "zhonghua", wanted.characters
    rhymes = [check for check in checks if check.rule == "rhyme"]
    group = next((str(check.params["group"]) for check in rhymes if check.passed), "")
    found = named.tones_named(lines, scan(sounds, width, old=old))
    found += named.order_named(lines, sounds)
    if group and all(sounds):
        found += named.rhymes_named(lines, sounds, group, book)
    fitted = fits(sounds, order_of(sounds, wanted.sequences, width, old=old), width, old=old)
    unrhymed = {check.line for check in rhymes if not check.passed and check.line is not None}
    found += offered(lines, fitted, book, group, unrhymed)
    return found + named.words_named(lines)


def _why_none(lines: Sequence[str]) -> str:
    if len(lines) < 4:
        return _TOO_FEW
    return _UNEVEN if len({len(hanzi.characters(line)) for line in lines}) > 1 else _NO_KIND


def _verdict(
    kind: str,
    rhyme: str,
    regular: Sequence[Book],
    broken: dict[Book, list[Check]],
    chosen: Book,
    wanted: Form,
) -> Check:
    names = "、".join(BOOKS[book] for book in regular)
    other = next((book for book in BOOKS if book not in regular), None) if regular else chosen
    where = sorted({check.line + 1 for check in broken[other] if check.line is not None}) if other else []
    params: dict[str, object] = {"kind": kind, "books": names}
    if other:
        params |= {"other": BOOKS[other], "lines": "、".join(map(str, where))}
    if kind in _OLD:
        message = _OLD_OBLIQUE if rhyme == "仄韵" else _OLD_VERSE
    elif regular:
        message = _REGULAR_NOT if where else _REGULAR
    else:
        message = _IRREGULAR
    passed = bool(regular) or (kind == "古绝" and wanted.lines == (4, 4))
    return Check("kind", None, passed, message, params)
