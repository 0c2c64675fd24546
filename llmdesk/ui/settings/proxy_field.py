"""Choosing the proxy: the system's, none, or an own one with the password that it may want.

Owns the field. The address goes to the settings, the password to `TokenStore` and nowhere else; the
field forgets it at once.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from llmdesk.settings import without_password
from llmdesk.ui.language import Retranslating
from llmdesk.ui.services import Services
from llmdesk.ui.settings.endpoint_field import is_address
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label

_SYSTEM, _NONE, _OWN = "", "none", "own"
_SCHEMES = ("http", "socks5", "socks5h")


class ProxyField(Retranslating, QWidget):
    """The setting `proxy`."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._session = ""  # the proxy whose password is kept for this session only
        self.choice = ChoiceBox()
        self.address, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._status = plain_label("small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (self.choice, self.address, self.password, self._status):
            column.addWidget(widget)
        self.choice.chosen.connect(self._on_choice)
        self.address.editingFinished.connect(self._keep_address)
        self.password.editingFinished.connect(self._keep_password)
        self._retranslate()

    def refresh(self) -> None:
        """Show the settings of now; of a password only where it is."""
        proxy = without_password(self._services.settings.value.proxy)[0]
        choices = [
            Choice(self.tr("Follow the system"), _SYSTEM),
            Choice(self.tr("None"), _NONE),
            Choice(self.tr("Custom:"), _OWN),
        ]
        own = proxy not in (_SYSTEM, _NONE)
        self.choice.set_choices(choices, _OWN if own else proxy)
        if own:
            self.address.setText(proxy)
        self._show_own(own)

    def _show_own(self, own: bool) -> None:
        proxy = self.address.text().strip()
        self.address.setVisible(own)
        self.password.setVisible(own and "@" in proxy)
        if proxy in self._services.settings.value.token_hosts:
            self._say(self.tr("The password is stored in the keyring."))
        elif proxy and self._session == proxy:
            self._say(self.tr("The password is used until llmdesk closes."))
        else:
            self._say("")

    def _say(self, text: str, kind: str = "small") -> None:
        set_kind(self._status, kind)
        self._status.setText(text)
        self._status.setVisible(bool(text) and self.address.isVisibleTo(self))

    # -- keeping ----------------------------------------------------------------------------------
    def _on_choice(self, choice: object) -> None:
        own = choice == _OWN
        self._show_own(own)
        if own:
            self.address.setFocus()
        else:
            self._services.settings.update(proxy=str(choice))

    def _keep_address(self) -> None:
        """A password that was typed into the address does not stay in it."""
        proxy, password = without_password(self.address.text().strip())
        if not is_address(proxy, _SCHEMES):
            self._say(
                self.tr(
                    "A proxy looks like “http://HOST:PORT” or “socks5://HOST:PORT”, with NAME@ "
                    "before the host if it needs a user name."
                ),
                "danger",
            )
            return
        self.address.setText(proxy)
        self._services.settings.update(proxy=proxy)
        self._show_own(True)
        if password:
            self._keep(proxy, password)

    def _keep_password(self) -> None:
        proxy, password = without_password(self._services.settings.value.proxy)[0], self.password.text()
        if password:
            self._keep(proxy, password)

    def _keep(self, proxy: str, password: str) -> None:
        """In a task: a keyring may ask the user to open it."""
        self.password.clear()

        def keep(_: TaskContext) -> tuple[bool, tuple[str, ...]]:
            tokens = self._services.hub.get().tokens
            return tokens.set_proxy_password(proxy, password), tokens.remembered

        def on_done(found: tuple[bool, tuple[str, ...]]) -> None:
            kept, names = found
            self._session = "" if kept else proxy
            self._services.settings.update(token_hosts=names)
            self.refresh()

        self._services.tasks.start(keep, owner=self, on_done=on_done)

    # -- words ------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.address.setAccessibleName(self.tr("Address of the proxy"))
        self.address.setPlaceholderText("http://HOST:PORT, socks5://NAME@HOST:PORT")
        self.password.setAccessibleName(self.tr("Password of the proxy"))
        self.password.setPlaceholderText(self.tr("Password"))
        self.refresh()
