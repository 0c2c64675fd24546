"""Showing a file in the system's file manager.

Owns how each system is asked. Must not open the file itself.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QDesktopServices


def reveal(path: Path) -> None:
    """Show `path` selected in its folder, or at least its folder."""
    if sys.platform == "darwin":
        subprocess.Popen(["open", "-R", str(path)])
    elif sys.platform == "win32":
        subprocess.Popen(["explorer", f"/select,{path}"])
    elif not _ask_file_manager(path):
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _ask_file_manager(path: Path) -> bool:
    """Without waiting for the answer; False where no file manager listens."""
    bus = QDBusConnection.sessionBus()
    service = "org.freedesktop.FileManager1"
    listeners = bus.interface().registeredServiceNames() if bus.isConnected() else None
    if listeners is None or service not in listeners.value():
        return False
    message = QDBusMessage.createMethodCall(service, "/org/freedesktop/FileManager1", service, "ShowItems")
    message.setArguments([[QUrl.fromLocalFile(str(path)).toString()], ""])
    return bool(bus.send(message))
