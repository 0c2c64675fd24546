"""What llmdesk knows about well-known models: `resources/catalog.toml`, typed and checked.

Owns the form of the catalog and finding the entry of a model file. Reaches for no network and
knows nothing about which models are on this machine.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NoReturn

from llmdesk.engine.types import Sampling, WeightsSpeed
from llmdesk.errors import QT_TRANSLATE_NOOP, UserError
from llmdesk.models.fit import guess
from llmdesk.models.library import InstalledModel
from llmdesk.models.names import check_file, check_repo
from llmdesk.models.speed import READING_SPEED, active_of_name, tokens_per_second
from llmdesk.network.failures import HostileName
from llmdesk.paths import resource

VERSION = 1
#: Main memory of a machine in GB, as it is sold.
MEMORY_CLASSES = (2, 4, 8, 16, 32)
_DOWNLOAD_KEYS = (
    "name", "repo", "file", "parameters", "memory", "gigabytes", "languages", "licence", "licence_link",
    "about", "about_zh", "default",
)  # fmt: skip
_KEYS = ("id", "name", "match", "architectures", "languages", "licence", "about", "source", "sampling")
#: Recommended values that an entry may have, and their bounds.
_BOUNDS: Mapping[str, tuple[float, float]] = {
    "temperature": (0, 5),
    "top_p": (0, 1),
    "min_p": (0, 1),
    "top_k": (0, 1_000),
    "repeat_penalty": (0.5, 3),
    "repeat_last_n": (-1, 100_000),
    "presence_penalty": (-2, 2),
    "frequency_penalty": (-2, 2),
}
_WHOLE = ("top_k", "repeat_last_n")


class CatalogError(UserError):
    """The catalog does not have the form that it must have."""


@dataclass(frozen=True)
class CatalogEntry:
    """One model or family. `match`: patterns of names; `source`: where its sampling is recommended."""

    id: str
    name: str
    match: tuple[str, ...]
    architectures: tuple[str, ...]
    languages: tuple[str, ...]
    licence: str
    about: str
    source: str
    sampling: Sampling

    def fits(self, model: InstalledModel) -> bool:
        """Whether `model` is of this entry, by its architecture and its file's or shown name."""
        if model.architecture and model.architecture not in self.architectures:
            return False
        _, _, without_publisher = model.path.name.partition("_")  # "Qwen_Qwen3-14B-Q4_K_M.gguf"
        names = [_plain(name) for name in (model.path.name, without_publisher, model.name)]
        return any(fnmatchcase(name, _plain(pattern)) for pattern in self.match for name in names)


@dataclass(frozen=True)
class CatalogDownload:
    """A model that can be recommended before the Hub was asked for anything.

    `file` names one file of `repo`; its exact size and sha256 are asked for at run time. `memory`:
    the smallest of `MEMORY_CLASSES` for it. `gigabytes`: about how large the file is. `default`:
    the one to suggest first in its class (plain attention, no sliding window). `about_zh` is `about`
    in Chinese.
    """

    name: str
    repo: str
    file: str
    parameters: str
    memory: int
    gigabytes: float
    languages: tuple[str, ...]
    licence: str
    licence_link: str
    about: str
    about_zh: str
    default: bool = False

    def tokens_per_second(self, speed: WeightsSpeed) -> float | None:
        """About how fast it answers on a computer of that speed; None where a graphics card was measured that
        cannot hold it as a whole."""
        size = self.gigabytes * 1e9
        if speed.on_gpu and guess(round(size), speed.gpu_free) != "fits":
            return None
        return tokens_per_second(active_of_name(self.parameters, size), speed)


@dataclass(frozen=True)
class Catalog:
    """All entries, special ones before general ones; downloads from small to large."""

    entries: tuple[CatalogEntry, ...] = ()
    downloads: tuple[CatalogDownload, ...] = ()

    def downloads_for(self, memory_total: int) -> tuple[CatalogDownload, ...]:
        """What suits a machine with that much main memory (in bytes), the default first."""
        # A machine sold with 8 GB has a little less, for its graphics or its firmware.
        fitting = [d for d in self.downloads if d.memory * 0.85e9 <= memory_total]
        best = max((d.memory for d in fitting), default=0)
        return tuple(sorted(fitting, key=lambda d: (d.memory != best, not d.default, -d.memory)))

    def suggestion(
        self, memory_total: int, speed: WeightsSpeed, otherwise: WeightsSpeed | None = None
    ) -> CatalogDownload | None:
        """The one to begin with on a machine with so much memory (bytes) and that speed; `otherwise`: that of
        its processor, for what a graphics card does not hold.

        What fits may still answer slower than one reads: only what reaches `READING_SPEED` is suggested,
        where the class has such ones.
        """
        speeds = [speed] if otherwise is None else [speed, otherwise]
        fitting = self.downloads_for(memory_total)
        quick = [entry for entry in fitting if _pace(entry, speeds) >= READING_SPEED]
        defaults = [entry for entry in quick if entry.default]
        return max(defaults or quick or fitting[-1:], key=lambda entry: entry.gigabytes, default=None)

    def entry_for(self, model: InstalledModel) -> CatalogEntry | None:
        return next((entry for entry in self.entries if entry.fits(model)), None)

    def sampling_for(self, model: InstalledModel) -> Sampling:
        """The recommended values; all None for a model that is not in the catalog."""
        entry = self.entry_for(model)
        return Sampling() if entry is None else entry.sampling


def _pace(entry: CatalogDownload, speeds: Sequence[WeightsSpeed]) -> float:
    """By the first of the speeds that says something; 0 where none does."""
    return next((pace for speed in speeds if (pace := entry.tokens_per_second(speed)) is not None), 0.0)


