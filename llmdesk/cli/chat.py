"""`llmdesk chat`: one answer to a prompt, as text or JSON; without a prompt the chat in the terminal.

Must not know how an answer is made; that is `ask`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.cli.ask import Conversation, Reply, Style
from llmdesk.cli.presets import find_preset, model_for
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.prompt_input import read_prompt
from llmdesk.cli.terminal import TerminalChat
from llmdesk.engine.types import Sampling
from llmdesk.errors import UsageError
from llmdesk.tools.chat.attached import with_texts
from llmdesk.tools.reading import read_document

if TYPE_CHECKING:
    from llmdesk.tools.documents import Document


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    prompt = read_prompt(arguments.prompt, console)
    if prompt is None and console.json:
        raise UsageError(
            "--json gives one document for one answer.",
            "A chat in the terminal has many.",
            'Give the prompt: llmdesk chat --json "What is a token?"',
        )
    if arguments.attach:
        prompt = _with_files(prompt, arguments.attach)
    style = Style(
        None if arguments.preset is None else find_preset(session, arguments.preset),
        system=arguments.system,
        sampling=Sampling(temperature=arguments.temperature, seed=arguments.seed),
        max_tokens=arguments.max_tokens,
    )
    keep = not arguments.no_save
    model = model_for(session, console, style.preset)
    conversation = Conversation(session, console, model, style, keep=keep, show=not console.json)
    if arguments.go_on:
        conversation.go_on()
    if prompt is None:
        return TerminalChat(conversation, console).run()
    return _one_answer(conversation, prompt, console)


def _with_files(prompt: str | None, files: Sequence[Path]) -> str:
    """The prompt with the texts of these documents; Ctrl-C ends the reading."""
    if prompt is None:
        raise UsageError(
            "There is no prompt.",
            "--attach gives a question the text of a file.",
            'Ask like this: llmdesk chat "What does it cost?" --attach offer.pdf',
        )
    cancel = CancelToken()

    def read() -> list[Document]:
        return [read_document(path.expanduser(), cancel) for path in files]

    return with_texts(prompt, [(document.name, document.text) for document in run_cancellable(read, cancel)])


def _one_answer(conversation: Conversation, prompt: str, console: Console) -> int:
    reply = conversation.ask(prompt)
    if reply.reader_gone:
        console.abandon_output()
    elif console.json:
        console.write_json(document(reply))
    else:
        console.end_line()
    return exit_status.INTERRUPTED if reply.stopped else 0


def document(reply: Reply) -> dict[str, object]:
    """The JSON of one answer."""
    completion = reply.completion
    timings = completion.timings if completion else None
    return {
        "text": reply.text,
        **({"thoughts": reply.thoughts} if reply.thoughts else {}),
        "finish_reason": completion.finish_reason if completion else "cancelled",
        "prompt_tokens": completion.prompt_tokens if completion else 0,
        "completion_tokens": completion.completion_tokens if completion else 0,
        "timings": {
            "load_s": round(reply.load_s, 4),
            "prompt_s": round(timings.prompt_s, 4) if timings else 0.0,
            "generation_s": round(timings.generation_s, 4) if timings else 0.0,
        },
        "model": reply.model,
    }
