"""The real window with somebody at it: runs the `llmdesk` command and obeys lines on standard input.

    python -m tests.e2e.robot [--no-starter] [OPTION OF LLMDESK …]

A line is a JSON list `[action, argument …]`; the answer is a JSON document on standard output.
Controls are found by their accessible names, as a screen reader finds them. `window.py` is the
other end.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the engine process imports this module again, and needs no Qt
    from PySide6.QtGui import QAccessibleInterface, QAccessibleTextInterface
    from PySide6.QtWidgets import QWidget

PACE_MS = 20  # between an action and its answer: whoever asks again and again does not hold the window up


def visible(name: str) -> list[QWidget]:
    """The controls that show and have this accessible name."""
    from PySide6.QtWidgets import QApplication

    found = [w for w in QApplication.allWidgets() if w.accessibleName() == name and w.isVisible()]
    return sorted(found, key=lambda w: w.mapToGlobal(w.rect().topLeft()).y())


def spoken(node: QAccessibleInterface, depth: int = 0) -> str:
    """What a screen reader finds at `node`, to a depth of 8."""
    from PySide6.QtGui import QAccessible

    if depth > 8 or node.state().invisible:
        return ""
    text: QAccessibleTextInterface | None = node.textInterface()
    if text is not None:
        own = text.text(0, text.characterCount())
    else:
        own = node.text(QAccessible.Text.Name) if depth else ""
    children = (node.child(i) for i in range(node.childCount()))
    parts = [own, *(spoken(child, depth + 1) for child in children if child is not None)]
    return "\n".join(part for part in parts if part)


class Hands:
    """What the other end can ask for. GUI thread."""

    def shows(self, name: str) -> bool:
        return bool(visible(name))

    def enabled(self, name: str) -> bool:
        return any(widget.isEnabled() for widget in visible(name))

    def text(self, name: str) -> str:
        from PySide6.QtGui import QAccessible

        return "\n".join(spoken(QAccessible.queryAccessibleInterface(widget)) for widget in visible(name))

    def click(self, name: str) -> None:
        """The last one from above: of the buttons of messages the newest message's."""
        from PySide6.QtWidgets import QAbstractButton

        button = visible(name)[-1]
        assert isinstance(button, QAbstractButton)
        assert button.isEnabled(), name
        button.click()

    def press(self, text: str) -> None:
        """The button with this caption."""
        from PySide6.QtWidgets import QApplication, QPushButton

        buttons = [w for w in QApplication.allWidgets() if isinstance(w, QPushButton) and w.isVisible()]
        next(button for button in buttons if button.text() == text).click()

    def fill(self, name: str, text: str) -> None:
        from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

        edit = visible(name)[0]
        assert isinstance(edit, QPlainTextEdit | QTextEdit | QLineEdit)
        edit.setText(text) if isinstance(edit, QLineEdit) else edit.setPlainText(text)

    def offers(self, name: str, text: str) -> bool:
        """Whether the list of this name has this line."""
        return text in self._lines(name)

    def choose(self, name: str, text: str) -> None:
        """The line of the list of this name."""
        from PySide6.QtWidgets import QComboBox

        box = visible(name)[0]
        assert isinstance(box, QComboBox)
        box.activated.emit(self._lines(name).index(text))

    @staticmethod
    def _lines(name: str) -> list[str]:
        from PySide6.QtWidgets import QComboBox

        box = visible(name)[0]
        assert isinstance(box, QComboBox)
        return [box.itemText(row) for row in range(box.count())]

    def open_tab(self, name: str) -> None:
        """The tab of the window with this caption."""
        from PySide6.QtWidgets import QTabBar

        bar = visible("Tabs")[0]
        assert isinstance(bar, QTabBar)
        bar.setCurrentIndex([bar.tabText(index) for index in range(bar.count())].index(name))

    def drop(self, name: str, path: str) -> None:
        """Drop a file onto the control, as from a file manager: on it or on what it lies on."""
        from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
        from PySide6.QtGui import QDragEnterEvent, QDropEvent

        target: QWidget | None = visible(name)[0]
        while target is not None and not target.acceptDrops():
            target = target.parentWidget()
        assert target is not None, f"nothing can be dropped onto {name}"
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path)])
        left, copy, none = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
        QCoreApplication.sendEvent(target, enter)
        assert enter.isAccepted(), f"{name} refuses the file"
        QCoreApplication.sendEvent(target, QDropEvent(QPointF(9, 9), copy, data, left, none))

    def minimize(self) -> None:
        self._window().showMinimized()

    def minimized(self) -> bool:
        return self._window().isMinimized()

    def close(self) -> None:
        self._window().close()

    def _window(self) -> QWidget:
        from PySide6.QtWidgets import QApplication, QMainWindow

        return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow))


def obey() -> None:
    """Read lines in a thread, act in this one; returns at once."""
    from PySide6.QtCore import QObject, Qt, QTimer, Signal
    from PySide6.QtGui import QAccessible

    class Ear(QObject):
        heard = Signal(str)

    def act(line: str) -> None:
        QAccessible.setActive(True)  # as with a screen reader: lists tell of their new rows
        action, *arguments = json.loads(line)
        try:
            answer = {"result": getattr(Hands(), action)(*arguments)}
        except (AssertionError, LookupError, StopIteration) as error:
            answer = {"error": f"{line}: {type(error).__name__} {error}"}
        QTimer.singleShot(PACE_MS, lambda: tell(answer))

    def tell(answer: dict[str, object]) -> None:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()

    def listen() -> None:
        with os.fdopen(os.dup(0), encoding="utf-8") as lines:  # sys.stdin is the command's own
            for line in lines:
                ear.heard.emit(line)

    ear = Ear()
    ear.heard.connect(act, Qt.ConnectionType.QueuedConnection)
    threading.Thread(target=listen, daemon=True).start()


def main() -> None:
    from llmdesk import cli
    from llmdesk.models import library

    options = sys.argv[1:]
    if "--no-starter" in options:
        options.remove("--no-starter")
        library.starter_model = lambda: None
    obey()
    sys.exit(cli.main(options))


if __name__ == "__main__":
    main()
