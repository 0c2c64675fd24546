"""Is this file a model that can be used? The parent's side of a first look.

Owns the order of the checks: the header in Python, then vocabulary and chat template in a
throw-away child (`inspection`). A file that passed is remembered by size and time of change.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import Future
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.failures import (
    cannot_generate,
    file_refused,
    template_refused,
    template_too_long,
    unchecked,
)
from llmdesk.engine.local.handle import ChildProcess, Exit
from llmdesk.engine.memo import Memo
from llmdesk.engine.protocol import Inspect, Inspected, LoadFailed, Report
from llmdesk.engine.types import MAX_TEMPLATE, ModelCheck
from llmdesk.engine.variants.prover import Prover
from llmdesk.errors import Cancelled
from llmdesk.gguf import Header, read_header

_LIMIT_S = 30.0
_KEPT_TEMPLATES = 64  # templates that were tried


class FileInspector:
    """Checks model files without loading their weights."""

    def __init__(self, log_path: Path, memo: Memo, prover: Prover) -> None:
        self._log_path, self._memo, self._prover = log_path, memo, prover

    def check(self, path: Path, cancel: CancelToken | None = None) -> ModelCheck:
        """What the file holds; raises `ModelFileError`, `ModelUnchecked` and `Cancelled`."""
        header = read_header(path)
        key = _key(path)
        known = self._memo.get("loadable", key)
        if not isinstance(known, dict):
            found = self._inspect(Inspect(str(path)), path, cancel)
            if not found.can_generate:
                raise cannot_generate(path.name, header.architecture)
            known = {"has_template": found.has_template, "problem": found.template_problem}
            self._memo.put("loadable", key, known)
        return _result(path, header, bool(known.get("has_template")), str(known.get("problem", "")))

    def check_template(self, path: Path, template: str, cancel: CancelToken | None = None) -> None:
        """Try a chat template that somebody gives this model. Raises `TemplateRefused`, and what `check`
        raises."""
        if len(template) > MAX_TEMPLATE:
            raise template_too_long(len(template))
        digest = hashlib.sha256(template.encode("utf-8", "surrogatepass")).hexdigest()
        key = f"{_key(path)} {digest}"
        known = self._memo.get("templates", key)
        if not isinstance(known, dict):
            found = self._inspect(Inspect(str(path), template), path, cancel)
            known = {"problem": found.template_problem, "line": found.template_line}
            self._memo.put("templates", key, known, keep=_KEPT_TEMPLATES)
        if known.get("problem"):
            line = known.get("line")
            raise template_refused(str(known["problem"]), line if isinstance(line, int) else 0)

    def _inspect(self, command: Inspect, path: Path, cancel: CancelToken | None) -> Inspected:
        answer: Future[Inspected] = Future()

        def on_report(report: Report) -> None:
            if isinstance(report, Inspected):
                answer.set_result(report)
            elif isinstance(report, LoadFailed):
                pass  # the log says why; it is read when the process ends

        def on_exit(end: Exit) -> None:
            if answer.done():
                return
            if cancel is not None and cancel.cancelled:
                answer.set_exception(Cancelled())
            elif end.rendering and not end.overdue:
                answer.set_result(Inspected("", 0, True, True, "it does not end, or takes too much memory"))
            elif end.overdue or end.killed:
                answer.set_exception(unchecked(path.name, end))
            else:
                answer.set_exception(file_refused(path.name, end.reason or end.name))

        child = ChildProcess(self._log_path, on_report, on_exit, self._prover.choice(cancel))
        if cancel is not None:
            cancel.on_cancel(child.kill)
        child.expect_answer("inspection", _LIMIT_S)
        child.send(command)
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
