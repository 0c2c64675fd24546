"""Our own labelled texts of the ready label sets, and how right a set is on them.

Owns `labelled_en.toml` and `labelled_zh.toml`. Must not change what it measures.
"""

from __future__ import annotations

import statistics
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

from llmdesk.engine.face import TextEngine
from llmdesk.tools.sentiment import Analyzer, measure, ready_sets
from llmdesk.tools.sentiment.labels import ready_set

Pair = tuple[str, str]
HALVES = ("look", "report")
_LEVELS_OF_3 = (0, 0, 1, 2, 2)


def set_names() -> list[str]:
    return [ready.name for ready in ready_sets() if ready.name != "sentiment-2"]


def pairs(name: str, language: str, half: str) -> list[Pair]:
    """(text, label) of the ready set `name` in `language`; `half` is "look" or "report"."""
    ready = ready_set(name, language)
    assert ready is not None, name
    groups = _texts(language)["sentiment" if name.startswith("sentiment") else name][half]
    places = _LEVELS_OF_3 if name == "sentiment-3" else tuple(range(len(groups)))
    return [(text, ready.names[place]) for place, group in zip(places, groups, strict=True) for text in group]


@cache
def _texts(language: str) -> dict[str, dict[str, list[list[str]]]]:
    path = Path(__file__).with_name(f"labelled_{language}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def judge(engine: TextEngine, name: str, language: str, half: str) -> str:
    """What to print of one set: figures, and for the half that may be looked at, each wrong text."""
    ready = ready_set(name, language)
    assert ready is not None, name
    known = pairs(name, language, half)
    found = list(Analyzer(engine, ready, None).rows(text for text, _ in known))
    truth = [label for _, label in known]
    figures = measure([row.probabilities for row in found], truth, ready.names)
    majority = max(Counter(truth).values()) / len(truth)
    confident = statistics.mean(row.confidence for row in found)
    lines = [
        f"{name} {language} {half}: accuracy {figures.accuracy:.2f} of {len(known)}, "
        f"majority {majority:.2f}, mean confidence {confident:.2f}"
    ]
    lines += [
        f"  {name:<14} {list(counts)}" for name, counts in zip(ready.names, figures.confusion, strict=True)
    ]
    if half == "look":
        lines += [
            f"    {label} -> {row.label} {row.confidence:.2f}  {text}"
            for (text, label), row in zip(known, found, strict=True)
            if row.label != label
        ]
    return "\n".join(lines)
