"""The chat in the terminal: asks, streams, and goes on until the user leaves.

Owns the loop and its slash commands. Ctrl-C stops an answer; at an empty line, or a second time, it
leaves, as Ctrl-D and /quit do. Must not know how an answer is made; that is `ask`.
"""

from __future__ import annotations

import sys

from llmdesk.cli.ask import Conversation
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.errors import Cancelled, EngineClosed, StoreError, UserError

HELP = """\
/new    begin a new conversation
/quit   leave (so does Ctrl-D)
/help   show this
Ctrl-C stops an answer; at an empty line it leaves.
To send a text that begins with a slash, put a space before it.
"""


class TerminalChat:
    """A chat that reads lines from `console` until the end of input."""

    def __init__(self, conversation: Conversation, console: Console) -> None:
        self._conversation, self._console = conversation, console

    def run(self) -> int:
        """Chat until the user leaves; the exit status."""
        try:
            loaded = self._conversation.load()
        except Cancelled:
            return exit_status.INTERRUPTED
        self._console.write(
            f"{self._conversation.model_name} on {loaded.where}, context {loaded.context:,} tokens. "
            "/help shows what else there is, Ctrl-D leaves.\n"
        )
        while True:
            try:
                line = self._console.read_line("\n> ")
            except EOFError:
                self._console.write("\n")
                return 0
            except KeyboardInterrupt:
                self._console.write("\n")
                if not _typed():
                    return exit_status.INTERRUPTED
                continue
            if line.strip() == "/quit":
                return 0
            self._take(line)

    def _take(self, line: str) -> None:
        if line.startswith("/"):
            self._command(line.strip())
        elif line.strip():
            self._ask(line.strip())

    def _command(self, command: str) -> None:
        if command == "/new":
            self._conversation.forget()
            self._console.write("A new conversation.\n")
        elif command == "/help":
            self._console.write(HELP)
        else:
            self._console.write(f"There is no {command}. /help shows what there is.\n")

    def _ask(self, prompt: str) -> None:
        try:
            reply = self._conversation.ask(prompt)
        except (StoreError, EngineClosed):
            raise  # nothing can be kept or answered any more
        except UserError as error:
            self._console.end_line()
            self._console.show_error(error)
            return
        self._console.end_line()
        if reply.stopped:
            self._console.write("[stopped]\n")
        elif reply.completion is not None and reply.completion.finish_reason == "length":
            self._console.write("[the limit of tokens is reached]\n")
        elif reply.completion is not None and reply.completion.finish_reason == "context":
            self._console.write("[the context is full]\n")


def _typed() -> bool:
    """Was something on the line that Ctrl-C interrupted? Only readline can tell."""
    readline = sys.modules.get("readline")
    return bool(readline is not None and readline.get_line_buffer())
