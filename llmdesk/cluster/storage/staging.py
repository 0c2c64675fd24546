"""A job's table and output on this computer, where one of them or both lie in an object store.

Owns the folder that they are in meanwhile, and what is refused before anything is fetched. Must not know who
works on the rows.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from llmdesk.cluster.engines import OwnFolder
from llmdesk.cluster.storage import failures
from llmdesk.cluster.storage.blocks import KeptBlocks, current_of
from llmdesk.cluster.storage.objects import Found, Objects
from llmdesk.cluster.storage.places import ObjectPlace
from llmdesk.errors import Cancelled, UserError
from llmdesk.outputs import unused_place
from llmdesk.tools.tables.formats.files import check_files, is_table
from llmdesk.tools.tables.progress_file import place_of as progress_of

_AT_ONCE = 8
_RESERVE = 256 << 20  # bytes that stay free


class Staging:
    """Use it in a `with` statement. `names` says what the files here are called for people: the addresses.

    `kept`: the folder for what could not be put in its place. Raises `StorageError`.
    """

    def __init__(self, kept: Path) -> None:
        self.names: dict[str, str] = {}
        self.copy: KeptBlocks | None = None
        self._kept = kept
        self._folder = Path()
        self._ended = threading.Event()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        folder = OwnFolder()
        self._stack.callback(folder.remove)
        self._folder = folder.path
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        with self._stack:
            if self.copy is not None:
                self._close(self.copy)

    # -- the table -----------------------------------------------------------------------------------
    def table(self, place: ObjectPlace, look: Callable[[int, int], None]) -> Path:
        """Fetch the table at `place`: an object, or a folder of them. `look` is told how many bytes of all
        are here, from any thread; what it raises ends it."""
        objects = Objects(place)
        single = objects.find(place.path)
        found = [single] if single is not None else _tables(objects.within(place.path), place)
        if not found:
            raise failures.no_tables(str(place))
        folder = self._folder / "in"
        top = folder / place.name
        if single is None:
            check_files(str(place), [each.path.removeprefix(f"{place.path}/") for each in found])
        files = {each: top if single is not None else top / _relative(each, place) for each in found}
        needed = sum(each.size for each in found)
        if shutil.disk_usage(self._folder).free < needed + _RESERVE:
            raise failures.no_room(str(self._folder), f"{needed / 1e9:,.1f} GB")
        self.names[str(top)] = str(place)

        def tell(done: int) -> None:
            if self._ended.is_set():
                raise Cancelled
            look(done, needed)

        try:
            _fetch(objects, files, tell)
        finally:
            if self._ended.is_set():  # it was left alone, and may have written behind the removal
                shutil.rmtree(self._folder, ignore_errors=True)
        return top

    # -- the output ----------------------------------------------------------------------------------
    def output(self, place: ObjectPlace, table: object, *, overwrite: bool, resume: bool) -> Path:
        """Where the output is made; what is done already is there, to go on with. Raises `OutputExists`."""
        if isinstance(table, ObjectPlace) and (
            place == table or (place.within(table) and is_table(place.name))
        ):
            raise failures.output_among_inputs(str(place))
        objects = Objects(place)
        old, before = objects.find(place.path), current_of(objects, place)
        if old is not None and not overwrite:
            allowed = before.replaces if resume and before is not None else None
            if (old.size, old.changed_ns) != allowed:
                raise failures.already_there(str(place))
        folder = self._folder / "out"
        folder.mkdir()
        out = folder / place.name
        self.names[str(out)] = str(place)
        self.copy = KeptBlocks(objects, place, old)
        if resume:
            self.copy.restore(progress_of(out))
        return out

    def _close(self, copy: KeptBlocks) -> None:
        try:
            copy.close()
        except UserError as error:
            if not any((self._folder / "out").iterdir()):
                raise
            self._kept.mkdir(parents=True, exist_ok=True)
            moved = Path(shutil.move(self._folder / "out", unused_place(self._kept / copy.place.name)))
            out = moved / copy.place.name
            raise failures.not_kept(str(copy.place), str(out), error, whole=out.exists()) from error


def _tables(found: Sequence[Found], folder: ObjectPlace) -> list[Found]:
    """Of all objects below the folder; what begins with "." or "_" is none of them, as in a folder here."""
    tables = []
    for each in found:
        steps = PurePosixPath(each.path).relative_to(folder.path).parts
        if is_table(steps[-1]) and not any(step.startswith((".", "_")) for step in steps[:-1]):
            tables.append(each)
    return tables


def _relative(found: Found, folder: ObjectPlace) -> PurePosixPath:
    """Names of objects may be anything; none leads out of the folder."""
    path = found.path.removeprefix(f"{folder.path}/")
    if any(step in ("", ".", "..") or set(step) & set('\\:\0<>"|?*') for step in path.split("/")):
        raise failures.bad_name(folder.at(found.path))
    return PurePosixPath(path)


def _fetch(objects: Objects, files: dict[Found, Path], tell: Callable[[int], None]) -> None:
    done = 0

    def fetch(each: tuple[Found, Path]) -> None:
        nonlocal done
        found, to = each
        tell(done)
        to.parent.mkdir(parents=True, exist_ok=True)
        objects.fetch(found, to, lambda: tell(done))
        done += found.size
        tell(done)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            for _ in pool.map(fetch, files.items()):
                pass
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
