"""`llmdesk shout TEXT`."""

from __future__ import annotations

import argparse

from llmdesk.cancel import CancelToken
from llmdesk.cli.options.command import Command
from llmdesk.cli.session import Session
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from tests.ui.shout.tool.shouting import keep, shout


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="what to shout")


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    cancel = CancelToken()

    def work() -> str:
        return shout(arguments.text, lambda done, all_: console.progress(f"{done} of {all_}"), cancel)

    result = run_cancellable(work, cancel)
    keep(session.store(), arguments.text, result)
    console.write_json({"text": result}) if console.json else console.write(result + "\n")
    return 0


SHOUT = Command("shout", "say a text in capitals", run="tests.ui.shout.command:run", add_options=_add_options)
