"""The words of `llmdesk chat`. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import Command
from llmdesk.cli.shell import argument_types


def _add_options(chat: argparse.ArgumentParser) -> None:
    chat.add_argument("prompt", metavar="PROMPT", nargs="?", help="what to ask; '-' is standard input")
    chat.add_argument("--system", metavar="TEXT", type=argument_types.words, help="the system prompt")
    chat.add_argument(
        "--preset",
        metavar="NAME",
        type=argument_types.words,
        help="answer as a preset says (presets list shows them); other options win over it",
    )
    chat.add_argument(
        "--max-tokens", metavar="N", type=argument_types.positive, help="end the answer after N tokens"
    )
    chat.add_argument(
        "--temperature",
        metavar="T",
        type=argument_types.temperature,
        help="0 always takes the likeliest token",
    )
    chat.add_argument(
        "--attach",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="give the question the text of a document; again for more",
    )
    kept = chat.add_mutually_exclusive_group()
    kept.add_argument(
        "--continue", dest="go_on", action="store_true", help="go on with the chat that was used last"
    )
    kept.add_argument("--no-save", action="store_true", help="do not keep the conversation")


CHAT = Command(
    "chat",
    "stream one answer; without PROMPT, a chat in the terminal",
    "The answer streams to standard output. What is piped into llmdesk is added to PROMPT; "
    "'-' waits for standard input and takes it as the prompt.",
    run="llmdesk.cli.chat:run",
    add_options=_add_options,
)
