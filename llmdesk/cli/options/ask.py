"""The words of `llmdesk ask`. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import Command, add_library, add_overwrite


def _add_options(ask: argparse.ArgumentParser) -> None:
    ask.add_argument("question", metavar="QUESTION", help="what you want to know")
    ask.add_argument(
        "files", metavar="FILE", nargs="*", help="documents, or folders of documents; '-' is standard input"
    )
    add_library(ask)
    ask.add_argument(
        "--language", choices=("en", "zh"), default="", help="of the answer (else that of the question)"
    )
    ask.add_argument(
        "--passages", type=int, default=5, metavar="N", help="the most passages that the model gets (5)"
    )
    ask.add_argument(
        "--weigh",
        action="store_true",
        help="have the model weigh sixteen passages before it answers; slow without a GPU",
    )
    ask.add_argument(
        "--all",
        action="store_true",
        help="judge every document from beginning to end, and count those that are asked for "
        "(“how many”, “which”, “list all”); or ask each for a value (“what is the rent in each contract”)",
    )
    ask.add_argument(
        "--each", action="store_true", help="ask every document for a value, however the question is worded"
    )
    ask.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help="with --all or --each: write a table with a row for each document (.csv, .tsv, .xlsx, .json)",
    )
    add_overwrite(ask)
    ask.add_argument(
        "--again", action="store_true", help="with --all: judge documents anew that an earlier run judged"
    )
    ask.add_argument("--no-save", action="store_true", help="do not keep the question and its answer")


ASK = Command(
    "ask",
    "answer a question from documents, every sentence with its source",
    "The passages that a question is about are found in all documents, and the model answers from them. The "
    "program then looks for each sentence of the answer in the documents; where it finds none of "
    "it, the answer is “The documents do not say.” With --all every document is judged from beginning to "
    "end, and those with a sentence that says what is asked for are counted; those that cannot be told are "
    "listed apart. A question for a value (“What is the rent in each contract?”) is asked of each document "
    "instead, and the program checks that the value stands there. quote of --json stands at [start:end] of "
    "the document as it was read.",
    run="llmdesk.cli.asking.answer:run",
    add_options=_add_options,
)
