"""The words of `llmdesk chats` and its commands. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import Command
from llmdesk.cli.shell import argument_types

FORMATS = ("json", "md", "html", "docx")


def _list(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "--limit", metavar="N", type=argument_types.positive, default=50, help="at most so many chats (50)"
    )
    options.add_argument("--folder", metavar="NAME", help="only the chats in this folder")
    options.add_argument("--pinned", action="store_true", help="only the chats that are pinned")


def _id(options: argparse.ArgumentParser) -> None:
    options.add_argument("id", metavar="ID", type=argument_types.positive, help="as chats list shows it")


def _search(options: argparse.ArgumentParser) -> None:
    options.add_argument("text", metavar="TEXT", nargs="+", help="words, or the beginnings of words")
    options.add_argument(
        "--limit", metavar="N", type=argument_types.positive, default=50, help="at most so many places (50)"
    )


def _export(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "ids", metavar="ID", nargs="*", type=argument_types.positive, help="as chats list shows them"
    )
    options.add_argument("--all", action="store_true", help="all chats")
    options.add_argument("--out", metavar="FILE", type=Path, required=True, help="the file to write")
    options.add_argument("--format", choices=FORMATS, help="else as FILE's name says, else json")
    options.add_argument(
        "--thoughts",
        choices=("yes", "no"),
        help="with what models thought before they answered (json: yes, else no)",
    )
    options.add_argument("--overwrite", action="store_true", help="FILE may be replaced")


def _import(options: argparse.ArgumentParser) -> None:
    options.add_argument("file", metavar="FILE", type=Path, help="a .json, a .zip or a folder")
    options.add_argument(
        "--whole-only", action="store_true", help="of a file that is cut, the chats that are whole"
    )


CHATS = Command(
    "chats",
    "the chats that are kept: list, read, search, export, import",
    commands=(
        Command("list", "list the chats, newest first", run="llmdesk.cli.chats:run_list", add_options=_list),
        Command(
            "show",
            "print a chat as Markdown, or with --json all of it",
            run="llmdesk.cli.chats:run_show",
            add_options=_id,
        ),
        Command(
            "search",
            "show where words stand in titles and messages",
            run="llmdesk.cli.chats:run_search",
            add_options=_search,
        ),
        Command(
            "export",
            "write chats to a file: JSON, Markdown, HTML or Word",
            "JSON holds everything and can be imported again. Several chats in another format become a "
            ".zip with a file for each.",
            run="llmdesk.cli.chats_files:run_export",
            add_options=_export,
        ),
        Command(
            "import",
            "take chats in from a file of llmdesk, OpenAI, LM Studio or Jan",
            "What is here already is not taken in twice; a chat that grew gets what it lacks. After a stop "
            "the same command goes on.",
            run="llmdesk.cli.chats_files:run_import",
            add_options=_import,
        ),
    ),
)
