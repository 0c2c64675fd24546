"""What is done with a folder, as functions for tasks: looked into, its documents measured, and translated.

Owns the values that come and go, and where each translation is written: never over what is there, unless that
is as llmdesk made it of the same document. Everything here runs in threads.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from llmdesk.awake import KeepAwake
from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, StoreError, UsageError, UserError
from llmdesk.outputs import MadeFiles, OutputExists, look_at
from llmdesk.tools.tool import TRANSLATE
from llmdesk.tools.translate import Shape, TranslateOptions, Translation, open_shape, rendered
from llmdesk.tools.translate.folder import FolderDocuments, FolderEntry, check_out, entries, look_into
from llmdesk.ui.given.given import Given
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.translate import job
from llmdesk.ui.translate.opening import opened_shape

State = Literal["waiting", "reading", "working", "done", "failed", "stopped", "left out"]
_TELL_EVERY_S = 0.1
MOST = 20_000  # documents of a folder
_MOST_LOOKED_AT = 500  # documents that are read before they are translated


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A file of the folder. `chars`: how long its text is, 0 where that is not known; `problem`: why there is
    no translation; `done` of `total` segments, `marked` of them to be looked at; `out` where it was written
    to, `run` in the history; `source`: the size and the time of change of the file that it was made of."""

    name: Path
    state: State = "waiting"
    chars: int = 0
    done: int = 0
    total: int = 0
    marked: int = 0
    problem: UserError | Phrase | None = None
    out: Path | None = None
    run: int | None = None
    source: tuple[int, int] | None = None

    @property
    def share(self) -> float:
        """How much of it is done (0…1)."""
        if self.state in ("done", "failed", "stopped", "left out"):
            return 1.0
        return self.done / self.total if self.total else 0.0


Rows = tuple[FolderRow, ...]


@dataclass(frozen=True)
class OpenedFolder:
    """A folder with its files, documents first. `notes`: what is said of folders in it."""

    folder: Path
    rows: Rows
    notes: tuple[Phrase, ...] = ()

    @property
    def documents(self) -> int:
        return sum(row.state != "left out" for row in self.rows)


def open_folder(folder: Path, out: Path, _context: TaskContext) -> OpenedFolder:
    """Raises `UsageError`, also for more documents than a list shows at ease."""
    found: FolderDocuments = look_into(folder, out)
    if len(found.names) > MOST:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There are too many documents in this folder."),
            "{path}",
            QT_TRANSLATE_NOOP("core", "Choose one of the folders in it."),
            path=folder,
        )
    rows = [FolderRow(name) for name in found.names]
    rows += [FolderRow(each.name, "left out", problem=each.reason) for each in found.left_out]
    return OpenedFolder(folder, tuple(rows), found.closed)


def measure(opened: OpenedFolder, context: TaskContext) -> Rows:
    """Read the first documents: how long they are, and which of them cannot be read. Tells all rows as it
    goes on."""
    rows = list(opened.rows)
    for number, row in enumerate(rows[:_MOST_LOOKED_AT]):
        context.cancel.raise_if_cancelled()
        if row.state == "left out":
            break
        try:
            shape = open_shape(opened.folder / row.name, context.cancel)
            rows[number] = replace(row, chars=len(shape.text))
        except UserError as error:
            rows[number] = replace(row, state="failed", problem=error)
        context.progress(tuple(rows))
    return tuple(rows)


@dataclass(frozen=True)
class FolderProgress:
    """`seconds_left` None where nothing can be said yet; `small`: the name of a model that is not up to it,
    "" for another."""

    rows: Rows
    seconds_left: float | None = None
    small: str = ""


@dataclass(frozen=True)
class FolderMade:
    rows: Rows
    complete: bool
    small: str = ""


def check_place(folder: Path, out: Path, _context: TaskContext) -> None:
    """Raises `UsageError`."""
    check_out(folder, out)


def translate_folder(
    services: Services,
    opened: OpenedFolder,
    out: Path,
    options: TranslateOptions,
    context: TaskContext,
    *,
    goes_on: bool = False,
    resumes: bool = False,
) -> FolderMade:
    """Every document, in order; what an earlier run did of one is not done again. `goes_on`: those whose rows
    are done stay as they are; `resumes`: so do those that were done before llmdesk ended. Raises
    `UsageError`, and what loading a model raises; what is wrong with one document is said in its row."""
    check_out(opened.folder, out)
    model = services.models.load_blocking(context, TRANSLATE).name
    made = MadeFiles(services.paths.made)
    done = {
        row.name: row
        for row in opened.rows
        if goes_on
        and row.state == "done"
        and row.out is not None
        and row.out.is_relative_to(out)
        and made.has(row.out, [opened.folder / row.name])
        and row.source == _look(opened.folder / row.name)
    }
    work = _Work(services, opened, done, options, context, model if resumes else "")
    with KeepAwake("a folder is being translated"):
        return work.run(out)


