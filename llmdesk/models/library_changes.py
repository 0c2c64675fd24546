"""Changing the library: import a file, give a model a name, delete it, verify it again.

Owns everything that writes to a library but downloads. A file that was imported in place is never
changed, moved or deleted; models go to the system's trash.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import send2trash

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, NoModelError, shown
from llmdesk.files import fsync_folder, make_folders, mode_in, part_name
from llmdesk.gguf import read_header, split_parts
from llmdesk.models.library import InstalledModel, Library, first_part
from llmdesk.models.origins import Origin, origin_path, read_origin, write_origin
from llmdesk.models.own_settings import OwnSettings
from llmdesk.models.part_file import CHUNK, file_sha256
from llmdesk.network.failures import LibraryError

_MAX_NAME = 80


@dataclass(frozen=True)
class Verification:
    """`sha256` of each part. `good` is None where nobody said what it should be (an imported file)."""

    sha256: tuple[str, ...]
    good: bool | None
    origin: Origin | None


@dataclass(frozen=True)
class Totals:
    """How many models, and how many bytes they take on disk."""

    count: int
    size: int


def import_file(
    library: Library,
    path: Path,
    *,
    copy: bool,
    cancel: CancelToken | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> InstalledModel:
    """Take a GGUF file (with all its parts) into the library: used where it lies, or copied into it.

    `on_progress` gets (bytes done, bytes in all). Raises `ModelFileError` for a file that is no good
    model, `LibraryError`, `Cancelled`; a copy that failed leaves nothing behind.
    """
    header = read_header(path.expanduser().absolute())
    source = header.parts[0].resolve()
    if library.notes is None:
        raise NoModelError(QT_TRANSLATE_NOOP("core", "There is no model folder."))
    known = next((model for model in library.models() if model.path.resolve() == source), None)
    if known is not None:
        return known
    with _file_errors(source):
        if not copy:
            library.notes.add(source)
            return _model_at(library, source)
        parts = [part.resolve() for part in header.parts]
        target = _copy(parts, library.folders[0].expanduser(), cancel or CancelToken(), on_progress)
        return _model_at(library, target)


def rename(library: Library, model: InstalledModel, name: str) -> InstalledModel:
    """Show `model` as `name` from now on ("" for its own name again). Files keep their names."""
    name = "".join(c for c in " ".join(name.split()) if c.isprintable())[:_MAX_NAME]
    if library.notes is not None:
        with _file_errors(model.path):
            library.notes.name(model.path, name)
    return _model_at(library, model.path)


def set_own_settings(library: Library, model: InstalledModel, own: OwnSettings) -> None:
    """Load `model` so from now on. Raises `LibraryError` where that cannot be noted."""
    if library.notes is None:
        raise NoModelError(QT_TRANSLATE_NOOP("core", "There is no model folder."))
    with _file_errors(library.notes.path):
        library.notes.set_own(first_part(model.path), own)


def delete(
    library: Library,
    model: InstalledModel,
    *,
    loaded: Path | None = None,
    trash: Callable[[Path], None] | None = None,
) -> bool:
    """Put the files of `model` into the trash; True. One that was imported in place is only taken off
    the list; False. `loaded`: the file that the engine has open now.

    Raises `LibraryError` for the starter model, for a loaded one, and where there is no trash.
    """
    if model.starter:
        raise LibraryError(
            QT_TRANSLATE_NOOP("core", "“{name}” cannot be deleted."),
            QT_TRANSLATE_NOOP("core", "It is the starter model and belongs to the program."),
            name=model.name,
        )
    if loaded is not None and loaded.resolve() in {part.resolve() for part in split_parts(model.path)}:
        raise LibraryError(
            QT_TRANSLATE_NOOP("core", "“{name}” is in use."),
            QT_TRANSLATE_NOOP("core", "The engine has it loaded."),
            QT_TRANSLATE_NOOP("core", "Choose another model first, or unload it."),
            name=model.name,
        )
    if any(part.is_symlink() for part in split_parts(model.path)):
        return _take_links_away(library, model)
    inside = any(model.path.resolve().is_relative_to(f.expanduser().resolve()) for f in library.folders)
    if not inside and any(model.path.is_relative_to(f.expanduser()) for f in library.folders):
        raise LibraryError(
            QT_TRANSLATE_NOOP("core", "“{name}” is outside the model folder."),
            QT_TRANSLATE_NOOP("core", "A linked folder leads to {path}."),
            QT_TRANSLATE_NOOP("core", "Delete the file there, or remove the link to its folder."),
            name=model.name,
            path=shown(str(model.path.resolve()), 300),
        )
    with _file_errors(model.path):
        if inside:
            for part in split_parts(model.path):
                _to_trash(part, trash or _send_to_trash)
            _remove_empty_folders(library.folders, model.path)
        if library.notes is not None:
            library.notes.forget(model.path)
    return inside


def _take_links_away(library: Library, model: InstalledModel) -> bool:
    """What a link in the library leads to is the user's and stays; only the link goes."""
    with _file_errors(model.path):
        for part in split_parts(model.path):
            if part.is_symlink():
                part.unlink()
        if library.notes is not None:
            library.notes.forget(model.path)
    return False


