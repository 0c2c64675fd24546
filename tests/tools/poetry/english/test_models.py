"""English poems of real models through the real engine: the form is kept by any of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.poetry.compose import rewrite_line, write_poem
from llmdesk.tools.poetry.types import PoemOptions

pytestmark = pytest.mark.model

HURRY = 0.01  # seconds: from then on few candidates are tried, each under its grammar


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = Engine(tmp_path_factory.mktemp("poems") / "engine.log")
    yield engine
    engine.close()


@pytest.mark.parametrize("name", ["haiku", "couplet"])
def test_the_starter_model_keeps_an_english_form(engine: Engine, starter: Path, name: str) -> None:
    engine.load(ModelSpec(FileRef(starter), context=1024))
    poem = write_poem(PoemOptions(name, "rain", seed=1, seconds=HURRY), engine)
    assert poem.passed, [check.detail for check in poem.checks if not check.passed]
    assert not poem.warning


def test_the_bilingual_model_writes_a_quatrain_that_is_new_in_one_line_when_asked(
    engine: Engine, bilingual: Path
) -> None:
    engine.load(ModelSpec(FileRef(bilingual), context=1024))
    options = PoemOptions("quatrain-aabb", "the sea at night", seed=1, seconds=HURRY)
    poem = write_poem(options, engine)
    assert poem.passed, [check.detail for check in poem.checks if not check.passed]
    changed = rewrite_line(poem, 1, options, engine)
    assert changed.passed, [check.detail for check in changed.checks if not check.passed]
    assert changed.lines[1] != poem.lines[1]
    assert changed.lines[2:] == poem.lines[2:]
