"""Two names or numbers of an English sentence in each other's places: 26 for the flight and 84 for the boat.

Owns the parts of English sentences for that. Must not know doers, denials or moods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from llmdesk.tools.evidence.comparing.crossing import Part, crossing, is_row
from llmdesk.tools.evidence.comparing.english_document import Candidate, EnglishDocument
from llmdesk.tools.evidence.comparing.english_reading import Reading
from llmdesk.tools.evidence.comparing.types import Contrast
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.terms import stem, terms
from llmdesk.tools.evidence.values import Figure, Quantity

_MOST = 3  # sentences of the document
_MOST_PARTS = 16  # of them together; more are a list, where anything stands beside anything
_JOINED = r"(?:and|but|while|whereas|though|although|yet|unlike|or)"
# Parts that are told of two things. A comma may part them, or only set off a word: both ways are tried.
_COARSE = re.compile(
    rf"[;:—–]\s?|\s[—–-]\s|,?\s{_JOINED}\s|,\s(?=(?:against|after|before|instead|not)\b)|\.\s"
)
_FINE = re.compile(rf"[;:,—–]\s|\s[—–-]\s|\s(?:{_JOINED}|instead\sof|rather\sthan|in\splace\sof)\s|\.\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Words that say which of two times is meant, and are no terms.
_WHEN = re.compile(
    r"\b(?:last|next|previous|before|after|now|then|first|second|former|latter)\b", re.IGNORECASE
)


def crossed(claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument) -> Contrast | None:
    """What the claim tells of each of two, where the document tells it of the other."""
    anchors = frozenset(stem(name) for name in claim.names)

    def told(part: Part) -> bool:
        return any(term[0] == "#" or term in anchors for term in part)

    best = [each.reading.text for each in candidates[:_MOST] if not is_row(each.reading.text)]
    for one, other in product((_COARSE, _FINE), repeat=2):
        own = list(_parts(claim.text, one))
        there = [part for text in best for part in _parts(text, other)]
        if len(own) < 2 or len(own) + len(there) > _MOST_PARTS:
            continue
        # Whose words all stand there need not name anything to be seen to have changed places.
        is_there = frozenset().union(*own) <= frozenset().union(*there)
        found = crossing(own, there, bool if is_there else told)
        if found is not None:
            return Contrast("turned", _shown(claim.text, found.own), _shown(claim.text, found.theirs))
    return None


def _parts(text: str, mark: re.Pattern[str]) -> Iterator[Part]:
    at = 0
    inside = list(figures(text))
    cuts = [
        cut.span()
        for cut in mark.finditer(text)
        if not any(each.span[0] < cut.start() < each.span[1] for each in inside)
    ]
    for start, end in (*cuts, (len(text), len(text))):
        own = [figure for figure in inside if at <= figure.start < start]
        kept = text[at:start]
        when = [found[0].casefold() for found in _WHEN.finditer(kept)]
        for figure in own:
            one, two = max(0, figure.span[0] - at), min(figure.span[1] - at, len(kept))
            kept = kept[:one] + " " * (two - one) + kept[two:]
        if part := frozenset((*terms(kept), *when, *map(_key, own))):
            yield part
        at = end


def _key(figure: Figure) -> str:
    """The number alone: "84 crowns … and the boat 26"."""
    first = figure.readings[0]
    return f"#{first.written}" if isinstance(first, Quantity) else f"#{figure.key}"


def _shown(text: str, part: Part) -> str:
    """A number or a word of the part as the claim has it."""
    for figure in figures(text):
        if _key(figure) in part:
            return figure.text
    found = [word for word in _WORD.findall(text) if part & {*terms(word)}]
    return next((word for word in found if word[0].isupper()), found[0] if found else "")
