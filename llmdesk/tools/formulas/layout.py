"""One formula laid out by ziamath. Runs in the process of `tools/reading` alone.

Owns the check that nothing is lost: a command that the library does not know, a letter or a figure that is
in the source and not in what it made of it, a sign without a glyph, all mean that the formula is not laid
out. Reaches into ziamath where its own output (SVG) does not do: the version is bounded for that.
"""

from __future__ import annotations

import array
import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from llmdesk.tools.formulas.types import Formula, Sign

with warnings.catch_warnings():  # it opens its font by a function of Python 3.11 that was to go, and stays
    warnings.simplefilter("ignore", DeprecationWarning)
    from ziafont.fonttypes import BBox
    from ziafont.glyph import SimpleGlyph
    from ziamath.config import config
    from ziamath.drawable import Drawable, Glyph
    from ziamath.escapes import unescape
    from ziamath.mathfont import MathFont
    from ziamath.nodes.mrow import Mrow
    from ziamath.styles import MathVariant
    from ziamath.tex import tex2mml
    from ziamath.zmath import Math, loadedfonts

_SIZE = 24.0  # pixels an em, in which it is laid out
_MARKS_DROPPED = re.compile(
    r"\\(?:begin|end)\s*\{array\}(?:\s*\{[^{}]{0,60}\})?|\\(?:begin|end)\s*\{[A-Za-z]{1,20}\*?\}"
    r"|\\(?:text)?color\s*\{[^{}]{0,40}\}|\\[hv]space\*?\s*\{[^{}]{0,20}\}|\\[A-Za-z]+"
)
# What the library reads otherwise than it is meant, and how it is to be written for it.
_SPELLINGS = (
    (re.compile(r"(?<!\\)((?:\\\\)*)%"), r"\1\\%"),  # no comment: people write 50%
    (re.compile(r"\\(?:nonumber|notag)(?![A-Za-z])"), " "),
    (re.compile(r"\\tag\*?\s*\{([^{}]{0,40})\}"), r"\\qquad\\text{(\1)}"),
    # The space between lines; anything else in brackets is what the next line begins with.
    (re.compile(r"(\\\\)\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|mu)\s*\]"), r"\1"),
    (re.compile(r"\\not\s*="), r"\\neq "),
    (
        re.compile(r"\\operatorname\*?\s*\{([A-Za-z]{1,20})(?:\\[,;! ]|\s){0,4}([A-Za-z]{0,20})\}"),
        r"\\operatorname{\1\2}",
    ),
)
_RULED = re.compile(
    r"\\(?:hline|cline|hdashline)|\\begin\{array\}\s*\{[^{}|]*\|"
)  # its lines would be missing
_NESTED_BINOMIAL = re.compile(r"\\[dt]?binom\s*(?:\{[^{}]*\{|\{[^{}]*\}\s*\{[^{}]*\{|[^{\s])")
_SEGMENT = re.compile(r"[MLQCZ]|-?[\d.]+")
_WIDE = ("W", "F")
_ASCENT, _DESCENT = 0.88, 0.12  # of a Chinese character, in ems


class NotLaidOut(Exception):
    """The formula is broken, or has what the library does not know."""


def lay_out(tex: str, display: bool) -> Formula:
    """`tex` without its delimiters. Raises `NotLaidOut`, and whatever the library raises."""
    if _NESTED_BINOMIAL.search(tex) or _RULED.search(tex):
        raise NotLaidOut("nested binomials, and arrays with lines")
    for pattern, spelling in _SPELLINGS:
        tex = pattern.sub(spelling, tex)
    markup = tex2mml(tex, inline=not display)
    text = _text_of(markup)
    _check(_MARKS_DROPPED.sub(" ", tex), text)
    node = Math(markup, size=_SIZE, font=_FONT).node
    _check(text, "".join(_drawn(node)))
    shapes = ElementTree.Element("g")
    node.draw(0.0, 0.0, shapes)
    pen = _Pen()
    for shape in shapes.iter():
        pen.add(shape)
    box = node.bbox
    return pen.formula(float(box.xmax), float(box.ymax), -float(box.ymin))


def _text_of(markup: str) -> str:
    """All that is in the library's markup. Raises where a command stands in it as text."""
    texts = list(ElementTree.fromstring(unescape(markup)).itertext())
    for text in texts:
        if text.startswith("\\") and text.strip("\\ "):
            raise NotLaidOut(f"unknown: {text}")
    return "".join(texts)


def _drawn(node: Drawable) -> Iterator[str]:
    """The characters whose glyphs are drawn."""
    for part in node.nodes:
        if isinstance(part, Glyph):
            yield part.char
        else:
            yield from _drawn(part)


def _check(wanted: str, there: str) -> None:
    """Raise where a letter or a figure is missing."""
    if missing := _letters(wanted) - _letters(there):
        raise NotLaidOut(f"lost: {''.join(missing)}")


