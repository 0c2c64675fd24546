"""`llmdesk models import` and `llmdesk models remove`."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.harness import Cli, Terminal


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trash of the test's own."""
    folder = tmp_path / "trash"
    folder.mkdir()
    monkeypatch.setattr("send2trash.send2trash", lambda path: Path(path).rename(folder / Path(path).name))
    return folder


def models(run: Cli, *words: str) -> int:
    run.out, run.err = io.StringIO(), io.StringIO()
    return run("models", *words, model=False)


def listed(run: Cli) -> list[Path]:
    assert models(run, "list", "--json") == 0
    return [Path(model["path"]) for model in run.json]


def test_an_imported_file_is_used_where_it_lies(run: Cli) -> None:
    assert models(run, "import", str(run.model)) == 0
    assert str(run.model) in run.out.getvalue()
    assert run.model in listed(run)


def test_a_copy_lies_in_the_models_folder(run: Cli) -> None:
    assert models(run, "import", "--copy", str(run.model), "--json") == 0
    copy = run.folder / "data" / "models" / run.model.name
    assert run.json["path"] == str(copy)
    assert copy.read_bytes() == run.model.read_bytes()
    assert copy in listed(run)


def test_a_bad_file_is_not_imported(run: Cli) -> None:
    bad = run.folder / "bad.gguf"
    bad.write_bytes(b"no model")
    assert models(run, "import", str(bad), "--json") == 2
    assert run.json["error"]["type"] == "ModelFileError"
    assert bad not in listed(run)


def test_a_removed_model_goes_to_the_trash(run: Cli, trash: Path) -> None:
    assert models(run, "import", "--copy", str(run.model)) == 0
    copy = run.folder / "data" / "models" / run.model.name
    assert models(run, "remove", "tiny.gguf", "--yes", "--json") == 0
    assert (run.json["path"], run.json["trashed"]) == (str(copy), True)
    assert not copy.exists()
    assert (trash / run.model.name).exists()
    assert run.model.exists()


def test_a_damaged_file_can_be_removed(run: Cli, trash: Path) -> None:
    bad = run.folder / "data" / "models" / "bad.gguf"
    bad.parent.mkdir(parents=True)
    bad.write_bytes(b"no model")
    assert models(run, "remove", str(bad), "--yes") == 0
    assert (trash / "bad.gguf").exists()


def test_a_file_that_was_imported_in_place_stays(run: Cli, trash: Path) -> None:
    assert models(run, "import", str(run.model)) == 0
    assert models(run, "remove", str(run.model), "--yes") == 0
    assert "the file stays" in run.out.getvalue()
    assert run.model.exists()
    assert run.model not in listed(run)


@pytest.mark.parametrize("name", ["tin", "", "tiny.gguf"])
def test_only_a_whole_name_of_the_list_is_removed(run: Cli, trash: Path, name: str) -> None:
    if name != "tiny.gguf":  # which lies elsewhere, and was never imported
        assert models(run, "import", "--copy", str(run.model)) == 0
    assert models(run, "remove", name, "--yes") == 2
    assert list(trash.iterdir()) == []
    assert run.model.exists()


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("yes", 0), ("n", 2), ("", 2)])
def test_a_terminal_is_asked_first(run: Cli, trash: Path, answer: str, status: int) -> None:
    assert models(run, "import", "--copy", str(run.model)) == 0
    run.stdin, run.lines = Terminal(), iter([answer])
    assert models(run, "remove", "tiny.gguf") == status
    assert len(list(trash.iterdir())) == (status == 0)


def test_without_a_terminal_yes_must_be_said(run: Cli, trash: Path) -> None:
    assert models(run, "import", "--copy", str(run.model)) == 0
    assert models(run, "remove", "tiny.gguf") == 2
    assert "--yes" in run.err.getvalue()
    assert list(trash.iterdir()) == []
