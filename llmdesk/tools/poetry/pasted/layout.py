"""Rows of verse out of pasted text: marks of lists and Markdown, labels, notes, separators inside a row.

Owns what surrounds verse. A mark is taken off only where it stands as such marks do (a bullet before every
row, numbers that count up), because a line of verse may begin with a dash or a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from llmdesk.tools.poetry.pasted.copied import without_page_marks, without_tags
from llmdesk.tools.poetry.pasted.credits import split_credit

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_GAPS = re.compile(r"[^\S\n]{4,}")
_FENCE = re.compile(r"^(?:```|~~~).*$")
_RULE = re.compile(r"^(?:[-*_=~—–·•.]\s?){3,}$")
_QUOTE_MARK = re.compile(r"^(?:>\s?)+")
_BULLET = re.compile(r"^[-*+•·◦‣▪○●◆※–]\s+(?=\S)")
_NUMBER = re.compile(
    r"^[（(\[]?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])(?:[)）\]]\s*|[.、．:：]\s*|(?<=[①-⑳])\s*)(?=\S)"
)
# In editions: before every line, or behind every fifth or so, alone in its row where a page was copied.
_BEFORE_LINE = re.compile(r"^(?P<number>\d{1,3})\s+(?=\S)")
_BEHIND_LINE = re.compile(r"(?:(?<=\s)|^)\d{1,3}$")
_MOST_ABOVE = 4  # rows above the first line that is counted
_FEWEST = 3  # lines that are all counted
_EMPHASIS = re.compile(r"^(\*{1,3}|_{1,3})(?P<inside>[^*_].*?)\1(?P<end>[,.;:!?，。；：！？]?)$")
_LABEL = re.compile(
    r"^[*_]{0,2}[\[【（(]?\s*(?P<name>上联|上聯|下联|下聯|出句|对句|對句|横批|橫批|横额|橫額|横披|横联|"
    r"首联|首聯|颔联|頷聯|颈联|頸聯|尾联|尾聯|"
    r"起句|承句|转句|轉句|合句|"
    r"第[一二三四五六七八九十\d]+[句行联聯]|(?i:line|verse|l)\s?\d{1,2}(?:\s?\(\d{1,2}(?:\ssyllables)?\))?|[上下](?=[:：])|(?i:first|second|third|fourth|fifth|last)\s+line)\s*[\]】）)]?[*_]{0,2}"
    r"\s*(?:[:：]|(?<=[\]】）)])\s*|\s(?=[\u4e00-\u9fff])|$)[*_]{0,2}\s*(?P<verse>.*)$"
)
_LABEL_INSIDE = re.compile(
    r"(?<=\S)\s*(?=[\[【（(]?(?:上联|上聯|下联|下聯|横批|橫批|横额|橫額|横披)[\]】）)]?\s*[:：])"
)
_BANNER = frozenset(("横批", "橫批", "横额", "橫額", "横披", "横联"))
# A heading over a stanza, alone in its row.
_STANZA = re.compile(
    r"^[\[(【（]?\s*(?i:verse|stanza|chorus|refrain|bridge|couplet|quatrain|tercet|part|haiku|limerick)"
    r"\s?(?:\d{1,2}|[IVX]{1,4})?\s*[\])】）]?\s*:?$|^(?:[IVX]{1,4}|其[一二三四五六七八九十])[.、]?$"
)
# From such a row on, notes follow. Chinese and English.
_NOTES = re.compile(
    r"^[\[【（(*_]*\s*(?:(?:注释|註釋|注解|註解|注|註|译文|譯文|今译|翻译|"
    r"翻譯|赏析|賞析|鉴赏|简析|背景|创作背景|白话|释义|大意|简介|作者简介|按|附记|题解)\s*[\]】）)]*\s*(?:[:：]|$|[\]】])"
    r"|(?i:notes?|translations?|footnotes?|commentary|explanation|glossary|about the poet|analysis)"
    r"\s*[\])*_]*\s*(?::|$))|^\[\d{1,2}\]\s*\S|^\[\^\d{1,2}\]:|^[¹²³]\s*\S|^[*†‡]\s+(?=[A-Z“\"])"
)
_TAIL = re.compile(r"\s[\[(（]\d{1,2}(?:\s?(?:syllables?|音节|字))?[\])）]$")
_REFERENCE = re.compile(
    r"\[\^?\d{1,2}\]|【\d{1,2}】|(?<=[^\d\s])[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[①-⑳](?=[，。！？；、,.!?;]|$)|[†‡]"
)
_ASIDE = re.compile(r"[（(〔][^（()）〔〕]{1,40}[）)〕]")
# What divides lines of verse in one row. A slash between words of English wants its spaces: "and/or".
_DIVIDERS = re.compile(r"\s+/{1,2}\s+|\s+[|¦]{1,2}\s+|\s*[／｜⏎¶↵]\s*|\s*\\\\\s+")
_CHINESE_DIVIDERS = re.compile(r"\s*[/|／｜¦⏎¶↵]{1,2}\s*")
_VERSE_MARKS = frozenset("，。！？；、,.!?;")
_LEAST_SPREAD, _MOST_HEADS, _LONGEST_HEAD = 4, 3, 12  # lines; pieces before them, and characters of one
# 《静夜思》李白：床前明月光…
_NAMED_BEFORE = re.compile(
    r"^(?P<title>《[^》\n]{1,30}》)\s*(?P<name>[^\s，。！？；：:]{2,12})\s*[：:]\s*(?P<verse>.{4,})$"
)
# Above lines of one width alone: 李白《静夜思》床前明月光…
_MARKED_HEAD = re.compile(
    r"^(?P<name>[^\s，。！？；：:《》]{0,12})(?P<title>《[^》\n]{1,30}》)\s*"
    r"(?:[（(](?P<poet>[^（()）\n]{2,12})[）)])?\s*[：:]?\s*(?P<verse>\S.*)$"
)
# So, too: 静夜思（李白）床前明月光…, 静夜思：床前明月光…
_PLAIN_HEAD = re.compile(
    r"^(?P<title>[^\s，。！？；：:《》（()）]{1,12})\s*"
    r"(?:[（(](?P<name>[^（()）\n]{2,12})[）)]\s*[：:]?|[：:])\s*(?P<verse>\S.*)$"
)
_WIDTHS = re.compile(r"[，。！？；、,.!?;\s]+")
_QUOTES = {"“": "”", '"': '"', "「": "」", "『": "』", "‘": "’", "«": "»"}


def rows_of(text: str, language: str) -> list[str]:
    """The rows of a pasted poem, an empty row for a break, without what is layout: fences, quotation marks
    around the whole, tags, page numbers, bullets, numbers, notes, rows of another script. Lines in one row
    come apart."""
    plain = _INVISIBLE.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n\n"))
    plain = without_tags(plain)
    plain = _GAPS.sub("   ", plain)  # what follows looks for marks behind spaces, from each of them
    rows = [row.strip().rstrip("\\").strip() for row in plain.strip().splitlines()]
    rows = without_page_marks(rows)
    rows = ["" if _FENCE.match(row) or _RULE.match(row) else row for row in rows]
    rows = _without(_BULLET, [_QUOTE_MARK.sub("", row) for row in rows])
    rows = _without_line_numbers(_without_numbers(_before_notes(rows)))
    rows = [_emphasized(row) for row in rows if not _STANZA.match(row)]
    rows = _apart_from_credit(rows)
    rows = unquoted(rows)
    rows = _spread(rows) if language == "zh" else rows
    dividers = _CHINESE_DIVIDERS if language == "zh" else _DIVIDERS
    rows = [piece for row in rows for piece in (_divided(row, dividers) if row else [""])]
    rows = _without_tails(rows)
    rows = [_REFERENCE.sub("", row).strip() for row in rows]
    if language == "zh":
        rows = [
            _ASIDE.sub("", row).strip() if not _LABEL.match(row) and _verse_beside(row) else row
            for row in rows
        ]
    return _of_script(_trimmed(rows), language)


def _apart_from_credit(rows: list[str]) -> list[str]:
    """The rows with an author before the first or behind the last one in a row of its own. A dash inside a
    poem is the poet's: "a Loaf of Bread—and Thou"."""
    filled = [n for n, row in enumerate(rows) if row]
    ends = {*filled[:1], *filled[-1:]}
    return [part for n, row in enumerate(rows) for part in (split_credit(row) if n in ends else [row])]


