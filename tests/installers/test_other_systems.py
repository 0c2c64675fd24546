"""The recipes for Windows and macOS and the workflows, as far as they can be checked on another system."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[2]
INSTALLERS = ROOT / "installers"
WORKFLOWS = ROOT / ".github" / "workflows"


def test_the_entitlements_are_a_property_list_of_switches() -> None:
    entitlements = plistlib.loads((INSTALLERS / "macos" / "entitlements.plist").read_bytes())
    assert entitlements
    assert all(name.startswith("com.apple.security.") for name in entitlements)
    assert set(entitlements.values()) == {True}


def test_the_windows_installer_names_files_that_are_there() -> None:
    script = (INSTALLERS / "windows" / "llmdesk.iss").read_text()
    licence = re.search(r"^LicenseFile=(.+)$", script, re.MULTILINE)
    assert licence
    assert (INSTALLERS / "windows" / licence[1].replace("\\", "/")).is_file()


def test_the_windows_installer_is_given_every_value_that_it_asks_for() -> None:
    script = (INSTALLERS / "windows" / "llmdesk.iss").read_text()
    build = (INSTALLERS / "windows" / "build.ps1").read_text()
    for value in set(re.findall(r"\{#(\w+)\}", script)):
        assert f"/D{value}=" in build, value


def test_an_upgrade_on_windows_is_the_same_program() -> None:
    """The AppId is what Windows knows an installed program by; another one would install it twice."""
    assert (
        "AppId={{0B1B6B5E-5F0F-4E0C-9B0E-6D1B7C1D9A42}"
        in (INSTALLERS / "windows" / "llmdesk.iss").read_text()
    )


@pytest.mark.parametrize("path", sorted(INSTALLERS.rglob("*.sh")), ids=lambda path: path.name)
def test_each_shell_script_is_one(path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash on this system")
    subprocess.run([bash, "-n", path], check=True)


@pytest.mark.parametrize("path", sorted(WORKFLOWS.glob("*.yml")), ids=lambda path: path.name)
def test_each_command_of_a_workflow_is_in_the_repository(path: Path) -> None:
    workflow: dict[str, Any] = yaml.safe_load(path.read_text())
    commands = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    for job in workflow["jobs"].values():
        commands += [
            entry["command"] for entry in job.get("strategy", {}).get("matrix", {}).get("include", [])
        ]
    scripts = [
        word for command in commands for word in command.split() if word.startswith(("installers/", ".ci/"))
    ]
    assert scripts
    assert all((ROOT / script).is_file() for script in scripts)


@pytest.mark.parametrize("system", ["linux", "macos", "windows"])
def test_each_system_is_built_by_the_workflow(system: str) -> None:
    workflow = yaml.safe_load((WORKFLOWS / "build.yml").read_text())
    entries = workflow["jobs"]["build"]["strategy"]["matrix"]["include"]
    assert any(
        entry["system"].startswith(system) and f"installers/{system}/build." in entry["command"]
        for entry in entries
    )
