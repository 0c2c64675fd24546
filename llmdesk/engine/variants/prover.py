"""Which way of computing to use on this computer: proved once for a build and a processor, then remembered.

Owns the order of the trials, their children, and what is kept of them in the memo. A way that died, hung
or was wrong is passed over; so is one that `died` says of later, while it worked. Runs in the parent.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from llmdesk import hardware
from llmdesk.cancel import CancelToken
from llmdesk.engine.failures import nothing_suits
from llmdesk.engine.local.handle import ChildProcess, Exit
from llmdesk.engine.memo import Memo
from llmdesk.engine.protocol import Looking, Prove, Report, Surveyed, Tried, Trying
from llmdesk.engine.variants.build import Build
from llmdesk.engine.variants.choice import Choice, Trial, best, choices, passed_over
from llmdesk.errors import QT_TRANSLATE_NOOP

SECTION = "computing"
_METHOD = 1  # counted up where the trials change: what an older llmdesk found does not hold then
_BUDGET_S = 1.2  # after it no other way is tried where one is right
_LIMIT_S = 15.0  # for one child; what takes longer hangs, unless it is kept from the processor
_START_S = 120.0  # of processor time until a child says its first word; no variant is loaded before
_SLOWNESS = 15  # a step of a trial may take as many times the processor time of the child's start
_LOOK_S = 5.0
_LOOK_AT_CANCEL_S = 0.1
_KEPT = 12  # builds and processors that are remembered

NOTICE = QT_TRANSLATE_NOOP(
    "core",
    "The fastest code in this build of llama.cpp does not suit this processor. "
    "llmdesk uses other code that it has tested here.",
)


@dataclass
class Record:
    """What is known of one build on one processor. `variants`: best first; None: not looked at yet.

    `trusted`: trials are over. `gpu`: there is a device that may compute where the processor cannot."""

    variants: tuple[str, ...] | None = None
    gpu: bool = False
    trials: dict[Choice, Trial] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    seconds: float = 0.0
    day: str = ""

    @property
    def ordered(self) -> list[Trial]:
        """The trials in the order in which their choices are preferred, then those of damaged files."""
        wanted = choices(self.variants or ())
        return [self.trials[choice] for choice in wanted if choice in self.trials]

    @property
    def chosen(self) -> Trial | None:
        return best(self.ordered)


class Prover:
    """Thread-safe; one computer, one build."""

    def __init__(self, log_path: Path, memo: Memo, build: Build | None = None) -> None:
        self._log_path, self._memo = log_path, memo
        self._build = build or Build.installed()
        self._lock = threading.Lock()
        self._record: Record | None = None
        self._key = ""
        self._unconfirmed: list[Choice] = []  # that died at work; kept once another way has worked
        self._news = False

    # -- the choice -----------------------------------------------------------------------------------
    def choice(self, cancel: CancelToken | None = None) -> Choice:
        """The way to compute: as remembered, else proved now, which takes a second or two.

        Raises `UnsuitedBuild` where none is right, and `Cancelled`.
        """
        while not self._lock.acquire(timeout=_LOOK_AT_CANCEL_S):  # another thread has it tested
            if cancel is not None:
                cancel.raise_if_cancelled()
        try:
            record = self._recall()
            if record.chosen is None or not record.day:
                self._prove(record, cancel)
            chosen = record.chosen
            return chosen.choice if chosen is not None else self._without_proof(record)
        finally:
            self._lock.release()

    def died(self, choice: Choice, how: str) -> None:
        """It ended the engine while that worked: the next `choice` is another one."""
        with self._lock:
            record = self._recall()
            known = record.trials.get(choice, Trial(choice, "died"))
            record.trials[choice] = replace(known, verdict="died", detail=how)
            self._unconfirmed.append(choice)
            self._news = True

    def works(self) -> None:
        """What is chosen has computed: what died before it is to blame for that, and not the model."""
        if not self._unconfirmed:  # asked for every answer
            return
        with self._lock:
            self._unconfirmed.clear()
            if self._record is not None:
                self._keep(self._record)

    def forgive(self) -> None:
        """Every way died in turn: it was not their fault."""
        with self._lock:
            self._unconfirmed.clear()
            self._record = None

    def take_notice(self) -> str:
        """What a user should be told once, or ""."""
        with self._lock:
            news, self._news = self._news, False
        return NOTICE if news else ""

    def _without_proof(self, record: Record) -> Choice:
        """Nothing was right. A trial that could not be made proves nothing, and a graphics card computes
        what the processor cannot; else no answer is better than a wrong one."""
        bad = passed_over(record.ordered)
        every = bool(bad) and len(bad) == len(choices(record.variants or ()))
        if every and not record.gpu and any(trial.verdict != "hung" for trial in bad):
            raise nothing_suits([f"{trial.choice}: {trial.detail or trial.verdict}" for trial in bad])
        if record.variants == ():
            raise nothing_suits([])
        open_ways = [c for c in choices(record.variants or ("",)) if c not in {t.choice for t in bad}]
        return open_ways[0] if open_ways else Choice((record.variants or ("",))[0], extra_buffers=False)

    # -- the trials -----------------------------------------------------------------------------------
    def _prove(self, record: Record, cancel: CancelToken | None) -> None:
        """Try variants, the best first, until enough is known."""
        began = time.monotonic()
        if record.variants is None and not self._survey(record, cancel):
            return
        found = True
        while found and (wanted := _wanted(record, time.monotonic() - began)):
            with ThreadPoolExecutor(len(wanted)) as together:
                runs = [together.submit(self._run, record, variant, cancel) for variant in wanted]
            results = [run.result() for run in runs]  # of all, since each may have been cancelled
            found = any(results)
        record.seconds += time.monotonic() - began
        record.day = date.today().isoformat()
        self._news = self._news or bool(passed_over(record.ordered))
        if not self._unconfirmed:
            self._keep(record)

    def _survey(self, record: Record, cancel: CancelToken | None) -> bool:
        """Look which variants there are, and try the best; one look more for each file that kills."""
        for _ in range(len(self._build.backends()) + 1):
            killers = len(record.broken)
            self._run(record, None, cancel)
            if record.variants is not None or len(record.broken) == killers:
                break
        return record.variants is not None

    def _run(self, record: Record, variant: str | None, cancel: CancelToken | None) -> bool:
        """One child; True when it found something out."""
        before = len(record.trials)
        visit = _Visit(record)
        visit.end(self._log_path, Prove(variant, record.broken, tuple(record.trials)), cancel)
        return len(record.trials) > before

    # -- memory ---------------------------------------------------------------------------------------
    def _recall(self) -> Record:
        if self._record is None:
            self._key = key(self._build)
            self._record = _from_json(self._memo.get(SECTION, self._key)) or Record()
        return self._record

    def _keep(self, record: Record) -> None:
        self._memo.put(SECTION, self._key, _to_json(record), keep=_KEPT)


def _wanted(record: Record, seconds: float) -> list[str]:
    """The variants to try now, side by side; none when enough is known.

    That one is right is enough, once there was no time left or another one was right, too. Where the best
    one fails in part, it is not the fastest any more: the next one is tried in any case.
    """
    is_open = [v for v in record.variants or () if any(c not in record.trials for c in choices([v]))]
    if record.chosen is None:
        return is_open[:2] if passed_over(record.ordered) else is_open[:1]
    compared = len({trial.choice.variant for trial in record.ordered if trial.verdict == "right"}) > 1
    if compared or not (seconds < _BUDGET_S or passed_over(record.ordered)):
        return []
    return is_open[:1]


class _Visit:
    """One child that tries, and what it says goes into `record`."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._file = ""
        self._choice: Choice | None = None
        self._ended: Future[Exit] = Future()
        self._child: ChildProcess | None = None
        self._start_s: float | None = None  # processor time that the child had at its first word,
        self._step_s = 0.0  # and at its last one

    def end(self, log_path: Path, command: Prove, cancel: CancelToken | None) -> None:
        """Start it and wait for its end. Raises `Cancelled`."""
        child = self._child = ChildProcess(log_path, self._on_report, self._ended.set_result)
        if cancel is not None:
            cancel.on_cancel(child.kill)
        child.send(command)
        hung = False
        try:
            while not self._has_ended(_LIMIT_S if not hung else None):
                hung = self._hangs(child)
        finally:
            child.close()
        end = self._ended.result()
        if cancel is not None:
            cancel.raise_if_cancelled()
        self._blame(end, hung)

    def _has_ended(self, seconds: float | None) -> bool:
        try:
            self._ended.result(seconds)
        except TimeoutError:
            return False
        return True

    def _hangs(self, child: ChildProcess) -> bool:
        """End a child that had time enough for its step, or that stands still. A busy computer gives it
        little time, and a slow or an emulated one is as slow at its start."""
        before = child.processor_s()
        while not self._has_ended(_LOOK_S):
            now = child.processor_s()
            enough = _START_S if self._start_s is None else max(_LIMIT_S / 2, _SLOWNESS * self._start_s)
            if now - self._step_s > enough or now == before:
                child.kill()
                return True
            before = now
        return False

    def _on_report(self, report: Report) -> None:
        self._note_time()
        if isinstance(report, Looking):
            self._file = report.file
        elif isinstance(report, Surveyed):
            self._file = ""
            self._record.variants, self._record.gpu = report.variants, report.gpu
        elif isinstance(report, Trying):
            self._choice = report.choice
        elif isinstance(report, Tried):
            self._record.trials[report.trial.choice] = report.trial
            self._choice = None

    def _note_time(self) -> None:
        if self._child is not None:
            self._step_s = self._child.processor_s()
            self._start_s = self._step_s if self._start_s is None else self._start_s

    def _blame(self, end: Exit, hung: bool) -> None:
        """What the child was at when it ended is what ended it."""
        if end.code == 0:
            return
        if self._choice is not None:
            failed = end.code is not None and end.code == 1  # an exception of ours, see the log
            verdict: Any = "hung" if hung else "failed" if failed else "died"
            detail = "" if hung else end.reason or end.name
            self._record.trials[self._choice] = Trial(self._choice, verdict, detail)
        elif self._file:
            self._record.broken = (*self._record.broken, self._file)
            self._record.trials[Choice(self._file)] = Trial(Choice(self._file), "died", end.name)


