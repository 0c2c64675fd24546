"""`llmdesk models` and `llmdesk doctor` in a process of their own, with real and damaged files."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.e2e.command import Command
from tests.gguf_writer import small_model, write_gguf

pytestmark = pytest.mark.model


@pytest.fixture
def llmdesk(tmp_path: Path) -> Command:
    return Command(tmp_path / "data", None)


def test_the_starter_model_passes_the_check(llmdesk: Command, starter: Path) -> None:
    done = llmdesk.run("models", "check", str(starter), "--json")
    assert done.returncode == 0
    document = json.loads(done.stdout)
    assert (document["architecture"], document["layers"]) == ("llama", 30)
    assert document["template"] == "gguf"


def test_a_path_with_chinese_characters_and_spaces_passes_the_check(
    llmdesk: Command, starter: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "模型 文件夹" / "小 模型.gguf"
    copy.parent.mkdir()
    copy.hardlink_to(starter) if _same_disk(starter, tmp_path) else shutil.copy(starter, copy)
    done = llmdesk.run("models", "check", str(copy))
    assert done.returncode == 0
    assert "小 模型.gguf" in done.stdout


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


@pytest.mark.parametrize("damage", ["empty", "magic", "truncated", "absent", "folder"])
def test_a_bad_file_is_status_2_with_the_reason(
    llmdesk: Command, starter: Path, tmp_path: Path, damage: str
) -> None:
    path = tmp_path / "bad.gguf"
    if damage == "folder":
        path.mkdir()
    elif damage != "absent":
        with starter.open("rb") as file:
            head = file.read(3_000_000)
        path.write_bytes({"empty": b"", "magic": b"ELF?" + head[4:], "truncated": head}[damage])
    is_refused(llmdesk, path)


def test_an_unknown_architecture_is_named(llmdesk: Command, tmp_path: Path) -> None:
    metadata, tensors = small_model(architecture="nonsuch")
    assert "nonsuch" in is_refused(llmdesk, write_gguf(tmp_path / "odd.gguf", metadata, tensors))


def is_refused(llmdesk: Command, path: Path) -> str:
    """Check `path`, which is bad; what was said about it."""
    done = llmdesk.run("models", "check", str(path))
    assert done.returncode == 2
    assert done.stderr.startswith("llmdesk: ")
    assert len(done.stderr.splitlines()) >= 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return done.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission_is_status_2(llmdesk: Command, tmp_path: Path) -> None:
    path = tmp_path / "secret.gguf"
    path.write_bytes(b"GGUF")
    path.chmod(0)
    assert llmdesk.run("models", "check", str(path)).returncode == 2


def test_models_list_finds_a_file_in_the_data_folder(llmdesk: Command, starter: Path) -> None:
    folder = llmdesk.data / "models"
    folder.mkdir(parents=True)
    shutil.copy(starter, folder / "copy.gguf")
    done = llmdesk.run("models", "list", "--json")
    paths = [Path(model["path"]) for model in json.loads(done.stdout)]
    assert folder / "copy.gguf" in paths


def test_doctor_knows_this_machine(llmdesk: Command) -> None:
    done = llmdesk.run("doctor", "--json")
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert any(device["id"] == "CPU" for device in report["devices"])
    assert report["packages"]["llama-cpp-python"] != "not installed"
    assert report["display"]["window"].startswith("there is no screen")
