"""Code in a text: its blocks, and whether it is what its language allows.

Owns reading it: Python with `ast`, JSON with `json`. Nothing is ever compiled or run. Other languages are not
read.
"""

from __future__ import annotations

import ast
import json
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from llmdesk.errors import shown
from llmdesk.tools.documents.types import Span

T = TypeVar("T")
_LONGEST = 60_000  # characters of code that is read
_STACK = 32 << 20  # bytes: Python's parser goes deep where brackets do, and a pool's thread is a small one
_FENCE = re.compile(
    r"^[ \t]{0,3}(?P<mark>`{3,10}|~{3,10})[ \t]{0,4}(?P<name>[A-Za-z0-9_+#.-]{0,30})[^\n]{0,200}$",
    re.MULTILINE,
)
_INLINE = re.compile(r"(?<!`)`([^`\n]{1,200})`(?!`)")
_SAME = {
    "py": "python", "python3": "python", "js": "javascript", "ts": "typescript", "sh": "bash",
    "shell": "bash", "c++": "cpp", "golang": "go", "rs": "rust", "htm": "html",
    "mysql": "sql", "postgresql": "sql", "sqlite": "sql", "jsonc": "json", "node": "javascript",
}  # fmt: skip
_spawning = threading.Lock()


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the language that it is marked with ("" for none), text[start:end] within the fences.
    `closed`: it has its end."""

    language: str
    start: int
    end: int
    code: str
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Broken:
    """Why code cannot be read: the line, from 1, and what the parser says."""

    line: int
    reason: str


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks, in order."""
    opened: re.Match[str] | None = None
    for found in _FENCE.finditer(text):
        if opened is None:
            opened = found
        elif found["mark"].startswith(opened["mark"]) and not found["name"]:
            yield _block(text, opened, found.start(), closed=True)
            opened = None
    if opened is not None:
        yield _block(text, opened, len(text), closed=False)


def _block(text: str, opened: re.Match[str], end: int, *, closed: bool) -> Block:
    start = min(opened.end() + 1, end)
    return Block(plain_name(opened["name"]), start, end, text[start:end], closed)


def plain_name(language: str) -> str:
    """One name for all that a language is called in a fence."""
    low = language.strip().lower()
    return _SAME.get(low, low)


def is_read(language: str) -> bool:
    return language in ("python", "json")


def broken(code: str, language: str) -> Broken | None:
    """What the parser of `language` says against `code`; None where it can be read."""
    if len(code) > _LONGEST:
        return Broken(1, f"more than {_LONGEST:,} characters")
    return _in_a_deep_stack(lambda: _of_python(code) if language == "python" else _of_json(code))


def _of_python(code: str) -> Broken | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an escape that is none is no fault of the form
        try:
            ast.parse(code)
        except SyntaxError as error:
            return Broken(error.lineno or 1, shown(error.msg or "", 120))
        except (ValueError, RecursionError, MemoryError, OverflowError) as error:
            return Broken(1, shown(str(error) or type(error).__name__, 120))
    return None


def _of_json(code: str) -> Broken | None:
    try:
        json.loads(code, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        return Broken(error.lineno, shown(error.msg, 120))
    except (ValueError, RecursionError) as error:
        return Broken(1, shown(str(error), 120))
    return None


def _no_number(name: str) -> object:
    """NaN and Infinity, which Python takes and JSON has not."""
    raise ValueError(f"{name} is no number in JSON")


def _in_a_deep_stack(work: Callable[[], T]) -> T:
    """Run `work` in a thread that has room enough; threads that begin meanwhile get as much, which is only
    address space."""
    made: list[T] = []
    with _spawning:
        before = threading.stack_size(_STACK)
        try:
            thread = threading.Thread(target=lambda: made.append(work()), name="parse", daemon=True)
            thread.start()
        finally:
            threading.stack_size(before)
    thread.join()
    return made[0]


def foreign_quotes(text: str, code: str) -> Iterator[Span]:
    """What stands between `backticks` and not in the code, white space aside; and lines of blocks of it that
    were changed."""
    plain = "".join(code.split())
    for found in _inline(text):
        quoted = "".join(found[1].split())
        if quoted not in plain and quoted.rstrip("()") not in plain:
            yield Span(*found.span(1))
    for lines in _quoted_blocks(text, plain):
        yield from (span for span, line in lines if line not in plain)


def quotes(text: str, code: str) -> bool:
    """Whether anything is quoted."""
    return any(_inline(text)) or any(_quoted_blocks(text, "".join(code.split())))


def _inline(text: str) -> Iterator[re.Match[str]]:
    fenced = [(block.start, block.end) for block in blocks(text)]
    for found in _INLINE.finditer(text):
        if not any(start <= found.start() < end for start, end in fenced):
            yield found


def _quoted_blocks(text: str, plain: str) -> Iterator[list[tuple[Span, str]]]:
    """The lines of each block that has one of the code, without white space: others are output, say."""
    for block in blocks(text):
        lines, at = [], block.start
        for line in block.code.splitlines(keepends=True):
            start, bare = at + len(line) - len(line.lstrip()), "".join(line.split())
            if bare.strip(".…"):
                lines.append((Span(start, start + len(line.strip())), bare))
            at += len(line)
        if any(len(bare) > 1 and bare in plain for _span, bare in lines):
            yield lines