def key(build: Build) -> str:
    """What a proof holds for."""
    return f"{build.identity()} {hardware.processor_key()} {_METHOD}"


def report(memo: Memo, build: Build | None = None) -> Mapping[str, object]:
    """For `llmdesk doctor`: what is chosen on this computer with this build, and why."""
    record = _from_json(memo.get(SECTION, key(build or Build.installed())))
    if record is None:
        return {"chosen": "not tested yet: that is done before the first model is loaded"}
    chosen = record.chosen
    lines = {f"{trial.choice}": _line(trial) for trial in record.trials.values()}
    return {
        "chosen": str(chosen.choice) if chosen else "nothing that was right",
        "tested": f"{record.day}, in {record.seconds:.1f} s",
        **lines,
    }


def _line(trial: Trial) -> str:
    speeds = f"; {trial.prompt:.0f} and {trial.token:.0f} tokens/s of the trial" if trial.prompt else ""
    return f"{trial.verdict} ({trial.detail}){speeds}" if trial.detail else trial.verdict + speeds


def _to_json(record: Record) -> dict[str, Any]:
    return {
        "variants": list(record.variants or ()),
        "gpu": record.gpu,
        "trials": [asdict(trial) for trial in record.trials.values()],
        "broken": list(record.broken),
        "seconds": round(record.seconds, 2),
        "day": record.day,
        "processor": hardware.processor_name(),
    }


def _from_json(kept: Any) -> Record | None:
    """The record of a memo; None where it is none, or a program has written something else there."""
    try:
        trials = [Trial(**{**trial, "choice": Choice(**trial["choice"])}) for trial in kept["trials"]]
        return Record(
            variants=tuple(map(str, kept["variants"])),
            gpu=bool(kept["gpu"]),
            trials={trial.choice: trial for trial in trials},
            broken=tuple(map(str, kept["broken"])),
            seconds=float(kept["seconds"]),
            day=str(kept["day"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
