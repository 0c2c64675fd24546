"""Formulas (MathML of web pages and books, OMML of Word) as one line of text: x = (-b ± √(b^2 - 4ac))/(2a).

Owns the tree that is collected while a page is read, its limits, and how it is written. Must not evaluate
anything. What cannot be written becomes `UNREADABLE`, and the reader counts it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

UNREADABLE = "[formula]"
MAX_NODES = 20_000
MAX_DEPTH = 60
_INVISIBLE = re.compile("[\u2061-\u2064\u200b\u2060\ufeff]")
_SIMPLE = re.compile(r"(?:\d[\d.,]*|[^\W\d_][\w\u0300-\u036f'′]*|∞)[%°]?")
_SPACED = frozenset("=<>≤≥≈≠≡∼→←⇒⇔∈∉⊂⊆+−±×·÷∓∝")
_ACCENTS = {
    "¯": "\u0304",
    "‾": "\u0304",
    "_": "\u0332",
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "→": "\u20d7",
    "⃗": "\u20d7",
    "˙": "\u0307",
    "¨": "\u0308",
    "\u0302": "\u0302",
    "\u0303": "\u0303",
    "\u0304": "\u0304",
    "\u0305": "\u0304",
    "\u0307": "\u0307",
    "\u0308": "\u0308",
}


@dataclass
class Node:
    """An element of a formula; `tag` without its namespace."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""


class Formula:
    """Collects the events of one formula, from its outermost element to that one's end."""

    def __init__(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._root = Node(_local(tag), _plain_names(attributes))
        self._open = [self._root]
        self._nodes, self._depth = 1, 1

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._nodes += 1
        if self._nodes > MAX_NODES or self._depth > MAX_DEPTH:
            return
        node = Node(_local(tag), _plain_names(attributes))
        self._open[-1].children.append(node)
        self._open.append(node)

    def data(self, text: str) -> None:
        if self._nodes <= MAX_NODES and self._depth <= MAX_DEPTH:
            self._open[-1].text += text

    def end(self) -> bool:
        """One element ends; True when it was the formula itself."""
        if len(self._open) == self._depth:
            self._open.pop()
        self._depth -= 1
        if self._nodes > MAX_NODES:
            del self._open[max(self._depth, 1) :]
        return self._depth <= 0

    def written(self) -> str:
        """The formula in one line; `UNREADABLE` when nothing of it can be written."""
        if self._nodes > MAX_NODES:
            return UNREADABLE
        line = " ".join(_INVISIBLE.sub("", _write(self._root)).split())
        return line or " ".join(self._root.attributes.get("alttext", "").split()) or UNREADABLE


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _plain_names(attributes: Mapping[str, str]) -> dict[str, str]:
    return {_local(name): value for name, value in attributes.items()}


def _write(node: Node) -> str:
    writer = _WRITERS.get(node.tag)
    if writer:
        return writer(node)
    if node.children:
        return _joined(_in_row(node.children))
    return node.text.strip() if node.tag != "mtext" else node.text


def _in_row(children: Sequence[Node]) -> list[str]:
    """A fraction with something behind it stands in brackets: (1/2)πr^2."""
    pieces = [_write(child) for child in children]
    for at, child in enumerate(children[:-1]):
        if child.tag in ("mfrac", "f") and pieces[at] and pieces[at + 1].strip()[:1].isalnum():
            pieces[at] = f"({pieces[at]})"
    return pieces


def _joined(pieces: Iterable[str]) -> str:
    """Pieces side by side; two numbers, or two words, never become one."""
    line = ""
    for piece in pieces:
        if not piece:
            continue
        glued = line[-1:].isdigit() and piece[0].isdigit()
        words = line[-2:].isalpha() and len(line[-2:]) == 2 and piece[:2].isalpha() and len(piece) > 1
        line += (" " if glued or words else "") + piece
    return line


def _operator(node: Node) -> str:
    sign = _INVISIBLE.sub("", node.text.strip())
    return f" {sign} " if sign in _SPACED else sign


def _wrapped(text: str) -> str:
    text = text.strip()
    return text if _SIMPLE.fullmatch(text) or not text else f"({text})"


def _child(node: Node, tag: str, at: int = 0) -> str:
    """A named part of an OMML node, or the child at this place of a MathML node; "" where it is missing."""
    named = [child for child in node.children if child.tag == tag]
    if named:
        return _write(named[0]).strip()
    return _write(node.children[at]).strip() if tag == "" and at < len(node.children) else ""


def _value(node: Node, properties: str, name: str, default: str) -> str:
    """A character that an OMML node's properties set: `m:dPr/m:begChr`."""
    for child in node.children:
        for item in child.children if child.tag == properties else ():
            if item.tag == name:
                return item.attributes.get("val", default)
    return default


def _fraction(above: str, below: str) -> str:
    return f"{_wrapped(above)}/{_wrapped(below)}" if below else above


def _power(base: str, below: str, above: str) -> str:
    base = base if not re.search(r"\s", base) else f"({base})"
    return base + (f"_{_wrapped(below)}" if below else "") + (f"^{_wrapped(above)}" if above else "")


def _over(base: str, mark: str) -> str:
    accent = _ACCENTS.get(mark)
    if accent and len(base) == 1:
        return base + accent
    return base if accent or not mark or (len(mark) == 1 and not mark.isalnum()) else _power(base, "", mark)


def _root(degree: str, inside: str) -> str:
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree)
    return f"{sign}{_wrapped(inside)}" if sign else f"{_wrapped(inside)}^(1/{degree})"


