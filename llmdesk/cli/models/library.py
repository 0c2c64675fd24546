"""`llmdesk models import FILE` and `llmdesk models remove NAME`."""

from __future__ import annotations

import argparse

from llmdesk.cancel import CancelToken
from llmdesk.cli.models.listing import model_facts
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.text import size_text
from llmdesk.cli.shell.transfer import TransferLine
from llmdesk.errors import UsageError
from llmdesk.models.in_use import refuse_if_in_use
from llmdesk.models.library import InstalledModel
from llmdesk.models.library_changes import delete, import_file


def run_import(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    path, cancel = arguments.file.expanduser().absolute(), CancelToken()
    on_progress = TransferLine(console, path.name).copied()
    model = run_cancellable(
        lambda: import_file(
            session.library, path, copy=arguments.copy, cancel=cancel, on_progress=on_progress
        ),
        cancel,
    )
    if console.json:
        console.write_json(model_facts(model))
    else:
        console.write(f'{model.path}\n  llmdesk chat --model "{model.name}" uses it\n')
    return exit_status.OK


def run_remove(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    """The files go to the trash; one that was imported in place is only taken off the list."""
    model = session.library.listed(arguments.name)
    refuse_if_in_use(model)
    if not arguments.yes and not _is_confirmed(model, console):
        console.note("nothing was removed.")
        return exit_status.USER
    trashed = delete(session.library, model)
    if console.json:
        facts = {"name": model.name, "path": str(model.path), "size": model.size, "trashed": trashed}
        console.write_json(facts)
    elif trashed:
        console.write(f"{model.path}\n  {size_text(model.size)} are in the trash\n")
    else:
        console.write(f"{model.path}\n  is off the list; the file stays where it is\n")
    return exit_status.OK


def _is_confirmed(model: InstalledModel, console: Console) -> bool:
    if console.json or not console.reads_terminal:
        raise UsageError(
            "Nobody can be asked whether “{name}” may go.", "{path}", "Say --yes.",
            name=model.name, path=model.path,
        )  # fmt: skip
    question = f"Remove “{model.name}” ({size_text(model.size)}, {model.path})? [y/N] "
    try:
        return console.read_line(question).strip().casefold() in ("y", "yes")
    except EOFError:
        return False
