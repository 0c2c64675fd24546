"""Names that come from the Hub, taken for hostile until they are shown to be plain.

Owns which repo and file names llmdesk follows, and where a remote file lies in a library. Touches
no network, and of the disk only the folder that a file would go to.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from llmdesk.errors import QT_TRANSLATE_NOOP, shown
from llmdesk.models.origins import read_origin
from llmdesk.network.failures import HostileName

# File systems allow 255 bytes; ".part.json" and its temporary name come on top.
_MAX_BYTES = 200
_MAX_DEPTH = 8
_MOST_FOLDERS = 3
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)", re.IGNORECASE)
_REPO_PART = re.compile(r"[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
#: "m.gguf.part1of2", "m.gguf-split-a", "m.gguf.part-aa", "m.gguf.001", "m.split-00001-of-00002"
_OLD_SPLIT = re.compile(
    r"\.gguf[-._]?(?:part[-_.]?(?:\d{1,3}(?:[-_]?of[-_]?\d{1,3})?|[a-z]{1,2})|split[-_.]?[a-z0-9]{1,3}|\d{2,3}|a[a-z])$",
    re.IGNORECASE,
)
_PART_OF_SPLIT = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})$", re.DOTALL)


def check_repo(repo: str) -> str:
    """`repo` ("owner/name", or "name" for the oldest), if it is one; raises `HostileName`."""
    parts = repo.split("/")
    if len(parts) > 2:
        raise _hostile(repo, QT_TRANSLATE_NOOP("core", "A repo is written “owner/name”."))
    for part in parts:
        if not _REPO_PART.fullmatch(part) or ".." in part or "--" in part or _problem(part):
            raise _hostile(repo, QT_TRANSLATE_NOOP("core", "A repo is written “owner/name”."))
    return repo


def check_file(path: str) -> PurePosixPath:
    """The path of a GGUF file inside a repo, if it could be a file's anywhere; raises `HostileName`."""
    parts = path.split("/")
    if len(parts) > _MAX_DEPTH:
        raise _hostile(path, QT_TRANSLATE_NOOP("core", "It is nested in too many folders."))
    for part in parts:
        problem = _problem(part)
        if problem:
            raise _hostile(path, problem)
    if not parts[-1].casefold().endswith(".gguf") or len(parts[-1]) < 6:
        raise _hostile(path, QT_TRANSLATE_NOOP("core", "Only GGUF files are downloaded."))
    return PurePosixPath(path)


def is_plain_file(path: str) -> bool:
    """Whether it has a place in a library."""
    try:
        place_of(path)
    except HostileName:
        return False
    return True


def place_of(path: str) -> PurePosixPath:
    """Where a repo's file goes inside of the repo's own folder: in its folders, the deepest put together,
    since models are looked for only so deep."""
    *folders, name = check_file(path).parts
    if len(folders) > _MOST_FOLDERS:
        folders[_MOST_FOLDERS - 1 :] = ["-".join(folders[_MOST_FOLDERS - 1 :])]
        check_file("/".join((*folders, name)))
    return PurePosixPath(*folders, name)


def target_path(folder: Path, repo: str, path: str) -> Path:
    """Where a file of `repo` goes: FOLDER/OWNER/NAME/PATH. Nothing is made.

    Two files of one name in two folders of a repo are two files; one that an earlier llmdesk put right
    into FOLDER/OWNER/NAME stays there. Raises `HostileName` for a name that leads elsewhere (by a link,
    too), and for one that differs only by letter case from a file or folder that is there.
    """
    check_repo(repo)
    inside = place_of(path)
    home = folder.joinpath(*repo.split("/"))
    flat = home / inside.name
    if len(inside.parts) > 1 and flat.is_file() and not flat.is_symlink():
        origin = read_origin(flat)
        if origin is not None and (origin.repo, origin.path) == (repo, path):
            return flat
    target = home / inside
    root = folder.resolve()
    if not target.parent.resolve().is_relative_to(root) or target.is_symlink():
        raise _hostile(path, QT_TRANSLATE_NOOP("core", "It would be written outside the model folder."))
    place = home
    for part in inside.parts:
        for present in place.iterdir() if place.is_dir() else ():
            if present.name != part and present.name.casefold() == part.casefold():
                raise _hostile(
                    path,
                    QT_TRANSLATE_NOOP(
                        "core", "“{present}” already exists, and the names differ only in letter case."
                    ),
                    present=shown(present.name),
                )
        place /= part
    return target


def split_name(path: str) -> tuple[str, int, int]:
    """(stem, number, count) of a part ("m-00001-of-00003.gguf"); (stem, 1, 1) of a whole file.

    The stem keeps the folders and has no ".gguf".
    """
    stem = path[: -len(".gguf")]
    match = _PART_OF_SPLIT.fullmatch(stem)
    return (match["stem"], int(match["number"]), int(match["count"])) if match else (stem, 1, 1)


def is_old_split(path: str) -> bool:
    """Whether a file is a part of a model that was cut by bytes, as before llama.cpp could split models."""
    return _OLD_SPLIT.search(path) is not None


def _problem(part: str) -> str:
    """Why `part` is no plain name of a file or folder; "" if it is one."""
    if part in ("", ".", ".."):
        return QT_TRANSLATE_NOOP("core", "It leads out of its folder.")
    if not part.isprintable() or _FORBIDDEN.search(part):
        return QT_TRANSLATE_NOOP("core", "It contains a character that file names cannot have.")
    if part[-1] in ". " or part[0] in " ~":
        return QT_TRANSLATE_NOOP("core", "It begins or ends with a character that some systems drop.")
    if _RESERVED.match(part):
        return QT_TRANSLATE_NOOP("core", "Windows reserves this name for a device.")
    try:
        size = len(part.encode())
    except UnicodeEncodeError:
        return QT_TRANSLATE_NOOP("core", "It contains a character that file names cannot have.")
    return QT_TRANSLATE_NOOP("core", "It is too long.") if size > _MAX_BYTES else ""


def _hostile(name: str, detail: str, **params: object) -> HostileName:
    return HostileName(
        QT_TRANSLATE_NOOP("core", "The name “{name}” is not accepted."),
        detail,
        QT_TRANSLATE_NOOP("core", "Choose another file or repo."),
        **{"name": shown(name), **params},
    )
