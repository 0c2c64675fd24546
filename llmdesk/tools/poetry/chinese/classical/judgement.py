"""What a teacher says of a poem: the value that `verdict` gives, for poems and for songs.

Owns the value. Must not judge.
"""

from __future__ import annotations

from dataclasses import dataclass

from llmdesk.tools.poetry.chinese.classical.books import Book
from llmdesk.tools.poetry.types import Check

_OLD = ("古绝", "古风")


@dataclass(frozen=True, slots=True)
class Judgement:
    """`kind` is "" where the form has none (modern verse) or the lines rhyme by no book.

    `checks` are the rules of the form by `book`; `shown` is what a reader is told: the verdict, what teachers
    name, and for old verse no list of tones it was never bound to. `rhyme`: 平韵, 仄韵, 换韵 or "". Of an
    English poem `kind` is the name of its form, `metre` what its metres are called, `scheme` its rhymes.
    """

    kind: str
    regular_by: tuple[Book, ...]
    book: Book
    rhyme: str
    checks: tuple[Check, ...]
    shown: tuple[Check, ...]
    metre: tuple[str, ...] = ()
    scheme: str = ""

    @property
    def is_old(self) -> bool:
        return self.kind in _OLD

    @property
    def passed(self) -> bool:
        return all(check.passed for check in self.checks)
