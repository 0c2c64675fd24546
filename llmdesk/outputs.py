"""Files that the user asked for: where they go, and that nothing of the user's is replaced by them.

Owns the question before the work (`look_at`) and the last step after it. A file that is read is never
replaced, any other only when the user said so, or when llmdesk made it from the same input and nobody
changed it since. Links are followed; names that one file system takes for the same are the same. A file
is written beside its place under a name that nobody has, and appears whole or not at all.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError
from llmdesk.files import fsync_folder, part_name, write_atomically, written_for_user

Look = tuple[int, int]  # size in bytes and time of the last change in ns: what tells two versions apart
_MOST_REMEMBERED = 2_000
_MOST_BYTES = 1 << 20
_EDITED = "edited"


class OutputExists(UsageError):
    """Something is where the output would go, and nobody said that it may be replaced."""


class MadeFiles:
    """Which files llmdesk made, as fingerprints in one file: no names, and nothing of what is in them.

    One that the user edited by hand in llmdesk is as llmdesk wrote it, and is not replaced without a question
    all the same: only `with_edits` knows it."""

    def __init__(self, path: Path, *, edited: bool = False) -> None:
        self._path, self._edited = path, edited

    @property
    def with_edits(self) -> MadeFiles:
        """For files in which there is something by the user's hand."""
        return MadeFiles(self._path, edited=True)

    def has(self, place: Path, inputs: Iterable[Path]) -> bool:
        """Whether the file at `place` is as llmdesk made it, from the same `inputs`."""
        found = _look(place)
        if found is None:
            return False
        as_made = [*found, _of_all(inputs)]
        return self._read().get(_key(place)) in (as_made, *([[*as_made, _EDITED]] if self._edited else []))

    def remember(self, place: Path, inputs: Iterable[Path], look: Look) -> None:
        """Keep that `place` is (or is about to be) ours. A disk that refuses costs the user a question."""
        known = self._read()
        known.pop(_key(place), None)
        known[_key(place)] = [*look, _of_all(inputs), *([_EDITED] if self._edited else [])]
        newest = dict(list(known.items())[-_MOST_REMEMBERED:])
        with contextlib.suppress(OSError):
            write_atomically(self._path, json.dumps(newest, indent=0).encode())

    def _read(self) -> dict[str, list[object]]:
        try:
            if self._path.stat().st_size > _MOST_BYTES:
                return {}
            known = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return known if isinstance(known, dict) else {}


@dataclass(frozen=True)
class Output:
    """A place that may be written. `path` is as the user named it, `place` with its links followed; `old`
    is what lies there and may be replaced. `stream`: no file, but a device or a pipe."""

    path: Path
    place: Path
    inputs: tuple[Path, ...] = ()
    old: Look | None = None
    stream: bool = False
    made: MadeFiles | None = None

    def write(self, data: bytes) -> Path:
        """Write the whole file; where it is. Raises `UsageError`.

        A file that came to the place meanwhile stays; this one gets a number then.
        """
        return self.fill(lambda stream: stream.write(data))

    def fill(self, write: Callable[[IO[bytes]], object]) -> Path:
        """As `write`, for a file that `write` puts into the stream piece by piece."""
        if self.stream:
            with written_for_user(self.path), self.path.open("wb") as stream:
                write(stream)
            return self.path
        with written_for_user(self.path), self.part() as part:
            with part.open("wb") as stream:
                write(stream)
            for output in self._with_numbers():
                try:
                    output.put(part)
                except OutputExists:
                    continue
                return output.path
        raise _exists(self.path)

    @contextlib.contextmanager
    def part(self, name: str | None = None) -> Iterator[Path]:
        """An empty file beside the place, to be filled and `put`; gone at the end. Raises `OSError`.

        `name`: a `part_name` that is kept somewhere, for who wants to clean up after a killed process.
        """
        part = self.place.with_name(name or part_name())
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
        try:
            yield part
        finally:
            part.unlink(missing_ok=True)

    def put(self, part: Path) -> None:
        """Give the finished `part` its name. Raises `OutputExists`, then `part` stays, and `OSError`."""
        # Windows refuses to flush a file that is open for reading only.
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        look = _look(part)
        now = _look(self.place)
        if now is not None and now != self.old:
            raise _exists(self.path)
        if self.made is not None and look is not None:
            self.made.remember(self.place, self.inputs, look)
        if now is None:
            _name_unused(part, self.place, self.path)
        else:
            with contextlib.suppress(OSError):  # who might read the old one may read the new one
                part.chmod(stat.S_IMODE(self.place.stat().st_mode))
            os.replace(part, self.place)
        fsync_folder(self.place.parent)

    def _with_numbers(self) -> Iterator[Output]:
        yield self
        for number in range(2, 1000):
            place = self.place.with_name(f"{self.place.stem} ({number}){self.place.suffix}")
            yield Output(place, place, self.inputs, None, False, self.made)


