"""The prompt of `llmdesk chat`, from its argument and from standard input; a document from there.

Owns reading standard input: as bytes with a bound, without waiting for ever for a pipe that nobody
writes to. Must not know the engine.
"""

from __future__ import annotations

import contextlib
import locale
import os
import threading
from typing import TextIO

from llmdesk.cli.shell.console import Console
from llmdesk.errors import DocumentError, UsageError

LIMIT = 16 << 20
PATIENCE_S = 3.0
_DOCUMENT_LIMIT = 256 << 20


def read_prompt(argument: str | None, console: Console, patience_s: float = PATIENCE_S) -> str | None:
    """The whole prompt, or None where a chat in the terminal is wanted.

    No argument: standard input is the prompt, unless it is a terminal. '-': standard input,
    whatever it is. Otherwise what is piped in follows the argument; a pipe that stays silent for
    `patience_s` (a program's idle standard input) is left alone, with a note.
    """
    if argument is None and console.reads_terminal:
        return None
    if argument is None or argument == "-":
        prompt = decode_piped(_read(console, None))
    else:
        piped = b"" if console.reads_terminal else _read(console, patience_s)
        prompt = "\n\n".join(part for part in (_clean(argument), decode_piped(piped)) if part.strip())
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


def decode_piped(data: bytes) -> str:
    """As a file's bytes are read: by the mark, as UTF-16 or UTF-8, in the system's encoding, by a guess.

    PowerShell pipes UTF-16, old consoles pipe what the system uses. Raises `UsageError` for no text.
    """
    from llmdesk.tools.documents.encoding import decode, encoding_by_mark, wide_encoding

    if not (encoding_by_mark(data) or wide_encoding(data)):
        for encoding in ("utf-8", locale.getpreferredencoding(False)):
            with contextlib.suppress(UnicodeDecodeError, LookupError):
                return data.decode(encoding).replace("\r\n", "\n")
    try:
        return decode(data)[0].replace("\r\n", "\n")
    except DocumentError as error:
        raise UsageError(
            "Standard input is not text.",
            "Its bytes are not text in any encoding that llmdesk knows.",
            "Give it text, in UTF-8 if you can choose.",
        ) from error


def _clean(argument: str) -> str:
    """An argument that is not valid in the terminal's encoding carries surrogates; undo or mark them."""
    return os.fsencode(argument).decode("utf-8", "replace") if _has_surrogates(argument) else argument


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def standard_input(console: Console) -> str:
    """All of standard input as the text of a document, in whatever encoding it has."""
    from llmdesk.tools.documents import decode

    pieces: list[bytes] = []
    size = 0
    if console.stdin is not None:
        while piece := os.read(console.stdin.fileno(), 1 << 16):
            pieces.append(piece)
            size += len(piece)
            if size > _DOCUMENT_LIMIT:
                raise UsageError("The text is too long.", "Standard input has more than 256 MiB.")
    return decode(b"".join(pieces))[0]


def stat_of(stream: TextIO) -> tuple[os.stat_result, ...]:
    """What file is behind a stream; a stream of a test or of a window program has none."""
    try:
        return (os.fstat(stream.fileno()),)
    except (OSError, ValueError):
        return ()
