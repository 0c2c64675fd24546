"""What a command is, as a value; see `commands.py` for the list.

Must not import anything slow.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from llmdesk.cli.shell import argument_types

TABLES = "CSV, TSV, XLSX, JSON Lines or Parquet, a folder of them, or the address of one (s3://…, gs://…)"
HEADER_ROW = "the row with the names of the columns, 0 for none; else it is guessed"


def no_options(_parser: argparse.ArgumentParser) -> None:
    """For a command without options of its own."""


@dataclass(frozen=True)
class Command:
    """One word of the command line, or of a command with commands of its own.

    `run` names the function, as "module:function", with the parsed arguments, the session and the console,
    which returns an exit status; its module is imported when it runs. With `commands` there is none.
    """

    word: str
    help: str
    description: str = ""
    run: str = ""
    add_options: Callable[[argparse.ArgumentParser], None] = no_options
    commands: tuple[Command, ...] = ()


def add_overwrite(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="replace FILE of --out if it is there already (never one that is read)",
    )


def add_library(parser: argparse._ActionsContainer) -> None:
    """`--library` of commands that work on documents."""
    parser.add_argument(
        "--library",
        metavar="NAME",
        action="append",
        default=[],
        dest="libraries",
        help="a library, as `llmdesk library list` shows it; several times for several",
    )


def add_table(parser: argparse.ArgumentParser) -> None:
    """The options of a command that does something with each text of a column."""
    table = parser.add_argument_group("a whole table")
    table.add_argument("--table", metavar="FILE", type=argument_types.place, help=TABLES)
    table.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    table.add_argument("--header-row", metavar="N", type=argument_types.row, help=HEADER_ROW)
    table.add_argument("--column", metavar="NAME", help="the column with the texts; needed with --table")
    table.add_argument(
        "--preview",
        action="store_true",
        help="five rows and the time for all of them; nothing is written",
    )
    table.add_argument(
        "--redo",
        choices=("failed", "edited", "changed"),
        help="do some rows of the table at --out again, and leave the others as they are there: those that "
        "are to be looked at, that were edited by hand in the window, or whose text has changed",
    )
    add_ray(table)


def add_ray(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="share the rows out over a Ray cluster: HOST:PORT, auto for the one that this machine is part "
        "of, local for this machine alone; the model lies at the same place on every machine",
    )
    for name, what in (
        ("actors", "processes with a model, on all machines together; else one for each machine"),
        ("cpus", "processors of each of them; else all of a machine"),
        ("gpus", "graphics cards of each of them; else one, where every machine has one"),
    ):
        parser.add_argument(f"--ray-{name}", metavar="N", type=argument_types.positive, help=what)
