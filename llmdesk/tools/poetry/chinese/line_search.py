"""Chinese verse line by line: several candidates for each line, the best drafts go on.

Owns the search: a few drafts are kept side by side, each line's candidates are ranked by how
likely the model finds them without the constraint, by how much likelier the topic makes them, less
penalties. What a line must keep, and what counts against it, is the `Verse` of a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from llmdesk.tools.poetry.desk import Ask, Candidate, Desk

WIDTH = 2  # drafts that are kept after each line
FEWEST = 3  # candidates for each way to write a line
TRIES = 4  # rounds of candidates for one line
CLOSED = 8  # of the drafts of a whole poem, the best, whose end is looked at
# How much it counts that the topic makes a line likelier than it is after the line above alone (maximum
# mutual information, Li et al. 2016): likelihood by itself prefers what stands in any poem, and the
# famous answer to the line above. The likeliest lines are compared.
FITTING = 0.4
# Against a line that is nobody's own: it is taken only where every try gave nothing else.
LAST_RESORT = 100.0
COMPARED, COMPARABLE = 3, 3.0  # at the most, and how far behind the best (natural-log units)
WARMER = 0.25  # on the temperature for each further round, or the same lines would come again


@dataclass(frozen=True, slots=True)
class Draft:
    """The lines so far. `score`: log-likelihoods less penalties, summed. `sequence`: the line types
    of a Chinese form ("" elsewhere)."""

    lines: tuple[str, ...] = ()
    score: float = 0.0
    sequence: str = ""


@dataclass(frozen=True, slots=True)
class LineAsk:
    """An ask for the next line of a draft, and the sequence it would commit the draft to."""

    ask: Ask
    sequence: str = ""


class Verse(Protocol):
    """One poem to be written."""

    @property
    def count(self) -> int:
        """Lines in all."""

    @property
    def max_tokens(self) -> int:
        """A line's tokens at the most."""

    @property
    def temperature(self) -> float: ...

    def asks(self, draft: Draft) -> Sequence[LineAsk]:
        """Ways to write the next line, and lines that it could be; none where no line can be made."""

    def asks_beside(self, lines: Sequence[str], index: int) -> Sequence[Ask]:
        """Ways to write line `index` of a whole poem anew."""

    def bare(self, above: str) -> str:
        """A prompt that says what form the lines are of and the line above ("" for none), but no topic."""

    def mark(self, index: int) -> str:
        """What ends line `index` before its end; "" for nothing. A text is cut off there: the model need
        not read its own mark to say that the line is over."""

    def read(self, text: str) -> str:
        """The line in what the model wrote."""

    def worth(self, likelihood: float, line: str) -> float:
        """A line's log-likelihood in a measure that lines of other lengths share."""

    def flaws(self, draft: Draft, line: str) -> float | None:
        """What counts against a line (natural-log units, 0 nothing); None where it breaks a rule."""

    def faults(self, others: Sequence[str], line: str, index: int) -> float | None:
        """The same for line `index` of a whole poem; `others` are its lines, the old one included."""


def write_lines(desk: Desk, verse: Verse, candidates: int, start: Draft | None = None) -> Draft:
    """The best draft, with `candidates` tried for each line.

    It is shorter than `verse.count` where a line could not be made in the tries and the time.
    """
    drafts = [start or Draft()]
    while len(drafts[0].lines) < verse.count:
        index = len(drafts[0].lines)
        desk.say("lines", index, drafts[0].lines)
        following: list[Draft] = []
        bearable = drafts[0].score - LAST_RESORT / 2
        for attempt in range(TRIES):
            warmth = verse.temperature + WARMER * attempt
            found = next_drafts(desk, verse, drafts, candidates, warmth)
            following = sorted((*following, *found), key=lambda draft: draft.score, reverse=True)
            if (following and following[0].score > bearable) or desk.out_of_time:
                break
        if not following:
            return drafts[0]
        drafts = _closed(desk, verse, following) if index == verse.count - 1 else following[:WIDTH]
    desk.say("lines", verse.count - 1, drafts[0].lines)
    return drafts[0]


def _closed(desk: Desk, verse: Verse, drafts: Sequence[Draft]) -> list[Draft]:
    """Whole poems, the best first. Without marks that end its lines, how likely it is that the poem is
    over counts too."""
    if verse.mark(verse.count - 1) or desk.out_of_time:
        return list(drafts)
    drafts = drafts[:CLOSED]
    asks = [verse.asks(replace(draft, lines=draft.lines[:-1]))[0].ask for draft in drafts]
    texts = [ask.prompt + draft.lines[-1] for ask, draft in zip(asks, drafts, strict=True)]
    closed = [
        replace(draft, score=draft.score + ending)
        for draft, ending in zip(drafts, desk.endings(texts), strict=True)
    ]
    return sorted(closed, key=lambda draft: draft.score, reverse=True)


