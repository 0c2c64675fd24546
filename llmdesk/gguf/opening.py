"""The files of a model on the disk: opened, told from other kinds of file, a split model's gathered.

Owns what is said of a file that is no GGUF model, and the names of the parts of a split one.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import NoReturn

from llmdesk.errors import QT_TRANSLATE_NOOP, ModelFileError, shown
from llmdesk.gguf.contents import Part, read_part
from llmdesk.gguf.reader import AGAIN, ANOTHER, damaged

_MAX_PARTS = 1000
_SPLIT = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE | re.DOTALL)


def split_parts(path: Path) -> tuple[Path, ...]:
    """The paths of all parts that the file name announces ("…-00001-of-00003.gguf"), else just `path`."""
    match = _SPLIT.fullmatch(path.name)
    if match is None or not 1 <= int(match["number"]) <= int(match["count"]) <= _MAX_PARTS:
        return (path,)
    count, suffix = match["count"], path.name[-5:]
    return tuple(
        path.with_name(f"{match['stem']}-{number:05d}-of-{count}{suffix}")
        for number in range(1, int(count) + 1)
    )


def open_part(path: Path) -> Part:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            not_a_model(path, QT_TRANSLATE_NOOP("core", "It is a folder."))
        if not stat.S_ISREG(status.st_mode):
            not_a_model(path, QT_TRANSLATE_NOOP("core", "It is a device or a pipe, not a file."))
        if status.st_size == 0:
            not_a_model(path, QT_TRANSLATE_NOOP("core", "It is empty (0 bytes)."), AGAIN)
        with path.open("rb") as file:
            start = file.read(1024)
            if start[:4] != b"GGUF":
                _name_the_kind(path, start, status.st_size)
            return read_part(file, path, status.st_size)
    except FileNotFoundError as error:
        raise ModelFileError(
            QT_TRANSLATE_NOOP("core", "“{file}” does not exist."),
            QT_TRANSLATE_NOOP("core", "There is no file {path}."),
            QT_TRANSLATE_NOOP("core", "Check the path, or choose another file."),
            file=shown(path.name),
            path=shown(str(path), 300),
        ) from error
    except PermissionError as error:
        raise ModelFileError(
            QT_TRANSLATE_NOOP("core", "“{file}” may not be read."),
            QT_TRANSLATE_NOOP("core", "The system refuses access to {path}."),
            QT_TRANSLATE_NOOP("core", "Change the permissions of the file, or choose another one."),
            file=shown(path.name),
            path=shown(str(path), 300),
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        raise ModelFileError(
            QT_TRANSLATE_NOOP("core", "“{file}” cannot be read."),
            QT_TRANSLATE_NOOP("core", "The system says: {reason}."),
            QT_TRANSLATE_NOOP("core", "Check the disk it is stored on, or choose another file."),
            file=shown(path.name),
            reason=shown(getattr(error, "strerror", None) or str(error), 200),
        ) from error


def not_a_model(path: Path, detail: str, hint: str = ANOTHER, **params: object) -> NoReturn:
    raise ModelFileError(
        QT_TRANSLATE_NOOP("core", "“{file}” is not a GGUF model."),
        detail,
        hint,
        **{"file": shown(path.name), **params},
    )


_WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<?xml", b"<!--")
_LFS = b"version https://git-lfs.github.com/spec/"
_KINDS = (
    (b"PK\x03\x04", QT_TRANSLATE_NOOP("core", "It is a zip archive.")),
    (b"\x80\x02", QT_TRANSLATE_NOOP("core", "It is a PyTorch file (pickle), which must be converted first.")),
    (b"\x1f\x8b", QT_TRANSLATE_NOOP("core", "It is a gzip archive.")),
    (b"7z\xbc\xaf\x27\x1c", QT_TRANSLATE_NOOP("core", "It is a 7z archive.")),
    (b"(\xb5/\xfd", QT_TRANSLATE_NOOP("core", "It is a zstd archive.")),
    (b"\xfd7zXZ\x00", QT_TRANSLATE_NOOP("core", "It is an xz archive.")),
    (b"lmgg", QT_TRANSLATE_NOOP("core", "It is a GGML file, the format before GGUF.")),
    (b"fmgg", QT_TRANSLATE_NOOP("core", "It is a GGML file, the format before GGUF.")),
    (b"tjgg", QT_TRANSLATE_NOOP("core", "It is a GGML file, the format before GGUF.")),
)


def _name_the_kind(path: Path, start: bytes, size: int) -> NoReturn:
    """Say what the file is instead, as far as its first 1,024 bytes tell."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_WEB_PAGE):
        detail = QT_TRANSLATE_NOOP(
            "core",
            "It is a web page. The download returned a page instead of the model, "
            "often a sign-in page or an error.",
        )
        not_a_model(path, detail, AGAIN)
    if text.startswith(_LFS):
        real = re.search(rb"\nsize (\d{1,18})", start)
        pointer = QT_TRANSLATE_NOOP(
            "core",
            "It is a Git LFS pointer of {size} bytes; the model itself ({real} bytes) was not downloaded.",
        )
        not_a_model(path, pointer, AGAIN, size=f"{size:,}", real=f"{int(real[1]):,}" if real else "?")
    if start[8:9] == b"{" and int.from_bytes(start[:8], "little") < size:
        detail = QT_TRANSLATE_NOOP("core", "It is a safetensors file, which must be converted first.")
        not_a_model(path, detail)
    if start.startswith(b"PK\x03\x04") and b"data.pkl" in start:
        detail = QT_TRANSLATE_NOOP("core", "It is a PyTorch file (zip), which must be converted first.")
        not_a_model(path, detail)
    for magic, detail in _KINDS:
        if start.startswith(magic):
            not_a_model(path, detail)
    if not start.strip(b"\0"):
        detail = QT_TRANSLATE_NOOP("core", "It begins with zeros, like a download that was never finished.")
        not_a_model(path, detail, AGAIN)
    if text.startswith((b"{", b"[")):
        not_a_model(path, QT_TRANSLATE_NOOP("core", "It is a text in JSON."), AGAIN)
    detail = QT_TRANSLATE_NOOP("core", "Its first four bytes are {bytes}; a GGUF begins with 47 47 55 46.")
    not_a_model(path, detail, bytes=start[:4].hex(" "))


