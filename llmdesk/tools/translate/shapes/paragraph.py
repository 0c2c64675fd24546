"""A paragraph of a Word document as items: its text, what is set apart in it, what stands in it.

Owns the runs and their formats, links and fields. Must not change the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, Literal

from lxml import etree  # type: ignore[import-untyped]

from llmdesk.tools.translate.shapes.inline import Item, Mark, Text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INSIDE = frozenset(f"{W}{name}" for name in ("smartTag", "customXml"))
_GONE = frozenset((f"{W}proofErr",))
_FIELD, _INSTRUCTION = f"{W}fldChar", f"{W}instrText"
_OF_TEXT = frozenset(("HYPERLINK", "TOC", "INDEX"))  # fields whose result is running text
FIRST = frozenset(
    f"{W}{name}"
    for name in (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
    )
)
_CHOICES = tuple(f"{W}{name}" for name in ("dropDownList", "comboBox", "date", "docPartList"))
_OF_LOOKS = frozenset(
    f"{W}{name}" for name in ("lang", "noProof", "rFonts", "szCs", "bCs", "iCs", "kern", "webHidden")
)

Element = Any  # lxml's elements have no types of their own here


@dataclass(frozen=True)
class Around:
    """What stands around running text: the element of a link or a content control, or what a field begins and
    ends with. `look`: a run whose format all of the text in it has, None where that is the paragraph's."""

    element: Element = None
    begin: tuple[Element, ...] = ()
    end: tuple[Element, ...] = ()
    look: Element = None


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph. `kind`: "text", "alone" (what is no text), "open" and "close" (a link)."""

    kind: Literal["text", "alone", "open", "close"]
    text: str = ""
    element: Any = None  # one or several, or an `Around`
    look: str = ""


_NO_LINK = -1


@dataclass
class _Field:
    """Where in a paragraph the result of a field begins, and where it ends; -1 for what stands in another.
    `before`: how many links open before it; `link`: the number of the one around its beginning."""

    before: int
    link: int
    code: str = ""
    result: int = -1
    result_link: int = _NO_LINK
    end: int = -1
    end_link: int = _NO_LINK

    @property
    def is_text(self) -> bool:
        """Whether its result is translated. One that goes on in other paragraphs, such as a table of
        contents, holds paragraphs that are."""
        if self.result < 0 or self.link != self.result_link:
            return False
        word = self.code.split(None, 1)[:1]
        return self.end < 0 or (self.link == self.end_link and bool(word) and word[0].upper() in _OF_TEXT)


def flat(element: Element) -> list[Run]:
    """The runs of a paragraph in a row; a field is one thing from its beginning to its end, but for one whose
    result is running text: it stands around that."""
    runs = [run for child in element for run in _of_child(child)]
    fields = _fields(runs)
    return list(_whole_fields(_opened_fields(runs, fields))) if fields else runs


def _fields(runs: Sequence[Run]) -> dict[int, _Field]:
    """The fields of a paragraph by where they begin."""
    found: dict[int, _Field] = {}
    open_: list[_Field] = []
    links, count = [0], 0
    for at, run in enumerate(runs):
        if run.kind == "open":
            count += 1
            links.append(count)
        elif run.kind == "close":
            links.pop()
        mark = _field_mark(run)
        if mark == "begin":
            found[at] = _Field(count, links[-1])
            open_.append(found[at])
        elif mark == "separate" and open_:
            field = open_[-1]
            field.result, field.result_link = at, links[-1] if field.before == count else _NO_LINK
        elif mark == "end" and open_:
            field = open_.pop()
            field.end, field.end_link = at, links[-1]
        elif open_ and open_[-1].result < 0 and _has_field_code(run):
            open_[-1].code += "".join(run.element.itertext(_INSTRUCTION))
    return found


def _field_mark(run: Run) -> str | None:
    if not _has_field_code(run):
        return None
    mark = run.element.find(f".//{_FIELD}")
    return None if mark is None else str(mark.get(f"{W}fldCharType"))


def _has_field_code(run: Run) -> bool:
    return run.kind == "alone" and not isinstance(run.element, list)


def _opened_fields(runs: Sequence[Run], fields: dict[int, _Field]) -> Iterator[Run]:
    """The runs, with the marks of fields whose result is text as what stands around it."""
    ends: dict[int, Around] = {}
    at = 0
    while at < len(runs):
        field = fields.get(at)
        if at in ends:
            yield Run("close", element=ends[at])
        elif field is not None and field.is_text:
            code = tuple(each for run in runs[at : field.result + 1] for each in _elements(run))
            at = field.result
            if field.end < 0:
                yield Run("alone", element=list(code))
            else:
                around = Around(begin=code, end=tuple(_elements(runs[field.end])))
                ends[field.end] = around
                yield Run("open", element=around)
        elif field is not None:
            end = field.end if field.end >= 0 else len(runs) - 1
            yield from runs[at : end + 1]
            at = end
        else:
            yield runs[at]
        at += 1


def _elements(run: Run) -> Sequence[Element]:
    return run.element if isinstance(run.element, list) else [run.element]


def _whole_fields(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, with each field that is left as one thing."""
    depth, inside = 0, 0  # fields; links within them, which go along whole
    field: list[Element] = []
    for run in runs:
        delta = _field_depth(run)
        if not (depth or delta or inside):
            yield run
            continue
        depth = max(0, depth + delta)
        if run.kind == "close" and not inside:  # the field goes on behind the link that it began in
            if field:
                yield Run("alone", element=field)
            yield run
            field = []
            continue
        if not inside:
            field += [run.element.element] if isinstance(run.element, Around) else _elements(run)
        inside += {"open": 1, "close": -1}.get(run.kind, 0)
        if not depth and not inside:
            yield Run("alone", element=field)
            field = []
    if field:
        yield Run("alone", element=list(field))


