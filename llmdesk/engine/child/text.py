"""From the bytes of tokens to the text a user may see.

Owns the two things that hold text back while it streams: a character whose bytes are spread over
tokens (Chinese, emoji), and a possible beginning of a stop string. Pure Python, no llama.cpp.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import replace

from llmdesk.engine.types import Piece


class StopFinder:
    """Lets text through up to the first stop string, which is left out.

    Law: joined, what `push` and `rest` give is the text up to the first stop string.
    """

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._stop = tuple(s for s in stop if s)
        self._held = ""
        self.stopped = False

    def push(self, text: str) -> str:
        """What is decided by now; sets `stopped` when a stop string is complete."""
        return self._release(text, final=False)

    def rest(self) -> str:
        """What is still held back, at the end."""
        return self._release("", final=True)

    def _release(self, text: str, *, final: bool) -> str:
        if self.stopped:
            return ""
        self._held += text
        first = min((i for i in map(self._held.find, self._stop) if i >= 0), default=-1)
        if first >= 0:
            self.stopped = True
            released, self._held = self._held[:first], ""
            return released
        keep = 0 if final else self._undecided()
        cut = len(self._held) - keep
        released, self._held = self._held[:cut], self._held[cut:]
        return released

    def _undecided(self) -> int:
        """Length of the longest end of the held text that begins a stop string."""
        longest = max((len(s) for s in self._stop), default=1) - 1
        for length in range(min(longest, len(self._held)), 0, -1):
            if any(s.startswith(self._held[-length:]) for s in self._stop):
                return length
        return 0


class AnswerStop:
    """Stop strings of an answer whose thoughts are told apart: they end what is said, and may stand in the
    thoughts."""

    def __init__(self, stop: Sequence[str]) -> None:
        self._stop = tuple(stop)
        self._finder = StopFinder(stop)

    @property
    def stopped(self) -> bool:
        return self._finder.stopped

    def read(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Those that are decided by now; none behind a stop string."""
        passed: list[Piece] = []
        for piece in pieces:
            if self.stopped:
                break
            if piece.anew:
                self._finder = StopFinder(self._stop)  # all of it comes once more
            text = self._finder.push(piece.text) if piece.kind == "text" else piece.text
            if text or piece.anew:
                passed.append(replace(piece, text=text))
        return passed

    def rest(self) -> list[Piece]:
        text = self._finder.rest()
        return [Piece(text)] if text else []


class TextStreamer:
    """Feed the bytes of tokens, get text that is safe to show.

    Law: joined, the pieces of `push` and `finish` are the decoded bytes up to the first stop
    string (which is left out), however the bytes were cut into tokens.
    """

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._finder = StopFinder(stop)

    @property
    def stopped(self) -> bool:
        return self._finder.stopped

    def push(self, piece: bytes) -> str:
        """Text that is decided by now; `stopped` is set when a stop string is complete."""
        return self._finder.push(self._decoder.decode(piece))

    def finish(self) -> str:
        """What is still held back, at the end of the answer."""
        return self._finder.push(self._decoder.decode(b"", final=True)) + self._finder.rest()
