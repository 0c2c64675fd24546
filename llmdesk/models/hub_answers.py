"""What a model hub says, as plain values: repos, files, sizes, licences.

Owns the meaning of the answers' fields, every one of which is untrusted: what has another form than
it should is taken as unknown. Asks nobody; `hub` does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Literal
from urllib.parse import urlsplit

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, UserError, shown
from llmdesk.models import names
from llmdesk.models.library import file_quantization
from llmdesk.network.failures import HostileName, NotOnHub

SHA256 = re.compile(r"[0-9a-f]{64}")
COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class HubModel:
    """One search result. `updated` in seconds since 1970 (0: unknown), `parameters` 0 where unknown.

    `gated`: "" for everyone, "auto" after accepting a licence, "manual" after being let in.
    """

    repo: str
    author: str
    downloads: int
    likes: int
    updated: float
    licence: str
    gated: Literal["", "auto", "manual"]
    parameters: int
    architecture: str


@dataclass(frozen=True)
class SearchPage:
    """A page of results. `next_page` goes into the next call; "" after the last."""

    models: tuple[HubModel, ...]
    next_page: str


@dataclass(frozen=True)
class RemotePart:
    """One file of a repo. `size` in bytes; None, and `sha256` "", where the list does not say."""

    path: str
    size: int | None
    sha256: str


@dataclass(frozen=True)
class RemoteFile:
    """One model file of a repo; the parts of a split one together."""

    name: str
    quantization: str
    parts: tuple[RemotePart, ...]

    @property
    def path(self) -> str:
        return self.parts[0].path

    @property
    def size(self) -> int | None:
        """In bytes, of all parts."""
        sizes = [part.size for part in self.parts]
        return None if None in sizes else sum(size or 0 for size in sizes)


@dataclass(frozen=True)
class Repo:
    """What a repo says of itself, and its model files from small to large.

    `refused`: names of GGUF files that are not offered, because no file here may have them.
    """

    model: HubModel
    commit: str
    page: str
    licence_link: str
    files: tuple[RemoteFile, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True)
class Resolved:
    """Files of one commit with all that is needed to fetch and to verify them."""

    repo: str
    commit: str
    licence: str
    parts: tuple[RemotePart, ...]


@dataclass(frozen=True)
class EndpointStep:
    """One step of the endpoint's test. `host` is the one that answered, or failed."""

    name: Literal["list", "metadata", "bytes"]
    host: str
    seconds: float
    problem: UserError | None


