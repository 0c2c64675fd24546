"""Settings of the window: saved at once, and the command line's values for this session only."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.errors import SettingsError
from llmdesk.settings import Settings, load_settings
from llmdesk.ui.settings_holder import SettingsHolder


def test_a_change_is_announced_and_saved(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    holder = SettingsHolder(Settings(), path)
    with qtbot.waitSignal(holder.changed):
        holder.update(theme="dark")
    assert holder.value.theme == "dark"
    assert load_settings(path)[0].theme == "dark"


def test_no_change_is_no_news(qtbot: QtBot, tmp_path: Path) -> None:
    holder = SettingsHolder(Settings(), tmp_path / "settings.json")
    with qtbot.assertNotEmitted(holder.changed):
        holder.update(theme=holder.value.theme)
    assert not (tmp_path / "settings.json").exists()


def test_values_of_the_session_win_and_are_never_saved(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    holder = SettingsHolder(Settings(context=8192), path, {"context": 512, "offline": True})
    assert (holder.value.context, holder.value.offline) == (512, True)
    holder.update(theme="dark")
    saved = load_settings(path)[0]
    assert (saved.context, saved.offline) == (8192, False)


def test_a_choice_in_the_window_ends_the_session_value(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    holder = SettingsHolder(Settings(), path, {"context": 512})
    assert holder.given("context")
    holder.update(context=1024)
    assert holder.value.context == 1024
    assert not holder.given("context")
    assert load_settings(path)[0].context == 1024


def test_a_change_that_cannot_be_saved_counts_and_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    holder = SettingsHolder(Settings(), tmp_path / "a file" / "settings.json")
    (tmp_path / "a file").write_text("not a folder")
    with qtbot.waitSignal(holder.failed) as told:
        holder.update(theme="dark")
    assert isinstance(told.args[0], SettingsError)
    assert holder.value.theme == "dark"


def test_an_impossible_value_is_refused_before_it_counts(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        SettingsHolder(Settings(), tmp_path / "s.json").update(nonsense=1)
