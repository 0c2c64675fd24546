"""Rows beside a poem that name its author or title: "— A. Poet", "by Robert Frost", [唐] 李白, 《登鹳雀楼》.

Owns their patterns. Whether a row that merely may be one is left out is decided by who knows the form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_DYNASTY = (
    r"(?:先秦|春秋|战国|戰國|秦|汉|漢|西汉|东汉|两汉|三国|魏|蜀|吴|魏晋|晋|晉|西晋|东晋|南北朝|南朝|北朝|"
    r"隋|唐|初唐|盛唐|中唐|晚唐|五代|南唐|后蜀|宋|北宋|南宋|辽|遼|金|元|明|清|"
    r"近代|近现代|现代|現代|当代|當代|民国|民國)(?:代|朝)?"
)
_NAME = r"[\u3400-\u9fff]{2,4}(?:[·•][\u3400-\u9fff]{1,6})?"
_TITLE = r"《[^》\n]{1,40}》|〈[^〉\n]{1,40}〉|「[^」\n]{1,20}」"
_OPEN, _CLOSE = r"[\[【〔（(［]", r"[\]】〕）)］]"
# Rows that can be nothing but a credit.
_SURE = re.compile(
    rf"^(?:"
    rf"[—–―─-]{{1,3}}\s*(?:{_OPEN}?{_DYNASTY}{_CLOSE}?\s*[·•．.：:]?\s*)?{_NAME}\s*(?:{_TITLE})?"
    rf"|(?:作者|诗人|詩人|作|文|著|撰|题|題)\s*[:：]\s*\S.{{0,30}}"
    rf"|{_NAME}\s*[/／]?\s*(?:作|著|撰)"
    rf"|{_OPEN}\s*{_DYNASTY}\s*{_CLOSE}\s*{_NAME}"
    rf"|{_OPEN}?\s*{_DYNASTY}\s*[·•・．.：:/／|｜]\s*{_NAME}\s*{_CLOSE}?"
    rf"|{_NAME}\s*{_OPEN}\s*{_DYNASTY}\s*{_CLOSE}"
    rf"|(?:{_TITLE})\s*[—–-]*\s*(?:{_OPEN}?{_DYNASTY}{_CLOSE}?\s*[·•．.：:]?\s*)?{_NAME}"
    rf"|{_NAME}\s*(?:{_TITLE})"
    rf"|[(（]?\s*(?:[Ww]ritten\s+)?[Bb]y\s*[:：]?\s+(?-i:[A-Z])[\w.'’-]*(?:,?\s+[\w.'’-]+){{0,4}}\s*[)）]?"
    rf"|(?i:(?:author|poet|written by|poem by|credit|source|translator|translated by)\s*[:：]?\s+)\S.{{0,60}}"
    rf"|(?i:©|\(c\)|copyright)\s?.{{1,60}}"
    rf")$"
)
# When it was written.
_DATED = re.compile(
    r"^[(（]?(?:写于|作于|改于)?\s*(?:\d{4}\s?[-./年]\s?\d{1,2}(?:\s?[-./月]\s?\d{0,2}日?)?|\d{4}年.{0,6}|"
    r"(?:[A-Z][a-z]+\.?\s+)?(?:\d{1,2},?\s+)?(?:1[5-9]|20)\d{2})[)）]?$"
)
# Rows that are one where a row is too many: a dash and a name.
_DASHED = re.compile(r"^(?:—|–|―|─|--|-|~|⸺)\s*(?P<name>\S.{0,60})$")
_NAME_WORD = re.compile(
    r"^(?:[A-Z][\w.'’-]*|of|de|la|von|van|der|du|the|and|&|\d{3,4}(?:[-–]\d{2,4})?|[(（].*)[,.]?$"
)
_BETWEEN = frozenset(("and", "&", "of", "the"))
_TITLE_ROW = re.compile(
    rf"^(?:#+\s*(?P<heading>.+)|(?:title|题目|標題|标题|詩題|诗题|题)\s*[:：]\s*(?P<told>.+)|(?P<marked>{_TITLE})"
    rf"(?P<rest>[（(].*[)）]|\s*(?:{_OPEN}?{_DYNASTY}{_CLOSE}?\s*[·•．.：:]?\s*)?(?:{_NAME})?)?)$",
    re.IGNORECASE,
)


def is_credit(row: str) -> bool:
    """Whether a row at an end of a poem names an author."""
    return bool(_SURE.match(row) or _DATED.match(row)) or _is_dashed_name(row)


def author_of(rows: Sequence[str], title: str = "") -> str:
    """The author's name at an end of a poem, without dynasty, dash or "by"; "" where none stands there."""
    told = [row for row in rows if row]
    for row in (*told[1:3], *told[-1:], *told[:1]):
        if row != title and is_credit(row) and not _DATED.match(row):
            name = _CREDIT_WORDS.sub("", row).strip(" \u3000—–―─-·•．.：:/／|｜()（）*_")
            return name if 1 < len(name) <= _LONGEST_NAME else ""
    return ""


