"""Lines that old verse would have at a place, around the images of the poem.

Owns the search for them in the network that has read old verse: a beam over characters for each image in each
measure of the line, with a little chance (first the images, then a line around each: Wang et al. 2016). Such
a network writes fluently and means nothing: which of its lines stands in the poem, the writing model and the
`Verse` say, as they do of the model's own. Must not know tones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from llmdesk.tools.poetry.chinese import verse_model
from llmdesk.tools.poetry.chinese.verse_model import Floats, Network

_WIDTH = 6  # lines that are kept side by side for each image at each place
_DRAWN = 64  # the likeliest, of which those are drawn
_CHANCE = 0.7  # natural-log units, for each character, so that seeds differ
_MOST = 4  # images that lines are sought around


def proposed(
    title: str,
    above: Sequence[str],
    places: Sequence[Collection[str]],
    images: Sequence[str],
    seed: int,
) -> list[str]:
    """Lines with a character of each of the `places`, none twice: with one of the images, and some with none.

    The likeliest behind the title and the lines above come first; the same seed gives the same lines.
    """
    start, chance = verse_model.behind(title, above), np.random.default_rng(seed)
    around = [("", 0), *((image, at) for image in images[:_MOST] for at in _starts(image, places))]
    beams = [
        _Beam([""], np.zeros(1, np.float32), np.zeros(1, np.float32), start[None], *each) for each in around
    ]
    network = verse_model.network()
    for at, place in enumerate(places):
        beams = _longer(network, beams, at, "".join(sorted(place)), chance)
    found = [
        (price, line) for beam in beams for price, line in zip(beam.prices.tolist(), beam.lines, strict=True)
    ]
    return list(dict.fromkeys(line for _, line in sorted(found)))


@dataclass(frozen=True, slots=True)
class _Beam:
    """Lines begun, what they cost, that with chance, and the network's states behind them. They all get the
    image at that place."""

    lines: list[str]
    prices: Floats
    drawn: Floats
    states: Floats
    image: str
    at: int

    def given(self, place: int) -> str:
        """The image's character at a place of the line, or ""."""
        return self.image[place - self.at : place - self.at + 1] if place >= self.at else ""


def _longer(
    network: Network, beams: Sequence[_Beam], place: int, free: str, chance: np.random.Generator
) -> list[_Beam]:
    """The beams with a character more; one without a line that can go on is left out."""
    if not beams:
        return []
    likely = network.likelihoods(np.concatenate([beam.states for beam in beams]))
    longer: list[_Beam] = []
    numbers, first = [], 0
    for beam in beams:
        rows = likely[first : first + len(beam.lines)]
        options = beam.given(place) or free
        found = network.numbered(options)
        prices = network.prices(rows, found)
        if beam.given(place):
            prices = np.minimum(prices, verse_model.GIVEN)
        for row, line in enumerate(beam.lines):
            apart = line + (beam.image if not beam.given(place) else "")
            prices[row, [column for column in map(options.find, apart) if column >= 0]] = np.inf
        whole = (beam.drawn[:, None] + prices).ravel()
        near = np.argpartition(whole, _DRAWN)[:_DRAWN] if whole.size > _DRAWN else np.arange(whole.size)
        near = near[np.isfinite(whole[near])]
        drawn = whole[near] + _CHANCE * chance.gumbel(size=near.size).astype(np.float32)
        best = np.argsort(drawn)[:_WIDTH]
        if best.size:
            up, to = np.unravel_index(near[best], prices.shape)
            lines = [beam.lines[row] + options[column] for row, column in zip(up, to, strict=True)]
            paid = beam.prices[up] + prices[up, to]
            longer.append(_Beam(lines, paid, drawn[best], beam.states[up], beam.image, beam.at))
            numbers.append(found[to])
        first += len(beam.lines)
    if not longer:
        return []
    states = network.after(np.concatenate([beam.states for beam in longer]), np.concatenate(numbers))
    ends = np.cumsum([len(beam.lines) for beam in longer])[:-1]
    return [replace(beam, states=new) for beam, new in zip(longer, np.split(states, ends), strict=True)]


def _starts(image: str, places: Sequence[Collection[str]]) -> Iterator[int]:
    """Where an image of two or three characters fits between the pauses: verse is spoken in twos, the last
    three characters as two and one or one and two."""
    length = len(places)
    starts = {2: (*range(0, length - 2, 2), length - 2), 3: (length - 3,)}.get(len(image), ())
    for start in starts:
        if all(character in places[start + at] for at, character in enumerate(image)):
            yield start
