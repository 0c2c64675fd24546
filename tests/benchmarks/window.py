"""How the window holds up while a real answer streams in it, and how soon it is there.

    python -m tests.benchmarks.window [--model PATH] [--rounds N] [--json]

Opens real windows in this session's screen; QT_QPA_PLATFORM=offscreen works without one. Measures
on an idle machine: another program's turn on a core is a gap like one of ours.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.engine.types import Written
from llmdesk.workshop import start_engine
from tests.benchmarks import measure

if TYPE_CHECKING:  # the engine process and the measured start import this module, and need no Qt
    from PySide6.QtCore import QTimer

    from llmdesk.ui.theme import ThemeMode
    from llmdesk.ui.window.main_window import MainWindow

BARS_AT_LEAST = {"generation in the window / engine alone": 0.9}
BARS_AT_MOST = {
    "longest gap (ms)": 50.0,
    "gap, 99 % (ms)": 17.0,
    "usable after (s)": 1.0,
    "resident memory (MB)": 150.0,
    "opening 2,000 messages (s)": 0.3,
    "longest turn, another theme (ms)": 50.0,
    "longest turn, another text size (ms)": 50.0,
}
STORY = "Write a long story about the sea, with a title, a list of the people in it, and five chapters."
CONTEXT = 768  # which ends the story
MESSAGES = 2_000
OF_A_CHAT = 200  # messages of the one that shows while the look changes
LOOKS: dict[str, tuple[tuple[ThemeMode, int], ...]] = {
    "theme": (("dark", 100), ("light", 100)) * 2,
    "text size": (("light", 110), ("light", 100)) * 2,
}
FAST = 150  # characters a thirtieth of a second, ten times what the starter model writes on a processor
WORDS = (measure.TEXT + " ") * 3
ANSWERS = {
    "paragraphs": (WORDS + "\n\n") * 40,
    "one paragraph": WORDS * 40,
    "list": f"1. {WORDS}\n" * 40,
    "table": "| name | colour | number |\n|---|---|--:|\n"
    + f"| a row | **green** | {measure.TEXT} |\n" * 340,
    "code": "```python\n" + 'def name(x: int) -> str:\n    return f"{x} is some text"\n\n' * 200 + "```\n",
    "Chinese": "床前明月光，疑是地上霜。举头望明月，低头思故乡。" * 500,
}


class Gaps:
    """How long the GUI thread was away from its event loop, each time; by `clock`, in seconds."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.seen: list[float] = []
        self._last = 0.0

    @contextmanager
    def measured(self) -> Iterator[None]:
        from PySide6.QtCore import Qt, QTimer

        timer: QTimer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._tick)
        self._last = self._clock()
        timer.start()
        yield
        timer.stop()

    def _tick(self) -> None:
        now = self._clock()
        self.seen.append((now - self._last) * 1000)
        self._last = now

    def figures(self) -> tuple[float, float]:
        """(longest, 99 %) in milliseconds."""
        ordered = sorted(self.seen)
        return ordered[-1], ordered[int(len(ordered) * 0.99)]


