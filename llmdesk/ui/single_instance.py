"""One window a data folder: a second start brings the first forward and ends.

Owns the lock of the data folder and the local socket beside it. Must not know the window.
"""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path

from filelock import FileLock, Timeout
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 2000

_log = logging.getLogger(__name__)


class SingleInstance(QObject):
    """`acquire` first; where it says False, `call_first` and end."""

    called = Signal()  # a second start asks this window to come forward

    def __init__(self, lock_path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = FileLock(lock_path, timeout=0, mode=0o600)
        digest = hashlib.sha256(os.fsencode(lock_path.resolve())).hexdigest()[:24]
        self._name = f"llmdesk-{digest}"
        self._server: QLocalServer | None = None

    def acquire(self) -> bool:
        """Become the window of this folder; False when another process is.

        The system releases the lock when the process ends, however it does. Where the file system
        knows no locks, several windows are possible.
        """
        try:
            self._lock.acquire()
        except Timeout:
            return False
        except (OSError, NotImplementedError) as error:
            _log.warning("the data folder cannot be locked: %s", error)
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(self._name):
            _log.warning("a second start cannot bring this window forward: %s", self._server.errorString())
        return True

    def call_first(self) -> bool:
        """Ask the window that has the lock to come forward; False when it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        answered = socket.waitForConnected(ANSWER_MS) and socket.waitForReadyRead(ANSWER_MS)
        socket.abort()
        return bool(answered)

    def _on_connection(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(b"here\n")
            socket.flush()
            self.called.emit()

    def release(self) -> None:
        """Let the next start have the folder."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.release()