def _letters(text: str) -> Counter[str]:
    return Counter(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


# -- the font ------------------------------------------------------------------------------------
class _Borrowed(SimpleGlyph):
    """A character of another font, which the window has: an em wide and high."""

    def __init__(self, char: str, font: MathFont) -> None:
        em = font.info.layout.unitsperem
        super().__init__(0, (), BBox(0, em, round(-_DESCENT * em), round(_ASCENT * em)), font)
        self.borrowed, self.em = char, em

    def advance(self, nextchr: SimpleGlyph | None = None) -> int:
        return int(self.em)

    def svgpath(self, x0: float = 0, y0: float = 0, scale_factor: float = 1) -> ElementTree.Element:
        sign = ElementTree.Element("text", x=str(x0), y=str(y0), size=str(scale_factor * self.DFLT_SIZE_PT))
        sign.text = self.borrowed
        return sign


class _Font(MathFont):
    def findglyph(self, char: str, variant: MathVariant) -> SimpleGlyph:
        if self.glyphindex(char) == 0 and not char.isspace():
            if unicodedata.east_asian_width(char) not in _WIDE or char > "\uffff":
                raise NotLaidOut(f"no glyph for U+{ord(char):04X}")
            return _Borrowed(char, self)
        return super().findglyph(char, variant)


class _Row(Mrow, tag="mrow"):
    """ziamath lays every row out twice, first without what stretches to its height; and so every row in it
    four times, and so on. Within such a first time the height of what stretches does not count."""

    def _get_height_nostretch(self, line: list[ElementTree.Element], **kwargs: Any) -> tuple[float, float]:
        if kwargs.get("nostretch"):
            return 0.0, 0.0
        return super()._get_height_nostretch(line, **kwargs)


_FONT = "llmdesk"
loadedfonts[_FONT] = _Font(loadedfonts["default"].info.filename)
config.svg2 = False  # outlines where they stand, instead of references to symbols
config.precision = 2


# -- from shapes to numbers ------------------------------------------------------------------------
class _Pen:
    """Takes the shapes one by one; the numbers become ems."""

    def __init__(self) -> None:
        self._outline: list[str] = []
        self._points = array.array("f")
        self._bars: list[tuple[float, float, float, float]] = []
        self._signs: list[Sign] = []

    def add(self, shape: ElementTree.Element) -> None:
        if shape.tag == "g":
            return
        if shape.tag == "path" and shape.get("stroke") is None:
            self._path(_SEGMENT.findall(shape.get("d", "")))
        elif shape.tag == "path":
            self._stroke(shape)
        elif shape.tag == "rect":
            self._rectangle(shape)
        elif shape.tag == "text":
            x, y, size = (float(shape.get(name, "0")) / _SIZE for name in ("x", "y", "size"))
            self._signs.append(Sign(shape.text or "", x, y, size))
        else:
            raise NotLaidOut(f"a shape that is not drawn: {shape.tag}")

    def formula(self, width: float, ascent: float, descent: float) -> Formula:
        return Formula(
            width / _SIZE, ascent / _SIZE, descent / _SIZE,
            "".join(self._outline), self._points.tobytes(), tuple(self._bars), tuple(self._signs),
        )  # fmt: skip

    def _path(self, parts: list[str]) -> None:
        for part in parts:
            if part in "MLQCZ":
                self._outline.append(part)
            else:
                self._points.append(float(part) / _SIZE)

    def _stroke(self, line: ElementTree.Element) -> None:
        """A straight line with a width: a strip."""
        if line.get("marker-end"):
            raise NotLaidOut("a line with an arrow's head")
        x1, y1, x2, y2 = (float(part) for part in _SEGMENT.findall(line.get("d", "")) if part not in "MLQCZ")
        half = float(line.get("stroke-width", "1")) / 2
        length = max(1e-6, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
        across, down = (y2 - y1) / length * half, (x1 - x2) / length * half
        corners = ((x1, y1, 1), (x2, y2, 1), (x2, y2, -1), (x1, y1, -1))
        self._outline.append("MLLLZ")
        for x, y, side in corners:
            self._points.extend(((x + side * across) / _SIZE, (y + side * down) / _SIZE))

    def _rectangle(self, shape: ElementTree.Element) -> None:
        x, y, width, height = (float(shape.get(name, "0")) / _SIZE for name in ("x", "y", "width", "height"))
        if shape.get("stroke") is None:
            self._bars.append((x, y, width, height))
            return
        self._bars += _frame(x, y, width, height, float(shape.get("stroke-width", "1")) / _SIZE)


def _frame(
    x: float, y: float, width: float, height: float, line: float
) -> Iterator[tuple[float, float, float, float]]:
    yield x, y, width, line
    yield x, y + height - line, width, line
    yield x, y, line, height
    yield x + width - line, y, line, height
