"""How many of 120 letters: counted by the program, against what is in them.

    python -m tests.benchmarks.ask_all MODEL.gguf [--sets NAME] [--language en|zh] [--only N]

The letters are put together from the sentences of known meaning in `ask_sets`: one that is asked for or none,
and others. Of each question it prints how many letters count, how many were counted, how many were left open,
and every letter that was judged wrongly.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.ask.everything import Everything, ask_everything
from llmdesk.tools.documents import Document, from_text

LETTERS = 120
_SETS = Path(__file__).parent / "ask_sets"
_NAMES = ("made", "blind", "fresh", "last", "plain", "later")


def sets(which: str, language: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((_SETS / f"{which}_{language}.toml").read_text("utf-8"))[
        "sets"
    ]
    return found


def letters(made: Mapping[str, Any], language: str) -> list[tuple[Document, bool]]:
    """The letters, and whether each is one that the question asks for."""
    draw = random.Random(made["question"])
    found = []
    share = draw.uniform(0.1, 0.6)
    for number in range(LETTERS):
        wanted = draw.random() < share
        parts = draw.sample(made["other"], draw.randint(1, 3))
        if draw.random() < 0.3:
            parts.append(draw.choice(made["near"]))
        if wanted:
            parts.append(draw.choice(made["wanted"]))
        draw.shuffle(parts)
        body = ("" if language == "zh" else " ").join(parts)
        text = "\n\n".join(filter(None, (draw.choice(made["opening"]), body, draw.choice(made["closing"]))))
        found.append((replace(from_text(text), name=f"letter {number + 1}"), wanted))
    return found


def told(found: Everything, made: list[tuple[Document, bool]], seconds: float) -> str:
    truth = [wanted for _document, wanted in made]
    pairs = list(zip(found.rows, truth, strict=True))
    wrong = [row for row, wanted in pairs if row.verdict == ("no" if wanted else "yes")]
    lines = [
        f"{found.question}  {sum(truth)} are; {found.count()} counted, {found.count('unsure')} unsure, "
        f"{len(wrong)} wrong; {seconds:.0f} s"
    ]
    shown = {(row.verdict, round(row.score, 2), row.quote.quote) for row in wrong if row.quote is not None}
    return "\n".join([*lines, *(f"    {verdict} ({score:+.2f}): {quote}" for verdict, score, quote in shown)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--sets", choices=_NAMES, default="made")
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--only", type=int, help="the question of this number alone")
    parser.add_argument("--trials", type=Path, help="a file that keeps what the model is worth")
    options = parser.parse_args()
    chosen = sets(options.sets, options.language)
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder, "engine.log"), Path(folder, "machine.json"))
        engine.load(ModelSpec(FileRef(options.model), context=4096))
        for each in chosen if options.only is None else [chosen[options.only]]:
            made = letters(each, options.language)
            began = time.monotonic()
            documents = [document for document, _ in made]
            found = ask_everything(engine, each["question"], documents, len(made), trials=options.trials)
            print(told(found, made, time.monotonic() - began), flush=True)
        engine.close()


if __name__ == "__main__":
    main()
