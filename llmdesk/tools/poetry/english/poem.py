"""Writing a poem in an English form: its rhymes, its lines, its title; and one line of it again.

Owns the search: a few drafts side by side, candidates for each next line, the best go on. What a
line must keep and what counts against it is in `verse`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from llmdesk.tools.poetry.desk import Ask, Candidate, Desk
from llmdesk.tools.poetry.english import prosody
from llmdesk.tools.poetry.english.verse import EnglishVerse
from llmdesk.tools.poetry.request import Request
from llmdesk.tools.poetry.types import Poem

NOTES = 6  # tries of notes on what the poem could have in it
WIDTH = 2  # drafts that are kept after each line
TRIES = 4  # rounds of candidates for one line
ROUNDS = 2  # of them where there is a line already, but a poor one
CANDIDATES = {"haiku": 16, "tanka": 16, "free": 8, "acrostic": 10}  # for each line; others: 24
IN_A_HURRY = 4  # candidates for each line after the time that the user gave
FREE_LINES = 7
_MOST_TITLE = 8  # words of a topic that is its own title
_CLOSED = 8  # of the candidates for the last line, the best, whose end is looked at
_CHANCE = 1.5  # natural-log units that chance adds to a line at the most, so that seeds differ


@dataclass(frozen=True, slots=True)
class _Draft:
    lines: tuple[str, ...] = ()
    score: float = 0.0


def write(desk: Desk, request: Request) -> tuple[str, tuple[str, ...], float]:
    """Title, lines and score (a mean over the lines) of one poem. There are fewer lines than the
    form has where one could not be made in the tries and the time."""
    verse = _verse(request, len(request.acrostic))
    chance = random.Random(request.seed + 1_000_003 * desk.draft)
    if verse.wants_notes:
        desk.say("plan")
        _plan(desk, verse)
    drafts = [_Draft()]
    while len(drafts[0].lines) < verse.count:
        desk.say("lines", len(drafts[0].lines), drafts[0].lines)
        if again := [verse.comes_again(draft.lines) for draft in drafts if verse.comes_again(draft.lines)]:
            drafts = [
                replace(draft, lines=(*draft.lines, line)) for draft, line in zip(drafts, again, strict=True)
            ]
            continue
        following = _next(desk, verse, request, drafts, chance)
        if not following:
            break
        drafts = following[:WIDTH]
    best = drafts[0]
    lines = finish(best.lines, verse)
    return title_of(request.topic), lines, best.score / max(1, len(lines))


def _plan(desk: Desk, verse: EnglishVerse) -> None:
    """What the poem is to have in it, chosen by the model: lines are about things, not about moods."""
    written = desk.candidates([verse.notes_ask()], NOTES, temperature=0.9, max_tokens=40, stop=("\n",))
    notes = [candidate for candidate in written if candidate.text.strip()]
    best = max(notes, key=lambda found: verse.note_value(found.text) + found.likelihood / 20, default=None)
    verse.take_notes(best.text if best else "")


def another_line(desk: Desk, request: Request, poem: Poem, index: int) -> str | None:
    """A line that can stand for line `index` of the poem; None where none was found."""
    acrostic = request.acrostic or (_initials(poem.lines) if request.form.acrostic == "required" else "")
    verse = _verse(request, len(poem.lines), acrostic)
    verse.take_notes(request.topic.lower() if verse.wants_notes else "")
    if verse.is_refrain(index):
        return None  # it would have to change wherever it comes again
    others = (*poem.lines[:index], *poem.lines[index + 1 :])
    chance = random.Random(request.seed)
    before, after = poem.lines[:index], poem.lines[index + 1 :]
    for _ in range(TRIES):
        found: dict[str, float] = {}
        for candidate in _written(desk, verse, verse.asks(before, after), request, index):
            line = verse.read(candidate.text)
            flaws = verse.flaws(others, line, index)
            if flaws is not None and not _alike(line, poem.lines[index]):
                found[line] = verse.worth(candidate.likelihood, line, index) - flaws + chance.random()
        if found:
            best = max(found, key=lambda line: found[line])
            return finish((*before, best, *after), verse)[index]
        if desk.out_of_time:
            break
    return None


def _verse(request: Request, count: int, acrostic: str = "") -> EnglishVerse:
    if not count and request.form.name == "free":
        count = FREE_LINES
    return EnglishVerse(request.form, request.topic, request.mood, request.acrostic or acrostic, count)


def _next(
    desk: Desk, verse: EnglishVerse, request: Request, drafts: Sequence[_Draft], chance: random.Random
) -> list[_Draft]:
    """The drafts with one line more, the best first; of one draft's lines, at most all but one go on."""
    index = len(drafts[0].lines)
    found: dict[tuple[str, ...], _Draft] = {}
    raw: dict[tuple[str, ...], str] = {}  # what the model has read where they are written
    for attempt in range(TRIES):
        asks = [(draft, ask) for draft in drafts for ask in verse.asks(draft.lines, ())]
        if desk.out_of_time:  # the best draft's last ask keeps the form by grammar
            asks = [pair for pair in asks if pair[0] is drafts[0]][-1:]
        best = -math.inf
        for candidate in _written(desk, verse, [ask for _, ask in asks], request, index):
            draft, line = asks[candidate.ask][0], verse.read(candidate.text)
            flaws = verse.flaws(draft.lines, line, index)
            if flaws is None:
                continue
            worth = verse.worth(candidate.likelihood, line, index) - flaws
            best = max(best, worth)
            longer = _Draft((*draft.lines, line), draft.score + worth + _CHANCE * chance.random())
            if longer.lines not in found or found[longer.lines].score < longer.score:
                found[longer.lines] = longer
                raw[longer.lines] = asks[candidate.ask][1].prompt + candidate.text.rstrip()
        if found and (desk.out_of_time or attempt + 1 >= ROUNDS or verse.will_do(best, index)):
            break
    following = sorted(found.values(), key=lambda draft: draft.score, reverse=True)
    if index < verse.count - 1 or not following or desk.out_of_time:
        return following
    return _closed(desk, following[:_CLOSED], [raw[draft.lines] for draft in following[:_CLOSED]])


