"""`llmdesk models list` and `llmdesk models check FILE`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from llmdesk.cli.session import Session
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.text import size_text
from llmdesk.errors import NoModelError

if TYPE_CHECKING:
    from llmdesk.engine.types import ModelCheck
    from llmdesk.models.library import InstalledModel


def run_list(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    models = session.library.models()
    if console.json:
        console.write_json([model_facts(model) for model in models])
        _tell_passed_over(session, console)
        return 0
    if not models:
        try:
            session.library.default()
        except NoModelError as error:  # it says how to get one
            console.show_error(error)
    for model in models:
        console.write(_lines(model))
    _tell_passed_over(session, console)
    return 0


def _tell_passed_over(session: Session, console: Console) -> None:
    """Files that look like models and are none as they lie there."""
    for other in session.library.passed_over:
        console.note(f"not listed: {other.path}\n  {other.reason}")


def model_facts(model: InstalledModel) -> dict[str, object]:
    """One installed model in JSON. `size` in bytes, `context` in tokens as trained."""
    return {
        "name": model.name,
        "path": str(model.path),
        "size": model.size,
        "architecture": model.architecture,
        "quantization": model.quantization,
        "context": model.context_train,
        "problem": str(model.problem or ""),
    }


def _lines(model: InstalledModel) -> str:
    if model.problem:
        facts = f"cannot be used: {model.problem}"
    else:
        facts = f"{model.architecture}, {model.quantization}, context {model.context_train:,}"
    return f"{model.name}\n  {size_text(model.size)}, {facts}\n  {model.path}\n"


def run_check(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    """Status 0 and what it is for a good file; a bad one raises `ModelFileError` (status 2)."""
    path = arguments.file.expanduser().absolute()
    check = run_cancellable(lambda: session.machine.check(path))
    console.write_json(_check_facts(check)) if console.json else console.write(_check_lines(check))
    return 0


def _check_facts(check: ModelCheck) -> dict[str, object]:
    return {
        "path": str(check.path),
        "name": check.name,
        "size": check.size,
        "architecture": check.architecture,
        "quantization": check.quantization,
        "context": check.context_train,
        "layers": check.layers,
        "vocabulary": check.vocabulary,
        "template": check.template,
        "template_problem": check.template_problem,
    }


def _check_lines(check: ModelCheck) -> str:
    template = "its own" if check.template == "gguf" else "ChatML (it has none that works)"
    lines = [
        f"{check.path}: a good model file",
        f"  name           {check.name}",
        f"  architecture   {check.architecture}, {check.layers} layers",
        f"  quantization   {check.quantization}",
        f"  size           {size_text(check.size)}",
        f"  context        {check.context_train:,} tokens",
        f"  vocabulary     {check.vocabulary:,} tokens",
        f"  chat template  {template}",
    ]
    if check.template_problem:
        lines.append(f"                 {check.template_problem}")
    return "\n".join(lines) + "\n"
