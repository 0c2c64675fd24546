"""The child process: crashes, kills, bad templates, shutdown. Real processes that really die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from itertools import islice
from pathlib import Path

import psutil
import pytest

from llmdesk import hardware
from llmdesk.cancel import CancelToken
from llmdesk.engine.local.client import Engine
from llmdesk.engine.memo import Memo
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.threads.kept import keep_threads
from llmdesk.engine.types import EngineState, GenerateRequest, Message, ModelSpec, ScoreRequest
from llmdesk.errors import (
    Cancelled,
    ContextTooLong,
    EngineClosed,
    EngineCrashed,
    ModelFileError,
    ModelLoadError,
    NoModelError,
    UsageError,
)
from tests.engine.conftest import GREEDY, with_template
from tests.gguf_writer import small_model, write_gguf

STORY = GenerateRequest((Message("user", "Tell me a long story about a fox."),), sampling=GREEDY)
SHORT = GenerateRequest((Message("user", "Say hello."),), sampling=GREEDY, max_tokens=5)


def _pid(engine: Engine) -> int:
    child = engine._child
    assert child is not None
    assert child.pid is not None
    return child.pid


def _until(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Poll something outside of our processes that nobody signals."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        threading.Event().wait(0.02)
    return True


def test_a_killed_engine_keeps_the_partial_answer_and_the_next_question_works(
    own_engine: Engine, spec: ModelSpec
) -> None:
    own_engine.load(spec)
    stream = own_engine.generate(STORY)
    received = "".join(piece.text for piece in islice(stream, 6))
    os.kill(_pid(own_engine), signal.SIGKILL)
    with pytest.raises(EngineCrashed, match="engine"):
        stream.result(timeout=5)
    assert stream.text.startswith(received)
    assert own_engine.state().status == "crashed"
    assert own_engine.generate(SHORT).result(30).completion_tokens > 0


def test_a_model_that_fails_to_load_is_not_tried_again_by_a_question(
    own_engine: Engine, spec: ModelSpec, starter: Path
) -> None:
    own_engine.load(spec)
    with pytest.raises(ModelLoadError):
        own_engine.load(ModelSpec(FileRef(starter), context=50_000_000, device="cpu"))
    with pytest.raises(NoModelError):
        own_engine.generate(SHORT)


def test_a_log_that_cannot_be_written_does_not_keep_the_model_from_running(
    machine: Path, spec: ModelSpec, tmp_path: Path
) -> None:
    (tmp_path / "logs").write_text("a file, not a folder")
    engine = Engine(tmp_path / "logs" / "engine.log", machine)
    engine.load(spec)
    assert engine.generate(SHORT).result(30).text
    engine.close()


def test_an_abort_inside_the_engine_is_explained(own_engine: Engine, spec: ModelSpec) -> None:
    own_engine.load(spec)
    stream = own_engine.generate(STORY)
    next(iter(stream))
    os.kill(_pid(own_engine), signal.SIGABRT)
    with pytest.raises(EngineCrashed) as caught:
        list(stream)
    assert caught.value.params["exit"] == "SIGABRT"


def test_a_stopped_engine_that_does_not_answer_a_cancel_is_killed(
    own_engine: Engine, spec: ModelSpec
) -> None:
    own_engine.load(spec)
    stream = own_engine.generate(STORY)
    next(iter(stream))
    os.kill(_pid(own_engine), signal.SIGSTOP)
    stream.cancel()
    with pytest.raises(EngineCrashed):
        stream.result(timeout=10)
    assert own_engine.generate(SHORT).result(30).completion_tokens > 0


def test_loading_reports_progress_and_can_be_cancelled(own_engine: Engine, spec: ModelSpec) -> None:
    seen: list[float] = []
    states: list[str] = []
    own_engine.on_state(lambda state: states.append(state.status))
    model = own_engine.load(spec, seen.append)
    assert seen[-1] == 1.0
    assert seen == sorted(seen)
    assert states[0] == "loading"
    assert states[-1] == "ready"
    assert model.local is not None
    assert model.local.device == "CPU"
    assert model.local.gpu_layers == 0
    assert model.local.kv_bytes == 30 * 2 * 192 * 2 * 4096  # layers × (K, V) × 3 heads of 64 × f16 × tokens
    own_engine.unload()
    cancel = CancelToken()
    own_engine.on_state(lambda state: cancel.cancel() if state.status == "loading" else None)
    with pytest.raises(Cancelled):
        own_engine.load(spec, cancel=cancel)
    assert own_engine.state().status == "empty"


def test_no_answer_waits_for_thread_counts_to_be_measured_and_kept_ones_are_used(
    spec: ModelSpec, starter: Path, tmp_path: Path
) -> None:
    memo = Memo(tmp_path / "machine.json")
    loaded = []
    for _ in range(2):
        engine = Engine(tmp_path / "engine.log", tmp_path / "machine.json")
        facts = engine.load(spec).local
        loaded.append(facts.threads if facts is not None else 0)
        engine.close()
        assert memo.section("thread counts") == {} or len(loaded) == 2
        keep_threads(memo, starter, spec, (1, 1))
    assert loaded == [hardware.cores().physical, 1]


@pytest.mark.parametrize("words", [1, 100_000], ids=["small", "more than the pipe holds"])
def test_counting_tokens_in_a_stopped_engine_ends(own_engine: Engine, spec: ModelSpec, words: int) -> None:
    own_engine.load(spec)
    os.kill(_pid(own_engine), signal.SIGSTOP)
    with pytest.raises(EngineCrashed):
        own_engine.count_tokens(["word " * words])
    assert own_engine.count_tokens(["one two"])[0] > 0


def test_loading_again_and_again_leaves_no_file_open(own_engine: Engine, spec: ModelSpec) -> None:
    own_engine.load(spec)
    own_engine.unload()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(4):
        own_engine.load(spec)
        own_engine.unload()
    assert len(os.listdir("/proc/self/fd")) <= before


def test_a_text_far_longer_than_the_context_is_refused_for_its_length_and_others_go_on(
    own_engine: Engine, spec: ModelSpec
) -> None:
    own_engine.load(spec)
    other = own_engine.generate(STORY)
    next(iter(other))
    for text in ("中文字" * 600_000, "word " * 1_000_000, "🦊" * 400_000, "\n" * 3_000_000):
        with pytest.raises(ContextTooLong) as caught:
            own_engine.generate(GenerateRequest((Message("user", text),))).result(30)
        tokens = caught.value.params["prompt_tokens"]
        assert isinstance(tokens, int)
        assert tokens > 4096
    scores = list(own_engine.score(ScoreRequest("Film:", ("中" * 1_000_000, " good"), "\nIs it", (" so",))))
    assert [bool(score.error) for score in scores] == [True, False]
    counts: Future[list[int]] = Future()
    threading.Thread(
        target=lambda: counts.set_result(own_engine.count_tokens(["a" * 3_000_000, "a"])), daemon=True
    ).start()
    other.cancel()  # while tokens are counted for seconds: it ends in time, or the engine would be killed
    assert other.result(10).finish_reason == "cancelled"
    assert counts.result(60)[0] > 100_000


def test_unload_gives_the_memory_back_and_close_refuses_new_work(own_engine: Engine, spec: ModelSpec) -> None:
    own_engine.load(spec)
    pid = _pid(own_engine)
    own_engine.unload()
    assert not psutil.pid_exists(pid)
    own_engine.load(spec)
    stream = own_engine.generate(STORY)
    pid = _pid(own_engine)
    own_engine.close()
    assert not psutil.pid_exists(pid)
    with pytest.raises(EngineClosed):
        stream.result(1)
    with pytest.raises(EngineClosed):
        own_engine.generate(SHORT)


def test_no_engine_process_outlives_a_killed_window(spec: ModelSpec, machine: Path, tmp_path: Path) -> None:
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from llmdesk.engine.local.client import Engine
        from llmdesk.engine.model_ref import FileRef
        from llmdesk.engine.types import GenerateRequest, Message, ModelSpec
        if __name__ == "__main__":
            engine = Engine(Path(sys.argv[2]), Path(sys.argv[3]))
            engine.load(ModelSpec(FileRef(Path(sys.argv[1])), context=4096, device="cpu"))
            stream = engine.generate(GenerateRequest((Message("user", "Tell me a long story."),)))
            next(iter(stream))
            print(engine._child.pid, flush=True)
            stream.result()
        """
    )
    script = tmp_path / "window.py"
    script.write_text(program)
    arguments = [sys.executable, str(script), str(spec.ref), str(tmp_path / "engine.log"), str(machine)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        child = psutil.Process(int(window.stdout.readline()))
        family = psutil.Process(window.pid).children(recursive=True)
        window.kill()
    assert _until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
    assert _until(lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in family))


