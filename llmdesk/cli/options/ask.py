"""The words of `llmdesk ask`. Must not import anything slow."""

from __future__ import annotations

import argparse

from llmdesk.cli.options.command import Command


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
    ask.add_argument("--no-save", action="store_true", help="do not keep question and answer")


ASK = Command(
    "ask",
    "answer a question from documents, every sentence with its source",
    "The passages that a question is about are found in all documents, and the model answers from them. The "
    "program then looks for each sentence of the answer in the documents; where nothing of it stands there, "
    "the documents do not say. quote of --json stands at [start:end] of the document as it was read.",
    run="llmdesk.cli.ask_documents:run",
    add_options=_add_options,
)
