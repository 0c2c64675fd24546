"""How the lines of PDF pages become paragraphs and headings, without running headers and page numbers.

Owns the layout rules. Pure: lines with their places go in, text comes out. Must not drop a line that is
not repeated at the same place of other pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from llmdesk.tools.documents.builder import Builder
from llmdesk.tools.documents.pdf.place import Line, PdfPage
from llmdesk.tools.documents.plain_text import is_heading, is_wide, joint

_EDGE_LINES = 3  # so many lines at the top and at the bottom may be running headers or footers
_EDGE_SHARE = 0.1  # of the page's height, from its border
_SAME_PLACE = 6.0  # points
_REPEATED = 3  # pages; all pages of a document of two
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,18}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = 6  # words, at least
_MOST, _SOME = 0.8, 0.5  # of the steps from page to page
_OUTER_NUMBER = re.compile(r"^\d{1,5}(?!\S)|(?<!\S)\d{1,5}$")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|第)\s*+\d++\s*+(?:[页頁]|(?:of|/|von)\s*+\d++)?(?:\s*+[共/]\s*+\d++\s*+[页頁]?)?"
    r"|[-–—·]\s*+\d++\s*+[-–—·]",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:;。！？：；…][\"'”’」』）)\]]*$")
_ITEM = re.compile(
    r"(?:[•●▪◦–*·■□➢-]\s|\(?\d{1,3}[.)、]\s?\D|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)"
)
_CUT_WORD = "-\u2010\u00ad"
_LAST_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]++[-\u2010][^\W\d_]++")
_STAMP = 2.0  # of the text's letters' height
_LARGER = 1.15  # a heading's letters against the body's
_LONGEST_HEADING = 200
_GAP = 1.45  # of the usual distance of two lines: more begins a paragraph
_WIDE_GAP = 1.9  # where the sentence goes on
_INDENT = 0.8  # of the letters' height
_SHORT = 0.85  # a line that ends before this part of the column may end its paragraph


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines that belong together; `open_end`: its last line does not end a sentence."""

    lines: tuple[Line, ...]
    level: int
    starts_column: bool
    open_end: bool


def add_pages(pages: Sequence[PdfPage], builder: Builder) -> None:
    """Hand the text of all pages to the document, each page under its label."""
    running = _running_lines(pages)
    body = _body_height(pages)
    sizes = _heading_sizes(pages, body)
    compounds = _compounds(pages)
    before: _Paragraph | None = None
    for at, page in enumerate(pages):
        builder.page(page.label)
        lines = [line for place, line in enumerate(page.lines) if (at, place) not in running]
        for paragraph in _paragraphs(lines, body, sizes):
            text = _joined(paragraph.lines, compounds)
            if before and _goes_on(before, paragraph):
                builder.go_on(text)
            else:
                builder.add(text, level=paragraph.level, tight=bool(_ITEM.match(text)))
            before = paragraph


def _running_lines(pages: Sequence[PdfPage]) -> set[tuple[int, int]]:
    """(page, line) of headers, footers and page numbers: what stands at the same height of several pages
    and differs in its numbers only."""
    places: dict[tuple[bool, str], list[tuple[float, int, int]]] = defaultdict(list)
    dropped: set[tuple[int, int]] = set()
    for at, page in enumerate(pages):
        for is_top, place in _edge_lines(page):
            line = page.lines[place]
            key = _NUMBER.sub("#", " ".join(line.text.lower().split()))
            places[is_top, key].append((line.bottom, at, place))
            if _PAGE_NUMBER.fullmatch(line.text.strip()):
                dropped.add((at, place))
    dropped |= _counting_lines(pages)
    enough = min(_REPEATED, max(len(pages), 2))
    dropped |= _stamps(pages, enough)
    for found in places.values():
        middle = median(bottom for bottom, _at, _place in found)
        same = [(at, place) for bottom, at, place in found if abs(bottom - middle) <= _SAME_PLACE]
        if len({at for at, _place in same}) >= enough and not _says_something(pages, same):
            dropped.update(same)
    return dropped