def write_for_user(path: Path, data: bytes, inputs: Iterable[Path] = ()) -> Path:
    """Write a file to the place that the user chose, readable by others; where it is. Raises `UsageError`.

    For a place that a dialog asked for: it asked, too, whether what is there may be replaced.
    """
    return look_at(path, inputs, overwrite=True).write(data)


def look_at(
    path: Path,
    inputs: Iterable[Path] = (),
    *,
    overwrite: bool = False,
    made: MadeFiles | None = None,
    may_replace: Look | None = None,
    read: Iterable[os.stat_result] = (),
) -> Output:
    """Where `path` may be written; to be asked before the work. Raises `UsageError` and `OutputExists`.

    `inputs` are the files that are read, `read` those that are open without a name; they are never
    replaced. `overwrite`: the user said that what is there may be replaced. `may_replace`: they said it
    of the file that looked like this.
    """
    inputs = tuple(inputs)
    try:
        here = path.stat()
    except (OSError, ValueError):
        here = None
    if here is not None and stat.S_ISDIR(here.st_mode):
        raise _refusal(path, os.strerror(errno.EISDIR))
    if here is not None and not stat.S_ISREG(here.st_mode):
        return Output(path, path, inputs, stream=True)
    place = _followed(path)
    if here is not None:
        if is_one_of(here, inputs) or any(os.path.samestat(here, other) for other in read):
            raise output_is_input(path)
        look = (here.st_size, here.st_mtime_ns)
        allowed = overwrite or not here.st_size or look == may_replace
        if not allowed and not (made is not None and made.has(place, inputs)):
            raise _exists(path)
        return Output(path, place, inputs, look, made=made)
    return Output(path, place, inputs, made=made)


def is_one_of(here: os.stat_result, paths: Iterable[Path]) -> bool:
    """Whether a file is one of `paths`, under whatever name."""
    for path in paths:
        with contextlib.suppress(OSError, ValueError):
            if os.path.samestat(here, path.stat()):
                return True
    return False


def output_is_input(path: Path) -> UsageError:
    return UsageError(
        QT_TRANSLATE_NOOP("core", "The output would replace one of its own input files."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "Choose another name for the output."),
        path=path,
    )


def unused_place(path: Path) -> Path:
    """`path`, or the first of `NAME (2)`, `NAME (3)` … where nothing is yet."""
    number, place = 1, path
    while os.path.lexists(place):
        number += 1
        place = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return place


def _exists(path: Path) -> OutputExists:
    return OutputExists(
        QT_TRANSLATE_NOOP("core", "A file with this name already exists."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "Choose another name, or allow it to be replaced with --overwrite."),
        path=path,
    )


def _refusal(path: Path, reason: str) -> UsageError:
    return UsageError(
        QT_TRANSLATE_NOOP("core", "The file could not be written."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}"),
        QT_TRANSLATE_NOOP("core", "Choose another place, or free some space."),
        path=path,
        reason=reason,
    )


def _followed(path: Path) -> Path:
    """`path` with its links followed, in a folder that is there and can be written."""
    try:
        place = Path(os.path.realpath(path))
        folder = place.parent.stat()
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise _refusal(path, reason) from error
    if not stat.S_ISDIR(folder.st_mode):
        raise _refusal(path, os.strerror(errno.ENOTDIR))
    if not os.access(place.parent, os.W_OK):
        raise _refusal(path, os.strerror(errno.EACCES))
    if place.is_symlink():  # one that leads to itself
        raise _refusal(path, os.strerror(errno.ELOOP))
    return place


def _name_unused(part: Path, place: Path, path: Path) -> None:
    """Rename, but never over a file that came meanwhile: the name is taken first, by an empty file."""
    try:
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
    except FileExistsError as error:
        raise _exists(path) from error
    try:
        os.replace(part, place)
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def _look(path: Path) -> Look | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _key(place: Path) -> str:
    return hashlib.sha256(os.fsencode(os.path.realpath(place))).hexdigest()[:32]


def _of_all(inputs: Iterable[Path]) -> str:
    """One fingerprint of the inputs' places, in whatever order they were named."""
    return hashlib.sha256(json.dumps(sorted(map(_key, inputs))).encode()).hexdigest()[:32]
