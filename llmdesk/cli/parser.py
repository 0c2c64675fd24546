"""Reads the command line: the commands of `commands.py` and the options of all.

Owns the argparse parsers and `Options`, what all commands have in common. Options of all may stand
before or after the command. A mistake is a `UsageError`. Must not import anything slow.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from llmdesk import __version__
from llmdesk.cli.commands import COMMANDS, WINDOW
from llmdesk.cli.options.command import Command
from llmdesk.cli.shell import argument_types
from llmdesk.errors import UsageError

EPILOG = """\
Without a command the window opens; where there is no screen, a chat in the terminal.
Exit status: 0 done, 1 a bug of llmdesk, 2 something about the input or this machine, 130 interrupted.
"""


@dataclass(frozen=True)
class Options:
    """The options of all commands. `None`: not given, the settings decide."""

    data_dir: Path | None = None
    engine: str | None = None
    model: str | None = None
    device: str | None = None
    context: int | None = None
    threads: int | None = None
    endpoint: str | None = None
    offline: bool = False
    json: bool = False
    seed: int | None = None

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> Options:
        return cls(**{name: getattr(arguments, name) for name in cls.__dataclass_fields__})


class _Parser(argparse.ArgumentParser):
    """Raises instead of printing and exiting, so that --json can report mistakes too."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(
            "The command line makes no sense.", message, "{program} --help shows what there is.",
            program=self.prog,
        )  # fmt: skip


class _Show(argparse.Action):
    """--help and --version: the text becomes the result instead of being printed."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str, default: object = None) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: object, values: object, option: str | None = None
    ) -> None:
        raise _Shown(f"llmdesk {__version__}\n" if option == "--version" else parser.format_help())


class _Shown(Exception):
    """Parsing ends early: there is something to show instead."""


def parse(argv: Sequence[str], commands: Sequence[Command] = COMMANDS) -> argparse.Namespace:
    """What was typed, as `run` (see `Command`) and its values; raises `UsageError`.

    For --help and --version `run` is empty, and `text` is what to show. An option that was copied from a
    notice of the window has a word joiner in it, which keeps the end of a line out of it there.
    """
    texts = argv.index("--") if "--" in argv else len(argv)  # from here on they are no options
    typed = [each.replace("--\u2060", "--", 1) if each.startswith("--") else each for each in argv[:texts]]
    typed += argv[texts:]
    try:
        return build_parser(commands).parse_args(typed)
    except _Shown as shown:
        return argparse.Namespace(run="", text=str(shown))


def build_parser(commands: Sequence[Command] = COMMANDS) -> argparse.ArgumentParser:
    """The whole command line."""
    parser = _Parser(
        prog="llmdesk",
        description="A language model of your own: private, offline, on your own computer.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_common(with_defaults=True)],
        allow_abbrev=False,
        add_help=False,
    )
    parser.add_argument("--version", action=_Show, help="show the version and end")
    parser.set_defaults(run=WINDOW)
    _add(parser, commands)
    return parser


def _add(parser: _Parser, commands: Sequence[Command]) -> argparse._SubParsersAction[_Parser]:
    words = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    for command in commands:
        own = words.add_parser(
            command.word,
            help=command.help,
            description=f"{command.help[0].upper()}{command.help[1:]}. {command.description}".strip(),
            parents=[_common(with_defaults=False)],
            allow_abbrev=False,
            add_help=False,
        )
        own.set_defaults(run=command.run)
        command.add_options(own)
        if command.commands:
            _add(own, command.commands).required = True
    return words


def _common(*, with_defaults: bool) -> _Parser:
    """The options of all; a command's own copy has no defaults, or they would win over what
    stood before the command."""
    parser = _Parser(
        add_help=False, argument_default=None if with_defaults else argparse.SUPPRESS, allow_abbrev=False
    )
    group = parser.add_argument_group("options of all commands, before or after the command")
    off: object = False if with_defaults else argparse.SUPPRESS
    group.add_argument("-h", "--help", action=_Show, help="show this help and end")
    group.add_argument("--data-dir", metavar="DIR", type=Path, help="keep everything in DIR, models too")
    group.add_argument(
        "--engine", metavar="URL|NAME", help="let the engine elsewhere answer; --model names its model"
    )
    group.add_argument("--model", metavar="NAME|FILE", help="the model to use")
    group.add_argument("--device", metavar="auto|cpu|gpu", help="or the name of a device, as doctor lists it")
    group.add_argument(
        "--context", metavar="N", type=argument_types.positive, help="the most tokens of one conversation"
    )
    group.add_argument(
        "--threads", metavar="N", type=argument_types.positive, help="threads on the processor"
    )
    group.add_argument("--endpoint", metavar="URL", type=argument_types.url, help="the Hub's address")
    group.add_argument("--offline", action="store_true", default=off, help="never use the network")
    group.add_argument("--json", action="store_true", default=off, help="print one JSON document")
    group.add_argument(
        "--seed", metavar="N", type=argument_types.seed, help="the same seed gives the same answer"
    )
    return parser
