"""The words of `llmdesk summarize`. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import Command, add_library, add_overwrite
from llmdesk.cli.shell import argument_types


def _add_options(summarize: argparse.ArgumentParser) -> None:
    summarize.add_argument("files", metavar="FILE", nargs="*", help="documents; '-' is standard input")
    add_library(summarize)
    summarize.add_argument(
        "--length",
        metavar="LENGTH",
        type=argument_types.length,
        default="medium",
        help="sentence, short, medium or long; or a number of words (characters for Chinese), 10 to 2000",
    )
    summarize.add_argument(
        "--style", choices=("paragraph", "bullets", "headline", "facts"), default="paragraph"
    )
    summarize.add_argument(
        "--focus", metavar="TEXT", type=argument_types.words, default="", help="only what concerns this"
    )
    summarize.add_argument(
        "--language",
        choices=("same", "en", "zh"),
        default="same",
        help="of the summary (same: the document's)",
    )
    summarize.add_argument(
        "--drafts",
        metavar="N",
        type=argument_types.drafts,
        default=1,
        help="write each part N times and keep the best, 1 to 4 (1)",
    )
    summarize.add_argument(
        "--with-source", action="store_true", help="with --json: the document's text and pages too"
    )
    summarize.add_argument(
        "--out", metavar="FILE", type=Path, help="write to FILE: .md, .html, .json, else text"
    )
    add_overwrite(summarize)
    summarize.add_argument("--combined", action="store_true", help="one summary of all the files as well")
    summarize.add_argument("--again", action="store_true", help="do finished files again too")
    summarize.add_argument("--no-save", action="store_true", help="do not keep the summaries")
    check = summarize.add_argument_group("a text of somebody's, checked against the FILEs")
    check.add_argument(
        "--check", metavar="TEXT", help="the file with the text, the text itself, or '-' for standard input"
    )
    check.add_argument("--words-only", action="store_true", help="compare the words and ask no model")


SUMMARIZE = Command(
    "summarize",
    "summarize documents, with the passages that each sentence rests on; or check a text",
    "All of a document is read: txt, Markdown, HTML, PDF, docx, epub. After Ctrl-C there is a summary of "
    "what was read until then. Of several files, those that are done are not done again. With --check "
    "nothing is summarized: each sentence of TEXT gets a verdict (supported, contradicted, not found, "
    "unsure), its probability, and the passage in the FILEs.",
    run="llmdesk.cli.summarize:run",
    add_options=_add_options,
)
