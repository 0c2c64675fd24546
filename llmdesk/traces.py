"""An exception told without what a user wrote: for logs, and for reports that leave the computer.

Owns which words of an exception's message are kept: those that stand in the source of the program where it
was raised, and those of Python's own messages. Frames and lines of source hold no values and stay.
"""

from __future__ import annotations

import linecache
import re
import traceback
from collections.abc import Iterator

from llmdesk.errors import UserError

_WORD = re.compile(r"\w+", re.UNICODE)
_LONGEST = 500  # characters of a message that are looked at
_FRAMES = 8  # from the raising one back, whose files are looked at
_PYTHONS_OWN = (
    "Internal NoneType a already an and are argument arguments as assigned at attribute attributes base "
    "be before bool by byte bytes call callable called can cannot character characters closed codec "
    "column comparison concatenate converting could data decode deleted delimiter dict division does "
    "during encode encoded end error expected expecting failed file float for format from function got "
    "has have in index indices input instances int integer integers invalid is item iterable iterate "
    "iteration iterator key keyword line list literal local longer maximum memory missing more most "
    "much must name no none not number numeric object of on only open operand operation or order out "
    "pack package permitted pop position positional range read recursion referenced required result "
    "sequence set shorter size slice start str string subscript subscriptable support supported "
    "surrogates syntax take takes than that the this to too truncated tuple type types unexpected "
    "unhashable unpack unsupported unterminated update utf value values variable was were when where "
    "which while with write wrong zero "
)
_PYTHONS = frozenset(_PYTHONS_OWN.split())


def trace_of(error: BaseException) -> str:
    """The traceback of `error` and of what led to it, their messages without the words of a user."""
    return "".join(_parts(error, set()))


def message_of(error: BaseException) -> str:
    """What `error` says, with … for every word that might be a user's."""
    if isinstance(error, UserError):
        return error.title  # its places are not filled in
    if isinstance(error, OSError) and error.errno is not None:
        return f"[Errno {error.errno}] {error.strerror}"
    if isinstance(error, UnicodeError):
        return str(getattr(error, "reason", ""))
    known = _words_of_source(error)
    words = (
        found[0] if found[0] in known or found[0].casefold() in _PYTHONS or found[0] in _PYTHONS else "…"
        for found in _WORD.finditer(str(error)[:_LONGEST])
    )
    return re.sub(r"…(?: …)+", "…", " ".join(words))


def _parts(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _parts(before, seen)
        yield "\nThat led to:\n\n"
    if error.__traceback__ is not None:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    message = message_of(error)
    name = type(error).__qualname__
    yield f"{name}: {message}\n" if message else f"{name}\n"


def _words_of_source(error: BaseException) -> set[str]:
    """The words around the lines that raised it: the message that a program writes, and the names it uses."""
    words: set[str] = set()
    frames = traceback.extract_tb(error.__traceback__)
    for frame in frames[-_FRAMES:]:
        number = frame.lineno or 1
        lines = linecache.getlines(frame.filename)[max(0, number - 4) : number + 4]
        words.update(_WORD.findall("".join(lines)))
    return words