# -- bad files -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% set a = 'x' * 5000000000 %}{{ a * 9 }}",
        "{{ 'y' * 99999999 }}{{ messages[-1].content }}",
        "{{ messages | nothing }}",
        "{% if %}",
        "no message at all",
    ],
    ids=["loops", "gigabytes", "too long", "unknown filter", "syntax", "drops the text"],
)
def test_a_broken_chat_template_falls_back_to_chatml(
    own_engine: Engine, starter: Path, tmp_path: Path, template: str
) -> None:
    path = with_template(starter, tmp_path / "模 型.gguf", template)
    check = own_engine.machine.check(path)
    assert check.template == "chatml"
    assert check.template_problem
    model = own_engine.load(ModelSpec(FileRef(path), context=512, device="cpu"))
    assert not model.has_template
    assert any("ChatML" in warning for warning in model.warnings)
    assert own_engine.generate(SHORT).result(30).text


def test_a_template_that_only_loops_for_some_chats_ends_the_engine_not_the_program(
    own_engine: Engine, starter: Path, tmp_path: Path
) -> None:
    template = (
        "{% if messages|length > 4 %}{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}"
        "{% endfor %}{% endif %}{% for m in messages %}{{ m.content }} {% endfor %}"
    )
    path = with_template(starter, tmp_path / "trap.gguf", template)
    own_engine.load(ModelSpec(FileRef(path), context=512, device="cpu"))
    turns = (Message("user", "a"), Message("assistant", "b")) * 3 + (Message("user", "c"),)
    with pytest.raises(EngineCrashed, match="template"):
        own_engine.generate(GenerateRequest(turns)).result(10)
    assert own_engine.generate(SHORT).result(30).completion_tokens > 0