class _Work:
    """`done`: the rows that stay as they are, by their names. `resumes_with`: the model of an earlier run
    whose translations are taken, "" where none are."""

    def __init__(
        self,
        services: Services,
        opened: OpenedFolder,
        done: Mapping[Path, FolderRow],
        options: TranslateOptions,
        context: TaskContext,
        resumes_with: str,
    ) -> None:
        self._resumes_with = resumes_with
        self._services, self._opened, self._options, self._context = services, opened, options, context
        count, self._done = opened.documents, done
        self._rows = [
            row if n >= count or row.name in done else FolderRow(row.name, chars=row.chars)
            for n, row in enumerate(opened.rows)
        ]
        self._numbers = {row.name: number for number, row in enumerate(self._rows[:count])}
        known = [row.chars for row in self._rows if row.chars]
        self._usual = sum(known) / len(known) if known else 1.0
        self._begun, self._told = time.monotonic(), 0.0
        self._small = ""

    def run(self, out: Path) -> FolderMade:
        names = tuple(self._numbers)
        complete, count = True, 0
        folder = self._opened.folder
        stays = self._done
        for entry in entries(
            folder, names, out, self._one, cancel=self._context.cancel,
            there=lambda file, _place: file.relative_to(folder) in stays,
        ):  # fmt: skip
            if entry.status != "there":
                self._end(entry)
            count += 1
            complete = complete and entry.status != "stopped"
        return FolderMade(tuple(self._rows), complete and count == len(names), self._small)

    def _one(self, shape: Shape, file: Path, place: Path) -> tuple[Translation, Path | None]:
        number = self._numbers[file.relative_to(self._opened.folder)]
        self._set(number, state="reading", chars=len(shape.text), source=_look(file))
        given = Given(opened=opened_shape(shape, file))
        before = self._before(shape, file, place)
        if before is not None:
            self._set(number, run=before.run)
            return before.translation, self._as_it_is(shape, before.translation, file, place)
        within = _Within(self, number, self._context.cancel)
        made = job.make(self._services, given, self._options, within)
        translation = made.translation
        self._set(number, run=made.run)
        if made.problem is not None and not translation.complete:
            raise made.problem
        if translation.doubtful:
            self._small = translation.model
        if not translation.complete:
            return translation, None
        data = rendered(shape, translation, place.suffix, cancel=self._context.cancel)
        return translation, self._write(data, file, place)

    def _before(self, shape: Shape, file: Path, place: Path) -> job.Made | None:
        """What an earlier run made of it, where a file is still there as llmdesk wrote it."""
        services = self._services
        if not self._resumes_with or not MadeFiles(services.paths.made).has(place, [file]):
            return None
        try:
            return job.made_before(services, opened_shape(shape, file), self._options, self._resumes_with)
        except StoreError:  # told when it is translated
            return None

    def _as_it_is(self, shape: Shape, translation: Translation, file: Path, place: Path) -> Path:
        """Written anew only where something changed since: a sentence by hand in the history, a picture of
        the document, or the language that was translated into last."""
        data = rendered(shape, translation, place.suffix, cancel=self._context.cancel)
        return place if place.read_bytes() == data else self._write(data, file, place)

    def _write(self, data: bytes, file: Path, place: Path) -> Path:
        """What is there and is not as llmdesk made it of this file stays: then it gets a number."""
        made, free, number = MadeFiles(self._services.paths.made), place, 1
        while True:
            try:
                return look_at(free, [file], made=made).write(data)
            except OutputExists:
                number += 1
                free = place.with_name(f"{place.stem} ({number}){place.suffix}")

    # -- telling ------------------------------------------------------------------------------------
    def show(self, number: int, progress: job.Progress) -> None:
        """Of the document of this number."""
        state: State = "working" if progress.total else "reading"
        self._set(
            number, state=state, done=progress.done, total=progress.total, marked=progress.failed, often=True
        )

    def _end(self, entry: FolderEntry) -> None:
        number = self._numbers[entry.file.relative_to(self._opened.folder)]
        translation = entry.translation
        marked = translation.failed if translation is not None else 0
        if entry.status == "done":
            self._set(number, state="done", marked=marked, out=entry.out)
        elif entry.status == "failed":
            self._set(number, state="failed", problem=entry.error)
        else:
            self._set(number, state="stopped", marked=marked)

    def _set(self, number: int, *, often: bool = False, **changes: object) -> None:
        self._rows[number] = replace(self._rows[number], **changes)  # type: ignore[arg-type]  # its fields
        if often and time.monotonic() - self._told < _TELL_EVERY_S:
            return
        self._told = time.monotonic()
        self._context.progress(FolderProgress(tuple(self._rows), self._left(), self._small))

    def _left(self) -> float | None:
        """By the characters that are done of all."""
        weights = [row.chars or self._usual for row in self._rows if row.state != "left out"]
        shares = [row.share for row in self._rows if row.state != "left out"]
        done = sum(weight * share for weight, share in zip(weights, shares, strict=True))
        gone = time.monotonic() - self._begun
        return gone / done * (sum(weights) - done) if done and gone > 3 else None


class _Within(TaskContext):
    """Tells how far one document is as the progress of the folder."""

    def __init__(self, work: _Work, number: int, cancel: CancelToken) -> None:
        super().__init__(cancel, lambda: None)
        self._work, self._number = work, number

    def progress(self, value: object) -> None:
        if isinstance(value, job.Progress):
            self._work.show(self._number, value)


def _look(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:  # told when it is read
        return None
    return found.st_size, found.st_mtime_ns


def share_of(rows: Sequence[FolderRow]) -> float:
    """How much of all documents is done (0…1)."""
    shares = [row.share for row in rows if row.state != "left out"]
    return sum(shares) / len(shares) if shares else 0.0
