"""What of a text is no language and stays letter by letter: code, placeholders, tags, addresses, versions.

Owns finding it, and comparing it between two texts. Must not read numbers or words. Every pattern looks no
further than a bound, so that a text is read in one pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from llmdesk.errors import shown
from llmdesk.tools.documents.types import Span
from llmdesk.tools.fidelity import wording
from llmdesk.tools.fidelity.types import Finding, Rule

_STOPS = '\\s<>"`\u2010-\uffff'  # what follows in Chinese is no part of an address
_FILES = (
    "pdf|docx?|xlsx?|pptx?|csv|tsv|txt|md|html?|json|ya?ml|toml|xml|ini|cfg|conf|log|py|js|ts|java|cpp|hpp|rs|go|"
    "sh|bat|exe|dll|zip|tar|gz|png|jpe?g|gif|svg|mp[34]|wav|epub|srt|vtt|gguf|sqlite3?|db|css|php|rb"
)
_MARK = re.compile(
    r"(?P<code>(?<!`)`[^`\n]{1,500}`(?!`))"
    r"|(?P<tags></?[A-Za-z][A-Za-z0-9:-]{0,40}(?:\s[^<>]{0,1000})?/?>)"
    rf"|(?P<addresses>(?:(?:https?|ftp|file)://|www\.)[^{_STOPS}]{{1,2000}}"
    r"|(?<![A-Za-z0-9.+_%-])[A-Za-z0-9.+_%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}"
    r"|(?<![A-Za-z0-9])[A-Za-z]:\\[^\s<>\"“”`，。；]{1,300}"
    r"|(?<![A-Za-z0-9/.~:<])~?(?:/[A-Za-z0-9._+-]{1,80}){2,20}/?"
    rf"|(?<![A-Za-z0-9_.-])[A-Za-z0-9_-]{{1,80}}\.(?:{_FILES})(?![A-Za-z0-9]))"
    r"|(?P<placeholders>\{\{[^{}\n]{1,80}\}\}|\$?\{[\w.:!,-]{0,80}\}|%\([A-Za-z0-9_]{1,60}\)[-+#0]?\d{0,3}(?:\.\d{1,3})?[a-zA-Z]"
    r"|%\d{1,2}\$[-+#0]?\d{0,3}(?:\.\d{1,3})?l{0,2}[a-zA-Z@]|(?<![\d%])%[-+#0]?\d{0,3}(?:\.\d{1,3})?l{0,2}[sdiufgxXoeEGcpqr@](?![A-Za-z])"
    r"|(?<![\d%])%L?\d{1,2}(?![\d.]*[%％])|(?<![A-Za-z0-9_$])\$[A-Z][A-Z0-9_]{1,40}(?![A-Za-z0-9_])"
    r"|(?<![A-Za-z0-9_])__[A-Z0-9_]{1,40}__(?![A-Za-z0-9_])|\[\[[^\[\]\n]{1,120}\]\])"
    r"|(?P<numbers>(?<![\w.])[vV]?\d{1,6}(?:\.\d{1,6}){2,5}(?![\w.]*\d))"
    r"|(?P<names>(?<![\w@])@[A-Za-z0-9_]{2,40}|(?<![A-Za-z0-9_])(?:[A-Za-z0-9]{1,40}_){1,8}[A-Za-z0-9]{1,40}(?![A-Za-z0-9_])"
    r"|(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_.]{1,80}\(\))"
)
_TRAILING = ".,;:!?)]}'*_"
_FENCE = "```"
_TEXT_OF_TAG = re.compile(
    r"\s(?:alt|title|aria-label|placeholder|summary)=(?:\"[^\"]{0,1000}\"|'[^']{0,1000}')"
)
_NUMBERED = re.compile(r"^%\d{1,2}\$")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at text[start:end] that stays as it is, and the rule that says so."""

    rule: Rule
    start: int
    end: int
    text: str


def marks(text: str) -> tuple[Mark, ...]:
    """In order, without overlaps."""
    return tuple(_marks(text))


def _marks(text: str) -> Iterator[Mark]:
    at = 0
    while (fence := text.find(_FENCE, at)) >= 0:
        end = text.find(_FENCE, fence + 3)
        if end < 0:
            break
        yield from _inline(text, at, fence)
        yield Mark("code", fence, end + 3, text[fence : end + 3])
        at = end + 3
    yield from _inline(text, at, len(text))