def _spread(rows: list[str]) -> list[str]:
    """A poem that stands in one row: its title and author, and lines that only spaces divide, in rows of
    their own. Spaces between single characters are layout."""
    filled = [row for row in rows if row]
    if len(filled) != 1:
        return rows
    heads, verse = _heads_of(filled[0])
    pieces = verse.split()
    marked = next((n for n, piece in enumerate(pieces) if _VERSE_MARKS & set(piece)), len(pieces))
    if len(pieces) > _LEAST_SPREAD and all(len(piece) == 1 for piece in pieces):
        return [*heads, "".join(pieces)]
    if marked == len(pieces):  # no marks at all
        is_verse = len(pieces) >= _LEAST_SPREAD and all(len(piece) > 1 for piece in pieces)
        return [*heads, *pieces] if is_verse else [*heads, " ".join(pieces)]
    if marked > _MOST_HEADS or not all(1 < len(piece) <= _LONGEST_HEAD for piece in pieces[:marked]):
        marked = 0
    return [*heads, *pieces[:marked], " ".join(pieces[marked:])]


def _heads_of(row: str) -> tuple[list[str], str]:
    """The title and the author that begin a row, and the verse behind them."""
    if named := _NAMED_BEFORE.match(row):
        return [named["title"], named["name"]], named["verse"]
    if _LABEL.match(row) or _is_even(row):
        return [], row
    for headed in (_MARKED_HEAD, _PLAIN_HEAD):
        found = headed.match(row)
        if found and _is_even(found["verse"]):
            names = (found["title"], found["name"], found.groupdict().get("poet"))
            return [name for name in names if name], found["verse"]
    return [], row