def _closed(desk: Desk, drafts: Sequence[_Draft], raw: Sequence[str]) -> list[_Draft]:
    """Whole poems, the best first: how likely it is that the poem is over counts too, or the last line
    would break off as any other may."""
    pairs = zip(drafts, desk.endings(raw), strict=True)
    closed = [replace(draft, score=draft.score + ending) for draft, ending in pairs]
    return sorted(closed, key=lambda draft: draft.score, reverse=True)


def _written(
    desk: Desk, verse: EnglishVerse, asks: Sequence[Ask], request: Request, index: int
) -> list[Candidate]:
    if not asks:
        return []
    count = IN_A_HURRY if desk.out_of_time else CANDIDATES.get(request.form.name, 24)
    each = max(1, count // len(asks))
    return desk.candidates(
        asks, each, temperature=verse.temperature, max_tokens=verse.max_tokens(index), stop=("\n",)
    )


def _alike(line: str, other: str) -> bool:
    return [word.text.lower() for word in prosody.scan(line)] == [
        word.text.lower() for word in prosody.scan(other)
    ]


def _initials(lines: Sequence[str]) -> str:
    return "".join(next((c for c in line if c.isalnum()), "") for line in lines)


def finish(lines: Sequence[str], verse: EnglishVerse) -> tuple[str, ...]:
    """The lines with a full stop at the end of the poem, where the form is written with stops."""
    if not lines or not verse.stops:
        return tuple(lines)
    last = lines[-1].rstrip(" ,;:—-")
    return (*lines[:-1], last if last.endswith((".", "!", "?", "”", "…")) else f"{last}.")


def title_of(topic: str) -> str:
    """A short topic is the title; of a longer one its first words."""
    words = topic.split()
    short = " ".join(words[:_MOST_TITLE]).rstrip(",;:.")
    return short[:1].upper() + short[1:] + ("…" if len(words) > _MOST_TITLE else "")
