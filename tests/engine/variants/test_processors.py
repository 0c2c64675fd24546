"""On processors that die of an instruction or compute nonsense the engine finds other code, and answers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.local.client import Engine
from llmdesk.engine.memo import Memo
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import GenerateRequest, Message, ModelSpec, ScoreRequest
from llmdesk.engine.variants.build import Build
from llmdesk.engine.variants.choice import Choice, Trial, choices
from llmdesk.engine.variants.prover import NOTICE, SECTION, Prover, key, report
from llmdesk.errors import Cancelled, ModelLoadError
from tests.engine.conftest import GREEDY
from tests.engine.variants.conftest import OnProcessor

DIES, NONSENSE = "__builtin_trap();", "for (int i = 0; i < nr * nc; i++) s[i / nc * bs + i % nc] = i; return;"
IN_MODEL = "n == 576"  # not in the trial, whose rows have other lengths
SHORT = GenerateRequest((Message("user", "Say hello."),), sampling=GREEDY, max_tokens=5)


def _engine(tmp_path: Path) -> Engine:
    return Engine(tmp_path / "logs" / "engine.log", tmp_path / "machine.json")


def _engine_that_trusts(tmp_path: Path) -> Engine:
    """One that has found all code right, and the repacked weights faster."""
    trials = [
        Trial(choice, "right", "", speed, speed) for choice, speed in zip(choices([""]), (2, 1), strict=True)
    ]
    record = {"variants": [""], "gpu": False, "trials": [asdict(trial) for trial in trials]}
    rest = {"broken": [], "seconds": 1, "day": "2026-11-28"}
    Memo(tmp_path / "machine.json").put(SECTION, key(Build.installed()), {**record, **rest})
    return _engine(tmp_path)


def _spec(path: Path) -> ModelSpec:
    return ModelSpec(FileRef(path), context=1024, device="cpu")


@pytest.mark.parametrize(("what", "verdict"), [(DIES, "died"), (NONSENSE, "wrong")])
def test_code_that_dies_or_computes_nonsense_is_passed_over_before_a_model_is_loaded(
    processor: OnProcessor, repacked: Path, tmp_path: Path, what: str, verdict: str
) -> None:
    processor(what)
    engine = _engine(tmp_path)
    model = engine.load(_spec(repacked))
    assert engine.generate(SHORT).result(60).completion_tokens > 0
    engine.close()
    assert NOTICE in model.warnings
    facts = report(Memo(tmp_path / "machine.json"))
    assert facts["chosen"] == str(Choice(extra_buffers=False))
    assert str(facts[str(Choice(extra_buffers=True))]).startswith(verdict)


def test_what_was_found_is_remembered_and_told_once(
    processor: OnProcessor, repacked: Path, tmp_path: Path
) -> None:
    processor(DIES)
    warnings = []
    for _ in range(2):
        engine = _engine(tmp_path)
        warnings.append(engine.load(_spec(repacked)).warnings)
        engine.close()
    assert [NOTICE in told for told in warnings] == [True, False]


def test_a_death_at_the_first_batch_is_answered_with_other_code(
    processor: OnProcessor, repacked: Path, tmp_path: Path
) -> None:
    processor(DIES, IN_MODEL)
    engine = _engine_that_trusts(tmp_path)
    engine.load(_spec(repacked))
    states: list[str] = []
    engine.on_state(lambda state: states.append(state.status))
    many = engine.generate_many([SHORT, SHORT])
    assert [result.completion_tokens > 0 for _, result in many if not isinstance(result, Exception)] == [
        True
    ] * 2
    assert "crashed" not in states
    model = engine.state().model
    assert model is not None
    assert NOTICE in model.warnings
    engine.close()
    again = _engine(tmp_path)
    again.load(_spec(repacked))
    again.on_state(lambda state: states.append(state.status))
    states.clear()
    assert again.generate(SHORT).result(60).completion_tokens > 0
    assert "loading" not in states  # it is remembered
    again.close()


def test_scores_are_asked_for_again_too(processor: OnProcessor, repacked: Path, tmp_path: Path) -> None:
    processor(DIES, IN_MODEL)
    engine = _engine_that_trusts(tmp_path)
    engine.load(_spec(repacked))
    request = ScoreRequest(
        "Review:", (" A good film.", " A bad film."), "\nOpinion:", (" positive", " negative")
    )
    assert [score.index for score in engine.score(request)] == [0, 1]
    engine.close()


def test_a_cancelled_request_is_not_asked_again(
    processor: OnProcessor, repacked: Path, tmp_path: Path
) -> None:
    processor(DIES, IN_MODEL)
    engine = _engine_that_trusts(tmp_path)
    engine.load(_spec(repacked))
    cancelled: list[object] = []

    def cancel_while_it_loads(state: object) -> None:
        if engine.state().status == "loading" and not cancelled:
            cancelled.append(stream)
            stream.cancel()

    engine.on_state(cancel_while_it_loads)
    stream = engine.generate(SHORT)
    assert stream.result(60).finish_reason == "cancelled"
    assert engine.generate(SHORT).result(60).completion_tokens > 0
    engine.close()


def test_a_model_that_dies_in_every_way_is_to_blame_itself(
    processor: OnProcessor, repacked: Path, tmp_path: Path
) -> None:
    processor(DIES, IN_MODEL, always=True)
    engine = _engine_that_trusts(tmp_path)
    engine.load(_spec(repacked))
    with pytest.raises(ModelLoadError, match="SIGILL"):
        engine.generate(GenerateRequest(prompt="Hello", sampling=GREEDY)).result(60)
    engine.close()
    assert report(Memo(tmp_path / "machine.json"))["chosen"] == str(Choice(extra_buffers=True))


def test_a_memo_that_cannot_be_written_only_means_testing_again(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    for _ in range(2):
        prover = Prover(tmp_path / "engine.log", Memo(tmp_path / "cache" / "machine.json"))
        assert prover.choice().variant == ""


def test_testing_a_processor_can_be_cancelled(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        Prover(tmp_path / "engine.log", Memo(None)).choice(cancel)
