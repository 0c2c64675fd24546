"""The command line: reads what was typed, runs one command, and ends with an exit status.

Owns `main` and what an exit status means: 0 done, 1 a bug of ours, 2 the user's input or environment,
130 interrupted (Ctrl-C, a request to terminate, or the reader of our output went away). Starts
fast: what a command needs is imported when it runs. Must not import Qt; the window is opened
through `llmdesk.ui.app`.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import traceback
from collections.abc import Callable, Sequence

from llmdesk.cli import exit_status
from llmdesk.cli.console import Console
from llmdesk.cli.interrupt import terminate_like_ctrl_c
from llmdesk.cli.parser import Options, parse
from llmdesk.cli.session import EngineFactory, Session, start_engine
from llmdesk.errors import Cancelled, UserError

Command = Callable[[argparse.Namespace, Session, Console], int]


def main(
    argv: Sequence[str] | None = None,
    *,
    engine_factory: EngineFactory = start_engine,
    console: Console | None = None,
) -> int:
    """Run one command line and return its exit status. `argv` is without the program's name."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    console = console or Console.of_process()
    console.json = "--json" in itertools.takewhile(lambda word: word != "--", arguments)
    terminate_like_ctrl_c()
    try:
        status = _run(arguments, engine_factory, console)
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


def _run(argv: list[str], engine_factory: EngineFactory, console: Console) -> int:
    arguments = parse(argv)
    if arguments.command == "text":  # --help and --version
        console.write(arguments.text)
        return exit_status.OK
    with Session(Options.of(arguments), console, engine_factory) as session:
        return _command(arguments.command)(arguments, session, console)


def _command(name: str) -> Command:
    """The function of a command; only its own module is imported."""
    if name == "chat":
        from llmdesk.cli import chat

        return chat.run
    if name == "summarize":
        from llmdesk.cli import summarize

        return summarize.run
    if name == "sentiment":
        from llmdesk.cli import sentiment

        return sentiment.run
    if name == "poem":
        from llmdesk.cli import poem

        return poem.run
    if name == "bench":
        from llmdesk.cli import bench

        return bench.run
    if name == "doctor":
        from llmdesk.cli import doctor

        return doctor.run
    if name in ("models list", "models check"):
        from llmdesk.cli import models

        return models.run_list if name == "models list" else models.run_check
    if name in ("models search", "models files", "models download"):
        from llmdesk.cli import models_hub

        return {
            "models search": models_hub.run_search,
            "models files": models_hub.run_files,
            "models download": models_hub.run_download,
        }[name]
    if name in ("models import", "models remove"):
        from llmdesk.cli import models_library

        return models_library.run_import if name == "models import" else models_library.run_remove
    from llmdesk.cli import window

    return window.run
