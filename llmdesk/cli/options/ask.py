"""The words of `llmdesk ask`. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import Command, add_overwrite


def _add_options(ask: argparse.ArgumentParser) -> None:
    ask.add_argument("question", metavar="QUESTION", help="what you want to know")
    ask.add_argument(
        "files", metavar="FILE", nargs="+", help="documents, or folders of documents; '-' is standard input"
    )
    ask.add_argument(
        "--language", choices=("en", "zh"), default="", help="of the answer (that of the question)"
    )
    ask.add_argument(
        "--passages", type=int, default=5, metavar="N", help="passages that the model gets at most (5)"
    )
    ask.add_argument(
        "--weigh",
        action="store_true",
        help="have the model weigh sixteen passages before it answers; slow without a GPU",
    )
    ask.add_argument(
        "--all",
        action="store_true",
        help="read every document whole, say of each whether it counts, and count (for “how many”, “which”)",
    )
    ask.add_argument(
        "--out", metavar="FILE", type=Path, help="with --all: the table of the documents, as .csv or .json"
    )
    add_overwrite(ask)
    ask.add_argument("--no-save", action="store_true", help="do not keep question and answer")


ASK = Command(
    "ask",
    "answer a question from documents, every sentence with its source",
    "The passages that a question is about are found in all documents, and the model answers from them. The "
    "program then looks for each sentence of the answer in the documents; where nothing of it stands there, "
    "the documents do not say. With --all nothing is looked for: each document is read whole and judged by "
    "itself, and the program counts those that count. quote of --json stands at [start:end] of the document "
    "as it was read.",
    run="llmdesk.cli.ask_documents:run",
    add_options=_add_options,
)