def all_parts(first: Part) -> tuple[Part, ...]:
    """The file itself, or all parts of a split model, each complete and in its place."""
    path, count = first.path, first.metadata.get("split.count", 0)
    if isinstance(count, bool) or not isinstance(count, int) or count <= 1:
        return (first,)
    paths = split_parts(path)
    if len(paths) != count:
        _split_error(
            path,
            QT_TRANSLATE_NOOP(
                "core", "It is one of {count} parts, but its name does not end with -00001-of-{total}.gguf."
            ),
            QT_TRANSLATE_NOOP("core", "Rename the parts back to the names they were downloaded with."),
            count=count,
            total=f"{count:05d}",
        )
    number = first.metadata.get("split.no")
    missing = [part for part in paths if not part.is_file()]
    if missing:
        _split_error(
            path,
            QT_TRANSLATE_NOOP(
                "core", "{lacking} of its {count} parts are missing; the first is “{missing}”."
            ),
            QT_TRANSLATE_NOOP("core", "Download the missing parts into the same folder."),
            count=count,
            lacking=len(missing),
            missing=shown(missing[0].name),
        )
    if number != 0 or path != paths[0]:
        _split_error(
            path,
            QT_TRANSLATE_NOOP("core", "It is part of a model that begins with “{first}”."),
            QT_TRANSLATE_NOOP("core", "Choose the first part."),
            first=shown(paths[0].name),
        )
    parts = (first, *(open_part(part) for part in paths[1:]))
    _check_split(parts, count)
    return parts


def _check_split(parts: tuple[Part, ...], count: int) -> None:
    for index, part in enumerate(parts):
        if part.metadata.get("split.no") != index or part.metadata.get("split.count") != count:
            damaged(
                part.path,
                QT_TRANSLATE_NOOP(
                    "core", "By its name it is part {number} of {count}, by its header it is not."
                ),
                number=index + 1,
                count=count,
            )
    total = parts[0].metadata.get("split.tensors.count")
    found = sum(len(part.tensors) for part in parts)
    if isinstance(total, int) and total != found:
        damaged(
            parts[0].path,
            QT_TRANSLATE_NOOP("core", "Its parts hold {found} tensors together instead of {total}."),
            found=f"{found:,}",
            total=f"{total:,}",
        )


def _split_error(path: Path, detail: str, hint: str, **params: object) -> NoReturn:
    raise ModelFileError(
        QT_TRANSLATE_NOOP("core", "“{file}” is one part of a model."),
        detail,
        hint,
        **{"file": shown(path.name), **params},
    )
