"""A text that a command works on, to the character, and the file of text that it writes.

Owns what a FILE|TEXT of the command line is. Must not know any command.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from llmdesk.cli.session import Session
from llmdesk.cli.shell import listed_files
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.prompt_input import standard_input
from llmdesk.errors import UsageError, UserError, shown
from llmdesk.outputs import Output
from llmdesk.tools.reading import read_document
from llmdesk.tools.write.opening import PLAIN, read_plain

_SUFFIXES = (".txt", ".md")


@dataclass(frozen=True)
class Given:
    """A text; `path` None: it is in no file."""

    text: str
    path: Path | None = None
    notes: tuple[UserError, ...] = ()

    @property
    def name(self) -> str:
        return "" if self.path is None else self.path.name


def given_text(given: str, console: Console, *, plain: bool = False) -> Given:
    """The file of this name, else the text itself; '-' is standard input. `plain`: a file of any name is read
    to the character."""
    if given == "-":
        return Given(standard_input(console))
    if not given.strip():  # Path("") is this folder
        raise UsageError("There is no text.", hint="Give a file, a text, or '-'.")
    path = Path(given)
    if not _is_file(path) and (not path.suffix or any(map(str.isspace, given)) or len(given) >= 200):
        return Given(given.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    if plain or path.suffix.lower() in PLAIN:
        return Given(read_plain(path), path)
    document = read_document(path)
    return Given(document.text, path, document.notes)


def _is_file(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a text that is too long for a name
        return False


def text_output(
    arguments: argparse.Namespace, path: Path | None, session: Session, console: Console
) -> Output | None:
    """Where it goes; what cannot or must not be written is told before the work."""
    out: Path | None = arguments.out
    if out is None:
        return None
    if out.suffix.lower() not in _SUFFIXES:
        raise UsageError(
            f"A text cannot be written as {shown(out.name)}.", hint="Name a file that ends with .txt or .md."
        )
    inputs = ["-"] if arguments.input == "-" else [] if path is None else [path]
    return listed_files.output(out, inputs, session.paths.made, console, overwrite=arguments.overwrite)
