"""Text that a server sends in pieces, cut where it likes: some cut within a character, as an emoji is.

Owns that no half of one goes on: nobody could save or hash such a text. Must not wait for anything.
"""

from __future__ import annotations


class WholeText:
    """Of one text on its way."""

    def __init__(self) -> None:
        self._half = ""

    def push(self, piece: str) -> str:
        """What can go on now."""
        text, self._half = self._half + piece, ""
        if text and "\ud800" <= text[-1] <= "\udbff":
            text, self._half = text[:-1], text[-1]
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def finish(self) -> str:
        """What stands for a half whose other one never came."""
        half, self._half = self._half, ""
        return "\ufffd" if half else ""
