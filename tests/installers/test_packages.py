"""What is packed for Linux is complete: the menu entry, the description, the dependencies, the licences."""

from __future__ import annotations

import configparser
import importlib.metadata
import re
import shutil
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from installers import licences
from llmdesk import __version__
from llmdesk.licences import files_of, normal

ROOT = Path(__file__).parents[2]
LINUX = ROOT / "installers" / "linux"
DESKTOP = LINUX / "llmdesk.desktop"
METAINFO = LINUX / "org.llmdesk.llmdesk.metainfo.xml"
# What a system always has, or comes with the libraries that are asked for.
BASE = re.compile(
    r"ld-linux|lib(c|m|dl|pthread|resolv|gcc_s|stdc\+\+|z|zstd|brotli\w+|X11|xcb|freetype|gthread-2.0)\.so|libQt6|libicu"
)


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in words], capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("tool", "words", "file"),
    [("desktop-file-validate", [], DESKTOP), ("appstreamcli", ["validate", "--no-net"], METAINFO)],
)
def test_menu_entry_and_description_are_valid(tool: str, words: list[str], file: Path) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    done = run(tool, *words, file)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_menu_entry_starts_what_is_on_the_path_and_names_an_icon_that_is_packed() -> None:
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(DESKTOP, encoding="utf-8")
    words = entry["Desktop Entry"]
    assert words["Exec"] == "llmdesk"
    assert words["Icon"] == "llmdesk"
    assert {"GenericName[zh_CN]", "Comment[zh_CN]", "Keywords[zh_CN]"} <= set(words)
    window = (ROOT / "llmdesk" / "ui" / "app.py").read_text("utf-8")
    assert f'setDesktopFileName("{DESKTOP.stem}")' in window


def test_the_description_speaks_of_this_version_and_of_the_menu_entry() -> None:
    tree = ET.parse(METAINFO)
    newest = tree.find("releases/release")
    assert newest is not None
    assert newest.get("version") == __version__
    assert tree.findtext("launchable") == DESKTOP.name
    texts = [
        element.text for element in tree.iter() if element.get("{http://www.w3.org/XML/1998/namespace}lang")
    ]
    assert (
        len(texts) == len(tree.findall("description/*")) + len(tree.findall("description/ul/li[1]")) + 4 - 2
    )


def needs(kind: str) -> dict[str, str]:
    """What has to be there → Debian's package."""
    text = (LINUX / "system.sh").read_text("utf-8")
    return dict(re.findall(rf"^{kind} +(\S+) +(\S+)", text, re.MULTILINE))


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("objdump"), reason="needs objdump")
def test_every_library_that_qt_asks_for_is_among_what_is_installed() -> None:
    qt = Path(sysconfig.get_path("purelib"), "PySide6", "Qt")
    files = [
        *(
            qt / "lib" / f"libQt6{name}.so.6"
            for name in ("Core", "Gui", "Widgets", "DBus", "Network", "Svg", "XcbQpa")
        ),
        *(qt / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "wayland")),
        *sorted((qt / "plugins" / "xcbglintegrations").glob("*.so")),
        qt / "lib" / "libQt6WaylandClient.so.6",
    ]
    asked = set(re.findall(r"NEEDED +(\S+)", run("objdump", "-p", *files).stdout))
    assert "libEGL.so.1" in asked
    assert {name for name in asked if not BASE.match(name)} <= set(needs("window"))


def shell(script: str) -> str:
    done = run("bash", "-c", f"set -eu; cd {ROOT}; . {LINUX}/system.sh; . {LINUX}/package.sh; {script}")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="scripts for Linux")
def test_the_package_depends_on_every_library_of_the_window(tmp_path: Path) -> None:
    depends = shell(f"newest_glibc() {{ echo 2.36; }}; dependencies {tmp_path}").strip()
    assert depends.startswith("libc6 (>= 2.36), ")
    named = {name for entry in depends.split(", ") for name in re.split(r" \| | \(", entry)}
    packages = {package for check, package in needs("window").items() if check.startswith("lib")}
    assert packages <= named
    assert "libglib2.0-0t64 | libglib2.0-0" in depends


@pytest.mark.skipif(sys.platform != "linux", reason="scripts for Linux")
def test_the_folder_has_two_programs_that_take_the_same_words(tmp_path: Path) -> None:
    folder = tmp_path / "a b 语言"
    (folder / "_internal" / "licences").mkdir(parents=True)
    (folder / "_internal" / "licences" / "LICENCES.txt").touch()
    (folder / "llmdesk").write_text('#!/bin/sh\nprintf "<%s>" "$@"\n', "utf-8")
    (folder / "llmdesk").chmod(0o755)
    shell(f"finish_folder '{folder}'")
    assert (folder / "licences" / "LICENCES.txt").exists()
    (tmp_path / "link").symlink_to(folder / "llmdesk-cli")
    for program in (folder / "llmdesk-cli", tmp_path / "link"):
        assert run(program, "chat", "two words", "").stdout == "<chat><two words><>"


def runtime_packages() -> list[str]:
    text = (ROOT / "installers" / "locked" / "run.txt").read_text("utf-8")
    names = [normal(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)]
    installed = {normal(found.name) for found in importlib.metadata.distributions()}
    return [name for name in names if name in installed]


def test_every_package_that_is_shipped_has_a_licence_to_ship_with_it(tmp_path: Path) -> None:
    entries = licences.collect([], [], runtime_packages(), tmp_path)
    assert all(Path(file).is_file() for file, _ in entries)
    listed = (tmp_path / "LICENCES.txt").read_text("utf-8")
    for package in licences.python_packages([], runtime_packages()):
        name = normal(package.name)
        assert files_of(package) or not licences.summary(package).endswith(licences.UNSTATED)
        assert any(folder.split("/")[1] == name for _, folder in entries if "/" in folder), name
        assert f"{package.name} {package.version}: " in listed
    # None hides another one of the same name.
    places = [f"{folder}/{Path(file).name}" for file, folder in entries]
    assert len(places) == len(set(places))


def test_packages_are_found_by_the_modules_that_are_used() -> None:
    names = {package.name for package in licences.python_packages(["PIL.Image", "numpy.linalg", "json"])}
    assert names == {"pillow", "numpy"}


@pytest.mark.skipif(
    not Path("/usr/share/doc/libgomp1/copyright").exists(), reason="Debian's libgomp is not there"
)
def test_a_library_of_the_system_brings_its_copyright_along(tmp_path: Path) -> None:
    (library,) = list(Path("/usr/lib").glob("*/libgomp.so.1"))[:1]
    entries = licences.collect([], [library], ["numpy"], tmp_path)
    assert ("/usr/share/doc/gcc-12-base/copyright" in dict(entries)) or any(
        folder == "licences/system/libgomp1" for _, folder in entries
    )