def test_an_unknown_architecture_is_named(own_engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "new.gguf"
    write_gguf(path, *small_model(architecture="llama99"))
    with pytest.raises(ModelFileError, match="llama99"):
        own_engine.machine.check(path)
    with pytest.raises(ModelFileError, match="llama99"):
        own_engine.load(ModelSpec(FileRef(path)))


def test_a_truncated_file_is_refused_before_anything_is_loaded(
    own_engine: Engine, starter: Path, tmp_path: Path
) -> None:
    path = tmp_path / "half.gguf"
    path.write_bytes(starter.read_bytes()[:40_000_000])
    with pytest.raises(ModelFileError, match="not complete"):
        own_engine.load(ModelSpec(FileRef(path)))


def test_a_context_beyond_the_memory_is_refused_with_figures(own_engine: Engine, starter: Path) -> None:
    with pytest.raises(ModelLoadError, match="GB"):
        own_engine.load(ModelSpec(FileRef(starter), context=50_000_000, device="cpu"))


def test_a_device_that_is_not_there_is_refused_by_name(own_engine: Engine, starter: Path) -> None:
    with pytest.raises(UsageError, match="CUDA7"):
        own_engine.load(ModelSpec(FileRef(starter), device="CUDA7"))


def test_devices_are_found_at_run_time(own_engine: Engine) -> None:
    devices = own_engine.machine.devices()
    assert any(device.kind == "cpu" and device.memory_total > 1 << 28 for device in devices)


def test_the_state_tells_context_and_speed(own_engine: Engine, spec: ModelSpec) -> None:
    own_engine.load(spec)
    states: list[EngineState] = []
    ended = threading.Event()

    def listen(state: EngineState) -> None:
        states.append(state)
        if state.status == "ready":
            ended.set()

    stop = own_engine.on_state(listen)
    result = own_engine.generate(SHORT).result()
    assert ended.wait(5)
    stop()
    assert states[0].status == "busy"
    assert states[-1].context_used >= result.prompt_tokens
    assert states[-1].memory > 100 << 20


def test_what_never_gets_to_compute_leaves_the_engine_ready(own_engine: Engine, spec: ModelSpec) -> None:
    own_engine.load(spec)
    own_engine.count_tokens(["one", "two"])
    assert (own_engine.state().status, own_engine.state().active) == ("ready", 0)
    with pytest.raises(UsageError):
        own_engine.generate(GenerateRequest(prompt="")).result(10)
    assert (own_engine.state().status, own_engine.state().active) == ("ready", 0)


def test_the_time_of_a_load_includes_the_start_of_the_process(own_engine: Engine, spec: ModelSpec) -> None:
    began = time.monotonic()
    loaded = own_engine.load(spec)
    assert 0.1 < loaded.load_s < time.monotonic() - began
    assert own_engine.state().model == loaded