def load(path: Path | None = None) -> Catalog:
    """Read the catalog that ships with llmdesk, or the one at `path`.

    Raises `CatalogError` with the entry and the key that are wrong.
    """
    path = resource("catalog.toml") if path is None else path
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _error(path, str(error)) from error
    return _Form(path).catalog(data)


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")


def _error(path: Path, reason: str) -> CatalogError:
    return CatalogError(
        QT_TRANSLATE_NOOP("core", "The catalog of models cannot be used."),
        QT_TRANSLATE_NOOP("core", "{file}: {reason}."),
        QT_TRANSLATE_NOOP("core", "Install llmdesk again, or correct the file."),
        file=path,
        reason=reason.rstrip("."),
    )


class _Form:
    """Turns parsed TOML into entries; every refusal names the entry and the key."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._where = ""

    def catalog(self, data: Mapping[str, object]) -> Catalog:
        self._only(data, ("version", "model", "download", "embedding"))  # the last: see `embedding_catalog`
        if data.get("version") != VERSION:
            self._refuse(f"version is {data.get('version')!r}, not {VERSION}")
        models = data.get("model", [])
        if not isinstance(models, list):
            self._refuse("model is not a list of tables: write [[model]]")
        entries = tuple(self._entry(number, model) for number, model in enumerate(models, 1))
        seen: set[str] = set()
        for entry in entries:
            if entry.id in seen:
                self._refuse(f"the id {entry.id!r} is there twice")
            seen.add(entry.id)
        listed = data.get("download", [])
        if not isinstance(listed, list):
            self._refuse("download is not a list of tables: write [[download]]")
        downloads = tuple(self._download(number, table) for number, table in enumerate(listed, 1))
        return Catalog(entries, downloads)

    def _download(self, number: int, table: object) -> CatalogDownload:
        self._where = f"download {number}: "
        if not isinstance(table, dict):
            self._refuse("it is not a table")
        self._where = f"download {number} ({table.get('name', '?')}): "
        self._only(table, _DOWNLOAD_KEYS)
        memory, gigabytes = table.get("memory"), table.get("gigabytes")
        if memory not in MEMORY_CLASSES:
            self._refuse(f"memory is {memory!r}, not one of {MEMORY_CLASSES}")
        if not isinstance(gigabytes, float) or not 0 < gigabytes <= memory:
            self._refuse(f"gigabytes is {gigabytes!r}, not a number up to {memory}")
        if not isinstance(table.get("default", False), bool):
            self._refuse("default is neither true nor false")
        download = CatalogDownload(
            name=self._text("name", table.get("name")),
            repo=self._text("repo", table.get("repo")),
            file=self._text("file", table.get("file")),
            parameters=self._text("parameters", table.get("parameters")),
            memory=memory,
            gigabytes=gigabytes,
            languages=self._texts("languages", table.get("languages")),
            licence=self._text("licence", table.get("licence")),
            licence_link=self._text("licence_link", table.get("licence_link")),
            about=self._text("about", table.get("about")),
            about_zh=self._text("about_zh", table.get("about_zh")),
            default=table.get("default", False),
        )
        try:
            check_repo(download.repo)
            check_file(download.file)
        except HostileName as error:
            self._refuse(str(error))
        if not download.licence_link.startswith("https://"):
            self._refuse(f"licence_link is {download.licence_link!r}, not an https address")
        self._where = ""
        return download

    def _entry(self, number: int, table: object) -> CatalogEntry:
        self._where = f"model {number}: "
        if not isinstance(table, dict):
            self._refuse("it is not a table")
        self._where = f"model {number} ({table.get('id', '?')}): "
        self._only(table, _KEYS)
        entry = CatalogEntry(
            id=self._text("id", table.get("id")),
            name=self._text("name", table.get("name")),
            match=self._texts("match", table.get("match")),
            architectures=self._texts("architectures", table.get("architectures")),
            languages=self._texts("languages", table.get("languages")),
            licence=self._text("licence", table.get("licence")),
            about=self._text("about", table.get("about")),
            source=self._text("source", table.get("source")),
            sampling=self._sampling(table.get("sampling")),
        )
        if not entry.source.startswith("https://"):
            self._refuse(f"source is {entry.source!r}, not an https address")
        self._where = ""
        return entry

    def _text(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            self._refuse(f"{key} is {value!r}, not a text")
        return value

    def _texts(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            self._refuse(f"{key} is {value!r}, not a list of texts")
        return tuple(self._text(f"{key}[{index}]", item) for index, item in enumerate(value))

    def _sampling(self, table: object) -> Sampling:
        if not isinstance(table, dict):
            self._refuse("sampling is missing or not a table")
        self._only(table, tuple(_BOUNDS), "sampling.")
        values = {key: self._number(key, value) for key, value in table.items()}
        return Sampling(**values)  # type: ignore[arg-type]  # whole numbers where the field is one

    def _number(self, key: str, value: object) -> float:
        least, most = _BOUNDS[key]
        is_number = isinstance(value, int if key in _WHOLE else int | float) and not isinstance(value, bool)
        if not isinstance(value, int | float) or not is_number or not least <= value <= most:
            kind = "a whole number" if key in _WHOLE else "a number"
            self._refuse(f"sampling.{key} is {value!r}; it must be {kind} between {least} and {most}")
        return value if key in _WHOLE else float(value)

    def _only(self, table: Mapping[str, object], keys: Sequence[str], prefix: str = "") -> None:
        for key in table:
            if key not in keys:
                self._refuse(f"there is no key {prefix}{key}; there are {', '.join(keys)}")

    def _refuse(self, reason: str) -> NoReturn:
        raise _error(self._path, self._where + reason)
