"""The words of `llmdesk run` and `llmdesk tools`. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import HEADER_ROW, TABLES, Command, add_library, add_overwrite, add_ray
from llmdesk.cli.shell import argument_types


def _add_run(run: argparse.ArgumentParser) -> None:
    run.add_argument(
        "tool",
        metavar="TOOL",
        nargs="?",
        help="a tool by its name, as tools list shows it, or its file (.toml); with --instruction none",
    )
    run.add_argument("files", metavar="FILE", nargs="*", help="documents; '-' is a text on standard input")
    run.add_argument(
        "--instruction",
        metavar="TEXT",
        type=argument_types.words,
        help="what to do, instead of a tool; {subject} stands for what the column “subject” says",
    )
    add_library(run)
    run.add_argument("--text", metavar="TEXT", type=argument_types.words, help="the text itself")
    run.add_argument("--no-save", action="store_true", help="do not keep the result in the history")
    table = run.add_argument_group("every row of a table, every document of a folder")
    table.add_argument("--table", metavar="FILE", type=argument_types.place, help=TABLES)
    table.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    table.add_argument(
        "--header-row",
        metavar="N",
        type=argument_types.row,
        help=HEADER_ROW,
    )
    table.add_argument(
        "--column",
        metavar="NAME",
        nargs="+",
        action="extend",
        help="the columns that the tool reads, in the order of its places; else those with their names",
    )
    table.add_argument("--folder", metavar="DIR", type=Path, help="all documents in a folder, a row each")
    table.add_argument(
        "--out", metavar="FILE", type=argument_types.place, help="the new table: CSV, TSV, XLSX or JSON Lines"
    )
    add_overwrite(table)
    table.add_argument(
        "--preview", action="store_true", help="five rows and the time for all of them; nothing is written"
    )
    table.add_argument("--resume", action="store_true", help="go on where a stopped run of it ended")
    add_ray(table)
    table.add_argument(
        "--again",
        choices=("failed", "edited", "changed"),
        help="do some rows of the table at --out again, and leave the others as they are there: those that "
        "failed, whose answer was edited by hand in the window, or whose text has changed in the source",
    )


def _name(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "name", metavar="NAME", type=argument_types.words, help="as tools list shows it, in any language"
    )


def _export(options: argparse.ArgumentParser) -> None:
    _name(options)
    options.add_argument("--out", metavar="FILE", type=Path, required=True, help="the file to write (.toml)")
    add_overwrite(options)


def _file(options: argparse.ArgumentParser) -> None:
    options.add_argument("file", metavar="FILE", type=Path, help="a tool (.toml)")


RUN = Command(
    "run",
    "a tool of your own on a text, a document, a folder or every row of a table",
    "What the model writes is checked by the program; what does not pass is marked.",
    run="llmdesk.cli.own.run:run",
    add_options=_add_run,
)
TOOLS = Command(
    "tools",
    "the tools that run knows: your own and ready-made ones",
    commands=(
        Command("list", "list the tools, your own first", run="llmdesk.cli.own.tools:run_list"),
        Command("show", "print a tool as its file", run="llmdesk.cli.own.tools:run_show", add_options=_name),
        Command(
            "export", "write a tool to a file", run="llmdesk.cli.own.tools:run_export", add_options=_export
        ),
        Command(
            "import",
            "add a tool from a file",
            "Nothing is replaced: a name that is taken gets a number.",
            run="llmdesk.cli.own.tools:run_import",
            add_options=_file,
        ),
        Command(
            "check",
            "say whether a file is a tool, and what is wrong with it",
            run="llmdesk.cli.own.tools:run_check",
            add_options=_file,
        ),
    ),
)
