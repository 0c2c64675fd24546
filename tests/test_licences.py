"""The licences of all that ships are found, in an installation and in a bundle."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

import pytest

from installers import licences as collecting
from llmdesk import licences
from llmdesk.licences import IS_LICENCE, components, text_of
from llmdesk.paths import resource


def test_every_library_has_a_licence_and_a_text_or_says_which_it_is() -> None:
    found = components()
    assert found[0].name == "llmdesk"
    assert "MIT License" in text_of(found[0])
    names = {licences.normal(one.name) for one in found}
    assert {"python", "llama-cpp-python", "pyside6-essentials", "numpy", "httpx2"} <= names
    assert all(one.licence or one.texts for one in found), [one.name for one in found if not one.licence]
    assert all(text_of(one) for one in found if one.texts)


def test_what_needs_the_text_of_another_has_it() -> None:
    texts = {licences.normal(one.name): text_of(one) for one in components()}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["pyside6-essentials"]
    assert "ggml" in texts["llama-cpp-python"]


def test_every_licence_in_the_resources_belongs_to_something() -> None:
    shown = {path for one in components() for path in one.texts}
    shown |= {resource("licences", name) for names in licences.ADDED.values() for name in names}
    there = {
        path for path in resource().rglob("*") if path.is_file()
        and IS_LICENCE.search(path.relative_to(resource()).as_posix())
    }  # fmt: skip
    assert there
    assert there <= shown


def test_in_a_bundle_they_come_from_what_was_collected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As PyInstaller lays it out: what `installers/licences.py` says, copied."""
    bundle = tmp_path / "_internal"
    system = tmp_path / "copyright"
    system.write_text("of libgomp", "utf-8")
    entries = collecting.collect([], [], ["numpy", "PySide6-Essentials", "llmdesk"], tmp_path / "work")
    for file, folder in [*entries, (str(system), "licences/system/libgomp1")]:
        place = bundle / folder
        place.mkdir(parents=True, exist_ok=True)
        (place / Path(file).name).write_bytes(Path(file).read_bytes())
    (bundle / "resources").symlink_to(resource())
    monkeypatch.setattr(sys, "_MEIPASS", str(bundle), raising=False)
    found = {licences.normal(one.name): one for one in components()}
    assert found["numpy"].version == importlib.metadata.version("numpy")
    assert "BSD-3-Clause" in found["numpy"].licence
    assert "OpenBLAS" in text_of(found["numpy"])
    assert "LESSER" in text_of(found["pyside6-essentials"])
    assert text_of(found["libgomp1"]) == "of libgomp"
    assert "Python" in {one.name for one in found.values()}
    assert components()[0].name == "llmdesk"
    assert "httpx2" not in found  # it is not in this bundle


def test_a_text_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_bytes(b"MIT \xff")
    gone = licences.Component("x", "1", "MIT", (tmp_path / "gone", tmp_path / "LICENSE"))
    assert "MIT \ufffd" in text_of(gone)
    assert text_of(licences.Component("x", "1", "MIT", ())) == ""
