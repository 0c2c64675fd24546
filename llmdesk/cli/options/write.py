"""The words of `llmdesk write`. Must not import anything slow."""

from __future__ import annotations

import argparse

from llmdesk.cli.options.command import Command, add_overwrite, add_table
from llmdesk.cli.shell import argument_types

_FORMS = ("story", "product", "reply", "explain", "code", "explain-code")
_STYLES = ("correct", "shorter", "longer", "plainer", "formal", "bullets", "email")


def _add_options(write: argparse.ArgumentParser) -> None:
    write.add_argument(
        "input",
        metavar="FILE|TEXT",
        nargs="?",
        help="a document, a text, or '-' for standard input; with --form it is what the form is mainly about",
    )
    write.add_argument(
        "--style",
        choices=_STYLES,
        help="correct: mistakes only, nothing else changes (the default); or write it anew; not with --form",
    )
    write.add_argument(
        "--form",
        choices=_FORMS,
        default="",
        help="write a new text from a form; --list-forms tells what each asks for",
    )
    write.add_argument(
        "--set",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        help="a field of the form; given again, another line of it",
    )
    write.add_argument("--list-forms", action="store_true", help="list the forms and their fields")
    write.add_argument("--language", metavar="LANGUAGE", default="", help="en, zh, …; else it is found")
    write.add_argument(
        "--diff", action="store_true", help="show what was changed, and what was not taken; not with --form"
    )
    write.add_argument(
        "--out",
        metavar="FILE",
        type=argument_types.place,
        help="write the text to FILE (.txt or .md), of a table .csv, .tsv, .xlsx, .jsonl",
    )
    add_overwrite(write)
    write.add_argument("--no-save", action="store_true", help="do not keep it in the history")
    write.add_argument(
        "--resume", action="store_true", help="with --table: go on where a stopped run of it ended"
    )
    add_table(write)


WRITE = Command(
    "write",
    "correct the mistakes of a text and change nothing else, write it anew, or write one from a form",
    "With --style correct only spelling, grammar and punctuation change: a change that would touch a number, "
    "a name, a quotation, code or an address, or that says it in other words, is not taken, and told. With "
    "the other styles the program checks that no fact is added, and none is lost where the text is not to be "
    "shorter. With --form a new text is made "
    "(a story, a product description, a reply to a letter, an explanation, code), and checked: each fact is "
    "used and none invented, each point answered, the language, the length, the grammar of code.",
    "llmdesk.cli.write:run",
    _add_options,
)
