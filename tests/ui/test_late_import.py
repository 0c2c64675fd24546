"""A library built on Qt is imported without the window standing still, and never beside it."""

from __future__ import annotations

import subprocess
import sys

# In a process of its own: an import happens once.
PROGRAM = """
import sys, threading, time
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from llmdesk.ui import late_import
from llmdesk.ui.late_import import when_imported

late_import.SLICE_MS = 1  # on any processor the import takes many turns
app = QApplication([])
import numpy
times, beside = [], []

names = "cmd calendar colorsys mailbox imaplib wave ftplib poplib shelve plistlib".split()

def tick():
    times.append(time.monotonic())
    if names and len(times) % 3 == 0:
        __import__(names.pop())  # the window imports too, and does not wait for what is paused
    modules = len(sys.modules)
    time.sleep(0.002)  # without Python's lock: whoever may run does
    beside.append(len(sys.modules) - modules)

timer = QTimer(interval=0)
timer.timeout.connect(tick)
timer.start()

def failed(kind, error, trace):
    print(kind.__name__, error)
    app.quit()

sys.excepthook = failed
class Asker(QObject):
    def done(self, module):
        print(module.__name__, len(times) > 15, sum(beside))
        app.quit()

gone, asker = Asker(), Asker()
when_imported(sys.argv[1], gone.done)
def leave():
    gone.deleteLater()
    when_imported(sys.argv[1], asker.done)
QTimer.singleShot(50, leave)
app.exec()
"""


def run(name: str) -> str:
    command = [sys.executable, "-c", PROGRAM, name]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return result.stdout.strip()


def test_the_window_has_its_turns_and_nothing_is_imported_during_them() -> None:
    """Nor is it left half done, with its locks, when the first who asked for it is gone."""
    assert run("pyqtgraph") == "pyqtgraph True 0"


def test_a_package_that_is_not_there_is_told() -> None:
    assert run("no_such_package") == "ModuleNotFoundError No module named 'no_such_package'"
