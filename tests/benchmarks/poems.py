"""Poems of every form with the bilingual model: which rules hold, how long it takes, how they read.

    python -m tests.benchmarks.poems [--forms jueju-5,haiku] [--topics N] [--seed N] [--skip N] [--out FILE]

20 topics for jueju-5, jueju-7, haiku and quatrain-abab, 3 for each other form. Bars: every rule but
metre holds in every poem, metre in 95 % of the lines; a jueju-5 in 8 s and a haiku in 12 s on 2 cores
(the median; the first poem of a form also reads its examples).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import Completion, GenerateRequest, Score, ScoreRequest
from llmdesk.errors import UserError
from llmdesk.tools.poetry.compose import write_poem
from llmdesk.tools.poetry.forms import forms
from llmdesk.tools.poetry.types import Form, Poem, PoemOptions
from tests.benchmarks import measure
from tests.models_for_tests import bilingual_path

CHINESE = (
    "秋夜思乡", "江上春雨", "雪夜读书", "送别友人", "品茶", "月夜", "故乡的桥", "孤独的猫", "程序员加班",
    "大海", "父亲的背影", "荷塘", "登山", "老街", "除夕", "梅花", "地铁", "外婆的菜园", "毕业", "长城",
)  # fmt: skip
ENGLISH = (
    "first snow", "a train at night", "grandmother's garden", "the sea", "autumn leaves", "an old dog",
    "coffee in the morning", "a letter never sent", "the city in rain", "the moon", "a broken clock",
    "my father's hands", "spring", "loneliness", "a lighthouse", "the last day of school", "bees", "a river",
    "moving house", "stars",
)  # fmt: skip
MANY = ("jueju-5", "jueju-7", "haiku", "quatrain-abab")
BARS_S = {"jueju-5": 8.0, "haiku": 12.0}


class Counting:
    """An engine that counts the tokens it writes and reads: the work of a poem, on any machine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.written, self.read = 0, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        for number, result in self._engine.generate_many(requests, cancel):
            if isinstance(result, Completion):
                self.written += result.completion_tokens
                self.read += result.prompt_tokens - result.reused_tokens
            yield number, result

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        for score in self._engine.score(request, cancel):
            self.read += score.tokens
            yield score


@dataclass(frozen=True, slots=True)
class Written:
    """A poem and the tokens it took."""

    poem: Poem
    written: int
    read: int


def write_all(engine: Engine, wanted: Form, skip: int, count: int, seed: int) -> list[Written]:
    topics = (CHINESE if wanted.language == "zh" else ENGLISH)[skip : skip + count]
    poems = []
    for number, topic in enumerate(topics, skip):
        word = "HOPE" if wanted.acrostic == "required" else ""
        counting = Counting(engine)
        options = PoemOptions(wanted.name, topic, acrostic=word, seed=seed + number)
        poem = write_poem(options, cast(TextEngine, counting))
        poems.append(Written(poem, counting.written, counting.read))
        show(poem)
    return poems


def show(poem: Poem) -> None:
    print(f"\n{poem.form}  {poem.title}  (seed {poem.seed}, score {poem.score:.2f}, {poem.seconds:.1f} s)")
    for line in poem.lines:
        print(f"    {line}")
    for check in poem.checks:
        if not check.passed:
            print(f"  ✗ {check.scope} {check.rule}: {check.detail}")
    sys.stdout.flush()


def report(name: str, all_written: list[Written]) -> bool:
    """Print what held; whether the bars did."""
    poems = [one.poem for one in all_written]
    checks = [check for poem in poems for check in poem.checks]
    total, held = Counter(c.rule for c in checks), Counter(c.rule for c in checks if c.passed)
    good = True
    print(f"\n{name}: {sum(poem.passed for poem in poems)} of {len(poems)} poems keep every rule")
    for rule, count in total.items():
        share = held[rule] / count
        good &= share >= (0.95 if rule == "metre" else 1.0)
        print(f"    {rule:<12} {held[rule]:>4} of {count}")
    seconds = measure.median([poem.seconds for poem in poems])
    if bar := BARS_S.get(name):
        good &= seconds <= bar
    print(f"    {seconds:.1f} s a poem (median){f', bar {bar:g} s' if bar else ''}")
    work = ("attempts", [p.attempts for p in poems]), ("tokens written", [w.written for w in all_written])
    for label, counts in (*work, ("tokens read", [w.read for w in all_written])):
        print(f"    {statistics.median(counts):.0f} {label} (median), {max(counts)} at the most")
    return good


def main() -> int:
    parser = measure.arguments(__doc__.splitlines()[0])
    parser.add_argument("--forms", default="", help="their names, divided by commas (all)")
    parser.add_argument("--topics", type=int, default=0, help="for each form (20 or 3)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--skip", type=int, default=0, help="so many topics, of a run in parts")
    parser.add_argument("--out", type=Path, help="write the poems to this file, as JSON")
    parser.set_defaults(model=bilingual_path())
    options: argparse.Namespace = parser.parse_args()
    chosen = [form for form in forms() if not options.forms or form.name in options.forms.split(",")]
    written: dict[str, list[Written]] = {}
    with measure.engine(options) as engine:
        for wanted in chosen:
            count = options.topics or (20 if wanted.name in MANY else 3)
            written[wanted.name] = write_all(engine, wanted, options.skip, count, options.seed)
    kept = [report(name, poems) for name, poems in written.items()]
    if options.out:
        poems = [asdict(one.poem) | {"tokens": one.written} for poems in written.values() for one in poems]
        options.out.write_text(json.dumps(poems, ensure_ascii=False, indent=1), "utf-8")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
