"""The words of `llmdesk library` and its commands. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import Command, add_overwrite
from llmdesk.cli.shell import argument_types


def _none(_options: argparse.ArgumentParser) -> None:
    """No options of its own."""


def _name(options: argparse.ArgumentParser) -> None:
    options.add_argument("name", metavar="NAME", type=argument_types.words, help="as library list shows it")


def _embedding(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "--embedding",
        metavar="MODEL",
        type=argument_types.words,
        help="an embedding model (a GGUF file, or its name): passages are also found by what they mean; "
        "none: by their words alone",
    )


def _add(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "name", metavar="NAME", type=argument_types.words, help="of a new library, or of one to add to"
    )
    options.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="folders, or single documents")
    _embedding(options)


def _update(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        type=argument_types.words,
        help="only this library (else all of them)",
    )
    options.add_argument(
        "--retry", action="store_true", help="read again what could not be read, though it has not changed"
    )
    _embedding(options)


def _table(options: argparse.ArgumentParser) -> None:
    _name(options)
    options.add_argument(
        "--out", metavar="FILE", type=Path, required=True, help="where to: .csv, .tsv, .jsonl"
    )
    add_overwrite(options)


LIBRARY = Command(
    "library",
    "folders of documents that are read once and asked often",
    commands=(
        Command(
            "add",
            "make a library of folders and documents, or add some to it, and read them",
            "Hidden files and links are left out. After a stop, `library update` goes on where it was.",
            run="llmdesk.cli.library:run_add",
            add_options=_add,
        ),
        Command("list", "list the libraries", run="llmdesk.cli.library:run_list", add_options=_none),
        Command(
            "show",
            "show what a library is made of, and what could not be read, with the reasons",
            run="llmdesk.cli.library:run_show",
            add_options=_name,
        ),
        Command(
            "update",
            "read what is new or has changed, and drop what is gone",
            "Of a folder that is not there now (a drive that was taken off) everything is kept.",
            run="llmdesk.cli.library:run_update",
            add_options=_update,
        ),
        Command(
            "table",
            "write the documents of a library as a table: a row for each, with its file and its text",
            "For the commands on tables: `llmdesk sentiment --table`, `llmdesk translate`, `llmdesk run`.",
            run="llmdesk.cli.library:run_table",
            add_options=_table,
        ),
        Command(
            "remove",
            "forget a library and what was read for it; the documents themselves are not touched",
            run="llmdesk.cli.library:run_remove",
            add_options=_name,
        ),
    ),
)
