"""Collects the licences of everything that goes into a bundle, into one folder a package.

Called by `llmdesk.spec` with what PyInstaller found. Owns the question which package a file comes from: a
Python package by its metadata, a library of the system by dpkg. Which files are a package's licences,
`llmdesk.licences` knows, which shows them later. Must not change what is shipped.
"""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from llmdesk.licences import files_of, normal, python_licence

UNSTATED = "see its files"


def python_packages(
    modules: Iterable[str], always: Sequence[str] = ()
) -> list[importlib.metadata.Distribution]:
    """The distributions that these modules ("numpy.linalg") belong to, and those named `always`."""
    tops = {module.partition(".")[0] for module in modules}
    owners = importlib.metadata.packages_distributions() if tops else {}
    names = {normal(name) for top in tops for name in owners.get(top, ())}
    names |= {normal(name) for name in always}
    return [importlib.metadata.distribution(name) for name in sorted(names)]


def system_packages(libraries: Iterable[Path]) -> dict[str, Path]:
    """Debian's packages of these files, each with its copyright file. Empty on another system."""
    outside = sorted({str(path.resolve()) for path in libraries if is_of_system(path)})
    found: dict[str, Path] = {}
    for path in outside:
        for name in _owners(path):
            notice = Path("/usr/share/doc", name, "copyright")
            if notice.exists():
                found[name] = notice.resolve()
    return found


def is_of_system(path: Path) -> bool:
    """Whether a library belongs to the system, and not to a Python package or Python's own folder."""
    return str(path).startswith(("/usr/lib/", "/lib/")) and "-packages" not in str(path)


def _owners(path: str) -> list[str]:
    for candidate in (path, path.removeprefix("/usr")):
        try:
            done = subprocess.run(["dpkg", "-S", candidate], capture_output=True, text=True, check=False)
        except OSError:
            return []
        if done.returncode == 0:
            return [line.split(":")[0] for line in done.stdout.splitlines()]
    return []


def summary(package: importlib.metadata.Distribution) -> str:
    said = package.metadata
    stated = [said[name].split("\n")[0] for name in ("License-Expression", "License") if name in said]
    classes = [c for c in said.get_all("Classifier") or () if c.startswith("License ::")]
    licence = next(filter(None, stated), "") or "; ".join(c.rpartition(":: ")[2] for c in classes)
    return f"{package.name} {package.version}: {licence or UNSTATED}"


def collect(
    modules: Iterable[str], libraries: Iterable[Path], always: Sequence[str], work: Path
) -> list[tuple[str, str]]:
    """(file, folder in the bundle) of every licence, with `LICENCES.txt`, a list of all that is shipped.

    Raises LookupError where a package has none: a bundle without it must not be given away.
    """
    packages = python_packages(modules, always)
    system = system_packages(libraries)
    entries = [(str(path), "licences/python") for path in python_licence()]
    for package in packages:
        files = files_of(package)
        if not files and summary(package).endswith(UNSTATED):
            raise LookupError(f"{package.name} has no licence")
        folder = f"licences/{normal(package.name)}"
        entries += [(str(path), f"{folder}/{_inner(path)}".rstrip("/")) for path in files]
        metadata = Path(str(package.locate_file(f"{_info(package)}/METADATA")))
        entries += [(str(metadata), folder)] if metadata.is_file() else []
    entries += [(str(path), f"licences/system/{name}") for name, path in system.items()]
    lines = ["What this copy of llmdesk consists of, and under which licences", ""]
    lines += [f"Python {sys.version.split()[0]}: PSF-2.0", *map(summary, packages), ""]
    lines += ["Libraries of the system it was built on, see licences/system:", *sorted(system)]
    work.mkdir(parents=True, exist_ok=True)
    (work / "LICENCES.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return [*entries, (str(work / "LICENCES.txt"), "licences")]


def _info(package: importlib.metadata.Distribution) -> str:
    return next(str(file).partition("/")[0] for file in package.files or () if ".dist-info/" in str(file))


def _inner(path: Path) -> str:
    """Where it lies below its own licences folder: many packages have several of one name."""
    parts = (
        path.as_posix().split(".dist-info/")[-1].split("/")[:-1] if ".dist-info/" in path.as_posix() else []
    )
    return "/".join(part for part in parts if part != "licenses")