def _says_something(pages: Sequence[PdfPage], spots: Sequence[tuple[int, int]]) -> bool:
    """Whether lines that differ in their numbers only are no header: a sentence, in other numbers on each
    page, or a number that changes from page to page and does not count them, as that of a form."""
    lines = [(at, " ".join(pages[at].lines[place].text.split())) for at, place in sorted(spots)]
    if len({text for _at, text in lines}) == 1:
        return False
    text = lines[0][1]
    if _ENDS.search(text) and text[-1] not in ":;；：…" and len(_WORD.findall(text)) >= _SENTENCE:
        return True
    rows = [(at, [*map(int, _DIGITS.findall(text))]) for at, text in lines]
    slots = min(len(numbers) for _at, numbers in rows)
    return any(_is_data([(at, numbers[slot]) for at, numbers in rows]) for slot in range(slots))


def _is_data(numbers: Sequence[tuple[int, int]]) -> bool:
    """(page, number) of one place in a line: a chapter's changes seldom, a page's counts, if not always."""
    steps = [(later - at, after - number) for (at, number), (later, after) in pairwise(numbers) if later > at]
    changed = sum(1 for _pages, step in steps if step)
    counted = sum(1 for over, step in steps if step == over)
    return changed >= _MOST * len(steps) and counted < _SOME * len(steps)


def _stamps(pages: Sequence[PdfPage], enough: int) -> set[tuple[int, int]]:
    """Large words that stand at the same place of several pages, wherever that is (DRAFT)."""
    usual = _body_height(pages)
    places: dict[tuple[str, int, int], set[tuple[int, int]]] = defaultdict(set)
    for at, page in enumerate(pages):
        for place, line in enumerate(page.lines):
            if line.height > _STAMP * usual:
                key = line.text, round(line.left / _SAME_PLACE), round(line.bottom / _SAME_PLACE)
                places[key].add((at, place))
    return {spot for found in places.values() if len(found) >= enough for spot in found}


def _counting_lines(pages: Sequence[PdfPage]) -> set[tuple[int, int]]:
    """Lines at the edge that begin or end with a number which counts up with the pages: a header that
    names each page's chapter beside the page's number."""
    places: dict[tuple[bool, int, int], list[tuple[int, int]]] = defaultdict(list)
    for at, page in enumerate(pages):
        for is_top, place in _edge_lines(page):
            line = page.lines[place]
            for number in _OUTER_NUMBER.findall(line.text):
                places[is_top, round(line.bottom / _SAME_PLACE), int(number) - at].append((at, place))
    return {spot for found in places.values() if len(set(found)) >= _REPEATED for spot in found}


def _edge_lines(page: PdfPage) -> Iterator[tuple[bool, int]]:
    by_height = sorted(range(len(page.lines)), key=lambda place: -page.lines[place].bottom)
    for place in by_height[:_EDGE_LINES]:
        if page.lines[place].bottom > page.height * (1 - _EDGE_SHARE):
            yield True, place
    for place in by_height[-_EDGE_LINES:]:
        if page.lines[place].top < page.height * _EDGE_SHARE:
            yield False, place


def _body_height(pages: Sequence[PdfPage]) -> float:
    """The height of the letters that most of the text is set in."""
    heights: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            heights[round(line.height * 2) / 2] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 10.0


def _heading_sizes(pages: Sequence[PdfPage], body: float) -> list[float]:
    """The heights of letters that are clearly larger than the text, the largest first."""
    sizes = {
        round(line.height)
        for page in pages
        for line in page.lines
        if line.height > _LARGER * body and len(line.text) <= _LONGEST_HEADING
    }
    return sorted((float(size) for size in sizes), reverse=True)


def _compounds(pages: Sequence[PdfPage]) -> frozenset[str]:
    """Words that this document writes with a hyphen inside a line: they keep it at a line's end."""
    return frozenset(
        word.lower().replace("\u2010", "-")
        for page in pages
        for line in page.lines
        for word in _HYPHENATED.findall(line.text)
    )


