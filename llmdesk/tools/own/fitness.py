"""Does this model do what a tool says? A short trial, once for each model and language.

Owns the trial and what it means. A model that fails may be used all the same: its answers are checked as
those of any other, and whoever shows them says what to expect.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import decides
from llmdesk.engine.types import LoadedModel
from llmdesk.paths import resource
from llmdesk.tools import measured
from llmdesk.tools.kept import read, write
from llmdesk.tools.own.kinds import Asked, kind_of
from llmdesk.tools.own.types import Checks, LabelOf, OwnTool

# Parameters. One with fewer than SMALL is taken to fail, one with LARGE or more to pass: neither is tried.
SMALL, LARGE = 200_000_000, 2_000_000_000
_LEAST = 0.7
_TOKENS = 24
_MORE = 12  # characters that an answer may have beside the words that are right


@dataclass(frozen=True, slots=True)
class _Trial:
    """How many answers were right, of how many."""

    right: int
    asked: int


def is_too_small(
    engine: Asked, model: LoadedModel, tool: OwnTool, kept: Path | None, cancel: CancelToken
) -> bool:
    """Whether the loaded model often does not do what a tool like this one says: by its size where that is
    enough, else by the trial, from the file `kept` where it was made before. One that does not tell its size
    is not tried; a decision model always is: its size tells nothing. Raises what the engine raises."""
    size_tells = model.parameters < SMALL or model.parameters >= LARGE
    if size_tells and not decides(model.abilities):
        return 0 < model.parameters < SMALL
    labels = tool.gives in ("label", "yes/no")
    cases = _cases(tool.language, labels=labels)
    key = measured.key_of(model, "own", cases)
    known = None if kept is None else read(_Trial, measured.entries(kept).get(key))
    if known is None or not known.asked:
        known = _run(engine, tool.language, cases, cancel)
        if kept is not None:
            measured.keep(kept, key, write(known))
    return known.right < _LEAST * known.asked


def _run(engine: Asked, language: str, cases: Sequence[Mapping[str, Any]], cancel: CancelToken) -> _Trial:
    right = 0
    for case in cases:
        named = tuple(map(LabelOf, case.get("labels", ())))
        tool = OwnTool(
            "",
            case["instructions"],
            "label" if named else "text",
            language=language,
            labels=named,
            checks=Checks(tries=1),
            longest_answer=_TOKENS,
        )
        (answer,) = kind_of(tool).block(engine, [(case["text"],)], cancel)
        said = str(answer.values[0] or "")
        right += said == case["answer"] if named else _same(said, case["answer"])
    return _Trial(right, len(cases))


def _same(answer: str, wanted: str) -> bool:
    """The words that are right, and little more."""
    return wanted.casefold() in answer.casefold() and len(answer) <= len(wanted) + _MORE


def _cases(language: str, *, labels: bool) -> list[dict[str, Any]]:
    cases = _all()["zh" if language == "zh" else "en"]
    return [case for case in cases if ("labels" in case) == labels]


@cache
def _all() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(resource("own", "trial.toml").read_text(encoding="utf-8"))