def next_drafts(
    desk: Desk, verse: Verse, drafts: Sequence[Draft], candidates: int, temperature: float
) -> list[Draft]:
    """The drafts with one line more, the best first, each line once."""
    pairs = [(draft, line_ask) for draft in drafts for line_ask in verse.asks(draft)]
    if not pairs:
        return []
    each = max(FEWEST, candidates // sum(not line_ask.ask.given for _, line_ask in pairs))
    mark = verse.mark(len(drafts[0].lines))
    written = desk.candidates(
        [line_ask.ask for _, line_ask in pairs],
        each,
        temperature=temperature,
        max_tokens=verse.max_tokens,
        stop=stops(mark),
    )
    found: dict[tuple[str, ...], tuple[Draft, Candidate]] = {}
    for candidate in written:
        draft, line_ask = pairs[candidate.ask]
        line = verse.read(candidate.text)
        flaws = verse.flaws(draft, line)
        if flaws is None:
            continue
        score = draft.score + verse.worth(candidate.likelihood, line) - flaws
        longer = Draft((*draft.lines, line), score, line_ask.sequence)
        if longer.lines not in found or found[longer.lines][0].score < score:
            found[longer.lines] = longer, candidate
    best = sorted(found.values(), key=lambda pair: pair[0].score, reverse=True)[:COMPARED]
    best = [pair for pair in best if pair[0].score >= best[0][0].score - COMPARABLE]
    last = len(best[0][0].lines) == verse.count if best else True
    if desk.drafts == 1 and len(best) <= (1 if last else WIDTH):  # all of them go on
        return [draft for draft, _ in best]
    above = ["".join(draft.lines[-2:-1]) for draft, _ in best]
    more = fitting(desk, verse, above, [candidate for _, candidate in best], mark)
    drafts = [replace(draft, score=draft.score + extra) for (draft, _), extra in zip(best, more, strict=True)]
    return sorted(drafts, key=lambda draft: draft.score, reverse=True)


def another(desk: Desk, verse: Verse, lines: Sequence[str], index: int, candidates: int) -> str | None:
    """The best other line for place `index` of a poem; None where none could be made.

    A line is judged after the lines above it, and by how much likelier they make it.
    """
    worths: dict[str, float] = {}
    for attempt in range(TRIES):
        asks = verse.asks_beside(lines, index)
        if not asks:
            return None
        written = desk.candidates(
            asks,
            max(FEWEST, candidates // sum(not ask.given for ask in asks)),
            temperature=verse.temperature + WARMER * attempt,
            max_tokens=verse.max_tokens,
            stop=stops(verse.mark(index)),
        )
        found: dict[str, tuple[float, Candidate]] = {}
        for candidate in written:
            line = verse.read(candidate.text)
            flaws = verse.faults(lines, line, index) if line not in lines else None
            if flaws is not None:
                worth = verse.worth(candidate.likelihood, line) - flaws
                if line not in found or found[line][0] < worth:
                    found[line] = worth, candidate
        if found:
            best = sorted(found.items(), key=lambda item: item[1][0], reverse=True)[:COMPARED]
            best = [item for item in best if item[1][0] >= best[0][1][0] - COMPARABLE]
            above = ["".join(lines[:index][-1:])] * len(best)
            more = fitting(desk, verse, above, [candidate for _, (_, candidate) in best], verse.mark(index))
            worths.update((line, worth + extra) for (line, (worth, _)), extra in zip(best, more, strict=True))
        if desk.out_of_time or max(worths.values(), default=-LAST_RESORT) > -LAST_RESORT / 2:
            break
    return max(worths, key=lambda line: worths[line]) if worths else None


def stops(mark: str) -> tuple[str, ...]:
    """Where a candidate for a line is cut off."""
    return (mark, "\n") if mark else ("\n",)


def fitting(
    desk: Desk, verse: Verse, above: Sequence[str], candidates: Sequence[Candidate], mark: str
) -> list[float]:
    """What it adds to each candidate's score that the topic makes it likelier; `above` are the lines
    that they follow, `mark` is what their line ends with."""
    extra: dict[int, float] = {}
    for line in dict.fromkeys(above):
        rows = [row for row, before in enumerate(above) if before == line]
        likelihoods = desk.likelihoods(verse.bare(line), [candidates[row].text + mark for row in rows])
        for row, likelihood in zip(rows, likelihoods, strict=True):
            gain = candidates[row].likelihood - likelihood
            extra[row] = FITTING * verse.worth(gain, verse.read(candidates[row].text))
    return [extra[row] for row in range(len(candidates))]
