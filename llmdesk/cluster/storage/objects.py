"""The objects of one store, through pyarrow's file systems.

Owns the connection, its time limits, and that an object appears whole or not at all. Must not know tables.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from llmdesk.cluster.storage import failures
from llmdesk.cluster.storage.places import ObjectPlace

_CONNECT_S, _REQUEST_S, _TRIES = 10.0, 60.0, 5
_PIECE = 8 << 20
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
_REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")


@dataclass(frozen=True)
class Found:
    """An object: `path` begins with the bucket, `size` in bytes, `changed_ns` since 1970."""

    path: str
    size: int
    changed_ns: int


class Objects:
    """Raises `StorageError`. Usable from any thread."""

    def __init__(self, place: ObjectPlace) -> None:
        try:
            import pyarrow.fs
        except ImportError as error:
            raise failures.needs_pyarrow() from error
        self._fs, self._place = pyarrow.fs, place
        with self._asked(place.path):
            self._store = self._s3(place) if place.scheme == "s3" else self._gs(place)

    # -- connecting ----------------------------------------------------------------------------------
    def _s3(self, place: ObjectPlace) -> Any:
        settings = dict(place.settings)
        endpoint = endpoint_of(place)
        region = settings.get("region") or _of_environment(_REGIONS)
        if region is None and endpoint is None:
            try:
                region = self._fs.resolve_s3_region(place.bucket)
            except OSError:  # then it is the one of the user's profile
                region = None
        given: dict[str, Any] = {
            "endpoint_override": endpoint,
            "region": region,
            "scheme": settings.get("scheme"),
        }
        return self._fs.S3FileSystem(
            anonymous=place.anonymous,
            connect_timeout=_CONNECT_S,
            request_timeout=_REQUEST_S,
            retry_strategy=self._fs.AwsStandardS3RetryStrategy(max_attempts=_TRIES),
            **{name: value for name, value in given.items() if value is not None},
        )

    def _gs(self, place: ObjectPlace) -> Any:
        settings = dict(place.settings)
        return self._fs.GcsFileSystem(
            anonymous=place.anonymous, retry_time_limit=timedelta(seconds=_REQUEST_S), **settings
        )

    # -- looking -------------------------------------------------------------------------------------
    def find(self, path: str) -> Found | None:
        """The object at `path`; None where there is none, also where there is a folder."""
        with self._asked(path):
            return self._found(self._store.get_file_info(path))

    def within(self, folder: str) -> list[Found]:
        """All objects whose names begin with that of the folder, in the order of their names."""
        with self._asked(folder):
            selector = self._fs.FileSelector(folder, recursive=True, allow_not_found=True)
            found = [self._found(each) for each in self._store.get_file_info(selector)]
        return sorted((each for each in found if each is not None), key=lambda each: each.path)

    def _found(self, info: Any) -> Found | None:
        if info.type != self._fs.FileType.File:
            return None
        return Found(info.path, int(info.size), int(info.mtime_ns or 0))

    # -- reading -------------------------------------------------------------------------------------
    def read(self, path: str) -> bytes:
        with self._asked(path), self._store.open_input_stream(path) as stream:
            data: bytes = stream.read()
        return data

    def fetch(self, found: Found, to: Path, look: Callable[[], None]) -> None:
        """Write an object into a file, with its time. `look` is called between pieces, and may raise."""
        size = 0
        with (
            self._asked(found.path),
            self._store.open_input_stream(found.path) as source,
            to.open("wb") as file,
        ):
            while piece := source.read(_PIECE):
                look()
                size += file.write(piece)
        if size != found.size:
            raise failures.changed(self._place.at(found.path))
        os.utime(to, ns=(found.changed_ns, found.changed_ns))

    # -- writing -------------------------------------------------------------------------------------
    def write(self, path: str, data: bytes) -> None:
        """A small object."""
        with self._asked(path), self._store.open_output_stream(path) as stream:
            stream.write(data)

    def put(self, file: Path, path: str) -> None:
        """A file as an object. pyarrow copies it: a stream that an error leaves ends the object there."""
        with self._asked(path):
            self._fs.copy_files(
                str(file),
                path,
                source_filesystem=self._fs.LocalFileSystem(),
                destination_filesystem=self._store,
            )
        found = self.find(path)
        if found is None or found.size != file.stat().st_size:
            raise failures.changed(self._place.at(path))

    def remove(self, path: str) -> None:
        with self._asked(path):
            self._store.delete_file(path)

    def remove_folder(self, path: str) -> None:
        with self._asked(path), suppress(FileNotFoundError):  # a folder has an object of its own in some only
            self._store.delete_dir(path)

    @contextmanager
    def _asked(self, path: str) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, NotImplementedError) as error:  # pyarrow's own are among them
            raise failures.not_reached(self._place.at(path), error) from error


def endpoint_of(place: ObjectPlace) -> str | None:
    """The address of a store that is not the scheme's usual one."""
    named = dict(place.settings).get("endpoint_override")
    return named or (_of_environment(_ENDPOINTS) if place.scheme == "s3" else None)


def _of_environment(names: tuple[str, ...]) -> str | None:
    return next((os.environ[name] for name in names if os.environ.get(name)), None)
