"""One face over the engine here and one elsewhere: the model says which is asked."""

from __future__ import annotations

from pathlib import Path

from llmdesk.engine.choosing import Engines
from llmdesk.engine.model_ref import ElsewhereRef, FileRef
from llmdesk.engine.types import EngineState, GenerateRequest, Message, ModelSpec
from tests.fakes import FakeEngine

HERE = ModelSpec(FileRef(Path("m.gguf")))
THERE = ModelSpec(ElsewhereRef("http://box:8000", "m"))
QUESTION = GenerateRequest((Message("user", "Hello."),))


def both() -> tuple[FakeEngine, FakeEngine, Engines, list[FakeEngine]]:
    here, there = FakeEngine(), FakeEngine(elsewhere=True)
    made: list[FakeEngine] = []

    def make() -> FakeEngine:
        made.append(there)
        return there

    return here, there, Engines(here, make), made


def test_nothing_is_made_for_engines_elsewhere_while_files_are_used() -> None:
    here, _, engines, made = both()
    engines.load(HERE)
    engines.generate(QUESTION).result()
    engines.close()
    assert (len(here.requests), made, here.closed) == (1, [], True)


def test_the_model_that_was_loaded_last_answers_and_the_other_is_given_back() -> None:
    here, there, engines, made = both()
    engines.load(HERE)
    model = engines.load(THERE)
    assert engines.state().model == model
    engines.generate(QUESTION).result()
    assert (len(here.requests), len(there.requests)) == (0, 1)
    assert here.model is None
    engines.load(HERE)
    engines.load(THERE)
    assert len(made) == 1
    engines.close()
    assert here.closed
    assert there.closed


def test_listeners_hear_of_the_engine_that_is_used_alone() -> None:
    here, there, engines, _ = both()
    heard: list[EngineState] = []
    stop = engines.on_state(heard.append)
    model = engines.load(THERE)
    here.announce(EngineState("crashed"))
    assert heard[-1].model == model
    stop()
    there.announce(EngineState("busy"))
    assert heard[-1].model == model
