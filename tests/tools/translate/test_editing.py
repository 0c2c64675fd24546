"""A segment that the user edits is theirs and is checked; one that is asked for again is another one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.store import Store
from llmdesk.tools.fidelity import Term
from llmdesk.tools.translate import (
    Keeper,
    Memory,
    Pair,
    Segment,
    TranslateOptions,
    accepted,
    asked_again,
    done_before,
    edited,
    inputs_of,
    keep_again,
    kept_of,
    options_from,
    shape_of_text,
    translate,
)
from tests.tools.translate.translating_engine import TranslatingEngine

OPTIONS = TranslateOptions("zh", "en", glossary=(Term("engine", "引擎"),))
SEGMENT = Segment("The engine has 12 parts.", "引擎有十二个部分。", 0, 24, 0)


def test_what_the_user_writes_is_theirs_in_one_line_and_checked() -> None:
    good = edited(SEGMENT, " 引擎有\n12 个部分。 ", OPTIONS)
    assert (good.target, good.origin, good.passed) == ("引擎有 12 个部分。", "user", True)
    bad = edited(SEGMENT, "马达有 13 个部分。", OPTIONS)
    assert {finding.rule for finding in bad.checks} == {"numbers", "glossary"}
    assert not bad.passed
    assert accepted(bad) == replace(bad, passed=True, checks=())


def test_a_glossary_of_the_other_direction_serves_an_edited_segment() -> None:
    turned = replace(OPTIONS, glossary=(Term("引擎", "engine"),))
    assert [finding.rule for finding in edited(SEGMENT, "马达有 12 个部分。", turned).checks] == ["glossary"]


def test_one_that_is_asked_for_again_is_another_one_and_the_best(tmp_path: Path) -> None:
    engine = TranslatingEngine()
    answers = ["引擎有十二个部分。", "引擎有 13 个部分。", "引擎由 12 个部分组成。"]
    engine.spoil = lambda _text, attempt: answers[attempt]
    got = asked_again(engine, [SEGMENT], 0, OPTIONS, CancelToken(), seed=1)
    assert (got.target, got.passed) == ("引擎由 12 个部分组成。", True)
    assert len({request.sampling.seed for request in engine.requests}) == 3


def test_the_reason_is_told_when_a_failed_one_is_asked_for_again() -> None:
    engine = TranslatingEngine()
    failed = edited(SEGMENT, "引擎有 13 个部分。", OPTIONS)
    asked_again(engine, [failed], 0, OPTIONS, CancelToken(), seed=1)
    assert "13" in engine.requests[0].messages[-1].content


@pytest.mark.parametrize("target", ["引擎的部分有 12 个。", "引擎的部分有 13 个。"])
def test_a_run_that_goes_on_keeps_what_the_user_wrote(tmp_path: Path, target: str) -> None:
    text = "The engine has 12 parts. The engine is old."
    shape, inputs = shape_of_text(text), inputs_of("", "", text)
    engine, store = TranslatingEngine(), Store(tmp_path / "s.sqlite3", tmp_path / "backups")
    keeper = Keeper(store, inputs, OPTIONS, "a", "translator")
    made = translate(engine, text, shape.units, OPTIONS, keeper)
    keeper.finish(made)
    mine = edited(made.segments[0], target, OPTIONS)
    keep_again(store, keeper.run.id, replace(made, segments=(mine, made.segments[1])))
    run = store.run(keeper.run.id)
    kept = kept_of(run)
    assert kept is not None
    assert kept.segments[0] == mine
    assert (run.state, options_from(run.options)) == ("done", OPTIONS)
    memory = Memory([Pair(SEGMENT.source, "别的。", "en", "zh")])
    done = done_before(store, inputs, OPTIONS, "translator")
    again = translate(engine, text, shape.units, OPTIONS, memory=memory, done=done)
    assert again.segments[0] == mine
    store.close()


def test_options_that_make_no_sense_are_left_out() -> None:
    assert options_from({"target": "xx", "tone": 3, "glossary": [["a"], 2]}) == TranslateOptions("")