def _inline(text: str, start: int, end: int) -> Iterator[Mark]:
    for found in _MARK.finditer(text, start, end):
        rule: Rule = found.lastgroup  # type: ignore[assignment]  # the groups are named as the rules are
        piece = found[0]
        if rule == "addresses":
            piece = _without_tail(piece)
        if piece and not (rule == "tags" and not _is_tag(text, piece)):
            yield Mark(rule, found.start(), found.start() + len(piece), piece)


_NAME_OF_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,40})")
_TAG_NAMES = """
a abbr address article aside audio b bdi bdo big blockquote body br button caption center cite code col
colgroup data dd del details dfn div dl dt em embed fieldset figcaption figure font footer form g h1 h2
h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main mark meta nav ol
optgroup option p param picture pre q rp rt ruby s samp script section select small source span strike
strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt
u ul var video wbr x
"""
_TAGS = frozenset(_TAG_NAMES.split())


def _is_tag(text: str, piece: str) -> bool:
    """<name> alone is a place to fill in: its words are translated."""
    name = _NAME_OF_TAG.match(piece)
    if name is None:
        return False
    sure = name[1].lower() in _TAGS or piece.startswith("</") or piece.endswith("/>") or "=" in piece
    return sure or f"</{name[1]}>" in text


def _without_tail(address: str) -> str:
    """A closing bracket belongs to an address that has the opening one."""
    while address and address[-1] in _TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def masked(text: str, found: tuple[Mark, ...]) -> str:
    """`text` with spaces where the marks are: nothing moves."""
    pieces, at = [], 0
    for mark in found:
        pieces += [text[at : mark.start], " " * (mark.end - mark.start)]
        at = mark.end
    return "".join([*pieces, text[at:]])


def compare(source: tuple[Mark, ...], target: tuple[Mark, ...], target_text: str) -> Iterator[Finding]:
    """Those of the source that are missing, and those that were added."""
    wanted, there = Counter(map(_key, source)), Counter(map(_key, target))
    lost, added = wanted - there, there - wanted
    for mark in source:
        if lost[_key(mark)] > 0 and not (mark.rule != "tags" and _stands(mark, wanted, target_text)):
            lost[_key(mark)] -= 1
            yield Finding(mark.rule, wording.LOST, (("text", shown(mark.text)),), Span(mark.start, mark.end))
    for mark in target:
        if added[_key(mark)] > 0:
            added[_key(mark)] -= 1
            place = Span(mark.start, mark.end)
            yield Finding(mark.rule, wording.ADDED, (("text", shown(mark.text)),), target=place)
    yield from _nested(source, target)


def _stands(mark: Mark, wanted: Counter[tuple[str, str]], target_text: str) -> bool:
    """Whether it is there as part of something else, as often as it must be."""
    return target_text.count(mark.text) >= wanted[_key(mark)] and mark.rule != "placeholders"


def _key(mark: Mark) -> tuple[str, str]:
    text = mark.text
    if mark.rule == "tags":
        text = _SPACE.sub(" ", _TEXT_OF_TAG.sub("", text)).replace(" />", "/>").lower()
    elif mark.rule == "placeholders":
        text = _NUMBERED.sub("%", text)  # another order is said so: %2$s
    return mark.rule, text


_ALONE = frozenset(("br", "hr", "img", "input", "wbr", "meta", "link", "source", "col", "area", "embed"))


def _nested(source: tuple[Mark, ...], target: tuple[Mark, ...]) -> Iterator[Finding]:
    """A tag that closes what is not open, where the source has none such."""
    wrong = _unpaired(target)
    if wrong is not None and _unpaired(source) is None:
        yield Finding(
            "tags", wording.ORDER, (("text", shown(wrong.text)),), target=Span(wrong.start, wrong.end)
        )


def _unpaired(found: tuple[Mark, ...]) -> Mark | None:
    open_: list[tuple[str, Mark]] = []
    for mark in found:
        if mark.rule != "tags":
            continue
        name = mark.text.strip("</>").split(None, 1)[0].rstrip("/").lower()
        if mark.text.startswith("</"):
            if not open_ or open_.pop()[0] != name:
                return mark
        elif not mark.text.endswith("/>") and name not in _ALONE:
            open_.append((name, mark))
    return open_[0][1] if open_ else None
