"""Keeps the translations in step with the source: `python -m tests.translations`.

That one command takes every marked text out of `llmdesk/` into the `.ts` files, compiles the `.qm`
files, and lists what is still to be translated (exit status 1 then). Translate in the `.ts` file
(by hand, or with Qt Linguist), remove its `type="unfinished"`, and run it again.

Owns what counts as a text and as a finished translation; `test_i18n.py` checks with it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "llmdesk"
FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = ("zh_CN",)
PLACE = re.compile(r"\{\w+\}|%n|%\d")


@dataclass(frozen=True)
class Text:
    """One source text in its context, with what the `.ts` file says about it."""

    context: str
    source: str
    translation: str
    finished: bool

    @property
    def problem(self) -> str:
        """What is wrong with the translation; empty when it is good."""
        if not self.finished or not self.translation.strip():
            return "not translated"
        if sorted(PLACE.findall(self.source)) != sorted(PLACE.findall(self.translation)):
            return "other places than the source"
        return ""


@dataclass(frozen=True)
class Marked:
    """A place in the source that asks for a translation."""

    path: Path
    line: int
    source: str | None  # None: not a plain string, so nothing can be taken out
    context: str | None  # None: the class around it, of any name


def sources() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def ts_file(language: str) -> Path:
    return FOLDER / f"llmdesk_{language}.ts"


def update(ts: Path, language: str) -> None:
    """Bring `ts` up to date with the source; what is translated stays."""
    options = ["-silent", "-no-obsolete", "-locations", "none", "-target-language", language]
    _tool("lupdate", *map(str, sources()), *options, "-ts", str(ts))


def compile_to(ts: Path, qm: Path) -> None:
    _tool("lrelease", "-silent", str(ts), "-qm", str(qm))


def texts(ts: Path) -> list[Text]:
    """Every text of a `.ts` file, in its order."""
    found = []
    for context in ElementTree.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            found.append(
                Text(
                    context.findtext("name", ""),
                    message.findtext("source", ""),
                    "" if translation is None else translation.text or "",
                    translation is not None and translation.get("type") is None,
                )
            )
    return found


def marked(path: Path) -> Iterator[Marked]:
    """Every call in a file that marks a text, also those that lupdate does not understand."""
    yield from _marks(ast.parse(path.read_text("utf-8")), path)


def marked_in_f_strings(path: Path) -> Iterator[Marked]:
    """The calls that stand within an f-string: lupdate takes it for one string and does not look inside."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield from _marks(node, path)


def _marks(tree: ast.AST, path: Path) -> Iterator[Marked]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "tr" and node.args:
            receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
            own = isinstance(receiver, ast.Name) and receiver.id == "self"
            yield Marked(path, node.lineno, _string(node.args[0]), None if own else "not self.tr")
        elif name == "QT_TRANSLATE_NOOP" and len(node.args) == 2:
            yield Marked(path, node.lineno, _string(node.args[1]), _string(node.args[0]))


def _string(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _tool(name: str, *arguments: str) -> None:
    """Qt's tools come with PySide6, which finds them."""
    run = f"from PySide6.scripts.pyside_tool import {name}; {name}()"
    subprocess.run([sys.executable, "-c", run, *arguments], check=True, cwd=ROOT)


def main() -> int:
    open_texts = 0
    for language in LANGUAGES:
        ts = ts_file(language)
        FOLDER.mkdir(parents=True, exist_ok=True)
        update(ts, language)
        compile_to(ts, ts.with_suffix(".qm"))
        for text in texts(ts):
            if text.problem:
                open_texts += 1
                sys.stdout.write(f"{language} {text.context}: {text.source!r}: {text.problem}\n")
    sys.stdout.write(f"{open_texts} to translate\n")
    return 1 if open_texts else 0


if __name__ == "__main__":
    sys.exit(main())
