"""Glossaries as CSV files: a term, its translation, a note.

Owns reading and writing them, and what is wrong with one, told with its line. Must not know texts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError, shown
from llmdesk.tools.documents.encoding import decode
from llmdesk.tools.fidelity import Term
from llmdesk.tools.tables.added import as_it_was, defuse

MOST = 50_000
_MOST_BYTES = 16 << 20
LONGEST = 200  # characters of a term
_FORM = QT_TRANSLATE_NOOP(
    "core", "Each line has a term and its translation, separated by a comma; a note may follow."
)
_KEEP_ONE = QT_TRANSLATE_NOOP("core", "Take one of these lines out: they cannot be kept together.")
_HEADS = frozenset(
    (
        "term",
        "source",
        "translation",
        "target",
        "note",
        "术语",
        "原文",
        "译文",
        "翻译",
        "备注",
        "英文",
        "中文",
        "英语",
        "汉语",
        "en",
        "zh",
        "english",
        "chinese",
    )
)


def read_glossary(path: Path) -> tuple[Term, ...]:
    """The terms of a file. Raises `UsageError` for one that cannot be read, that has no terms, that gives a
    term two translations, or whose terms are translated into each other's in a circle."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _wrong(path, QT_TRANSLATE_NOOP("core", "It is larger than a glossary can be."))
        text = decode(path.read_bytes())[0]
    except OSError as error:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The glossary cannot be read."),
            "{path}: {reason}",
            path=path,
            reason=error.strerror or error,
        ) from error
    return terms_from(text, path)


def terms_from(text: str, path: Path) -> tuple[Term, ...]:
    found, begun = [], False
    for number, row in _rows(text, path):
        cells = [as_it_was(cell.strip()) for cell in row]
        if not any(cells):
            continue
        is_head, begun = not begun and _is_head(cells), True
        if is_head:
            continue
        source, target = cells[0], cells[1] if len(cells) > 1 else ""
        if not source or not target:
            raise _wrong(path, QT_TRANSLATE_NOOP("core", "Line {line} has no translation."), line=number)
        if max(len(source), len(target)) > LONGEST:
            raise _wrong(path, QT_TRANSLATE_NOOP("core", "The term in line {line} is too long."), line=number)
        found.append(Term(source, target, cells[2] if len(cells) > 2 else ""))
    if not found:
        raise _wrong(path, QT_TRANSLATE_NOOP("core", "There are no terms in it."))
    return checked(found, path)


def checked(terms: Iterable[Term], path: Path | None = None) -> tuple[Term, ...]:
    """The terms, each once. Raises `UsageError` where they cannot be kept together: too many, one with two
    translations, terms that lead back to themselves. `path`: the file that they come from."""
    found: dict[str, Term] = {}
    for term in terms:
        before = found.get(term.source.lower())
        if before is not None and before.target != term.target:
            raise _wrong(
                path,
                QT_TRANSLATE_NOOP("core", "“{term}” has two translations: “{one}” and “{other}”."),
                _KEEP_ONE,
                term=shown(term.source), one=shown(before.target), other=shown(term.target),
            )  # fmt: skip
        found[term.source.lower()] = term
        if len(found) > MOST:
            raise _wrong(path, QT_TRANSLATE_NOOP("core", "It has more than {most} terms."), most=MOST)
    _check_circles(found, path)
    return tuple(found.values())


def _rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that are no remarks, with the number of the line in which each begins."""
    lines = io.StringIO(text.lstrip("\ufeff"), newline="").readlines()
    some = [line for line in lines if line.strip()]
    first = next((line for line in some if line[0] != "#"), some[0] if some else "")
    reader = csv.reader(lines, delimiter=max(",\t;|", key=first.count))
    begins = 0  # the line in which a row begins
    try:
        for row in reader:
            if not _is_remark(lines[begins], row):
                yield begins + 1, row
            begins = reader.line_num
    except csv.Error as error:
        raise _wrong(path, "{reason}", reason=error) from error


def _is_remark(line: str, cells: Sequence[str]) -> bool:
    """ "# of the year 2024" is one; "#launch,#发布" is a term, and so is all that stands in quotes."""
    is_pair = len(cells) > 1 and bool(cells[1].strip())
    return line.startswith("#") and not (is_pair and line[1:2].strip(" \t\r\n#"))


def _is_head(cells: Sequence[str]) -> bool:
    """Of the first row."""
    return all(cell.lower() in _HEADS for cell in cells[:2])


def _check_circles(found: dict[str, Term], path: Path | None) -> None:
    """a = b and b = a cannot both be kept in one text."""
    done: set[str] = set()
    for start in found:
        way: dict[str, None] = {}  # in order
        at = start
        while at in found and at not in done and found[at].target.lower() != at:
            if at in way:
                terms = list(way)
                circle = " → ".join(shown(found[key].source) for key in [*terms[terms.index(at) :], at])
                raise _wrong(
                    path,
                    QT_TRANSLATE_NOOP("core", "Its terms lead back to themselves: {terms}."),
                    _KEEP_ONE,
                    terms=circle,
                )
            way[at] = None
            at = found[at].target.lower()
        done.update(way)


def for_direction(terms: Sequence[Term], source_language: str, target_language: str) -> tuple[Term, ...]:
    """The terms as the text needs them: one from English into Chinese serves the other way, too. What was
    given in this direction comes before what was turned."""
    if "zh" not in (source_language, target_language):
        return tuple(terms)
    found: dict[str, Term] = {}
    for turning in (False, True):
        for term in terms:
            of_two = _is_han(term.source) != _is_han(term.target)
            turned = of_two and _is_han(term.source) != (source_language == "zh")
            if turned == turning:
                fit = Term(term.target, term.source, term.note) if turned else term
                found.setdefault(fit.source, fit)
    return tuple(found.values())


def _is_han(text: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" for character in text)


def _wrong(path: Path | None, detail: str, hint: str = _FORM, **params: object) -> UsageError:
    if path is None:
        title = QT_TRANSLATE_NOOP("core", "This glossary cannot be used.")
        return UsageError(title, detail, QT_TRANSLATE_NOOP("core", "Correct it in the glossary."), **params)
    return UsageError(
        QT_TRANSLATE_NOOP("core", "The glossary {file} cannot be used."),
        detail,
        hint,
        file=path.name,
        **params,
    )


def write_glossary(terms: Sequence[Term]) -> bytes:
    """As CSV that Excel opens right; a cell that would be a formula there is text."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("term", "translation", "note"))
    quoting = csv.writer(stream, quoting=csv.QUOTE_ALL)
    for term in terms:
        row = quoting if term.source.startswith("#") else writer  # else it would be read as a remark
        row.writerow(map(defuse, (term.source, term.target, term.note)))
    return ("\ufeff" + stream.getvalue()).encode("utf-8", "replace")
