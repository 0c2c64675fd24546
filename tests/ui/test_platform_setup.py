"""What is settled before Qt starts: input methods, libraries, signals."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.ui.platform_setup import (
    SignalWatcher,
    WindowLibraryError,
    check_libraries,
    prepare_input_method,
)


@pytest.mark.parametrize("module", ["fcitx", "fcitx5"])
def test_without_its_plugin_fcitx_is_reached_through_ibus(tmp_path: Path, module: str) -> None:
    environment = {"QT_IM_MODULE": module}
    prepare_input_method(environment, tmp_path)
    assert environment == {"QT_IM_MODULE": "ibus"}


def test_with_its_plugin_fcitx_is_left_alone(tmp_path: Path) -> None:
    plugin = tmp_path / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so"
    plugin.parent.mkdir()
    plugin.touch()
    environment = {"QT_IM_MODULE": "fcitx"}
    prepare_input_method(environment, tmp_path)
    assert environment == {"QT_IM_MODULE": "fcitx"}


def test_other_input_methods_are_left_alone(tmp_path: Path) -> None:
    for environment in ({}, {"QT_IM_MODULE": "ibus"}):
        before = dict(environment)
        prepare_input_method(environment, tmp_path)
        assert environment == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="xcb is the plug-in of Linux")
def test_a_missing_library_is_an_error_that_names_it(tmp_path: Path) -> None:
    plugin = tmp_path / "platforms" / "libqxcb.so"
    plugin.parent.mkdir()
    plugin.write_bytes(b"not a library")
    with pytest.raises(WindowLibraryError) as caught:
        check_libraries({"DISPLAY": ":0"}, tmp_path)
    assert "libqxcb.so" in str(caught.value)
    check_libraries({"QT_QPA_PLATFORM": "offscreen"}, tmp_path)
    check_libraries({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself SIGTERM there")
def test_a_signal_arrives_on_the_gui_thread(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM)
    seen: list[str] = []
    watcher = SignalWatcher(lambda: seen.append("asked to end"))
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: seen == ["asked to end"])
    watcher.close()
    assert signal.getsignal(signal.SIGTERM) is before
