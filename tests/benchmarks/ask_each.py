"""A value out of each of twenty documents, against what stands in them.

    python -m tests.benchmarks.ask_each MODEL.gguf [--language en|zh] [--half looked|measured] [--only N]

Of each question it prints how many rows are right (the value, or that there is none), how many are marked to
be looked at, how many are wrong without a mark, and every row that is not right. A value is right where it is
the one expected, or has it in it with at most a few words more.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.ask.each.reading import ask_each
from llmdesk.tools.ask.everything import Counted
from llmdesk.tools.documents import Document, from_text

HALF = 10  # documents that were looked at while the method was built
_MORE = 14  # characters that a right value may have beside the expected one
_SETS = Path(__file__).parent / "ask_each_sets"


def documents(made: Sequence[Mapping[str, str]]) -> list[Document]:
    return [
        replace(from_text(each["text"].strip()), name=f"document {at + 1}") for at, each in enumerate(made)
    ]


def is_right(value: str, wanted: str) -> bool:
    """Whether a value is the expected one; "" is none."""
    if not value or not wanted:
        return value == wanted
    one, other = ("".join(text.casefold().split()) for text in (value, wanted))
    return other in one and len(one) <= len(other) + _MORE


def told(question: str, rows: Sequence[Counted], wanted: Sequence[str], seconds: float) -> str:
    pairs = list(zip(rows, wanted, strict=True))
    right = [row for row, value in pairs if row.verdict != "unsure" and is_right(row.value, value)]
    marked = [row for row, _value in pairs if row.verdict == "unsure"]
    wrong = [row for row, value in pairs if row.verdict != "unsure" and not is_right(row.value, value)]
    lines = [
        f"{question}  {len(right)} of {len(rows)} right, {len(marked)} marked, {len(wrong)} wrong without a "
        f"mark; {seconds:.0f} s"
    ]
    for row, value in pairs:
        if row.verdict == "unsure" or not is_right(row.value, value):
            lines.append(
                f"    {row.file}: {row.verdict} {row.value!r} {row.problem} ({row.score:+.2f}), is {value!r}"
            )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--half", choices=("looked", "measured"))
    parser.add_argument("--only", type=int, help="the question of this number alone")
    parser.add_argument("--scores", action="store_true", help="print the score of every value, too")
    options = parser.parse_args()
    whole: dict[str, Any] = tomllib.loads((_SETS / f"{options.language}.toml").read_text("utf-8"))
    part = {"looked": slice(0, HALF), "measured": slice(HALF, None), None: slice(None)}[options.half]
    made = whole["documents"][part]
    questions = whole["questions"] if options.only is None else [whole["questions"][options.only]]
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder, "engine.log"), Path(folder, "machine.json"))
        engine.load(ModelSpec(FileRef(options.model), context=4096))
        for each in questions:
            began = time.monotonic()
            found = ask_each(
                engine, each["ask"], documents(made), len(made), trials=Path(folder, "trials.json")
            )
            wanted = [document[each["name"]] for document in made]
            print(told(each["ask"], found.rows, wanted, time.monotonic() - began), flush=True)
            if options.scores:
                for row, value in zip(found.rows, wanted, strict=True):
                    print(f"        {row.score:+.2f} {is_right(row.value, value)} {row.value}", flush=True)
        engine.close()


if __name__ == "__main__":
    main()