def verify(
    model: InstalledModel,
    cancel: CancelToken | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Verification:
    """Hash the whole file (all parts) and compare with what was downloaded.

    Raises `LibraryError` for a file that cannot be read, and `Cancelled`.
    """
    cancel, done = cancel or CancelToken(), 0

    def on_piece(count: int) -> None:
        nonlocal done
        cancel.raise_if_cancelled()
        done += count
        if on_progress is not None:
            on_progress(done, model.size)

    parts = split_parts(model.path)
    with _file_errors(model.path):
        found = tuple(file_sha256(part, on_piece) for part in parts)
    origins = [read_origin(part) for part in parts]
    good = None
    if all(origin is not None for origin in origins):
        good = found == tuple(origin.sha256 for origin in origins if origin is not None)
    return Verification(found, good, origins[0])


def totals(models: Sequence[InstalledModel]) -> Totals:
    """The starter model counts too."""
    return Totals(len(models), sum(model.size for model in models))


# -- files ---------------------------------------------------------------------------------------
def _model_at(library: Library, path: Path) -> InstalledModel:
    for model in library.models():
        if model.path.resolve() == path.resolve():
            return model
    raise NoModelError(
        QT_TRANSLATE_NOOP("core", "“{file}” is not in the library."),
        QT_TRANSLATE_NOOP("core", "It was there a moment ago; another program may have moved it."),
        file=shown(path.name),
    )


def _copy(
    parts: Sequence[Path], folder: Path, cancel: CancelToken, on_progress: Callable[[int, int], None] | None
) -> Path:
    """Copy beside the target, then rename; the first part's new path."""
    targets = [folder / part.name for part in parts]
    taken = next((target for target in targets if target.exists()), None)
    if taken is not None:
        raise LibraryError(
            QT_TRANSLATE_NOOP("core", "“{file}” is already in the model folder."),
            QT_TRANSLATE_NOOP("core", "{path} is another file of that name."),
            QT_TRANSLATE_NOOP("core", "Use the file in place, or rename it first."),
            file=shown(taken.name),
            path=shown(str(taken), 300),
        )
    make_folders(folder)
    total, done = sum(part.stat().st_size for part in parts), 0
    _check_room(folder, total, parts[0])
    halves = [target.with_name(part_name()) for target in targets]
    try:
        for part, half in zip(parts, halves, strict=True):
            with part.open("rb", buffering=0) as source, _new(half) as copy:
                while piece := source.read(CHUNK):
                    cancel.raise_if_cancelled()
                    copy.write(piece)
                    done += len(piece)
                    if on_progress is not None:
                        on_progress(done, total)
                os.fsync(copy.fileno())
        for part, half, target in zip(parts, halves, targets, strict=True):
            _take_name(target)
            os.replace(half, target)
            origin = read_origin(part)
            if origin is not None:
                write_origin(target, origin)
    finally:
        for half in halves:
            half.unlink(missing_ok=True)
    fsync_folder(folder)
    return targets[0]


def _new(path: Path) -> IO[bytes]:
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode_in(path.parent)
    )
    return os.fdopen(descriptor, "wb", buffering=0)


def _take_name(target: Path) -> None:
    """With an empty file, so that none that came meanwhile is replaced. Raises `OSError`."""
    _new(target).close()


def _check_room(folder: Path, needed: int, source: Path) -> None:
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise LibraryError(
            QT_TRANSLATE_NOOP("core", "There is not enough room for “{file}”."),
            QT_TRANSLATE_NOOP("core", "It needs {needed} on the disk of {folder}, where {free} are free."),
            QT_TRANSLATE_NOOP("core", "Free some space, or use the file in place."),
            file=shown(source.name),
            folder=shown(str(folder), 300),
            needed=f"{needed / 1e9:.1f} GB",
            free=f"{free / 1e9:.1f} GB",
        )


def _to_trash(part: Path, trash: Callable[[Path], None]) -> None:
    """The sidecar can be made again by downloading; it goes without a trace."""
    if part.exists():
        trash(part)
    with contextlib.suppress(OSError):
        origin_path(part).unlink(missing_ok=True)


def _send_to_trash(path: Path) -> None:
    send2trash.send2trash(path)


def _remove_empty_folders(roots: Sequence[Path], path: Path) -> None:
    """The folders that a download made (OWNER/NAME) go with the last file in them."""
    kept = {root.expanduser().resolve() for root in roots}
    for folder in path.resolve().parents:
        if folder in kept or not any(root in folder.parents for root in kept):
            return
        try:
            folder.rmdir()
        except OSError:  # not empty
            return


@contextlib.contextmanager
def _file_errors(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into what to do about it."""
    try:
        yield
    except OSError as error:
        raise LibraryError(
            QT_TRANSLATE_NOOP("core", "“{file}” could not be changed."),
            QT_TRANSLATE_NOOP("core", "The system says: {reason}."),
            QT_TRANSLATE_NOOP("core", "Check the permissions of the file and of its folder."),
            file=shown(path.name),
            reason=shown(error.strerror or str(error), 200),
        ) from error
