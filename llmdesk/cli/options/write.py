"""The words of `llmdesk write`. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import Command, add_overwrite

_STYLES = ("correct", "shorter", "longer", "plainer", "formal", "bullets", "email")


def _add_options(write: argparse.ArgumentParser) -> None:
    write.add_argument(
        "input", metavar="FILE|TEXT", nargs="?", help="a document, a text, or '-' for standard input"
    )
    write.add_argument(
        "--style",
        choices=_STYLES,
        default="correct",
        help="correct: mistakes only, nothing else changes (the default); or write it anew",
    )
    write.add_argument("--language", metavar="LANGUAGE", default="", help="en, zh, …; else it is found")
    write.add_argument("--diff", action="store_true", help="show what was changed, and what was not taken")
    write.add_argument("--out", metavar="FILE", type=Path, help="write the text to FILE (.txt or .md)")
    add_overwrite(write)
    write.add_argument("--no-save", action="store_true", help="do not keep it in the history")


WRITE = Command(
    "write",
    "correct the mistakes of a text and change nothing else, or write it anew",
    "With --style correct only spelling, grammar and punctuation change: a change that would touch a number, "
    "a name, a quotation, code or an address, or that says it in other words, is not taken, and told. With "
    "the other styles the program checks that facts stay and none is added.",
    "llmdesk.cli.write:run",
    _add_options,
)