def _is_even(verse: str) -> bool:
    """Whether marks divide it into four lines or more of one width."""
    sizes = [len(piece) for piece in _WIDTHS.split(verse) if piece]
    return len(sizes) >= _LEAST_SPREAD and len(set(sizes)) == 1 and sizes[0] > 1


def _verse_beside(row: str) -> bool:
    """Whether more stands in the row than its bracket."""
    return len(_ASIDE.sub("", row).strip()) >= 4


def _without(mark: re.Pattern[str], rows: Sequence[str]) -> list[str]:
    """The rows without a mark that stands before all of them (a title before them may have none)."""
    filled = [row for row in rows if row]
    marked = [row for row in filled if mark.match(row)]
    if len(marked) < 2 or len(marked) < len(filled) - 2:
        return list(rows)
    return [mark.sub("", row, count=1) for row in rows]


def _without_numbers(rows: Sequence[str]) -> list[str]:
    """The rows without numbers that count up from 1, as of a numbered list."""
    found = [(_NUMBER.match(row), row) for row in rows]
    numbers = [_value(match["number"]) for match, _ in found if match]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return list(rows)
    return [row[match.end() :] if match else row for match, row in found]


def _without_line_numbers(rows: Sequence[str]) -> list[str]:
    """The rows without the numbers that an edition gives its lines."""
    found = [_BEFORE_LINE.match(row) for row in rows]
    numbers = [int(match["number"]) for match in found if match]
    filled = sum(map(bool, rows))
    if len(numbers) >= max(_FEWEST, filled - _MOST_ABOVE) and numbers == list(range(1, len(numbers) + 1)):
        return [row[match.end() :] if match else row for match, row in zip(found, rows, strict=True)]
    ends = [row[: match.start()] if (match := _BEHIND_LINE.search(row)) else row for row in rows]
    marked = [n for n, (end, row) in enumerate(zip(ends, rows, strict=True)) if end != row]
    if not _count_lines(rows, ends, marked):
        return list(rows)
    return [end.rstrip() for n, end in enumerate(ends) if end or n not in marked]


def _count_lines(rows: Sequence[str], ends: Sequence[str], marked: Sequence[int]) -> bool:
    """Whether the numbers behind the `marked` rows count the lines in equal steps."""
    numbers = [int(rows[n][len(ends[n]) :]) for n in marked]
    if not numbers or numbers != [numbers[0] * times for times in range(1, len(numbers) + 1)]:
        return False
    above = {sum(map(bool, ends[: n + 1])) - number for n, number in zip(marked, numbers, strict=True)}
    apart = len(numbers) > 1 or re.search(r"^$|\t$|\s\s$", ends[marked[0]])
    return bool(apart) and len(above) == 1 and 0 <= above.pop() <= _MOST_ABOVE


