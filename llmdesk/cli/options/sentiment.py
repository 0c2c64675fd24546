"""The words of `llmdesk sentiment`. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import TABLES, Command, add_library, add_overwrite, add_ray
from llmdesk.cli.shell import argument_types


def _add_options(sentiment: argparse.ArgumentParser) -> None:
    sentiment.add_argument("text", metavar="TEXT", nargs="?", help="the text; '-' is standard input")
    _add_labels(sentiment)
    sentiment.add_argument(
        "--no-save", action="store_true", help="do not keep the result, or the table, in the history"
    )
    table = sentiment.add_argument_group("a whole table")
    _add_table(table)
    _add_known(table)
    _add_shares(sentiment.add_argument_group("what share of a table has each label, with a margin"))


def _add_labels(sentiment: argparse._ActionsContainer) -> None:
    sentiment.add_argument(
        "--labels",
        metavar="A,B,C",
        type=argument_types.words,
        help="labels, or a ready set: sentiment-2 (else this one), sentiment-3, sentiment-5, topic, spam, "
        "urgency",
    )
    sentiment.add_argument(
        "--codebook",
        metavar="FILE",
        type=Path,
        help="labels with definitions, examples and borderline cases, from a file (TOML)",
    )
    sentiment.add_argument(
        "--save-codebook",
        metavar="FILE",
        type=Path,
        help="write the labels of --labels as such a file, to be edited; nothing is labelled",
    )
    sentiment.add_argument(
        "--fill-in",
        action="store_true",
        help="with --save-codebook: the model writes other words and example texts of labels without any",
    )
    sentiment.add_argument(
        "--unsure-below",
        metavar="P",
        type=argument_types.share,
        help="below this confidence (0 to 1) the label is unsure",
    )


def _add_table(table: argparse._ActionsContainer) -> None:
    table.add_argument(
        "--table", metavar="FILE", type=argument_types.place, help=f"{TABLES}; or a folder of texts"
    )
    add_library(table)
    table.add_argument(
        "--sheet",
        metavar="NAME",
        help="the sheet of a workbook; else the first that shows and holds something",
    )
    table.add_argument(
        "--header-row",
        metavar="N",
        type=argument_types.row,
        help="the row (in a text, the line) with the names of the columns, 0 for none; else it is guessed",
    )
    table.add_argument("--column", metavar="NAME", help="the column with the texts")
    table.add_argument("--out", metavar="FILE", type=argument_types.place, help="the new table, CSV or XLSX")
    add_overwrite(table)
    table.add_argument("--resume", action="store_true", help="go on where a stopped run of it ended")
    add_ray(table)


def _add_known(table: argparse._ActionsContainer) -> None:
    """What known labels of rows are for."""
    table.add_argument(
        "--labelled", metavar="COLUMN", help="a column with known labels: fit on a part, report on the rest"
    )
    table.add_argument(
        "--label-map",
        metavar="MAP",
        action="append",
        help="what values of that column mean, where the guess is wrong or not certain: "
        "1=negative,5=positive,3= (nothing behind = leaves those rows out)",
    )
    table.add_argument(
        "--suggest",
        metavar="N",
        type=argument_types.positive,
        help="name the N rows that teach most when you label them: undecided ones that differ from each "
        "other and from those of --labelled (for shares draw --sample instead)",
    )
    table.add_argument(
        "--report",
        metavar="FILE",
        type=Path,
        help="a page (HTML) on how far the labels can be relied on: figures with intervals on the rows of "
        "--labelled, how many labels change with other words for the labels, what was left out; "
        "named FILE.zip, with codebook, known labels and scored rows",
    )
    table.add_argument(
        "--second",
        metavar="COLUMN",
        help="a second person's labels beside those of --labelled: the report says how far the two agree",
    )


def _add_shares(shares: argparse._ActionsContainer) -> None:
    shares.add_argument(
        "--sample",
        metavar="N",
        type=argument_types.positive,
        help="draw N rows of the table at random into the file of --out, to label them (30 to 300)",
    )
    shares.add_argument(
        "--sample-by",
        choices=("random", "doubt"),
        help="how --sample draws (random): doubt takes rows of which the model is less sure more often, "
        "which makes the margins of a good model narrower; the table must have been scored before",
    )
    shares.add_argument(
        "--share",
        action="store_true",
        help="each label's share with its 95 %% interval: the rows with a value in the column of --labelled "
        "are the random sample (all others blank), the model's labels of all rows do the rest",
    )
    shares.add_argument(
        "--sample-file",
        metavar="FILE",
        type=Path,
        help="the labelled file of --sample, where the labels do not stand in the table itself",
    )
    shares.add_argument("--by", metavar="COLUMN", help="shares of each group too: a month, a product")


SENTIMENT = Command(
    "sentiment",
    "how positive or negative a text is, or each row of a table",
    "Gives a calibrated probability of every label. No text is generated.",
    run="llmdesk.cli.sentiment:run",
    add_options=_add_options,
)
