"""A Chinese poem from its topic to its last line: images and title, then the verse.

Owns the prompts and the plan of Chinese poems. The search is in `line_search`, what a regulated line must
keep in `verse`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from threading import Thread
from typing import Any

from llmdesk.paths import resource
from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.ci.tunes import tune_of
from llmdesk.tools.poetry.chinese.ci.verse import SongVerse
from llmdesk.tools.poetry.chinese.line_search import Verse, another, write_lines
from llmdesk.tools.poetry.chinese.modern import ModernVerse
from llmdesk.tools.poetry.chinese.topic import in_language
from llmdesk.tools.poetry.chinese.verse import RegulatedVerse, read_tables
from llmdesk.tools.poetry.desk import Ask, Candidate, Desk
from llmdesk.tools.poetry.request import Request
from llmdesk.tools.poetry.types import Form, Poem

# Candidates for each line.
CANDIDATES = {"jueju-5": 8, "jueju-7": 8, "lushi-5": 8, "lushi-7": 8, "couplet-zh": 24, "modern-zh": 8}
# Lines of old verse that are weighed for each draft; others: none. Readers liked 七绝 and 律诗 better with
# them, 五绝 and couplets no better.
PROPOSED = {"jueju-7": 8, "lushi-5": 8, "lushi-7": 8}
SONG_CANDIDATES = 6  # for a line of a song, which has many
ANOTHER = 10  # candidates for a line that is written again
PLANS = 2  # tries of one where hardly a character comes twice
_TITLE = 6  # characters of a topic that is a title as it is


@dataclass(frozen=True, slots=True)
class Plan:
    """What the poem is to show. `heading` is the prompt up to the first line."""

    topic: str
    images: tuple[str, ...]
    title: str
    heading: str


def write(desk: Desk, request: Request) -> tuple[str, tuple[str, ...], float]:
    """(title, lines, score): the score is that of a character, natural log."""
    # While the model reads.
    Thread(target=read_tables, args=(request.rhymes,), name="poem-tables", daemon=True).start()
    topic = in_language(desk, request.topic, "zh")
    plan = make_plan(desk, request.form, topic, request.mood)
    verse = _verse(request, plan, desk.draft)
    draft = write_lines(desk, verse, CANDIDATES.get(request.form.name, SONG_CANDIDATES))
    characters = sum(len(line) for line in draft.lines)
    title = f"{request.form.tune}·{plan.title}" if request.form.tune else plan.title
    return title, draft.lines, draft.score / max(1, characters)


def another_line(desk: Desk, request: Request, poem: Poem, index: int) -> str | None:
    """Line `index` of the poem anew; None where none could be made."""
    topic = in_language(desk, request.topic, "zh")
    heading = _examples(request.form) + _subject(topic, request.mood) + f"题目：{poem.title}\n"
    plan = Plan(topic, (poem.title,), poem.title, heading)
    verse = _verse(request, plan, 1, count=len(poem.lines))
    return another(desk, verse, poem.lines, index, ANOTHER)


def make_plan(desk: Desk, wanted: Form, topic: str, mood: str) -> Plan:
    """Images for the couplets, and a title where the topic is none, in one short answer."""
    desk.say("plan")
    heading = _examples(wanted) + _subject(topic, mood) + "意象："
    own = topic if 2 <= len(topic) <= _TITLE and hanzi.characters(topic) == topic else ""
    end = "" if own else ' "\\n题目：" c{2,5} "\\n"'
    common = hanzi.character_class(hanzi.common_characters())
    grammar = f'root ::= w "、" w "、" w "、" w{end}\nw ::= c{{2,3}}\nc ::= {common}'
    best: Candidate | None = None
    for _ in range(PLANS):
        written = desk.candidates([Ask(heading, grammar)], 1, temperature=0.8, max_tokens=48)
        best = next(iter(written), best)
        if written and _repeats(written[0].text) <= 1:
            break
    title = own or topic[:_TITLE]
    if best is None:
        return Plan(topic, (), title, f"{_examples(wanted)}{_subject(topic, mood)}题目：{title}\n")
    images, _, rest = best.text.strip().partition("\n")
    title = own or rest.removeprefix("题目：")
    return Plan(topic, tuple(images.split("、")), title, f"{heading}{images}\n题目：{title}\n")


def _repeats(text: str) -> int:
    images = text.split("\n")[0].replace("、", "")
    return len(images) - len(set(images))


def _verse(request: Request, plan: Plan, draft: int, count: int = 0) -> Verse:
    seed = request.seed + draft
    words = (plan.topic, *plan.images)
    if tune := tune_of(request.form):
        return SongVerse(tune, plan.heading, words, request.rhymes)
    if request.form.regulated:
        most = PROPOSED.get(request.form.name, 0)
        return RegulatedVerse(request.form, plan.heading, words, request.acrostic, seed, request.rhymes, most)
    return ModernVerse(plan.heading, words, request.acrostic, seed, count)


def _subject(topic: str, mood: str) -> str:
    return f"主题：{topic}{'，' + mood if mood else ''}\n"


def _examples(wanted: Form) -> str:
    prompts = _prompts().get("ci" if wanted.tune else wanted.name) or _prompts()[str(wanted.characters)]
    return str(prompts["examples"]).lstrip()


@cache
def _prompts() -> dict[str, Any]:
    prompts: dict[str, Any] = tomllib.loads(resource("poetry", "prompts.toml").read_text("utf-8"))["zh"]
    return prompts
