"""`llmdesk presets`, and `llmdesk chat --preset`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from llmdesk.paths import Paths
from llmdesk.store import Store
from tests.cli.harness import Cli

FILE = {
    "format": "llmdesk-presets",
    "version": "1.0",
    "presets": [
        {
            "name": "Haiku",
            "instructions": "Answer in a haiku.",
            "temperature": 0.9,
            "stop": ["END"],
            "max_tokens": 40,
        }
    ],
    "prompts": [{"name": "Explain", "text": "Explain {topic}."}],
}


@pytest.fixture
def own(run: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """With a preset and a prompt that were imported; the output of that is gone."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "presets.json"
    path.write_text(json.dumps(FILE), "utf-8")
    assert run("presets", "import", str(path)) == 0
    assert run.out.getvalue() == "presets: 1 new, 0 already here.\nprompts: 1 new, 0 already here.\n"
    forget(run)
    return run


def forget(run: Cli) -> None:
    run.out.seek(0)
    run.out.truncate()


def test_presets_are_listed_ones_own_first(own: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert own("presets", "list") == 0
    lines = own.out.getvalue().splitlines()
    assert lines[0].split() == ["Haiku", "Answer", "in", "a", "haiku."]
    assert lines[1].startswith("Assistant (assistant)")
    forget(own)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert own("presets", "list", "--json") == 0
    listed = own.json
    assert (listed[0]["name"], listed[0]["own"]) == ("Haiku", True)
    assert (listed[1]["name"], listed[1]["own"]) == ("通用助手", False)


def test_a_preset_is_shown_with_what_it_says(own: Cli) -> None:
    assert own("presets", "show", "haiku") == 0
    assert own.out.getvalue() == (
        "Haiku\n\nAnswer in a haiku.\n\ntemperature: 0.9\nstop: 'END'\nmax tokens: 40\n"
    )
    assert own("presets", "show", "nobody") == 2
    assert "nobody" in own.err.getvalue()


def test_what_is_exported_can_be_imported_elsewhere(own: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert own("presets", "export", "--all", "--out", str(out)) == 0
    assert json.loads(out.read_text("utf-8")) == FILE
    assert own("presets", "export", "Tutor", "--out", str(out)) == 2  # it is there already
    assert own("presets", "export", "Tutor", "--out", str(out), "--overwrite") == 0
    forget(own)
    assert own("presets", "import", str(out), "--json") == 0
    assert own.json["presets"] == {"new": 1, "known": 0, "renamed": 0}
    assert own("presets", "export", "--out", str(out)) == 2


def test_a_chat_is_answered_and_kept_with_its_preset_and_goes_on_with_it(own: Cli) -> None:
    assert own("chat", "Autumn?", "--preset", "haiku") == 0
    assert own("chat", "Winter?", "--continue", "--temperature", "0") == 0
    assert own("chat", "Spring?", "--continue", "--preset", "Short answers", "--system", "Be kind.") == 0
    first, second, third = own.engine.requests
    assert first.messages[0].content == second.messages[0].content == "Answer in a haiku."
    assert (first.sampling.temperature, first.max_tokens, first.stop) == (0.9, 40, ("END",))
    assert (second.sampling.temperature, second.max_tokens, second.stop) == (0.0, 40, ("END",))
    assert third.messages[0].content == "Be kind."
    assert (third.sampling.temperature, third.stop) == (0.4, ())
    paths = Paths.under(own.folder / "data")
    store = Store(paths.database, paths.backups)
    (chat,) = store.conversations()
    store.close()
    assert chat.preset is not None
    assert chat.preset["name"] == "Short answers"


def test_a_chat_that_is_not_kept_has_its_preset_and_leaves_nothing(own: Cli) -> None:
    assert own("chat", "Autumn?", "--preset", "haiku", "--no-save") == 0
    assert own.engine.requests[-1].messages[0].content == "Answer in a haiku."
    assert own.saved() == []


def test_a_preset_whose_model_is_gone_says_so_and_the_usual_model_answers(own: Cli, tmp_path: Path) -> None:
    path = tmp_path / "gone.json"
    presets = [{"name": "Gone", "instructions": "Hm.", "model": "Nowhere 70B"}]
    path.write_text(json.dumps({"format": "llmdesk-presets", "version": "1.0", "presets": presets}), "utf-8")
    assert own("presets", "import", str(path)) == 0
    folder = own.folder / "data" / "models"
    folder.mkdir(parents=True, exist_ok=True)
    own.model.rename(folder / "tiny.gguf")
    assert own("chat", "Hi", "--preset", "gone", model=False) == 0
    assert "Nowhere 70B, which is not here" in own.err.getvalue()
    assert own.engine.requests[-1].messages[0].content == "Hm."
