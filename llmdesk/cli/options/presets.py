"""The words of `llmdesk presets` and its commands. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import Command
from llmdesk.cli.shell import argument_types


def _none(_options: argparse.ArgumentParser) -> None:
    """No options of its own."""


def _name(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "name", metavar="NAME", type=argument_types.words, help="as presets list shows it, in any language"
    )


def _export(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "names", metavar="NAME", nargs="*", type=argument_types.words, help="as presets list shows them"
    )
    options.add_argument("--all", action="store_true", help="all of your own, your prompts too")
    options.add_argument("--out", metavar="FILE", type=Path, required=True, help="the file to write")
    options.add_argument("--overwrite", action="store_true", help="FILE may be replaced")


def _import(options: argparse.ArgumentParser) -> None:
    options.add_argument("file", metavar="FILE", type=Path, help="a .json that llmdesk exported")


PRESETS = Command(
    "presets",
    "how chats are answered: instructions and sampling under a name",
    commands=(
        Command(
            "list", "list the presets, your own first", run="llmdesk.cli.presets:run_list", add_options=_none
        ),
        Command("show", "print a preset", run="llmdesk.cli.presets:run_show", add_options=_name),
        Command(
            "export",
            "write presets to a JSON file",
            "The file can be imported again, on this computer or another.",
            run="llmdesk.cli.presets:run_export",
            add_options=_export,
        ),
        Command(
            "import",
            "add the presets and prompts of a JSON file",
            "Nothing is replaced: a name that is taken gets a number, and what is here already is left out.",
            run="llmdesk.cli.presets:run_import",
            add_options=_import,
        ),
    ),
)
