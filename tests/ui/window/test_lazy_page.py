"""A tab is imported in two ways: what knows no Qt in a thread, its widgets' modules in the GUI thread."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from importlib.util import find_spec

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from llmdesk.ui.services import Services
from llmdesk.ui.tabs import TOOLS, Tab
from llmdesk.ui.window import lazy_page
from llmdesk.ui.window.lazy_page import LazyPage

# In a process of its own: an import happens once.
PROGRAM = """
import json, sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import llmdesk.ui.window.main_window
from llmdesk.ui.tabs import TOOLS
from llmdesk.ui.window import lazy_page

class Recorder:
    def find_spec(self, name, path=None, target=None):
        where[threading.current_thread() is threading.main_thread()].append(name)
        return None

where = {True: [], False: []}
app = QApplication([])
tool = next(tool for tool in TOOLS if tool.name == sys.argv[1])
sys.meta_path.insert(0, Recorder())
rest = []
thread = threading.Thread(target=lambda: rest.extend(lazy_page._import_all(tool)))
thread.start()
thread.join()
for name in [*rest, tool.module]:
    __import__(name)
print(json.dumps([where[False], where[True]]))
"""


@pytest.mark.parametrize("name", [tool.name for tool in TOOLS])
def test_nothing_of_qt_is_imported_beside_the_window_and_nothing_else_in_its_turns(name: str) -> None:
    command = [sys.executable, "-c", PROGRAM, name]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    beside, turns = json.loads(result.stdout)
    assert [one for one in beside if one.startswith(("llmdesk.ui", "PySide6")) and not is_folder(one)] == []
    assert [one for one in turns if not one.startswith(("llmdesk.ui", "PySide6"))] == []
    assert f"llmdesk.ui.{name}.tab" in turns


# All of them at once, as when somebody goes through the tabs of a window that has just started.
TOGETHER = """
import threading
from llmdesk.ui.tabs import TOOLS
from llmdesk.ui.window.lazy_page import _import_all

failures = []
def work(tool):
    start.wait()
    try:
        _import_all(tool)
    except ImportError as error:
        failures.append(str(error))

start = threading.Barrier(len(TOOLS))
threads = [threading.Thread(target=work, args=(tool,)) for tool in TOOLS]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(failures)
"""


def test_tabs_that_are_looked_at_at_once_are_all_there() -> None:
    command = [sys.executable, "-c", TOGETHER]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert result.stdout == "[]\n", result.stderr


def is_folder(name: str) -> bool:
    """Its `__init__` holds a docstring."""
    spec = find_spec(name)
    return spec is not None and spec.submodule_search_locations is not None


def test_a_tab_that_takes_long_to_open_says_so(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, real = threading.Event(), lazy_page._import_all

    def slow(tool: Tab) -> list[str]:
        go.wait(10)
        return real(tool)

    monkeypatch.setattr(lazy_page, "_import_all", slow)
    page = LazyPage(services, next(tool for tool in TOOLS if tool.name == "poetry"))
    qtbot.addWidget(page)
    page.show()
    label = page.findChildren(QLabel)[0]
    assert not label.isVisible()
    qtbot.waitUntil(lambda: label.isVisible() and label.text() == "Opening…")
    go.set()
    qtbot.waitUntil(lambda: page._tab is not None)
    assert not label.isVisible()
    page.shutdown()
