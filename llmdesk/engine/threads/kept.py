"""The thread counts that were measured on this computer, kept between starts. Runs in the parent.

Owns what a measurement holds for, and its place in the memo.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from llmdesk import hardware
from llmdesk.engine.memo import Memo
from llmdesk.engine.types import ModelSpec

SECTION = "thread counts"  # "threads" was that of figures that could come from a busy computer
_KEPT = 64  # models


def known_threads(memo: Memo, path: Path, spec: ModelSpec) -> tuple[int, int] | None:
    """The counts that were measured for this file before, for one token and for many."""
    known = memo.get(SECTION, _key(path, spec))
    if isinstance(known, list) and len(known) >= 2 and all(isinstance(n, int) for n in known[:2]):
        return known[0], known[1]
    return None


def keep_threads(memo: Memo, path: Path, spec: ModelSpec, counts: tuple[int, int]) -> None:
    memo.put(SECTION, _key(path, spec), [*counts, date.today().isoformat()], keep=_KEPT)


def report(memo: Memo) -> Mapping[str, object]:
    """For `llmdesk doctor`: the counts that are kept, by what they were measured for."""
    lines = {}
    for key, known in memo.section(SECTION).items():
        if isinstance(known, list) and len(known) == 3:
            lines[f"threads, {key}"] = f"{known[0]} for a token, {known[1]} for prompts ({known[2]})"
    return lines or {"threads": "not measured yet: that is done after an answer, while nothing else computes"}


def _key(path: Path, spec: ModelSpec) -> str:
    cores = hardware.cores()
    size = path.stat().st_size if path.exists() else 0
    return f"{hardware.processor_name()}, {cores.physical} cores, {size} bytes, {spec.device}"