def _value(number: str) -> int:
    if number.isdigit() and number.isascii():
        return int(number)
    if len(number) == 1 and unicodedata.numeric(number, None) is not None:
        return int(unicodedata.numeric(number))
    ones = "一二三四五六七八九"
    tens, _, rest = number.partition("十")
    return (ones.find(tens) + 1 or 1) * 10 + (ones.find(rest) + 1 if rest else 0)


def _before_notes(rows: list[str]) -> list[str]:
    at = next((n for n, row in enumerate(rows) if n > 1 and _NOTES.match(row)), len(rows))
    return rows[:at]


def _without_tails(rows: list[str]) -> list[str]:
    """The rows without the number of syllables behind each."""
    filled = [row for row in rows if row]
    if len(filled) > 1 and sum(bool(_TAIL.search(row)) for row in filled) >= len(filled) - 1:
        return [_TAIL.sub("", row) for row in rows]
    return rows


def _emphasized(row: str) -> str:
    found = _EMPHASIS.match(row)
    return found["inside"].strip() + found["end"] if found else row


def unquoted(rows: list[str]) -> list[str]:
    """The rows without quotation marks around the whole poem."""
    filled = [n for n, row in enumerate(rows) if row]
    if not filled:
        return rows
    first, last = filled[0], filled[-1]
    end = _QUOTES.get(rows[first][0])
    inside = "".join(rows)
    if end is None or not rows[last].endswith(end) or inside.count(end) > (2 if end == rows[first][0] else 1):
        return rows
    rows = list(rows)
    rows[last] = rows[last][: -len(end)].rstrip()
    rows[first] = rows[first].removeprefix(rows[first][0]).lstrip() if rows[first] else ""
    return rows


def _divided(row: str, dividers: re.Pattern[str]) -> list[str]:
    pieces = [piece.strip() for piece in dividers.split(row)]
    if len(pieces) == 1 and row.count("/") > 1 and all(len(part.split()) > 2 for part in row.split("/")):
        pieces = [piece.strip() for piece in row.split("/")]
    return [piece for piece in pieces if piece] or [""]


def _trimmed(rows: list[str]) -> list[str]:
    while rows and not rows[0]:
        rows = rows[1:]
    while rows and not rows[-1]:
        rows = rows[:-1]
    return rows


def _of_script(rows: list[str], language: str) -> list[str]:
    """The rows without a translation or a transcription, which is in another script."""
    is_own: Callable[[str], bool] = _has_han if language == "zh" else _has_latin
    own = [row for row in rows if is_own(row)]
    foreign = [row for row in rows if row and not is_own(row) and (_has_latin(row) or _has_han(row))]
    if not own or len(foreign) < 2 or 2 * len(foreign) < len(own):
        return rows
    return _trimmed([row for row in rows if not row or is_own(row)])


def _has_han(text: str) -> bool:
    return re.search("[\u3400-\u9fff]", text) is not None


def _has_latin(text: str) -> bool:
    return re.search("[A-Za-zÀ-ÿ]", text) is not None and not _has_han(text)


def labelled_lines(rows: Sequence[str]) -> tuple[str, ...]:
    """The lines of a poem whose rows say which line they are (上联：…, Line 1: …); () where not two do."""
    found = [verse for name, verse in _labelled(rows) if name and name not in _BANNER]
    return tuple(verse.strip(" \u3000；;|/") for verse in found) if len(found) > 1 else ()


def without_banner(rows: Sequence[str]) -> list[str]:
    """The rows without the banner over a couplet (横批：春满人间)."""
    pieces = _labelled(rows)
    return (
        [piece for name, piece in pieces if not name]
        if any(name in _BANNER for name, _ in pieces)
        else list(rows)
    )


def _labelled(rows: Sequence[str]) -> list[tuple[str, str]]:
    """Pieces of rows with the label before each, "" without one; a label may stand alone in its row."""
    pieces = [piece.strip() for row in rows for piece in _LABEL_INSIDE.split(row) if piece.strip()]
    found: list[tuple[str, str]] = []
    waiting = ""
    for piece in pieces:
        label = _LABEL.match(piece)
        if label and not label["verse"]:
            waiting = label["name"]
        elif label:
            found.append((label["name"], label["verse"]))
            waiting = ""
        else:
            found.append((waiting, piece))
            waiting = ""
    return found
