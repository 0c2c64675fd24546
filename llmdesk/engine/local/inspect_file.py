"""Is this file a model that can be used? The parent's side of a first look.

Owns the order of the checks: the header in Python, then vocabulary and chat template in a
throw-away child (`inspection`). A file that passed is remembered by size and time of change.
"""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.failures import cannot_generate, file_refused
from llmdesk.engine.local.handle import ChildProcess, Exit
from llmdesk.engine.memo import Memo
from llmdesk.engine.protocol import Inspect, Inspected, LoadFailed, Report
from llmdesk.engine.types import ModelCheck
from llmdesk.engine.variants.prover import Prover
from llmdesk.errors import Cancelled
from llmdesk.gguf import Header, read_header

_LIMIT_S = 30.0


class FileInspector:
    """Checks model files without loading their weights."""

    def __init__(self, log_path: Path, memo: Memo, prover: Prover) -> None:
        self._log_path, self._memo, self._prover = log_path, memo, prover

    def check(self, path: Path, cancel: CancelToken | None = None) -> ModelCheck:
        """What the file holds; raises `ModelFileError`, and `Cancelled`."""
        header = read_header(path)
        key = _key(path)
        known = self._memo.get("loadable", key)
        if not isinstance(known, dict):
            found = self._inspect(path, cancel)
            if not found.can_generate:
                raise cannot_generate(path.name, header.architecture)
            known = {"has_template": found.has_template, "problem": found.template_problem}
            self._memo.put("loadable", key, known)
        return _result(path, header, bool(known.get("has_template")), str(known.get("problem", "")))

    def _inspect(self, path: Path, cancel: CancelToken | None) -> Inspected:
        answer: Future[Inspected] = Future()

        def on_report(report: Report) -> None:
            if isinstance(report, Inspected):
                answer.set_result(report)
            elif isinstance(report, LoadFailed):
                pass  # the log says why; it is read when the process ends

        def on_exit(end: Exit) -> None:
            if answer.done():
                return
            if end.rendering:
                answer.set_result(Inspected("", 0, True, True, "it does not end, or takes too much memory"))
            elif cancel is not None and cancel.cancelled:
                answer.set_exception(Cancelled())
            else:
                answer.set_exception(file_refused(path.name, end.reason or end.name))

        child = ChildProcess(self._log_path, on_report, on_exit, self._prover.choice(cancel))
        if cancel is not None:
            cancel.on_cancel(child.kill)
        child.expect_answer("inspection", _LIMIT_S)
        child.send(Inspect(str(path)))
        try:
            return answer.result()
        finally:
            child.close()


def _key(path: Path) -> str:
    stat = path.stat()
    return f"{path.absolute()} {stat.st_size} {stat.st_mtime_ns}"


def _result(path: Path, header: Header, has_template: bool, problem: str) -> ModelCheck:
    return ModelCheck(
        path=path,
        architecture=header.architecture,
        name=header.name or path.stem,
        size=header.size,
        layers=header.layers,
        context_train=header.context_train,
        vocabulary=header.vocabulary,
        quantization=header.quantization,
        template="gguf" if has_template and not problem else "chatml",
        template_problem=problem,
    )