def run_until(done: Callable[[], bool], seconds: float = 120) -> None:
    """Let the event loop run as in the application, until `done`, which is asked now and then."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, timer, end = QEventLoop(), QTimer(interval=15), time.monotonic() + seconds
    timer.timeout.connect(lambda: loop.quit() if done() or time.monotonic() > end else None)
    timer.start()
    loop.exec()
    timer.stop()
    if not done():
        raise TimeoutError


def _rest(seconds: float) -> None:
    end = time.monotonic() + seconds
    run_until(lambda: time.monotonic() > end)


class Desk:
    """A window in this process, composed as `llmdesk.ui.app` does."""

    def __init__(self, folder: Path, model: Path) -> None:
        from llmdesk.paths import Paths
        from llmdesk.settings import Settings
        from llmdesk.ui import app
        from llmdesk.ui.garbage import GarbageCollection
        from llmdesk.ui.settings_holder import SettingsHolder
        from llmdesk.ui.theme import Theme
        from llmdesk.ui.window.main_window import MainWindow

        self.application = app.make_application()
        self._garbage = GarbageCollection(self.application)
        paths = Paths.under(folder)
        paths.create()
        session: dict[str, object] = {"model": str(model), "context": CONTEXT}
        holder = SettingsHolder(Settings(), paths.settings, session, self.application)
        theme = Theme(self.application, "light")
        self.services = app.build_services(paths, holder, theme, start_engine, seed=1)
        self.window: MainWindow = MainWindow(self.services)
        self.window.show()
        models = self.services.models
        models.refresh(then=models.load)
        run_until(lambda: models.state.status == "ready")

    def speed_alone(self) -> float:
        """Tokens/s of the engine while the window has nothing to do."""
        from llmdesk.engine.types import GenerateRequest, Message, Sampling

        request = GenerateRequest((Message("user", STORY),), sampling=Sampling(seed=1))
        speeds: list[float] = []
        worker = threading.Thread(
            target=lambda: speeds.append(self.services.engine.generate(request).result().tokens_per_s)
        )
        worker.start()
        run_until(lambda: not worker.is_alive())
        return speeds[0]

    def speed_here(self) -> float:
        """Tokens/s of the same answer, streaming in a new chat."""
        chat = self.window.chat
        chat.session.open_new()
        chat.composer.set_text(STORY)
        chat.composer.edit.submitted.emit()
        session = chat.session
        run_until(lambda: len(session.branch) == 2 and session.branch[1].message.state != "streaming")
        return float(str(session.branch[1].message.detail["tokens_per_s"]))

    def stream(self, answer: str) -> None:
        """Show `answer` as if a fast model wrote it."""
        from PySide6.QtCore import QTimer

        from llmdesk.store import BranchMessage, StoredMessage

        def entry(number: int, text: str, state: str) -> BranchMessage:
            role = "user" if number == 1 else "assistant"
            message = StoredMessage(number, 0, number - 1 or None, role, text, state, "", 0.0)  # type: ignore[arg-type]
            return BranchMessage(message, 1, 1)

        transcript, shown = self.window.chat.transcript, 0
        transcript.show_branch([entry(1, "?", "done"), entry(2, "", "streaming")])

        def more() -> None:
            nonlocal shown
            shown += FAST
            transcript.set_written(2, Written(answer[:shown]))

        timer: QTimer = QTimer(interval=33)
        timer.timeout.connect(more)
        timer.start()
        run_until(lambda: shown >= len(answer))
        timer.stop()
        transcript.show_entry(entry(2, answer, "done"))
        _rest(1)

    def opening(self) -> float:
        """Seconds from the click on a conversation of 2,000 messages until its end shows."""
        chat, conversation = self.window.chat, self._chat(MESSAGES)
        chat.session.open_new()
        run_until(lambda: not chat.session.branch)
        began = time.perf_counter()
        chat.conversations.opened.emit(conversation)
        run_until(lambda: len(chat.session.branch) == MESSAGES)
        chat.transcript.grab()
        return time.perf_counter() - began

    def _chat(self, messages: int) -> int:
        """A stored chat of so many messages."""
        store = self.services.store
        conversation, parent = store.create_conversation("Long").id, None
        for number in range(messages // 2):
            parent = store.add_message(conversation, parent, "user", f"Question {number}?").id
            answer = store.begin_answer(conversation, parent, "model")
            text = f"Answer **{number}**.\n\n- {measure.TEXT}\n- {measure.TEXT}\n"
            parent = store.finish_message(answer.id, text, "done", {}).id
        return conversation

    def open_all_tabs(self) -> None:
        """Every tab was looked at, and the first one shows."""
        from llmdesk.ui.window.lazy_page import LazyPage
        from llmdesk.ui.window.tab_strip import TabStrip

        built: list[object] = []
        pages = self.window.findChildren(LazyPage)
        for page in pages:
            page.when_built(built.append)
        run_until(lambda: len(built) == len(pages))
        tabs = self.window.findChildren(TabStrip)[0].bar
        for number in (*range(tabs.count()), 0):
            tabs.setCurrentIndex(number)
            _rest(0.3)

    def looks(self) -> dict[str, float]:
        """The longest turn in milliseconds of the GUI thread's own time, for another theme and another text
        size, with all tabs opened and a long chat."""
        chat = self.window.chat
        self.open_all_tabs()
        chat.conversations.opened.emit(self._chat(OF_A_CHAT))
        run_until(lambda: len(chat.session.branch) == OF_A_CHAT and not chat.transcript.filling)
        return {
            f"longest turn, another {what} (ms)": measure.median([self._look(*look) for look in looks])
            for what, looks in LOOKS.items()
        }

    def _look(self, mode: ThemeMode, text_size: int) -> float:
        theme, changed, gaps = self.services.theme, [], Gaps(time.thread_time)
        done = theme.changed.connect(lambda: changed.append(True))
        with gaps.measured():
            theme.change(mode, text_size)
            run_until(lambda: bool(changed) and not self.window.chat.transcript.filling)
        theme.changed.disconnect(done)
        _rest(0.5)
        return gaps.figures()[0]

    def close(self) -> None:
        self.window.close()
        self.services.tasks.close()
        self.services.models.close()
        self.services.engine.close()
        self.services.tasks.wait_idle(10)
        self.services.store.close()
        self._garbage.close()


def start_once(options: argparse.Namespace, folder: Path) -> None:
    """In a process of its own: open the window as a user does, print when it takes keys, and end.

    The clock began in the process that started this one.
    """
    import psutil
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from llmdesk.paths import Paths
    from llmdesk.ui import app
    from llmdesk.ui.widgets.message_edit import MessageEdit

    def look(timer: QTimer) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, MessageEdit) and focus.isEnabled():
            timer.stop()
            usable = time.time() - options.began
            QTimer.singleShot(4000, lambda: end(usable))

    def end(usable: float) -> None:
        memory = psutil.Process().memory_info().rss / 1e6
        print(json.dumps([usable, memory]), flush=True)
        next(w for w in QApplication.topLevelWidgets() if w.isVisible()).close()

    real = app.make_application

    def make_application() -> QApplication:
        made = real()
        timer: QTimer = QTimer(made, interval=5)
        timer.timeout.connect(lambda: look(timer))
        timer.start()
        return made

    app.make_application = make_application
    paths = Paths.under(folder)
    paths.create()
    app.run_window(paths, model=str(options.model))


def starts(options: argparse.Namespace, folder: Path) -> tuple[float, float]:
    """(seconds until usable, MB resident with the model loaded), of some starts; the first warms up."""
    usable, memory = [], []
    for number in range(options.rounds + 1):
        command = [sys.executable, "-m", "tests.benchmarks.window", "--start", str(folder)]
        command += ["--model", str(options.model), "--began", str(time.time())]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds, megabytes = json.loads(output.splitlines()[-1])
        if number:
            usable.append(seconds)
            memory.append(megabytes)
    return measure.median(usable), measure.median(memory)


def main() -> int:
    parser = measure.arguments(__doc__.splitlines()[0])
    parser.add_argument("--start", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--began", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.start is not None:
        start_once(options, options.start)
        return 0
    results: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        results["usable after (s)"], results["resident memory (MB)"] = starts(options, Path(folder, "starts"))
        with closing(Desk(Path(folder, "desk"), options.model)) as desk:
            gaps = measure_streaming(desk, options.rounds, results)
            for name, answer in ANSWERS.items():
                faster = Gaps()
                with faster.measured():
                    desk.stream(answer)
                results[f"longest gap, fast: {name} (ms)"], _ = faster.figures()
            results["longest gap (ms)"], results["gap, 99 % (ms)"] = gaps.figures()
            results["opening 2,000 messages (s)"] = desk.opening()
            results |= desk.looks()
    return measure.report(results, BARS_AT_LEAST, options.json, BARS_AT_MOST)


def measure_streaming(desk: Desk, rounds: int, results: dict[str, float]) -> Gaps:
    """The speed while nobody looks for gaps, then the gaps; those of an idle window are the machine's own."""
    ratios, alone, gaps, idle = [], [], Gaps(), Gaps()
    desk.speed_here()
    for _ in range(rounds):
        alone.append(desk.speed_alone())
        ratios.append(desk.speed_here() / alone[-1])
        with gaps.measured():
            desk.speed_here()
        with idle.measured():
            desk.speed_alone()
    results["engine alone (tokens/s)"] = measure.median(alone)
    results["generation in the window / engine alone"] = measure.median(ratios)
    results["longest gap, window idle (ms)"], results["gap, 99 %, window idle (ms)"] = idle.figures()
    return gaps


if __name__ == "__main__":
    sys.exit(main())