def _field_depth(run: Run) -> int:
    return {"begin": 1, "end": -1}.get(_field_mark(run) or "", 0)


def _of_child(child: Element) -> Iterator[Run]:
    tag = child.tag
    if tag == f"{W}pPr" or tag in _GONE or tag in FIRST:
        return
    if tag == f"{W}r":
        yield from _of_run(child)
    elif tag in _INSIDE:
        for inner in child:
            yield from _of_child(inner)
    elif tag == f"{W}hyperlink" or (tag == f"{W}sdt" and _is_open(child)) or _is_text_field(child):
        around = Around(child)
        yield Run("open", element=around)
        for inner in list(content(child)):
            yield from _of_child(inner)
        yield Run("close", element=around)
    else:
        yield Run("alone", element=[child])


def _is_open(control: Element) -> bool:
    """Whether a content control holds running text, and not one of its choices."""
    return control.find(f"{W}sdtContent") is not None and next(control.iter(*_CHOICES), None) is None


def _is_text_field(child: Element) -> bool:
    """Whether it is a field that is one element, with running text in it."""
    code = str(child.get(f"{W}instr", "")) if child.tag == f"{W}fldSimple" else ""
    return code.strip().upper().startswith("HYPERLINK")


def content(around: Element) -> Element:
    """What holds the runs of a link or of a content control."""
    return around.find(f"{W}sdtContent") if around.tag == f"{W}sdt" else around


def _of_run(run: Element) -> Iterator[Run]:
    """Its text; what else is in it is a run of its own with the same format."""
    look = _look(run.find(f"{W}rPr"))
    rest = [child for child in run if child.tag != f"{W}rPr"]
    if run.find(f".//{W}p") is not None:  # a text box, whose paragraphs are translated where they stand
        yield Run("alone", element=[run])
        return
    if all(child.tag == f"{W}t" for child in rest):
        yield Run("text", "".join(child.text or "" for child in rest), run, look)
        return
    for child in rest:
        if child.tag == f"{W}lastRenderedPageBreak":
            continue
        alone = run.makeelement(run.tag, run.attrib, run.nsmap)
        alone.extend(deepcopy(each) for each in (run.find(f"{W}rPr"), child) if each is not None)
        if child.tag == f"{W}t":
            yield Run("text", child.text or "", alone, look)
        elif child.find(f".//{_FIELD}") is not None or child.tag in (_FIELD, _INSTRUCTION):
            yield Run("alone", element=alone)
        else:
            yield Run("alone", element=[alone])


def _look(properties: Element | None) -> str:
    """The format in which one run differs from another for the eye; fonts and languages of scripts do not."""
    if properties is None:
        return ""
    seen = [etree.tostring(child).decode() for child in properties if child.tag not in _OF_LOOKS]
    return "".join(sorted(seen))


def base(runs: Sequence[Run]) -> Element | None:
    """The run whose format most characters have."""
    sizes: Counter[str] = Counter()
    for run in runs:
        if run.kind == "text":
            sizes[run.look] += len(run.text)
    if not sizes:
        return None
    most = sizes.most_common(1)[0][0]
    return next(run.element for run in runs if run.kind == "text" and run.look == most)


def items(runs: Sequence[Run], base: Element | None) -> list[Item[Any]]:
    """The marks around text and in it; `base`: the run whose format the paragraph's own is."""
    plain = "" if base is None else _look(base.find(f"{W}rPr"))
    found: list[Item[Any]] = []
    at = 0
    while at < len(runs):
        run = runs[at]
        if run.kind == "text":
            text, at = _same_look(runs, at)
            if run.look == plain or not text.strip():
                found.append(Text(text))
                continue
            name = "b" if "<w:b " in run.look else "x"
            if at < len(runs) and _is_only_text(found, runs[at]):
                found[-1] = Mark("open", "a", replace(runs[at].element, look=run.element))
                found += [Text(text), Mark("close", "a", runs[at].element)]
                at += 1
            else:
                found += [Mark("open", name, run.element), Text(text), Mark("close", name, run.element)]
            continue
        found.append(Mark(run.kind, "x" if run.kind == "alone" else "a", run.element))
        at += 1
    return found


def _same_look(runs: Sequence[Run], at: int) -> tuple[str, int]:
    """The text of the runs from `at` on that look the same, and where it ends."""
    pieces, look = [], runs[at].look
    while at < len(runs) and runs[at].kind == "text" and runs[at].look == look:
        pieces.append(runs[at].text)
        at += 1
    return "".join(pieces), at


def _is_only_text(found: Sequence[Item[Any]], following: Run) -> bool:
    """Whether what comes is all that stands in the link that was opened last and closes now: one mark is
    enough then for the link and its format."""
    last = found[-1] if found else None
    return following.kind == "close" and isinstance(last, Mark) and last.kind == "open" and last.name == "a"
