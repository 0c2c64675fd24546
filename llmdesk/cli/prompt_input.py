"""The prompt of `llmdesk chat`, from its argument and from standard input.

Owns reading standard input: as bytes with a bound, without waiting for ever for a pipe that nobody
writes to. Must not know the engine.
"""

from __future__ import annotations

import locale
import os
import threading

from llmdesk.cli.console import Console
from llmdesk.errors import UsageError

LIMIT = 16 << 20
PATIENCE_S = 3.0


def read_prompt(argument: str | None, console: Console, patience_s: float = PATIENCE_S) -> str | None:
    """The whole prompt, or None where a chat in the terminal is wanted.

    No argument: standard input is the prompt, unless it is a terminal. '-': standard input,
    whatever it is. Otherwise what is piped in follows the argument; a pipe that stays silent for
    `patience_s` (a program's idle standard input) is left alone, with a note.
    """
    if argument is None and console.reads_terminal:
        return None
    if argument is None or argument == "-":
        prompt = _decode(_read(console, None))
    else:
        piped = b"" if console.reads_terminal else _read(console, patience_s)
        prompt = "\n\n".join(part for part in (_clean(argument), _decode(piped)) if part.strip())
    if not prompt.strip():
        raise UsageError(
            "There is no prompt.",
            "Neither an argument nor standard input has any text.",
            'Ask like this: llmdesk chat "What is a token?"',
        )
    return prompt


def _read(console: Console, patience_s: float | None) -> bytes:
    """Everything on standard input. A thread reads, so that waiting can end (a select would not
    do: Windows has none for pipes)."""
    if console.stdin is None:
        return b""
    pieces: list[bytes] = []
    began, ended = threading.Event(), threading.Event()
    thread = threading.Thread(
        target=_drain, args=(console.stdin.fileno(), pieces, began, ended), name="stdin", daemon=True
    )
    thread.start()
    if patience_s is not None and not began.wait(patience_s):
        console.note(
            "nothing came on standard input, so PROMPT is answered alone ('-' waits for standard input)."
        )
        return b""
    while not ended.wait(0.2):
        pass
    text = b"".join(pieces)
    if len(text) > LIMIT:
        raise UsageError("The prompt is too long.", "Standard input has more than 16 MiB.")
    return text


def _drain(source: int, pieces: list[bytes], began: threading.Event, ended: threading.Event) -> None:
    size = 0
    try:
        while size <= LIMIT and (piece := os.read(source, 1 << 16)):
            pieces.append(piece)
            size += len(piece)
            began.set()
    except OSError:
        pass  # closed, or not open for reading: the same as empty
    finally:
        ended.set()
        began.set()


def _decode(text: bytes) -> str:
    for encoding in ("utf-8-sig", locale.getpreferredencoding(False)):
        try:
            return text.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise UsageError(
        "Standard input is not text.",
        "It is not UTF-8.",
        "Convert it first, for example with iconv -f GB18030 -t UTF-8.",
    )


def _clean(argument: str) -> str:
    """An argument that is not valid in the terminal's encoding carries surrogates; undo or mark them."""
    return os.fsencode(argument).decode("utf-8", "replace") if _has_surrogates(argument) else argument


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