def _paragraphs(lines: Sequence[Line], body: float, sizes: Sequence[float]) -> Iterator[_Paragraph]:
    for column in _columns(lines):
        left = _left_edge(column)
        right = max(line.right for line in column)
        pitch = _pitch(column)
        current: list[Line] = []
        first = True
        for line in column:
            if current and _begins(current, line, left, right, pitch):
                yield _paragraph(current, body, sizes, first)
                current, first = [], False
            current.append(line)
        yield _paragraph(current, body, sizes, first)


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """A line well above the one before it begins a new column."""
    column: list[Line] = []
    for line in lines:
        if column and line.bottom > column[-1].bottom + 1.5 * line.height:
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _left_edge(column: Sequence[Line]) -> float:
    """Where most lines begin; an indented first line stands to the right of it."""
    lefts = Counter(round(line.left) for line in column)
    most = max(lefts.values())
    return float(min(left for left, count in lefts.items() if count >= max(most / 2, 1)))


def _pitch(column: Sequence[Line]) -> float:
    """The usual distance between the feet of two lines."""
    steps = [above.bottom - line.bottom for above, line in pairwise(column)]
    near = [step for step in steps if step > 1.0]
    return median(near) if near else 0.0


def _begins(current: Sequence[Line], line: Line, left: float, right: float, pitch: float) -> bool:
    """Whether `line` begins a new paragraph after the lines of the current one."""
    before = current[-1]
    resized = not 1 / _LARGER < line.height / before.height < _LARGER
    # A sentence that goes on may begin its line with a word in another font, whose cell is larger.
    goes_on = line.text[0].islower() and not _ENDS.search(before.text)
    if (resized and not goes_on) or _ITEM.match(line.text) or is_heading(line.text):
        return True
    step = before.bottom - line.bottom
    if step > (_WIDE_GAP if goes_on else _GAP) * min(pitch, 1.6 * line.height):
        return True
    ended = bool(_ENDS.search(before.text))
    short = before.right < left + _SHORT * (right - left)
    indented = line.left > left + _INDENT * line.height and before.left < line.left - 0.5 * line.height
    return (indented and (ended or short)) or (short and ended)


def _paragraph(lines: Sequence[Line], body: float, sizes: Sequence[float], first: bool) -> _Paragraph:
    text_length = sum(len(line.text) for line in lines)
    size = float(round(lines[0].height))
    large = lines[0].height > _LARGER * body and text_length <= _LONGEST_HEADING
    level = 0
    if large or (len(lines) == 1 and is_heading(lines[0].text)):
        level = min(sizes.index(size) + 1, 6) if size in sizes else 1
    open_end = not level and not _ENDS.search(lines[-1].text)
    return _Paragraph(tuple(lines), level, first, open_end)


def _goes_on(before: _Paragraph, paragraph: _Paragraph) -> bool:
    """Whether a paragraph at the top of a column or page is the rest of the last one below."""
    text = paragraph.lines[0].text
    if not (before.open_end and paragraph.starts_column) or paragraph.level or _ITEM.match(text):
        return False
    last = before.lines[-1].text[-1]
    same_size = 1 / _LARGER < paragraph.lines[0].height / before.lines[-1].height < _LARGER
    return same_size and (text[0].islower() or is_wide(text[0]) or last in _CUT_WORD or last in ",，、")


def _joined(lines: Sequence[Line], compounds: frozenset[str]) -> str:
    """The text of the lines; a word that was divided at a line's end is whole again."""
    text = lines[0].text
    for line in lines[1:]:
        after = line.text
        if text[-1] not in _CUT_WORD or not text[-2:-1].isalnum():
            text += joint(text, after) + after
        elif after[0].islower() and not _is_compound(text, after, compounds):
            text = text[:-1] + after
        else:
            text = text[:-1] + "-" + after
    return text[:-1].replace("\u00ad", "") + text[-1]


def _is_compound(text: str, after: str, compounds: frozenset[str]) -> bool:
    first = _LAST_WORD.search(text[:-1])
    second = _FIRST_WORD.match(after)
    return bool(first and second) and f"{first[0]}-{second[0]}".lower() in compounds  # type: ignore[index]