def find_file(repo: Repo, wanted: str) -> RemoteFile:
    """The model file that `wanted` names: its path, its file name, its name, or its quantization.

    Letter case does not matter. Raises `HostileName` for a file that is there but not offered, and
    `NotOnHub`, which lists what there is.
    """
    plain = wanted.strip().casefold()
    for matches in (
        [f for f in repo.files if any(p.path == wanted for p in f.parts)],
        [f for f in repo.files if any(_file_name(p.path).casefold() == plain for p in f.parts)],
        [f for f in repo.files if plain in (f.name.casefold(), f.path.casefold())],
        [f for f in repo.files if f.quantization.casefold() == plain],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise _not_one_file(repo, wanted, matches)
    if shown(wanted) in repo.refused:
        names.check_file(wanted)
    raise _not_one_file(repo, wanted, [])


def _not_one_file(repo: Repo, wanted: str, matches: Sequence[RemoteFile]) -> NotOnHub:
    """`wanted` is none of the files, or several."""
    files = matches or repo.files
    listed = (*(f.path for f in files[:12]), *(["…"] if len(files) > 12 else []))
    if matches:
        title = QT_TRANSLATE_NOOP("core", "“{file}” means several files of {repo}.")
    else:
        title = QT_TRANSLATE_NOOP("core", "“{file}” is not a model file of {repo}.")
    return NotOnHub(
        title,
        QT_TRANSLATE_NOOP("core", "There are: {files}."),
        QT_TRANSLATE_NOOP("core", "Give one of these names."),
        file=shown(wanted),
        repo=repo.model.repo,
        files=Listing(listed or ("–",)),
    )


def _file_name(path: str) -> str:
    return PurePosixPath(path).name


def hub_model(info: Any) -> HubModel | None:
    """None for a repo whose name is not one."""
    try:
        names.check_repo(info.id)
    except HostileName:
        return None
    gguf = info.gguf if isinstance(info.gguf, dict) else {}
    updated = info.last_modified
    return HubModel(
        repo=info.id,
        author=_text(info.author) or info.id.partition("/")[0],
        downloads=_count(info.downloads),
        likes=_count(info.likes),
        updated=updated.timestamp() if isinstance(updated, datetime) else 0.0,
        licence=licence(info),
        gated=info.gated if info.gated in ("auto", "manual") else "manual" if info.gated else "",
        parameters=_count(gguf.get("total")),
        architecture=_text(gguf.get("architecture")),
    )


def _text(value: object, limit: int = 100) -> str:
    return shown(value, limit) if isinstance(value, str) else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def licence(info: Any) -> str:
    card: Any = info.card_data
    named = _text(getattr(card, "license_name", None)) or _text(getattr(card, "license", None))
    tags = info.tags if isinstance(info.tags, list) else []
    tagged = next((t[8:] for t in tags if isinstance(t, str) and t.startswith("license:")), "")
    return named or _text(tagged)


def licence_link(info: Any, endpoint: str, repo: str) -> str:
    """An http(s) address; a relative link is one into the repo."""
    link = getattr(info.card_data, "license_link", None)
    if not isinstance(link, str) or not link.isprintable():
        return ""
    if urlsplit(link).scheme in ("http", "https"):
        return link
    return "" if ":" in link else f"{endpoint}/{repo}/blob/main/{link.lstrip('/')}"


def remote_part(path: str, size: object, lfs: Any) -> RemotePart:
    """`lfs` is what the Hub says of a large file; its sha256 is the file's."""
    sha256 = _text(getattr(lfs, "sha256", None)).lower()
    whole: Any = getattr(lfs, "size", None) if lfs is not None else size
    good = isinstance(whole, int) and not isinstance(whole, bool) and whole >= 0
    return RemotePart(path, int(whole) if good else None, sha256 if SHA256.fullmatch(sha256) else "")


def is_complete(part: RemotePart) -> bool:
    return part.size is not None and bool(part.sha256)


def model_files(parts: Sequence[RemotePart]) -> tuple[tuple[RemoteFile, ...], tuple[str, ...]]:
    """(model files from small to large, refused names). Incomplete sets of parts are left out."""
    refused: list[str] = []
    sets: dict[tuple[str, int], list[RemotePart]] = {}
    for part in sorted(parts, key=lambda part: part.path):
        if names.is_old_split(part.path):
            refused.append(shown(part.path))
        if not part.path.casefold().endswith(".gguf"):
            continue
        if not names.is_plain_file(part.path):
            refused.append(shown(part.path))
        elif not _is_accessory(part.path):
            stem, _, count = names.split_name(part.path)
            sets.setdefault((stem, count), []).append(part)
    files = []
    same_name = Counter(PurePosixPath(stem).name.casefold() for stem, _ in sets)
    for (stem, count), members in sets.items():
        if [names.split_name(m.path)[1] for m in members] == list(range(1, count + 1)):
            name = PurePosixPath(stem).name
            name = stem if same_name[name.casefold()] > 1 else name
            files.append(RemoteFile(name, _quantization(stem), tuple(members)))
    return tuple(sorted(files, key=lambda f: (f.size or 0, f.path))), tuple(refused)


def _is_accessory(path: str) -> bool:
    """Image parts and calibration data lie beside models in the same format."""
    name = PurePosixPath(path).name.casefold()
    return "mmproj" in name or "imatrix" in name


def _quantization(stem: str) -> str:
    """From the file's name, else from its folder's ("Q8_0/model-00001-of-00002.gguf")."""
    path = PurePosixPath(stem)
    return file_quantization(path.name) or file_quantization(f"-{path.parent.name}")
