"""Poems of real models through the real engine: the form is kept by any of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.poetry.compose import rewrite_line, write_poem
from llmdesk.tools.poetry.desk import Desk
from llmdesk.tools.poetry.fitness import NO_CHINESE
from llmdesk.tools.poetry.types import PoemOptions

pytestmark = pytest.mark.model

HURRY = 0.01  # seconds: no second try begins after them


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = Engine(tmp_path_factory.mktemp("poems") / "engine.log")
    yield engine
    engine.close()


def test_the_starter_model_is_warned_of_and_keeps_a_chinese_form(engine: Engine, starter: Path) -> None:
    engine.load(ModelSpec(FileRef(starter), context=1024))
    poem = write_poem(PoemOptions("jueju-5", "雪", seed=1, seconds=HURRY), engine)
    assert poem.warning == NO_CHINESE
    assert poem.passed, [check.detail for check in poem.checks if not check.passed]


def test_a_poem_that_breaks_off_is_less_likely_to_be_over(engine: Engine, starter: Path) -> None:
    engine.load(ModelSpec(FileRef(starter), context=1024))
    poem = "Rain\n\nThe rain came down on every roof.\nThe children ran home through the mud.\n"
    whole, broken = Desk(engine, 1).endings(
        [f"{poem}And then they went to sleep.", f"{poem}And then they went to"]
    )
    assert whole > broken + 1


def test_the_bilingual_model_writes_an_acrostic_that_is_new_in_one_line_when_asked(
    engine: Engine, bilingual: Path
) -> None:
    engine.load(ModelSpec(FileRef(bilingual), context=1024))
    options = PoemOptions("jueju-5", "友情", mood="温暖", acrostic="山高水长", seed=1, seconds=HURRY)
    poem = write_poem(options, engine)
    assert not poem.warning
    assert poem.passed, [check.detail for check in poem.checks if not check.passed]
    changed = rewrite_line(poem, 1, options, engine)
    assert changed.passed
    assert changed.lines[1] != poem.lines[1]
    assert changed.lines[2:] == poem.lines[2:]
