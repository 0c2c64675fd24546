"""What is measured of a model, how a measurement ends, and the names of its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import EngineState, LoadedModel, ModelSpec, Score, ScoreRequest
from llmdesk.errors import Cancelled, EngineCrashed, UsageError, fill
from llmdesk.tools.bench import BenchProgress, BenchResult, figures, measure
from tests.fakes import FakeEngine

LONG_ANSWER = "word " * 40


class Engine(FakeEngine):
    """A fake that writes long answers and remembers what was scored."""

    def __init__(self) -> None:
        super().__init__()
        self.scored: list[ScoreRequest] = []
        self.enqueue(*[LONG_ANSWER] * 200)

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        self.scored.append(request)
        return super().score(request, cancel)


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def model(engine: Engine) -> LoadedModel:
    return engine.load(ModelSpec(FileRef(Path("folder/fake.Q4_1.gguf"))))


def test_the_result_has_the_fields_of_the_command_line_and_nothing_else() -> None:
    assert [field.name for field in fields(BenchResult)] == [
        "model",
        "device",
        "threads",
        "threads_batch",
        "load_s",
        "prompt_tokens_per_s",
        "generation_tokens_per_s",
        "parallel_tokens_per_s",
        "score_rows_per_s",
        "time_to_first_token_s",
        "engine_rss_mb",
    ]


def test_every_figure_is_measured_through_the_engine(engine: Engine, model: LoadedModel) -> None:
    model = replace(model, load_s=1.5)
    result = measure(engine, model, quick=True)
    assert (result.model, result.device) == ("fake.Q4_1.gguf", "CPU")
    assert (result.threads, result.threads_batch, result.load_s) == (2, 2, 1.5)
    assert result.generation_tokens_per_s == pytest.approx(39 / 0.1, rel=0.05)
    assert list(result.parallel_tokens_per_s) == [1, 4, 8]
    assert all(speed > 0 for speed in result.parallel_tokens_per_s.values())
    assert result.score_rows_per_s > 0
    assert result.time_to_first_token_s > 0


def test_the_prompts_have_the_sizes_that_the_names_promise(engine: Engine, model: LoadedModel) -> None:
    measure(engine, model)
    prompts = [request.prompt for request in engine.requests if request.max_tokens == 1]
    assert [engine.count_tokens([prompt or ""]) for prompt in prompts] == [[512]] * 3
    assert len({(prompt or "").split(":")[0] for prompt in prompts}) == 3  # nothing of it is in the cache
    assert any(request.max_tokens == 128 for request in engine.requests)
    assert engine.count_tokens([engine.scored[-1].prefix]) == [84]
    assert set(engine.count_tokens(engine.scored[-1].items)) == {28}
    assert len(engine.scored[-1].items) == 128


def test_quick_asks_less(engine: Engine, model: LoadedModel) -> None:
    measure(engine, model, quick=True)
    quick, rows = len(engine.requests), len(engine.scored[-1].items)
    measure(engine, model)
    assert len(engine.requests) - quick > 2 * quick
    assert rows < len(engine.scored[-1].items)


def test_progress_goes_from_zero_to_the_end_and_names_what_is_measured(
    engine: Engine, model: LoadedModel
) -> None:
    seen: list[BenchProgress] = []
    measure(engine, model, quick=True, on_progress=seen.append)
    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0.0, 1.0)
    assert len({progress.stage for progress in seen}) == 6


def test_a_cancel_ends_the_measurement_while_the_engine_writes(engine: Engine, model: LoadedModel) -> None:
    cancel = CancelToken()

    def on_progress(progress: BenchProgress) -> None:
        if progress.stage == "Writing an answer":
            engine.gate.clear()  # no piece comes any more, until the cancel
            cancel.on_cancel(engine.gate.set)
            cancel.cancel()

    with pytest.raises(Cancelled):
        measure(engine, model, on_progress=on_progress, cancel=cancel)
    assert not engine.scored


@pytest.mark.parametrize("stage", ["Warming up", "Reading a long prompt", "Scoring rows"])
def test_a_cancel_is_obeyed_at_every_stage(engine: Engine, model: LoadedModel, stage: str) -> None:
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        measure(
            engine,
            model,
            on_progress=lambda progress: cancel.cancel() if progress.stage == stage else None,
            cancel=cancel,
        )


def test_an_engine_at_work_is_not_measured(
    engine: Engine, model: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "state", lambda: EngineState("busy", model, active=1))
    with pytest.raises(UsageError, match="busy"):
        measure(engine, model)
    assert not engine.requests


def test_a_context_that_is_too_small_is_refused_with_what_is_needed(engine: Engine) -> None:
    small = engine.load(ModelSpec(FileRef(Path("fake.gguf")), context=512))
    with pytest.raises(UsageError, match="512 tokens; 640 are needed"):
        measure(engine, small)


def test_a_crash_ends_the_measurement_with_its_reason(model: LoadedModel) -> None:
    engine = FakeEngine()
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    engine.enqueue("Once", error=EngineCrashed("The engine stopped."))
    with pytest.raises(EngineCrashed):
        measure(engine, model)


def test_the_figures_name_what_they_are_with_three_digits() -> None:
    result = BenchResult("m.gguf", "CPU", 2, 2, 0.123, 366.2, 13.21, {1: 9.0, 8: 20.0}, 15.4, 0.05, 312.0)
    lines = [
        (fill(figure.label, figure.params), f"{figure.value:.{figure.digits}f} {figure.unit}")
        for figure in figures(result)
    ]
    assert lines == [
        ("Loading the model", "0.12 s"),
        ("Until an answer begins", "0.05 s"),
        ("Reading a prompt of 512 tokens", "366 tokens/s"),
        ("Writing an answer of 128 tokens", "13.2 tokens/s"),
        ("One answer in the background", "9.00 tokens/s"),
        ("8 answers side by side, together", "20.0 tokens/s"),
        ("Scoring rows of 28 tokens behind 84 that they share", "15.4 rows/s"),
        ("Memory of the engine", "312 MB"),
    ]
