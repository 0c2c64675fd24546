"""What llmdesk knows about well-known embedding models: `[[embedding]]` of `resources/catalog.toml`.

Owns the form of an entry, and how a file of such a model is used. Must not choose or fetch one.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from llmdesk.engine.embedding import EmbedderSpec, Pooling
from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, ModelFileError, NoModelError, shown
from llmdesk.gguf import Header, read_embedding_header
from llmdesk.models.catalog import CatalogError
from llmdesk.models.library import Library, shown_name
from llmdesk.paths import resource

_SAMPLED = 1 << 20  # bytes at the beginning and at the end of a file by which it is known


class EmbeddingEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model or family. `match`: patterns of names, as of chat models; `pooling`, `before_query`,
    `before_document` and `end_token` as in `EmbedderSpec`, from `source`. `repo` and `file`: where it is to
    be had, about `gigabytes` large. `about_zh` is `about` in Chinese."""

    name: str
    match: tuple[str, ...]
    architectures: tuple[str, ...]
    pooling: Pooling
    dimensions: int
    repo: str
    file: str
    gigabytes: float
    languages: tuple[str, ...]
    licence: str
    licence_link: str
    about: str
    about_zh: str
    source: str
    before_query: str = ""
    before_document: str = ""
    end_token: str = ""

    def fits(self, header: Header) -> bool:
        """Whether a file is of this entry, by its architecture and its own or inner name."""
        if header.architecture not in self.architectures:
            return False
        _, _, without_publisher = header.path.name.partition("_")
        names = [_plain(name) for name in (header.path.name, without_publisher, header.name)]
        return any(fnmatchcase(name, _plain(pattern)) for pattern in self.match for name in names)


class _File(msgspec.Struct):
    embedding: tuple[EmbeddingEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """A file, and how it is used. `key` tells the vectors that it makes from those of any other; `known`: it
    is in the catalog, else nothing is put before a text."""

    name: str
    spec: EmbedderSpec
    key: str
    known: bool


def load_embeddings(path: Path | None = None) -> tuple[EmbeddingEntry, ...]:
    """Of the catalog that ships with llmdesk, or the one at `path`. Raises `CatalogError`."""
    path = resource("catalog.toml") if path is None else path
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(data, _File).embedding
    except (OSError, ValueError) as error:  # msgspec's and tomllib's errors are of values
        raise CatalogError("The catalog of models cannot be used.", "{reason}", reason=error) from error


def embedding_model(path: Path, entries: Sequence[EmbeddingEntry], device: str = "auto") -> EmbeddingModel:
    """How the embedding model at `path` is used. Raises `ModelFileError` for what is none."""
    header = read_embedding_header(path)
    entry = next((each for each in entries if each.fits(header)), None)
    spec = EmbedderSpec(path, device=device)
    if entry is not None:
        spec = replace(
            spec,
            pooling=entry.pooling,
            before_query=entry.before_query,
            before_document=entry.before_document,
            end_token=entry.end_token,
        )
    return EmbeddingModel(shown_name(header), spec, _key(path, header, spec), entry is not None)


@dataclass(frozen=True, slots=True)
class EmbeddingFile:
    """An embedding model on this computer, as people call it."""

    name: str
    path: Path

    @property
    def names(self) -> tuple[str, ...]:
        """By which it is found, in small letters."""
        return self.name.casefold(), self.path.name.casefold()


def embedding_files(library: Library) -> list[EmbeddingFile]:
    """Those among the models of `library`, which lists them as files that cannot chat."""
    found = []
    for model in library.models():
        if model.problem is not None:
            try:
                header = read_embedding_header(model.path)
            except ModelFileError:
                continue
            found.append(EmbeddingFile(shown_name(header), model.path))
    return found


def find_embedding_file(
    library: Library, name_or_path: str, entries: Sequence[EmbeddingEntry]
) -> EmbeddingFile:
    """The embedding model of that path, name or unambiguous beginning of one. Raises `NoModelError`, which
    says which there are and which there could be, and `ModelFileError` for a file that is none."""
    path = Path(name_or_path).expanduser()
    if path.is_file():
        return EmbeddingFile(shown_name(read_embedding_header(path)), path.absolute())
    files, wanted = embedding_files(library), name_or_path.strip().casefold()
    for is_meant in (str.__eq__, str.startswith):
        matches = [each for each in files if any(is_meant(name, wanted) for name in each.names)]
        if len(matches) == 1:
            return matches[0]
    raise NoModelError(
        QT_TRANSLATE_NOOP("core", "There is no embedding model “{name}” on this computer."),
        QT_TRANSLATE_NOOP("core", "Embedding models here: {models}.")
        if files
        else QT_TRANSLATE_NOOP("core", "There is no embedding model on this computer."),
        QT_TRANSLATE_NOOP("core", "Some that llmdesk knows: {known}."),
        name=shown(name_or_path),
        models=Listing(tuple(each.name for each in files)),
        known=Listing(tuple(f"{each.repo} ({each.gigabytes:g} GB)" for each in entries)),
    )


def _key(path: Path, header: Header, spec: EmbedderSpec) -> str:
    """Of the weights, wherever their file lies, and of what is put before a document."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            digest.update(file.read(_SAMPLED))
            file.seek(max(0, path.stat().st_size - _SAMPLED))
            digest.update(file.read(_SAMPLED))
    except OSError as error:
        raise ModelFileError(
            QT_TRANSLATE_NOOP("core", "“{file}” cannot be read."),
            QT_TRANSLATE_NOOP("core", "The system says: {reason}."),
            QT_TRANSLATE_NOOP("core", "Check the disk it is stored on, or choose another file."),
            file=shown(path.name),
            reason=shown(error.strerror or str(error), 200),
        ) from error
    used = astuple(replace(spec, path=Path(), device="", before_query=""))
    digest.update(f"{header.size} {used}".encode())
    return digest.hexdigest()


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")
