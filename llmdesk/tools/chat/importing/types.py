"""The values of an import: where something stands, what is wrong there, what came of all.

Owns the errors and their words. Must not read anything.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, UserError, shown

#: What a format has and a chat of llmdesk has not; `wording` says it.
Left = Literal[
    "pictures",
    "sounds",
    "files",
    "tools",
    "hidden",
    "instructions",
    "unknown",
    "empty",
    "details",
    "presets",
    "folders",
    "attachments",
]

MOST_UNREAD = 200  # whose errors are kept


class ImportProblem(UserError):
    """The file, or one chat of it, cannot be read; the place says where."""


class CutShort(ImportProblem):
    """The file ends in the middle. `params["chats"]`: how many whole ones stand before it ends."""


@dataclass(frozen=True)
class Place:
    """Where something stands: a file (of an archive), and in it a line and a column, both from 1."""

    file: str
    line: int = 0
    column: int = 0

    def phrase(self) -> Phrase | str:
        if not self.line:
            return shown(self.file, 200)
        return Phrase(
            QT_TRANSLATE_NOOP("core", "{file}, line {line}, column {column}"),
            {"file": shown(self.file, 200), "line": self.line, "column": self.column},
        )


@dataclass
class Tally:
    """What was left out, counted while files are read, and what stands beside the chats. `members`: names
    that this version does not know; `folders`: of folders, perhaps empty ones."""

    left: Counter[Left] = field(default_factory=Counter)
    members: set[str] = field(default_factory=set)
    folders: list[str] = field(default_factory=list)

    def unknown_member(self, name: str) -> None:
        if len(self.members) < 50:
            self.members.add(shown(name, 40))


@dataclass(frozen=True)
class Found:
    """What a file holds: so many chats that can be read, and what cannot. `cut`: it ends in the middle."""

    chats: int
    unread: tuple[ImportProblem, ...] = ()
    cut: CutShort | None = None


@dataclass(frozen=True)
class ImportResult:
    """What became of the chats of a file. `ids`: those that are new or grew, as far as a few; `unread`: of
    `unread_count` chats or files the first errors."""

    new: int = 0
    known: int = 0
    extended: int = 0
    ids: tuple[int, ...] = ()
    unread: tuple[ImportProblem, ...] = ()
    unread_count: int = 0
    left: tuple[tuple[Left, int], ...] = ()
    members: tuple[str, ...] = ()
    cut: CutShort | None = None


def wrong_json(place: Place, reason: str | Phrase) -> ImportProblem:
    return ImportProblem(
        QT_TRANSLATE_NOOP("core", "This is not a valid JSON file."),
        QT_TRANSLATE_NOOP("core", "{place}: {reason}"),
        QT_TRANSLATE_NOOP("core", "Export it again where it comes from, and choose the file as it is."),
        place=place.phrase(),
        reason=reason,
    )


def not_text(file: str, byte: int) -> ImportProblem:
    return ImportProblem(
        QT_TRANSLATE_NOOP("core", "This is not a valid JSON file."),
        QT_TRANSLATE_NOOP("core", "{file}: byte {byte} is not text in UTF-8."),
        QT_TRANSLATE_NOOP("core", "Export it again where it comes from, and choose the file as it is."),
        file=shown(file, 200),
        byte=byte,
    )


def cut_short(place: Place) -> CutShort:
    return CutShort(
        QT_TRANSLATE_NOOP("core", "The file ends in the middle of a chat."),
        QT_TRANSLATE_NOOP("core", "It is cut off at {place}."),
        QT_TRANSLATE_NOOP("core", "Download or copy it again."),
        place=place.phrase(),
        chats=0,
    )


def with_chats(problem: CutShort, chats: int) -> CutShort:
    """The same, of a file with so many whole chats before its end."""
    if not chats:
        return problem
    return CutShort(
        problem.title,
        QT_TRANSLATE_NOOP("core", "{problem} Whole chats before that: {chats}."),
        QT_TRANSLATE_NOOP(
            "core", "Download or copy it again for all of it, or import only the chats that are whole."
        ),
        problem=Phrase(problem.detail or problem.title, problem.params),
        chats=chats,
    )


def broken_off(problem: ImportProblem) -> CutShort:
    """Behind some whole chats nothing of the file can be read."""
    return CutShort(problem.title, problem.detail, problem.hint, **problem.params)


def wrong_member(path: str, expected: Phrase) -> ImportProblem:
    return ImportProblem(
        QT_TRANSLATE_NOOP("core", "A chat could not be read."),
        QT_TRANSLATE_NOOP("core", "{path}: {expected}"),
        path=shown(path, 200),
        expected=expected,
    )


def at(place: Place, problem: ImportProblem, title: str = "") -> ImportProblem:
    """The problem of one chat, with the file and the line where the chat begins."""
    name = Phrase(QT_TRANSLATE_NOOP("core", "“{title}”"), {"title": shown(title, 60)}) if title else ""
    detail = (
        QT_TRANSLATE_NOOP("core", "{place}, {name}: {problem}")
        if title
        else QT_TRANSLATE_NOOP("core", "{place}: {problem}")
    )
    said = Phrase(problem.detail, problem.params) if problem.detail else Phrase(problem.title, problem.params)
    return ImportProblem(problem.title, detail, problem.hint, place=place.phrase(), name=name, problem=said)


def unknown_kind(place: Place) -> ImportProblem:
    return ImportProblem(
        QT_TRANSLATE_NOOP("core", "This is not an export of chats that llmdesk knows."),
        QT_TRANSLATE_NOOP("core", "{place}"),
        QT_TRANSLATE_NOOP(
            "core",
            "llmdesk imports its own JSON files, OpenAI's export (conversations.json or the .zip), chats of "
            "LM Studio (*.conversation.json, or a .zip of them) and the threads folder of Jan.",
        ),
        place=place.phrase(),
    )


def newer_version(place: Place, version: str) -> ImportProblem:
    return ImportProblem(
        QT_TRANSLATE_NOOP("core", "The file was written by a newer llmdesk."),
        QT_TRANSLATE_NOOP("core", "{place}: version {version}"),
        QT_TRANSLATE_NOOP("core", "Update llmdesk, then import it."),
        place=place.phrase(),
        version=shown(version, 40),
    )


def unreadable_file(file: str, reason: str) -> ImportProblem:
    return ImportProblem(
        QT_TRANSLATE_NOOP("core", "The file could not be read."),
        QT_TRANSLATE_NOOP("core", "{file}: {reason}"),
        file=shown(file, 200),
        reason=reason,
    )


def bad_archive(file: str, reason: str | Phrase) -> ImportProblem:
    return ImportProblem(
        QT_TRANSLATE_NOOP("core", "The archive is damaged or cannot be opened."),
        QT_TRANSLATE_NOOP("core", "{file}: {reason}"),
        QT_TRANSLATE_NOOP("core", "Download it again, or unpack it and choose the folder or file inside."),
        file=shown(file, 200),
        reason=reason,
    )
