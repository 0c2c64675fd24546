"""What became of every line of a file: which are rows, and which could not be read as they stand.

Owns the counting and the sentences about it. Its memory does not grow with the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase

MOST_NAMED = 20  # line numbers that are kept of each kind
_SHOWN = 8

_SENTENCES = {
    "quotes": QT_TRANSLATE_NOOP(
        "core",
        "Quotation marks are out of order; such a line was read as a row. Lines ({count}): {lines}.",
    ),
    "joined": QT_TRANSLATE_NOOP(
        "core",
        "A quotation spans several lines, which were read as one row. From lines ({count}): {lines}.",
    ),
    "commas": QT_TRANSLATE_NOOP(
        "core",
        "A text holds separators without quotation marks and was kept whole. Lines ({count}): {lines}.",
    ),
    "wide": QT_TRANSLATE_NOOP("core", "There are more cells than columns. Lines ({count}): {lines}."),
    "narrow": QT_TRANSLATE_NOOP("core", "There are fewer cells than columns. Lines ({count}): {lines}."),
    "breaks": QT_TRANSLATE_NOOP(
        "core", "A cell has line breaks, so its row goes over several lines. From lines ({count}): {lines}."
    ),
    "not json": QT_TRANSLATE_NOOP(
        "core", "What is no JSON object counts as a row without text. Lines ({count}): {lines}."
    ),
    "keys": QT_TRANSLATE_NOOP(
        "core", "A key appears twice in an object; the last one is used. Lines ({count}): {lines}."
    ),
    "columns": QT_TRANSLATE_NOOP(
        "core",
        "Only the first 10,000 different keys are columns, others are left out. Rows ({count}): {lines}.",
    ),
    "cut": QT_TRANSLATE_NOOP("core", "The file cannot be read to its end: it breaks off after line {lines}."),
    "gap": QT_TRANSLATE_NOOP(
        "core", "Empty rows in front of a row far below were left out ({count}). In front of: {lines}."
    ),
}
_TOTALS = QT_TRANSLATE_NOOP("core", "Lines: {lines}. Rows: {rows}.")
_OF_FILE = QT_TRANSLATE_NOOP("core", "{file}: {words}")
_MORE = QT_TRANSLATE_NOOP("core", "{lines} …")


@dataclass(frozen=True, slots=True)
class Finding:
    """`count` lines of one `kind` (a key of the sentences above), the first of them by number, from 1."""

    kind: str
    count: int
    lines: tuple[int, ...]

    def words(self) -> Phrase:
        named = ", ".join(f"{number:,}" for number in self.lines[:_SHOWN])
        more = self.count > _SHOWN and self.kind != "gap"
        lines: object = Phrase(_MORE, {"lines": named}) if more else named
        return Phrase(_SENTENCES[self.kind], {"count": f"{self.count:,}", "lines": lines})


@dataclass(frozen=True, slots=True)
class Account:
    """Every line of a file: `lines` of them, `rows` rows below the header, and what was found.

    `lines` is 0 where a file has none (a workbook, a folder). `files`: of a folder, those in which something
    was found.
    """

    lines: int = 0
    rows: int = 0
    findings: tuple[Finding, ...] = ()
    files: tuple[FileAccount, ...] = ()

    def words(self) -> tuple[Phrase, ...]:
        """Sentences, none where there is nothing to tell."""
        if self.files:
            return tuple(words for file in self.files for words in file.words())
        if not self.findings:
            return ()
        totals = Phrase(_TOTALS, {"lines": f"{self.lines:,}", "rows": f"{self.rows:,}"})
        return (*([totals] if self.lines else ()), *(finding.words() for finding in self.findings))


@dataclass(frozen=True, slots=True)
class FileAccount:
    """What was found in one file of several, by its `name`."""

    name: str
    findings: tuple[Finding, ...]

    def words(self) -> tuple[Phrase, ...]:
        return tuple(
            Phrase(_OF_FILE, {"file": self.name, "words": finding.words()}) for finding in self.findings
        )


class Ledger:
    """Counts while a file is read. `lines`: for who reads it to its end."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, list[int]]] = {}
        self.lines = 0

    def note(self, kind: str, line: int, count: int = 1) -> None:
        before, lines = self._found.get(kind, (0, []))
        if len(lines) < MOST_NAMED:
            lines.append(line)
        self._found[kind] = (before + count, lines)

    def close(self, lines: int, rows: int) -> Account:
        findings = (
            Finding(kind, self._found[kind][0], tuple(self._found[kind][1]))
            for kind in _SENTENCES
            if kind in self._found
        )
        return Account(lines, rows, tuple(findings))