def is_name(row: str) -> bool:
    """Whether a row may be a name, two to four words with capitals; a title looks the same."""
    words = row.rstrip(")").split()
    ended = row[-1] in ".!?;:," and len(words[-1]) > 2  # "H. D."
    return 2 <= len(words) <= 5 and all(_NAME_WORD.match(word) for word in words) and not ended


def split_credit(row: str) -> list[str]:
    """A row of verse with its author behind it ("… the sum — Jane Doe") or before it as two rows."""
    before = _CREDIT_BEFORE.match(row)
    if before and is_credit(before["credit"]):
        return [before["credit"], before["verse"]]
    found = _INLINE.match(row)
    if found is None or not is_credit(found["credit"].strip()):
        return [row]
    return [found["verse"].strip(), found["credit"].strip()]


_INLINE = re.compile(r"^(?P<verse>[^—–]{4,400}?)(?P<credit>(?:—|–|――|──){1,2}\s*[^—–]{2,60})$")
_CREDIT_BEFORE = re.compile(r"^(?P<credit>[^：:\n]{1,30}》)\s*[：:]\s*(?P<verse>.{4,})$")
_LONGEST_NAME = 40
_CREDIT_WORDS = re.compile(
    rf"{_TITLE}|{_OPEN}\s*{_DYNASTY}\s*{_CLOSE}|^{_DYNASTY}\s*(?=[·•・．.：:/／|｜])|(?:作|著|撰)$"
    rf"|^(?:作者|诗人|詩人|作|文|著|撰|题|題)\s*[:：]"
    rf"|^[(（]?\s*(?:[Ww]ritten\s+)?[Bb]y\b|^(?i:author|poet|written by|poem by|credit|source)\s*[:：]?\s"
)
_BY = re.compile(r"^(?P<title>.{1,60}?)\s+by\s+(?:[A-Z][\w.'’-]*\s*){1,5}$")


def plain_title(title: str) -> str:
    """A title without the author behind it and without quotation marks."""
    found = _BY.match(title)
    return (found["title"] if found else title).strip(' "“”‘’')


def _is_dashed_name(row: str) -> bool:
    found = _DASHED.match(row)
    if found is None or found["name"][-1] in "!?;:,，。！？；：":
        return False
    words = found["name"].split()
    is_begun = words[0] not in _BETWEEN  # a line that ends in "—and Thou" is verse
    return is_begun and len(words) <= 7 and all(_NAME_WORD.match(word.strip('*_"“”')) for word in words)


def title_of(row: str) -> str:
    """The title that a row is marked as (# Title, 《静夜思》, Title: …); "" for another row."""
    found = _TITLE_ROW.match(row)
    if found is None:
        return ""
    return (found["heading"] or found["told"] or found["marked"] or "").strip()
