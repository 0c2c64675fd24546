"""A Chinese poem from its topic to its last line: images and title, then the verse.

Owns the prompts and the plan of Chinese poems. The search is in `verse`, what a regulated line must
keep in `verse_chinese`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from llmdesk.paths import resource
from llmdesk.tools.poetry import chinese
from llmdesk.tools.poetry.desk import Ask, Desk
from llmdesk.tools.poetry.request import Request
from llmdesk.tools.poetry.topic import in_language
from llmdesk.tools.poetry.types import Form, Poem
from llmdesk.tools.poetry.verse import another, write_lines
from llmdesk.tools.poetry.verse_chinese import RegulatedVerse

CANDIDATES = {4: 10, 8: 8, 2: 12}  # for each line, by the number of lines
_TITLE = 6  # characters of a topic that is a title as it is
_HAN = "[一-龥]"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the poem is to show. `heading` is the prompt up to the first line."""

    topic: str
    images: tuple[str, ...]
    title: str
    heading: str


def write(desk: Desk, request: Request) -> tuple[str, tuple[str, ...], float]:
    """(title, lines, score): the score is that of a character, natural log."""
    topic = in_language(desk, request.topic, "zh")
    if not request.form.regulated:
        return _modern(desk, request, topic)
    plan = make_plan(desk, request.form, topic, request.mood)
    verse = _verse(request, plan, desk.draft)
    draft = write_lines(desk, verse, CANDIDATES.get(verse.count, 8))
    characters = sum(len(line) for line in draft.lines)
    return plan.title, draft.lines, draft.score / max(1, characters)


def another_line(desk: Desk, request: Request, poem: Poem, index: int) -> str | None:
    """Line `index` of the poem anew; None where none could be made."""
    topic = in_language(desk, request.topic, "zh")
    if not request.form.regulated:
        return _another_modern(desk, request, poem, index, topic)
    heading = _examples(request.form) + _subject(topic, request.mood) + f"题目：{poem.title}\n"
    plan = Plan(topic, (poem.title,), poem.title, heading)
    return another(desk, _verse(request, plan, 1), poem.lines, index, CANDIDATES[4])


def make_plan(desk: Desk, wanted: Form, topic: str, mood: str) -> Plan:
    """Images for the couplets and a title, in one short answer."""
    desk.say("plan")
    heading = _examples(wanted) + _subject(topic, mood) + "意象："
    own = topic if 2 <= len(topic) <= _TITLE and chinese.characters(topic) == topic else ""
    title = f'"{own}"' if own else f"{_HAN}{{2,5}}"
    images = "、".join(["w"] * 4).replace("w", '" w "').join(('"', '"'))
    grammar = f'root ::= {images} "\\n题目：" {title} "\\n"\nw ::= {_HAN}{{2,3}}'
    written = desk.candidates([Ask(heading, grammar)], 3, temperature=0.8, max_tokens=48)
    if not written:
        return Plan(topic, (), own or topic[:_TITLE], _examples(wanted) + _subject(topic, mood))
    best = max(written, key=lambda found: found.likelihood - 6.0 * _repeats(found.text))
    first, second = best.text.strip().split("\n")
    return Plan(topic, tuple(first.split("、")), second.removeprefix("题目："), heading + best.text)


def _repeats(text: str) -> int:
    images = text.split("\n")[0].replace("、", "")
    return len(images) - len(set(images))


def _verse(request: Request, plan: Plan, draft: int) -> RegulatedVerse:
    return RegulatedVerse(
        request.form, plan.heading, plan.topic, plan.images, request.acrostic, request.seed + draft
    )


def _subject(topic: str, mood: str) -> str:
    return f"主题：{topic}{'，' + mood if mood else ''}\n"


def _examples(wanted: Form) -> str:
    prompts = _prompts().get(wanted.name) or _prompts()[str(wanted.characters)]
    return str(prompts["examples"]).lstrip()


# -- modern poems ----------------------------------------------------------------------------------
def _modern(desk: Desk, request: Request, topic: str) -> tuple[str, tuple[str, ...], float]:
    """A free poem: whole drafts side by side, the best one by likelihood and variety."""
    heading = _modern_heading(topic, request.mood)
    heads = request.acrostic
    desk.say("lines", 0)
    own = topic if 1 < len(topic) <= 10 else ""
    title = f'"{own}"' if own else f"{_HAN}{{2,8}}"
    rows = " ".join(f'"{head}" row' for head in heads) if heads else "row{7,12}"
    grammar = f'root ::= {title} "\\n" {rows} "\\n"\nrow ::= {_HAN}{{2,10}} ("，" {_HAN}{{2,8}})? "\\n"'
    written = desk.candidates([Ask(heading, grammar)], 5, temperature=0.85, max_tokens=180)
    best: tuple[float, str, tuple[str, ...]] | None = None
    for found in written:
        name, *rows_found = found.text.strip().split("\n")
        lines = tuple(row.strip() for row in rows_found if row.strip())
        text = "".join(lines)
        score = found.likelihood / max(1, len(text)) - _sameness(lines)
        if best is None or score > best[0]:
            best = (score, name, lines)
    if best is None:
        return topic[:10], (), 0.0
    return best[1], best[2], best[0]


def _another_modern(desk: Desk, request: Request, poem: Poem, index: int, topic: str) -> str | None:
    prompt = _modern_heading(topic, request.mood) + poem.title + "\n"
    prompt += "".join(f"{line}\n" for line in poem.lines[:index])
    head = f'"{request.acrostic[index]}" ' if index < len(request.acrostic) else ""
    grammar = f'root ::= {head}{_HAN}{{2,10}} ("，" {_HAN}{{2,8}})? "\\n"'
    written = desk.candidates([Ask(prompt, grammar)], 8, temperature=0.95, max_tokens=40)
    lines = {found.text.strip(): found.likelihood / len(found.text) for found in written}
    fresh = {line: score for line, score in lines.items() if line not in poem.lines}
    return max(fresh, key=lambda line: fresh[line]) if fresh else None


def _sameness(lines: tuple[str, ...]) -> float:
    """Lines that begin or end alike, and words over and over; natural-log units a character."""
    if not lines:
        return 10.0
    pairs = [line[at : at + 2] for line in lines for at in range(len(line) - 1)]
    repeated = 1 - len(set(pairs)) / max(1, len(pairs))
    alike = len(lines) - len({line[:2] for line in lines})
    return 3.0 * repeated + 0.15 * alike


def _modern_heading(topic: str, mood: str) -> str:
    return str(_prompts()["modern"]["examples"]).lstrip() + _subject(topic, mood) + "题目："


@cache
def _prompts() -> dict[str, Any]:
    prompts: dict[str, Any] = tomllib.loads(resource("poetry", "prompts.toml").read_text("utf-8"))["zh"]
    return prompts


def clean(text: str) -> str:
    """A topic without what would break the layout of the prompt."""
    return re.sub(r"\s+", " ", text).strip()
