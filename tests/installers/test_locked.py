"""The lock files: they hold what `pyproject.toml` asks for, with hashes, and what is tested is what ships."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCKED = ROOT / "installers" / "locked"


def locked(name: str) -> dict[str, set[str]]:
    """The versions of each package in a lock file; several where systems or Pythons differ."""
    versions: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", (LOCKED / name).read_text(), re.MULTILINE):
        versions.setdefault(canonicalize_name(package), set()).add(version)
    return versions


def asked_for(extra: str | None) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [
        Requirement(text)
        for text in (project["optional-dependencies"][extra] if extra else project["dependencies"])
    ]


@pytest.mark.parametrize(
    ("name", "extra"),
    [("run.txt", None), ("dev.txt", None), ("dev.txt", "dev")],
)
def test_each_dependency_is_locked_to_a_version_that_it_allows(name: str, extra: str | None) -> None:
    versions = locked(name)
    for requirement in asked_for(extra):
        found = versions.get(canonicalize_name(requirement.name), set())
        assert found, f"{requirement.name} is not in {name}: run installers/lock.sh"
        assert all(requirement.specifier.contains(Version(version)) for version in found), requirement


def test_what_is_tested_is_what_ships() -> None:
    dev = locked("dev.txt")
    assert {name: dev.get(name) for name in locked("run.txt")} == locked("run.txt")


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_each_locked_package_has_its_hashes(name: str) -> None:
    entries = re.split(r"^(?=[\w.-]+==)", (LOCKED / name).read_text(), flags=re.MULTILINE)[1:]
    assert len(entries) > 40
    assert all("--hash=sha256:" in entry for entry in entries)
