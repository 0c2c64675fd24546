"""Entering an access token, for gated models: into the system's keyring, or for this session.

Owns the field. The token goes to `TokenStore` and nowhere else; the field forgets it at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import UserError, fill
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import error_text
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

if TYPE_CHECKING:
    from llmdesk.network.tokens import Forgotten


class TokenField(Retranslating, QWidget):
    """The token of the endpoint's host."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._keyring: str | None = None  # its name; "" where none is to be trusted
        self._session = ""  # the host whose token is kept for this session only
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._remember = QCheckBox()
        self._remember.setChecked(True)
        self._keep, self._forget = QPushButton(), QPushButton()
        self._status = plain_label("small", wrap=True)
        line, below = QHBoxLayout(), QHBoxLayout()
        for row, widgets in ((line, (self.edit, self._keep, self._forget)), (below, (self._remember,))):
            row.setSpacing(SPACE)
            for widget in widgets:
                row.addWidget(widget)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(line)
        column.addLayout(below)
        column.addWidget(self._status)
        self.edit.returnPressed.connect(self._on_keep)
        self.edit.textChanged.connect(lambda text: self._keep.setEnabled(bool(text.strip())))
        self._keep.clicked.connect(self._on_keep)
        self._forget.clicked.connect(self._on_forget)
        self._retranslate()

    @property
    def host(self) -> str:
        return urlsplit(self._services.settings.value.endpoint).hostname or ""

    def ask_keyring(self) -> None:
        """Which keyring there is; it is not opened for that."""
        if self._keyring is None:
            self._services.tasks.start(
                lambda _: self._services.hub.get().tokens.keyring_name(),
                owner=self,
                on_done=self._on_keyring,
            )

    def _on_keyring(self, name: str) -> None:
        self._keyring = name
        self._remember.setEnabled(bool(name))
        self._remember.setChecked(bool(name))
        self._retranslate()

    # -- keeping and forgetting -------------------------------------------------------------------
    def _on_keep(self) -> None:
        token, host, remember = self.edit.text(), self.host, self._remember.isChecked()
        if not token.strip():
            return
        self.edit.clear()

        def keep(_: TaskContext) -> tuple[bool, tuple[str, ...]]:
            tokens = self._services.hub.get().tokens
            return tokens.set(host, token, remember=remember), tokens.remembered

        def on_done(found: tuple[bool, tuple[str, ...]]) -> None:
            kept, hosts = found
            self._session = "" if kept else host
            self._services.settings.update(token_hosts=hosts)
            self.refresh()

        self._services.tasks.start(keep, owner=self, on_done=on_done, on_error=self._on_error)

    def _on_forget(self) -> None:
        host = self.host

        def forget(_: TaskContext) -> tuple[Forgotten, tuple[str, ...]]:
            tokens = self._services.hub.get().tokens
            return tokens.forget(host), tokens.remembered

        def on_done(found: tuple[Forgotten, tuple[str, ...]]) -> None:
            token, hosts = found
            self._session = ""
            self._services.settings.update(token_hosts=hosts)
            self.refresh()
            if token == "kept":
                set_kind(self._status, "danger")
                words = self.tr("The keyring did not let the access token for {host} go: it is still there.")
                self._status.setText(fill(words, {"host": host}))

        self._services.tasks.start(forget, owner=self, on_done=on_done, on_error=self._on_error)

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, UserError):
            set_kind(self._status, "danger")
            self._status.setText(error_text(error))

    # -- words ------------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Say where the token is; of a token itself nothing is shown."""
        host = self.host
        kept = host in self._services.settings.value.token_hosts
        here = kept or (bool(host) and self._session == host)
        self._forget.setEnabled(here)
        if kept:
            text = self.tr("An access token for {host} is stored in the keyring.")
        elif here:
            text = self.tr("An access token for {host} is used until llmdesk closes.")
        else:
            text = self.tr("No access token for {host}. Only gated models need one.")
        set_kind(self._status, "small")
        self._status.setText(fill(text, {"host": host}))

    def _retranslate(self) -> None:
        self.edit.setAccessibleName(self.tr("Access token"))
        self.edit.setPlaceholderText("hf_…")
        self._keep.setText(self.tr("Keep"))
        self._keep.setAccessibleName(self.tr("Keep the access token"))
        self._keep.setEnabled(bool(self.edit.text().strip()))
        self._forget.setText(self.tr("Forget"))
        self._forget.setAccessibleName(self.tr("Forget the access token"))
        if self._keyring:
            text = fill(self.tr("Remember it in the keyring ({name})"), {"name": self._keyring})
        elif self._keyring is None:
            text = self.tr("Remember it in the system's keyring")
        else:
            text = self.tr("Only until llmdesk closes (no keyring available)")
        self._remember.setText(text)
        self.refresh()
