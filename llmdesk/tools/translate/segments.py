"""A text in segments, and translated segments as a text again.

Owns the cutting and the joining: everything between segments stays where it is, but for the space that one
language puts between sentences and the other does not. Must not ask a model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents.sentences import sentences
from llmdesk.tools.fidelity.form import weight
from llmdesk.tools.fidelity.marks import marks, masked
from llmdesk.tools.translate.types import Segment, Unit

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_WITHOUT_SPACES = ("zh", "ja")
_SENTENCE_ENDS = tuple("。！？.!?…”」』\"'’)）")
_CONTEXT = 240  # characters of the text before that are shown with a segment


def cut(text: str, units: Sequence[Unit], language: str, cancel: CancelToken | None = None) -> list[Segment]:
    """The segments of all units, in order, without translations. Raises `Cancelled`."""
    found = []
    for number, unit in enumerate(units):
        if cancel is not None:
            cancel.raise_if_cancelled()
        piece = text[unit.start : unit.end]
        for start, end in _sentences(piece, language):
            start, end = unit.start + start, unit.start + end
            found.append(Segment(text[start:end], "", start, end, number))
    return found


def _sentences(piece: str, language: str) -> list[tuple[int, int]]:
    """A paragraph may be broken by hand; a tag or mark alone belongs to the sentence before."""
    found: list[tuple[int, int]] = []
    for span in sentences(piece.replace("\n", " "), language):
        sentence = piece[span.start : span.end]
        alone = not any(map(str.isalnum, masked(sentence, marks(sentence))))
        if found and alone:
            found[-1] = (found[-1][0], span.end)
        else:
            found.append((span.start, span.end))
    return found


def needs_none(segment: Segment, source_language: str, target_language: str) -> bool:
    """Whether there is nothing to translate: a number, a sign, code, an address, or what is in the language
    already."""
    plain = masked(segment.source, marks(segment.source))
    if not any(character.isalpha() for character in plain):
        return True
    han, latin = len(_HAN.findall(plain)), len(_LATIN.findall(plain))
    if source_language == "zh" and target_language not in _WITHOUT_SPACES:
        return not han and latin > 0
    if target_language == "zh" and source_language not in _WITHOUT_SPACES:
        return han > 3 * latin
    return False


# Words of a segment that mean something of the text before it.
_LEANING = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|hers?|this|that|these|those|ones?|such|so|both|there|then|"
    r"also|too|instead|else|otherwise|however)\b|[它他她其这那此该]|也|却|但是|不过|于是|然后|因此|否则|同样",
    re.IGNORECASE,
)
_FEW = 4.0  # words: so short a segment may mean anything


def before(segments: Sequence[Segment], at: int) -> str:
    """The text before a segment that leans on it, as much as helps to understand it: of its paragraph and the
    last one. A segment that stands by itself has none, since small models translate what they are shown."""
    source = segments[at].source
    if not _LEANING.search(source) and weight(source) >= _FEW:
        return ""
    pieces: list[str] = []
    room, here = _CONTEXT, segments[at].unit
    for earlier in reversed(segments[max(0, at - 3) : at]):
        apart = here - earlier.unit > 1 or (earlier.unit != here and not _is_sentence(earlier.source))
        if apart or room < len(earlier.source):
            break
        pieces.insert(0, earlier.source)
        room -= len(earlier.source)
    return " ".join(" ".join(pieces).split())


def _is_sentence(text: str) -> bool:
    """A heading or a name is no text that goes on."""
    return text.rstrip().endswith(_SENTENCE_ENDS)


def joined(
    text: str, units: Sequence[Unit], segments: Sequence[Segment], source_language: str, target_language: str
) -> list[str]:
    """The translation of each unit. Where a segment has none, its source stands."""
    by_unit: Mapping[int, list[Segment]] = _by_unit(segments)
    return [
        _unit(text, unit, by_unit.get(number, []), source_language, target_language)
        for number, unit in enumerate(units)
    ]


def _by_unit(segments: Sequence[Segment]) -> Mapping[int, list[Segment]]:
    found: dict[int, list[Segment]] = {}
    for segment in segments:
        found.setdefault(segment.unit, []).append(segment)
    return found


def _unit(text: str, unit: Unit, segments: Sequence[Segment], source: str, target: str) -> str:
    pieces: list[str] = []
    at = unit.start
    for number, segment in enumerate(segments):
        gap = text[at : segment.start]
        pieces.append(_gap(gap, pieces[-1], source, target) if number else gap)
        pieces.append(segment.target or segment.source)
        at = segment.end
    return "".join([*pieces, text[at : unit.end]])


def _gap(gap: str, last: str, source: str, target: str) -> str:
    """What stands between two sentences, as the other language has it."""
    if gap == " " and target in _WITHOUT_SPACES and source not in _WITHOUT_SPACES:
        return "" if last.endswith(_SENTENCE_ENDS) else gap
    if not gap and source in _WITHOUT_SPACES and target not in _WITHOUT_SPACES:
        return " "
    return gap