def _m_under_over(node: Node) -> str:
    return _power(_child(node, "", 0), _child(node, "", 1), _child(node, "", 2))


def _m_over(node: Node) -> str:
    return _over(_child(node, "", 0), _child(node, "", 1))


def _m_sqrt(node: Node) -> str:
    return _root("", _joined(_write(child) for child in node.children).strip() or node.text.strip())


def _first(node: Node) -> str:
    return _child(node, "", 0) or node.text.strip()


def _m_rows(node: Node) -> str:
    rows = ("; ", node.children) if node.tag in ("mtable", "m", "eqarr") else (", ", node.children)
    return rows[0].join(filter(None, (_write(child).strip() for child in rows[1])))


def _m_fenced(node: Node) -> str:
    separators = "".join(node.attributes.get("separators", ",").split())[:1]
    inside = f"{separators} ".join(_write(child).strip() for child in node.children)
    return node.attributes.get("open", "(") + inside + node.attributes.get("close", ")")


def _o_delimiters(node: Node) -> str:
    begin, end = _value(node, "dpr", "begchr", "("), _value(node, "dpr", "endchr", ")")
    inside = [_write(child).strip() for child in node.children if child.tag == "e"]
    return begin + _value(node, "dpr", "sepchr", "|").join(inside) + end


def _o_nary(node: Node) -> str:
    sign = _value(node, "narypr", "chr", "∫")
    return _power(sign, _child(node, "sub"), _child(node, "sup")) + " " + _child(node, "e")


def _o_accent(node: Node) -> str:
    return _over(_child(node, "e"), _value(node, "accpr", "chr", "\u0302"))


def _o_group(node: Node) -> str:
    return _child(node, "e")


def _o_function(node: Node) -> str:
    name, inside = _child(node, "fname"), _child(node, "e")
    return name + (inside if inside.startswith(("(", "[", "{")) else f" {inside}")


def _o_run(node: Node) -> str:
    text = "".join(child.text for child in node.children if child.tag == "t")
    return re.sub(" ?([=<>≤≥≈≠≡±×÷∈→]) ?", r" \1 ", text)


def _nothing(_node: Node) -> str:
    return ""


_WRITERS: dict[str, Callable[[Node], str]] = {
    "mo": _operator,
    "mspace": lambda _node: " ",
    "mfrac": lambda node: _fraction(_child(node, "", 0), _child(node, "", 1)),
    "msup": lambda node: _power(_child(node, "", 0), "", _child(node, "", 1)),
    "msub": lambda node: _power(_child(node, "", 0), _child(node, "", 1), ""),
    "msubsup": _m_under_over,
    "munderover": _m_under_over,
    "munder": lambda node: _power(_child(node, "", 0), _child(node, "", 1), ""),
    "mover": _m_over,
    "msqrt": _m_sqrt,
    "mroot": lambda node: _root(_child(node, "", 1), _child(node, "", 0)),
    "mtable": _m_rows,
    "mtr": _m_rows,
    "mlabeledtr": _m_rows,
    "mfenced": _m_fenced,
    "semantics": _first,
    "maction": _first,
    "annotation": _nothing,
    "annotation-xml": _nothing,
    "mphantom": _nothing,
    # OMML (ECMA-376 part 1, 22.1)
    "r": _o_run,
    "f": lambda node: _fraction(_child(node, "num"), _child(node, "den")),
    "ssup": lambda node: _power(_child(node, "e"), "", _child(node, "sup")),
    "ssub": lambda node: _power(_child(node, "e"), _child(node, "sub"), ""),
    "ssubsup": lambda node: _power(_child(node, "e"), _child(node, "sub"), _child(node, "sup")),
    "spre": lambda node: _power("", _child(node, "sub"), _child(node, "sup")) + _child(node, "e"),
    "rad": lambda node: _root(_child(node, "deg"), _child(node, "e")),
    "nary": _o_nary,
    "d": _o_delimiters,
    "func": _o_function,
    "acc": _o_accent,
    "bar": lambda node: _over(_child(node, "e"), "¯"),
    "groupchr": _o_group,
    "limlow": lambda node: _power(_child(node, "e"), _child(node, "lim"), ""),
    "limupp": lambda node: _power(_child(node, "e"), "", _child(node, "lim")),
    "m": _m_rows,
    "mr": _m_rows,
    "eqarr": _m_rows,
    "phant": _nothing,
    "delete": _nothing,
    "del": _nothing,
    **dict.fromkeys(
        [
            "rpr",
            "fpr",
            "dpr",
            "narypr",
            "accpr",
            "barpr",
            "ctrlpr",
            "mpr",
            "radpr",
            "ssuppr",
            "ssubpr",
            "ssubsuppr",
            "sprepr",
            "funcpr",
            "limlowpr",
            "limupppr",
            "groupchrpr",
            "eqarrpr",
            "boxpr",
            "borderboxpr",
            "phantpr",
            "omathparapr",
            "argpr",
        ],
        _nothing,
    ),
}
