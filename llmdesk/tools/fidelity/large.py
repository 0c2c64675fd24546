"""Large numbers as the other language writes them: Chinese counts in 万 and 亿, English in thousands.

Owns the words for a second try; that a number is kept is `numbers`' matter.
"""

from __future__ import annotations

import re
from fractions import Fraction

from llmdesk.tools.evidence.values import Quantity
from llmdesk.tools.fidelity.numbers import read_figures

_MOST = 4  # numbers of a segment
_CHINESE = re.compile(r"[万亿]")
_ENGLISH = re.compile(r"(?:m|b|tr)illion|thousand|\d{1,3}(?:,\d{3})+|\d{5,}", re.IGNORECASE)
_SCALES = {"en": ((10**9, " billion"), (10**6, " million")), "zh": ((10**8, "亿"), (10**4, "万"))}


def large_numbers(text: str, language: str, target: str) -> list[tuple[str, str]]:
    """(as `text` has it, as `target` writes it) of the first large numbers; only between English and Chinese,
    whose steps differ."""
    if {language, target} != {"en", "zh"}:
        return []
    wanted = _CHINESE if language == "zh" else _ENGLISH
    found = []
    for figure in read_figures(text, language):
        first = figure.readings[0]
        if isinstance(first, Quantity) and wanted.search(figure.text) and first.written.denominator == 1:
            written = _written(first.written, target)
            if written:
                found.append((figure.text.strip(), written))
    return list(dict.fromkeys(found))[:_MOST]


def _written(number: Fraction, target: str) -> str:
    """Exactly, "" where that takes more than three places behind the point."""
    for scale, word in _SCALES[target]:
        if number >= scale:
            places = number / scale
            thousandths = places * 1_000
            if thousandths.denominator == 1:
                return f"{float(places):.3f}".rstrip("0").rstrip(".") + word
            break
    return f"{int(number):,}"
