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
from llmdesk.cli.models.loaded import loaded_facts
from llmdesk.cli.presets import find_preset, model_for
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.prompt_input import read_prompt
from llmdesk.cli.terminal import TerminalChat
from llmdesk.engine.types import Sampling
from llmdesk.errors import UsageError, fill
from llmdesk.tools.reading import read_document

if TYPE_CHECKING:
    from llmdesk.tools.chat.attaching.grounds import Grounds, Quoted
    from llmdesk.tools.chat.attaching.texts import Attached

_SHOWN = 160  # characters of a sentence or quote on the terminal


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    prompt = read_prompt(arguments.prompt, console)
    if prompt is None and console.json:
        raise UsageError(
            "--json gives one document for one answer.",
            "A chat in the terminal has many.",
            'Give the prompt: llmdesk chat --json "What is a token?"',
        )
    given = _read(prompt, arguments.attach) if arguments.attach else []
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
    return _one_answer(conversation, prompt, given, console)


def _read(prompt: str | None, files: Sequence[Path]) -> list[Attached]:
    """These documents, to go with the prompt; Ctrl-C ends the reading."""
    if prompt is None:
        raise UsageError(
            "There is no prompt.",
            "--attach gives a question the text of a file.",
            'Ask like this: llmdesk chat "What does it cost?" --attach offer.pdf',
        )
    from llmdesk.tools.chat.attaching.texts import attached, stamp_of  # the readers come with it

    cancel = CancelToken()

    def read() -> list[Attached]:
        paths = [path.expanduser() for path in files]
        stamps = [stamp_of(path) for path in paths]  # before: a file may change while it is read
        return [
            attached(read_document(path, cancel), path, stamp)
            for path, stamp in zip(paths, stamps, strict=True)
        ]

    return run_cancellable(read, cancel)


def _one_answer(conversation: Conversation, prompt: str, given: Sequence[Attached], console: Console) -> int:
    reply = conversation.ask(prompt, given)
    if reply.reader_gone:
        console.abandon_output()
    elif console.json:
        console.write_json(document(reply))
    else:
        console.end_line()
        if reply.grounds is not None:
            _tell_grounds(reply.grounds, console)
    return exit_status.INTERRUPTED if reply.stopped else 0


def _tell_grounds(grounds: Grounds, console: Console) -> None:
    """On standard error: what another program reads is the answer alone."""
    if grounds.passages:
        console.note(
            f"the documents are too long for the context; the model got {len(grounds.passages)} passages"
            + (", their beginnings: no passage has a word of the question." if grounds.beginning else ".")
        )
    for sentence in grounds.unsupported:
        console.note(f"not found in the documents: “{_shortened(sentence.text)}”")
    if grounds.left:
        console.note(f"not checked, since there are too many sentences: {grounds.left}.")
    for number, source in enumerate(grounds.sources, 1):
        place = ", ".join(filter(None, (source.document.name, source.page)))
        console.note(f"[{number}] {place}: “{_shortened(source.quote)}”")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _grounds(grounds: Grounds) -> dict[str, object]:
    """As of `llmdesk ask`: offsets count characters of the document as it was read."""
    how = "beginning" if grounds.beginning else "passages" if grounds.passages else "whole"
    return {
        "read": how,
        "documents": [each.name for each in grounds.whole],
        "passages": [_quote(each) for each in grounds.passages],
        "sentences": [
            {
                "text": sentence.text,
                "supported": sentence.supported,
                "reason": fill(sentence.reason, sentence.params),
                "sources": [_quote(grounds.sources[number]) for number in sentence.sources],
            }
            for sentence in grounds.sentences
        ],
        "unchecked": grounds.left,
    }


def _quote(source: Quoted) -> dict[str, object]:
    return {
        "file": source.document.name,
        "page": source.page,
        "start": source.start,
        "end": source.end,
        "quote": source.quote,
    }


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
            "load_s": round(reply.loaded.load_s, 4) if reply.loaded else 0.0,
            "prompt_s": round(timings.prompt_s, 4) if timings else 0.0,
            "generation_s": round(timings.generation_s, 4) if timings else 0.0,
        },
        "model": reply.model,
        "loaded": loaded_facts(reply.loaded) if reply.loaded else None,
        **({} if reply.grounds is None else _grounds(reply.grounds)),
    }
