"""Web pages (HTML, and the XHTML of books): their running text, and the page again with another.

Owns the cutting of the source into tags and text. All that is not text stays to the letter, but for
the language and encoding that the page says it has. Scripts, styles, code, formulas and what says
translate="no" are no text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llmdesk.cancel import CancelToken
from llmdesk.tools.translate.shapes.inline import Inline, Item, Mark, Text
from llmdesk.tools.translate.shapes.shape import Listed, for_xml, looked_at

_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins",
     "label", "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "u")
)  # fmt: skip
_ALONE = frozenset(("br", "img", "wbr", "input"))
_WHOLE_INLINE = frozenset(
    ("code", "kbd", "samp", "var", "tt", "math", "svg", "ruby", "object", "audio", "video")
)
_NO_TEXT = frozenset(
    ("script", "style", "pre", "textarea", "template", "noscript", "select", "iframe", "head")
)
_SMALL = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,60})")
_STOP = re.compile(r">|=[ \t\r\n\f]{0,20}[\"']")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_UNTRANSLATED = re.compile(
    r"\stranslate\s{0,3}=\s{0,3}[\"']?no\b|\sclass\s{0,3}=\s{0,3}[\"'][^\"']{0,300}\bnotranslate\b"
)
_CHARSET = re.compile(
    r"((?:<meta\s[^<>]{0,200}\bcharset|<\?xml\s[^<>]{0,100}\bencoding)\s{0,3}=\s{0,3}[\"']?)[\w:.-]{2,40}",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"(\s(?:xml:)?lang\s{0,3}=\s{0,3}[\"']?)[A-Za-z0-9-]{1,20}(?![\w-])", re.IGNORECASE)
_HEAD = 8192  # characters in which a page says what its encoding is


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the source. `kind`: "text", "open", "close", "alone" (also a comment, and a whole
    element that stands in a line), "block" (whatever ends a line)."""

    kind: str
    name: str
    start: int
    end: int


class Page(Listed):
    """A page by its source."""

    def __init__(
        self, name: str, source: str, suffix: str = ".html", cancel: CancelToken | None = None
    ) -> None:
        self._source = source
        self._runs = [run for run in looked_at(_runs(source), cancel) if _has_letters(source, run)]
        self.inlines = [Inline(_items(source, run)) for run in self._runs]
        super().__init__(name, "html", [inline.text for inline in self.inlines], suffix, self.inlines)

    def write(self, translated: Sequence[str], language: str, cancel: CancelToken | None = None) -> bytes:
        page = self.page(translated, language)
        declared = any(found[1][:2] != "<?" for found in _CHARSET.finditer(page[:_HEAD]))
        # A page by itself that does not say it would be shown in another encoding.
        mark = "" if declared or page.isascii() or not self.suffix else "\ufeff"
        return (mark + page).encode("utf-8", "replace")

    def page(self, translated: Sequence[str], language: str) -> str:
        pieces, at = [], 0
        for run, inline, text in zip(self._runs, self.inlines, translated, strict=True):
            start, end = run[0].start, run[-1].end
            lead, tail = _blanks(self._source[start:end])
            pieces += [self._source[at:start], lead, _source_of(inline.back(text)), tail]
            at = end
        return _in_language(in_utf8("".join([*pieces, self._source[at:]])), language)


def _blanks(piece: str) -> tuple[str, str]:
    """The white space at both ends."""
    lead = piece[: len(piece) - len(piece.lstrip())]
    return lead, piece[len(piece.rstrip()) :] if piece.strip() else ""


def _source_of(items: Sequence[Item[str]]) -> str:
    """A book's pages are XML."""
    return "".join(
        html.escape(for_xml(item.text), quote=False) if isinstance(item, Text) else item.what
        for item in items
    )


def _in_language(source: str, language: str) -> str:
    """What the element `html` says of its language."""
    at = source[:4000].translate(_SMALL).find("<html")
    end = source.find(">", at)
    if at < 0 or end < 0 or not language:
        return source
    tag = _LANGUAGE.sub(lambda found: found[1] + language, source[at:end])
    return source[:at] + tag + source[end:]


def in_utf8(source: str) -> str:
    """A page, or another part of a book, that says it is in UTF-8, where it says what it is in."""
    head = source[:_HEAD]
    return _CHARSET.sub(lambda found: found[1] + "utf-8", head) + source[_HEAD:]


