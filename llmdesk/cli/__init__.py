"""The command line: reads what was typed, runs one command, and ends with an exit status.

Owns `main` and what an exit status means: 0 done, 1 a bug of ours, 2 the user's input or environment,
130 interrupted (Ctrl-C, a request to terminate, or the reader of our output went away). Starts
fast: what a command needs is imported when it runs. Must not import Qt; the window is opened
through `llmdesk.ui.app`.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import sys
import traceback
from collections.abc import Callable, Sequence

from llmdesk.cli.commands import COMMANDS
from llmdesk.cli.options.command import Command
from llmdesk.cli.parser import Options, parse
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import terminate_like_ctrl_c
from llmdesk.errors import Cancelled, UserError
from llmdesk.workshop import EngineFactory, start_engine

Run = Callable[[argparse.Namespace, Session, Console], int]


def main(
    argv: Sequence[str] | None = None,
    *,
    engine_factory: EngineFactory = start_engine,
    console: Console | None = None,
    commands: Sequence[Command] = COMMANDS,
) -> int:
    """Run one command line and return its exit status. `argv` is without the program's name."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    console = console or Console.of_process()
    console.json = "--json" in itertools.takewhile(lambda word: word != "--", arguments)
    terminate_like_ctrl_c()
    try:
        status = _run(arguments, commands, engine_factory, console)
        console.flush()
        return status
    except BrokenPipeError:
        console.abandon_output()
        return exit_status.INTERRUPTED
    except (KeyboardInterrupt, Cancelled):
        return _report(console, {"type": "Interrupted", "title": "Interrupted."}, exit_status.INTERRUPTED)
    except UserError as error:
        console.show_error(error)
        title, detail, hint = error.render()
        kind = type(error).__name__
        document = {"type": kind, "title": title, "detail": detail, "hint": hint}
        return _report(console, document, exit_status.USER)
    except Exception as error:  # noqa: BLE001  # the outermost boundary: a bug is shown whole
        console.show_text(traceback.format_exc())
        return _report(console, {"type": type(error).__name__, "title": str(error)}, exit_status.BUG)


def _report(console: Console, error: dict[str, str], status: int) -> int:
    """With --json, scripts find the error on standard output too."""
    if console.json:
        try:
            console.write_json({"error": error})
        except (BrokenPipeError, UserError):
            console.abandon_output()
    return status


def _run(
    argv: list[str], commands: Sequence[Command], engine_factory: EngineFactory, console: Console
) -> int:
    arguments = parse(argv, commands)
    if not arguments.run:  # --help and --version
        console.write(arguments.text)
        return exit_status.OK
    module, _, function = arguments.run.partition(":")
    run: Run = getattr(importlib.import_module(module), function)
    with Session(Options.of(arguments), console, engine_factory) as session:
        return run(arguments, session, console)
