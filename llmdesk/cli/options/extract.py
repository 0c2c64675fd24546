"""The words of `llmdesk extract`. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import Command, add_library, add_overwrite, add_table
from llmdesk.cli.shell import argument_types

# `tools/fields/ready.SETS`, which is slow to import; a test keeps the two the same.
SETS = ("invoice", "cv", "contract", "meeting", "entities", "complaint")


def _add_options(extract: argparse.ArgumentParser) -> None:
    extract.add_argument("files", metavar="FILE", nargs="*", help="documents; '-' is standard input")
    add_library(extract)
    which = extract.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--fields",
        metavar="TOML",
        type=Path,
        help='a file with fields = [{name = "Total", type = "money", about = "what is to be paid"}]; types: '
        "text, number, date, money, yes/no, one of (with one_of = [...]), list",
    )
    which.add_argument("--set", choices=SETS, help="ready fields")
    extract.add_argument(
        "--language", choices=("en", "zh"), default="en", help="of the names of --set in the results (en)"
    )
    extract.add_argument(
        "--rows", choices=("one", "many"), help="one row a document, or many (as the fields say, else one)"
    )
    extract.add_argument(
        "--confidence",
        action="store_true",
        help="weigh every value: how sure the model is, which is no probability; about twice the time",
    )
    extract.add_argument(
        "--with-source", action="store_true", help="with --json: the document's text too, as it was read"
    )
    extract.add_argument(
        "--out",
        metavar="FILE",
        type=argument_types.place,
        help="write to FILE: .csv, .tsv, .xlsx, .json, .md, .txt; of a table .csv, .tsv, .xlsx, .jsonl",
    )
    add_overwrite(extract)
    extract.add_argument("--again", action="store_true", help="do finished files again too")
    extract.add_argument("--no-save", action="store_true", help="do not keep what was extracted")
    extract.add_argument(
        "--resume", action="store_true", help="with --table: go on where a stopped run of it ended"
    )
    add_table(extract)


EXTRACT = Command(
    "extract",
    "take values out of documents, each with its place in the text",
    "Every value is a quote, found in the text by the program, which also reads numbers, dates and amounts; "
    "what stands nowhere, or is not what its type says, is marked. Of several files those that are done are "
    "not done again. source[start:end] of --json is the text of a value, counted in characters.",
    run="llmdesk.cli.extract.documents:run",
    add_options=_add_options,
)