def _has_letters(source: str, run: Sequence[_Token]) -> bool:
    texts = (html.unescape(source[token.start : token.end]) for token in run if token.kind == "text")
    return any(any(map(str.isalpha, text)) for text in texts)


def _items(source: str, run: Sequence[_Token]) -> list[Item[str]]:
    """The run as items: white space as a page shows it, characters for their names."""
    items: list[Item[str]] = []
    for token in run:
        piece = source[token.start : token.end]
        if token.kind == "text":
            items.append(Text(_SPACE.sub(" ", html.unescape(piece))))
        else:
            items.append(Mark(token.kind, token.name, piece))  # type: ignore[arg-type]  # the other three kinds
    for at, trim in ((0, str.lstrip), (-1, str.rstrip)):
        if items and isinstance(last := items[at], Text):
            items[at] = Text(trim(last.text))
    return items


def _runs(source: str) -> Iterator[list[_Token]]:
    """What stands in one line of text, between two blocks; marks that open or close beyond it are no part."""
    run: list[_Token] = []
    for token in _tokens(source):
        if token.kind == "block":
            yield from _whole(run)
            run = []
        else:
            run.append(token)
    yield from _whole(run)


def _whole(run: list[_Token]) -> Iterator[list[_Token]]:
    """The parts of a run in which every mark has its partner."""
    depth: list[int] = []
    single: set[int] = set()
    for at, token in enumerate(run):
        if token.kind == "open":
            depth.append(at)
        elif token.kind == "close":
            if depth and run[depth[-1]].name == token.name:
                depth.pop()
            else:
                single.add(at)
    single.update(depth)
    part: list[_Token] = []
    for at, token in enumerate(run):
        if at in single:
            if part:
                yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part


def _tokens(source: str) -> Iterator[_Token]:
    low = source.translate(_SMALL)  # as long as the source, whatever is in it
    at = 0
    while at < len(source):
        start = source.find("<", at)
        start = len(source) if start < 0 else start
        if start > at:
            yield _Token("text", "", at, start)
        if start >= len(source):
            return
        token = _markup(source, low, start)
        yield token
        at = token.end


def _markup(source: str, low: str, start: int) -> _Token:
    for begin, closing in (("<!--", "-->"), ("<![cdata[", "]]>"), ("<?", ">"), ("<!", ">")):
        if low.startswith(begin, start):
            stop = source.find(closing, start + len(begin))
            kind = "alone" if begin == "<!--" else "block"
            return _Token(kind, "", start, len(source) if stop < 0 else stop + len(closing))
    found = _NAME.match(source, start)
    if found is None:
        return _Token("text", "", start, start + 1)
    name, end = found[1].lower(), _end_of_tag(source, found.end())
    tag = source[start:end]
    if tag.startswith("</"):
        return _Token("close" if name in _INLINE else "block", name, start, end)
    alone = tag.endswith("/>") or name in _ALONE
    if name == "head":
        return _Token("block", name, start, end)
    if not alone and (name in _NO_TEXT or name in _WHOLE_INLINE or _UNTRANSLATED.search(tag)):
        whole = _end_of_element(low, name, end)
        inline = name in _WHOLE_INLINE or name in _INLINE
        return _Token("alone" if inline else "block", name, start, whole)
    if name in _INLINE:
        return _Token("alone" if alone else "open", name, start, end)
    return _Token("alone" if name in _ALONE else "block", name, start, end)


def _end_of_tag(source: str, at: int) -> int:
    """Behind the ">" that is in no attribute's value."""
    while (found := _STOP.search(source, at)) is not None:
        if found[0] == ">":
            return found.end()
        close = source.find(found[0][-1], found.end())
        at = found.end() if close < 0 else close + 1
    return len(source)


def _end_of_element(low: str, name: str, at: int) -> int:
    """Behind its end tag, elements of its name within it passed over."""
    depth, opening, closing = 1, f"<{name}", f"</{name}"
    while depth:
        close = low.find(closing, at)
        if close < 0:
            return len(low)
        depth += _count(low, opening, at, close) - 1
        at = close + len(closing)
    end = low.find(">", at)
    return len(low) if end < 0 else end + 1


def _count(low: str, opening: str, start: int, end: int) -> int:
    count, at = 0, low.find(opening, start, end)
    while at >= 0:
        count += not low[at + len(opening) : at + len(opening) + 1].isalnum()
        at = low.find(opening, at + 1, end)
    return count
