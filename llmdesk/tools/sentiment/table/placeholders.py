"""Texts that are no opinion: what stands in a cell where nobody wrote anything.

Owns the judgement. A short answer that says something ("no", "ok", "5/5", "👍") is a text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

LONGEST_TEXT = 1_000_000  # characters; what is longer is no comment, and is not held in memory
_LONGEST = 200  # of a placeholder
_PLAIN = 30  # characters of the longest word below
# Whole cells, without case, spaces and the marks around them. Words that may be somebody's answer to a
# question ("no", "none of it", "nothing was good") are not here.
_WORDS = frozenset(
    (
        "na", "n/a", "n.a", "n.a.", "n\\a", "n a", "n-a", "nan", "null", "none", "nil", "undefined",
        "(blank)", "(empty)", "[blank]", "[empty]", "not available", "not applicable", "not provided",
        "not specified", "no comment", "no comments", "no text", "no data", "no review", "tbd", "tba",
        "<na>", "pd.na", "nat", "nd", "n/d", "n/v", "k.a", "k. a", "keine angabe", "s/o", "s.o",
        "ohne angabe", "sin respuesta", "sans objet", "sans réponse", "non renseigné", "无", "無",
        "没有", "沒有", "暂无", "暫無", "空", "空白", "无内容", "無內容", "无评论", "暂无评论",
        "暂无评价", "无评价", "无意见", "暂无内容", "暂无数据", "无数据", "未填", "未填写", "未填寫",
        "缺失", "不详", "不適用", "不适用", "没", "没有了", "无了", "无回答", "未回答", "未知",
        "该用户未填写评价", "此用户没有填写评论", "该用户没有填写评价", "なし", "特になし", "없음",
        "нет данных", "н/д",
    )
)  # fmt: skip
# Values of cells in which a spreadsheet program could not compute, in the languages that translate them.
_ERRORS = frozenset(
    (
        "#n/a", "#n/a!", "#n/a n/a", "#na", "#div/0!", "#div/0", "#ref!", "#ref", "#name?", "#null!",
        "#num!", "#value!", "#value", "#spill!", "#calc!", "#getting_data", "#field!", "#blocked!",
        "#connect!", "#busy!", "#unknown!", "#error!", "#python!", "#external!", "#timeout!", "#nv",
        "#wert!", "#bezug!", "#zahl!", "#überlauf!", "#valeur!", "#nom?", "#nombre!", "#nombre?",
        "#nul!", "#n/d", "#¡valor!", "#¡ref!", "#¿nombre?", "#¡num!", "#¡div/0!", "#valore!", "#rif!",
        "#nome?", "#valor!", "#arg!", "#лочисло!", "#знач!", "#ссылка!", "#имя?", "#число!", "#дел/0!",
        "#н/д", "#пусто!",
    )
)  # fmt: skip
_LIBRE_OFFICE = re.compile(r"err:\d{3}")
_ADDRESS = re.compile(
    r"(?:(?:https?|ftp)://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.IGNORECASE
)
_MAYBE_ADDRESS = re.compile("://|www|@", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[T ]\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?Z?)?")
_AROUND = " \t\r\n\u3000\u00a0\"'()[]{}<>（）【】《》「」“”‘’*_`~-–—.,;:!?。，；：！？、…"


def why_not_scored(text: str) -> Literal["", "empty", "no text", "too long"]:
    """ "empty", "no text" for a placeholder, "too long", or "" for a text that can be scored."""
    if len(text) > _LONGEST:
        if len(text) > LONGEST_TEXT:
            return "too long"
        return "" if not text.isspace() else "empty"
    if len(text) > _PLAIN and " " in text and text[0].isalpha() and not _MAYBE_ADDRESS.search(text):
        return ""  # most texts: words with spaces between them
    if not text or text.isspace() or not _visible(text):
        return "empty"
    return "no text" if is_placeholder(text) else ""


def is_placeholder(text: str) -> bool:
    """Whether a text of some length stands for no text: N/A and its kin, error values, numbers, addresses,
    marks alone."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    bare = plain.strip(_AROUND)
    if not bare:
        return not _has_face(plain)
    if plain in _ERRORS or plain in _WORDS or bare in _WORDS or _LIBRE_OFFICE.fullmatch(bare):
        return True
    if _ADDRESS.fullmatch(bare) or all(_ADDRESS.fullmatch(word) for word in plain.split()):
        return True
    if _DATE.fullmatch(bare):
        return True
    if any(_says_something(char) for char in plain):
        return False
    return not _is_score(bare) and not _has_face(plain)


def _says_something(char: str) -> bool:
    """A letter, or a picture such as a face or a thumb."""
    kind = unicodedata.category(char)
    return kind[0] == "L" or (kind == "So" and char not in "©®™°")


def _is_score(bare: str) -> bool:
    """5/5 and 10 out of 10 are opinions, a number alone is not: nobody knows of how many."""
    return re.fullmatch(r"\d{1,3}(?:[.,]\d)?\s?/\s?\d{1,3}", bare) is not None


def _has_face(text: str) -> bool:
    """:-) and :( are made of marks and say something."""
    return re.search(r"[:;=]['-]?[()\[\]|]|[()]-?[:;=]|\^_?\^|<3", text) is not None


def _visible(text: str) -> bool:
    """Whether there is more than characters without a width: a mark of byte order, joiners, controls."""
    return any(unicodedata.category(char) not in ("Cf", "Cc", "Zs", "Zl", "Zp") for char in text)
