"""Our poems beside those that the same model writes when it is simply asked: in pairs, for a blind reader.

    python -m tests.benchmarks.poem_pairs write FOLDER [--language zh|en] [--count N] [--skip N] [--seconds S]
    python -m tests.benchmarks.poem_pairs judge FOLDER ABBA=…

`write` adds to FOLDER/pairs.txt, where the two poems of a topic stand in random order, and to
FOLDER/key.json, which says which one is ours: whoever reads must not open it. `judge` takes a letter for each
pair in turn (the better poem; = for none) and counts. The question for the reader: which of the two would you
rather show a friend? Titles, Markdown and remarks are taken off, or one would know a poem by them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import GenerateRequest, Message, Sampling
from llmdesk.tools.poetry.compose import write_poem
from llmdesk.tools.poetry.types import PoemOptions
from tests.benchmarks import measure
from tests.benchmarks.poems import CHINESE, ENGLISH
from tests.models_for_tests import bilingual_path

# In turn: what a poem of the form is called in a question.
FORMS = {
    "zh": {
        "jueju-5": "五言绝句",
        "jueju-7": "七言绝句",
        "lushi-5": "五言律诗",
        "couplet-zh": "七言对联",
        "modern-zh": "现代诗（六到八行）",
    },
    "en": {
        "haiku": "haiku",
        "quatrain-abab": "rhyming quatrain (ABAB, in iambic tetrameter)",
        "limerick": "limerick",
        "couplet": "rhyming couplet",
        "free": "poem of seven lines in free verse",
    },
}
_ASK = {
    "zh": "请写一首{form}，主题是“{topic}”。只写诗句，不要标题和解释。",
    "en": "Write a {form} about {topic}. Write only the poem, without a title or a remark.",
}


@dataclass(frozen=True)
class Pair:
    """`ours` and `plain` are lines."""

    topic: str
    form: str
    ours: tuple[str, ...]
    plain: tuple[str, ...]


def plain_poem(engine: Engine, form: str, topic: str, language: str, seed: int) -> tuple[str, ...]:
    """What the model writes when it is asked in one sentence."""
    ask = _ASK[language].format(form=FORMS[language][form], topic=topic)
    request = GenerateRequest(
        messages=(Message("user", ask),),
        sampling=Sampling(temperature=0.8, seed=seed),
        max_tokens=220,
        template_variables={"enable_thinking": False},
    )
    return cleaned(engine.generate(request).result().text, language)


def cleaned(text: str, language: str) -> tuple[str, ...]:
    """Its lines, without marks of Markdown; Chinese ones without marks at all, as ours are printed."""
    lines = []
    for line in text.splitlines():
        bare = line.strip().strip("*#>`").strip()
        if not bare or bare.endswith((":", "：")) or (bare.startswith("《") and bare.endswith("》")):
            continue
        pieces = re.split(r"[，。！？；、,.!?;\s]", bare) if language == "zh" else [bare]
        lines += [piece for piece in pieces if piece]
    return tuple(lines)


def in_order(pair: Pair, chance: random.Random) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """Which letter is ours, and the two poems as they are shown."""
    ours_first = chance.random() < 0.5
    return ("A" if ours_first else "B"), ((pair.ours, pair.plain) if ours_first else (pair.plain, pair.ours))


def shown(number: int, pair: Pair, poems: tuple[tuple[str, ...], ...]) -> str:
    text = f"\n== {number}  {pair.form}  {pair.topic}\n"
    for letter, lines in zip("AB", poems, strict=True):
        text += f"  {letter}\n" + "".join(f"      {line}\n" for line in lines)
    return text


def write(options: argparse.Namespace) -> int:
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    key_file, pairs_file = folder / "key.json", folder / "pairs.txt"
    key: list[dict[str, object]] = json.loads(key_file.read_text("utf-8")) if key_file.exists() else []
    forms = options.forms.split(",") if options.forms else list(FORMS[options.language])
    topics = (CHINESE if options.language == "zh" else ENGLISH)[options.skip : options.skip + options.count]
    with measure.engine(options) as engine:
        for place, topic in enumerate(topics, options.skip):
            form, seed = forms[place % len(forms)], options.seed + place
            wanted = PoemOptions(form, topic, seed=seed, seconds=options.seconds)
            poem = write_poem(wanted, engine)
            plain = plain_poem(engine, form, topic, options.language, seed)
            pair = Pair(topic, form, poem.lines, plain)
            ours, poems = in_order(pair, random.Random(f"{options.shuffle} {form} {topic} {seed}"))
            key.append({"form": form, "topic": topic, "ours": ours, "passed": poem.passed, "s": poem.seconds})
            with pairs_file.open("a", encoding="utf-8") as stream:
                stream.write(shown(len(key), pair, poems))
            key_file.write_text(json.dumps(key, ensure_ascii=False, indent=1), "utf-8")
    return 0


def judge(options: argparse.Namespace) -> int:
    key = json.loads((options.folder / "key.json").read_text("utf-8"))
    given = [letter for letter in options.given.upper() if letter in "AB="]
    if len(given) != len(key):
        print(f"{len(given)} letters for {len(key)} pairs")
        return 1
    found: dict[str, Counter[str]] = {}
    for letter, each in zip(given, key, strict=True):
        said = "neither" if letter == "=" else "ours" if letter == each["ours"] else "plain"
        found.setdefault(each["form"], Counter())[said] += 1
        found.setdefault("all", Counter())[said] += 1
    for form, counts in found.items():
        print(f"{form:16} ours {counts['ours']}, plain {counts['plain']}, neither {counts['neither']}")
    return 0


def main() -> int:
    parser = measure.arguments(__doc__.splitlines()[0])
    parser.add_argument("what", choices=("write", "judge"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("given", nargs="?", default="", help="judge: a letter for each pair")
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.add_argument("--forms", default="", help="their names, divided by commas (all)")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=None)
    parser.add_argument("--shuffle", default=str(random.SystemRandom().random()), help="decides the order")
    parser.set_defaults(model=bilingual_path())
    options: argparse.Namespace = parser.parse_args()
    return write(options) if options.what == "write" else judge(options)


if __name__ == "__main__":
    sys.exit(main())
