"""What of a document stands beside its text: footnotes, captions, notices, rows of figures.

Owns telling such paragraphs by their form, in English and Chinese; they count less where the main points
are chosen. Must not leave anything out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from llmdesk.tools.documents import Document, Span

_LABEL = re.compile(
    r"(?:fig(?:ure|\.)?|table|chart|photo(?:graph)?|image|source|footnote|notes?|credits?|caption)"
    r" ?\d{0,3}[a-z]?[.:)]|"
    r"\[\d{1,3}\] |[¹²³⁴⁵⁶⁷⁸⁹*†‡] ?|"
    r"[图表]\s?\d{1,3}[.：:、\s]|(?:来源|数据来源|图源|资料来源|注|备注|脚注|责任编辑|编辑|摄影|供图)[：:]|"
    r"[①②③④⑤⑥⑦⑧⑨⑩]",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"all rights reserved|©|\bcopyright\b|\bsubscribe\b|newsletter|\bcookies?\b|privacy policy|terms of use|"
    r"follow us|share this|click here|read more|for more information|press contact|unsubscribe|"
    r"版权所有|未经许可|转载|订阅|关注我们|点击此处|阅读更多|隐私政策|免责声明|联系我们",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S|www\.\S|[\w.+-]{1,64}@\w")
_FIGURE = re.compile(r"\d[\d.,:%/-]*")
_LETTERS = re.compile(r"[^\W\d_]")
_HEADING = 70  # characters
_STOPS = '.!。！…;；:：,，"”’」』)）'
_MARKS = ("-", "•", "*", "–", "·")
_SHORT = 220  # characters; a longer paragraph is text, whatever it begins with
_MOSTLY = 0.45  # of the characters in figures


def side_matter(document: Document) -> list[Span]:
    """The paragraphs that look like it, in order; none where nearly everything does."""
    found = [span for span in document.paragraphs if _is_side(document.text[span.start : span.end])]
    length = sum(span.end - span.start for span in found)
    return found if length < 0.5 * len(document.text) else []


def headings(document: Document) -> list[int]:
    """Where headings begin: those that are marked, and short lines without a full stop over a paragraph."""
    found = {heading.start for heading in document.headings}
    paragraphs = document.paragraphs
    for number, (span, after) in enumerate(pairwise(paragraphs)):
        text = document.text[span.start : span.end]
        is_short = len(text) <= _HEADING and text[-1] not in _STOPS and not text.startswith(_MARKS)
        stands_over = after.end - after.start >= 2 * len(text) and document.text[after.end - 1] in _STOPS
        ends_before = number == 0 or document.text[paragraphs[number - 1].end - 1] in _STOPS
        if is_short and stands_over and ends_before:
            found.add(span.start)
    return sorted(found)


def stands_in(spans: Sequence[Span], at: int) -> bool:
    """Whether the character `at` stands in one of `spans`."""
    number = bisect_right(spans, at, key=lambda span: span.start) - 1
    return number >= 0 and at < spans[number].end


def _is_side(paragraph: str) -> bool:
    if len(paragraph) <= _SHORT and (_LABEL.match(paragraph) or _NOTICE.search(paragraph)):
        return True
    if len(paragraph) <= _SHORT and _ADDRESS.search(paragraph) and len(paragraph.split()) < 20:
        return True
    figures = sum(len(found) for found in _FIGURE.findall(paragraph))
    return figures > _MOSTLY * (figures + len(_LETTERS.findall(paragraph)))
