"""The words of `llmdesk serve`. Must not import anything slow."""

from __future__ import annotations

import argparse

from llmdesk.cli.options.command import Command
from llmdesk.cli.shell import argument_types


def _add_options(serve: argparse.ArgumentParser) -> None:
    serve.add_argument(
        "--port",
        metavar="N",
        type=argument_types.port,
        help="the port to listen on, 0 for a free one; else the one of the settings",
    )
    serve.add_argument(
        "--network",
        action="store_true",
        help="let other computers ask too; what is sent is not encrypted",
    )
    serve.add_argument(
        "--allow-origin",
        metavar="ORIGIN",
        type=argument_types.origin,
        action="append",
        help="let pages of this origin in a browser ask (https://notes.example), may be given several times; "
        "else those of the settings",
    )


SERVE = Command(
    "serve",
    "let other programs use the model, as they would use OpenAI's API",
    "It prints the address and the token that they need, and runs until Ctrl-C. The token is kept in the "
    "system's keyring; without one it is new each time, or the one of the environment variable "
    "LLMDESK_SERVE_TOKEN.",
    "llmdesk.cli.serve:run",
    _add_options,
)
