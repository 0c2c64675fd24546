"""Where a name stands in a text, in whatever letters and with whatever white space, and places that overlap.

Owns the search. Must not know what a name is.
"""

from __future__ import annotations

from collections.abc import Iterator

Span = tuple[int, int, str]  # from, to, and of what kind


class Folded:
    """A text in which case and white space do not matter."""

    def __init__(self, text: str) -> None:
        self.text = text
        pieces: list[str] = []
        self._at: list[int] = []  # where each character of the folded text stands
        for at, char in enumerate(text):
            folded = " " if char.isspace() else char.casefold()
            if folded == " " and pieces and pieces[-1] == " ":
                continue
            pieces.append(folded)
            self._at += [at] * len(folded)
        self._folded = "".join(pieces)

    def places(self, name: str) -> Iterator[tuple[int, int]]:
        """Inside a longer word it is no name; nor is one word that begins small where the name does not:
        will, for Will."""
        wanted = " ".join(name.split()).casefold()
        strict = " " not in wanted and name[:1].isupper()
        at = self._folded.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            start = self._at[at]
            small = strict and self.text[start].islower()
            if small or self._goes_on(at - 1, wanted[0]) or self._goes_on(end, wanted[-1]):
                at = self._folded.find(wanted, at + 1)
                continue
            yield start, self._at[end - 1] + 1
            at = self._folded.find(wanted, end)

    def _goes_on(self, at: int, char: str) -> bool:
        """Whether the character there belongs to the word of `char`: Chinese ones have no space between
        words."""
        beside = self._folded[at] if 0 <= at < len(self._folded) else ""
        return beside.isalnum() and char.isalnum() and not is_han(char)


def is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def merged(spans: list[Span]) -> list[Span]:
    """Those that overlap become one, of the kind of the longest: none leaves its end behind. In order."""
    found: list[Span] = []
    longest = 0
    for start, stop, kind in sorted(spans, key=lambda each: (each[0], -each[1])):
        if found and start < found[-1][1]:
            begun, end, known = found[-1]
            found[-1] = (begun, max(end, stop), kind if stop - start > longest else known)
            longest = max(longest, stop - start)
        else:
            found.append((start, stop, kind))
            longest = stop - start
    return found
