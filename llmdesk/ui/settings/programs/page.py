"""The page of the settings on other programs that may use the model.

Owns this form. Must not start anything: `ui.programs` follows the settings.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QIntValidator, QShowEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout

from llmdesk.settings import MAX_PORT
from llmdesk.ui.look.sizes import fix_height
from llmdesk.ui.notify import error_text
from llmdesk.ui.services import Services
from llmdesk.ui.settings.page import SettingsPage
from llmdesk.ui.settings.programs.access import CopyLine
from llmdesk.ui.settings.programs.asked import AskedTable
from llmdesk.ui.settings.programs.origins import OriginsField
from llmdesk.ui.theme import HALF, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label

_ASKED_HEIGHT = 180
_REFRESH_MS = 1000
_FIRST_PORT = 1024  # those below belong to the system


class _Port(QLineEdit):
    """A number, taken when it is whole: with Enter, or when one goes on."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setValidator(QIntValidator(_FIRST_PORT, MAX_PORT, self))
        self._port = 0
        self.editingFinished.connect(self._on_finished)

    def show_port(self, port: int) -> None:
        if port != self._port:  # what is being typed stays
            self._port = port
            self.setText(str(port))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.hasAcceptableInput():
            self.setText(str(self._port))

    def _on_finished(self) -> None:
        if int(self.text()) != self._port:
            self._port = int(self.text())
            self.chosen.emit(self._port)


class ProgramsPage(SettingsPage):
    """The switch, what other programs need, who may ask, and who did."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._programs = services.programs
        self._on, self._port, self._reach = QCheckBox(), _Port(), ChoiceBox()
        self._address, self._token, self._origins = CopyLine(), CopyLine(), OriginsField()
        self._anew = QPushButton()
        self._token.add(self._anew)
        self._status = plain_label("small", wrap=True)
        self._heading = self.add_heading()
        switch = QVBoxLayout()
        switch.setSpacing(HALF)
        switch.addWidget(self._on)
        switch.addWidget(self._status)
        self._on_row = self.add_row(switch, "server_on", named=self._on)
        self._address_row = self.add_row(self._address, named=self._address.edit)
        self._token_row = self.add_row(self._token, named=self._token.edit)
        self._who = self.add_heading()
        self._reach_row = self.add_row(self._reach, "server_reach")
        self._port_row = self.add_row(self._port, "server_port")
        self._origins_row = self.add_row(self._origins, "server_origins", named=self._origins.edit)
        self._asked_heading = self.add_heading()
        self._nobody = plain_label("small", wrap=True)
        self._asked = AskedTable()
        fix_height(self._asked, _ASKED_HEIGHT)
        self.add_part(self._nobody)
        self.add_part(self._asked)
        self._timer = QTimer(self, interval=_REFRESH_MS)
        self._connect()
        self.finish()

    def _connect(self) -> None:
        self._on.toggled.connect(lambda on: self.update_settings(server_on=on))
        self._port.chosen.connect(lambda port: self.update_settings(server_port=port))
        self._reach.chosen.connect(lambda reach: self.update_settings(server_reach=reach))
        self._origins.chosen.connect(lambda origins: self.update_settings(server_origins=origins))
        self._anew.clicked.connect(self._programs.make_token_anew)
        self._timer.timeout.connect(self._show_asked)
        self._programs.changed.connect(self.show_values)

    # -- words and values -----------------------------------------------------------------------------
    def retranslate(self) -> None:
        self._heading.setText(self.tr("For other programs"))
        self._on_row.set_texts(
            self.tr("Use the model"),
            self.tr(
                "An editor, a notes program or a script can then ask your model, as it would ask OpenAI's "
                "service. What you ask in this window goes first."
            ),
        )
        self._on.setText(self.tr("Let other programs use the model"))
        self._address_row.set_texts(
            self.tr("Address"), self.tr("Other programs call it “base URL” or “API endpoint”.")
        )
        self._token_row.set_texts(self.tr("Token"), self._token_words())
        for line, name in (
            (self._address, self.tr("Copy the address")),
            (self._token, self.tr("Copy the token")),
        ):
            line.copy.setText(self.tr("Copy"))
            line.copy.setAccessibleName(name)
        self._anew.setText(self.tr("Make a new one"))
        self._anew.setAccessibleName(self.tr("Make a new token"))
        self._anew.setToolTip(self.tr("The old one stops working at once."))
        self._who.setText(self.tr("Who may ask"))
        self._port_row.set_texts(self.tr("Port"), self.tr("Choose another one if a program already uses it."))
        self._origins_row.set_texts(
            self.tr("Pages in a browser"),
            self.tr(
                "No page on the web may ask, but those of the origins that stand here, such as "
                "https://notes.example, with a space between them. They need the token, too."
            ),
        )
        self._asked_heading.setText(self.tr("Who asked"))
        self._nobody.setText(self.tr("Nobody yet. What is asked and answered is not kept."))
        self._asked.setAccessibleName(self.tr("Who asked"))

    def _token_words(self) -> str:
        opened = self._programs.open
        if opened is None:
            return self.tr("A password, made by llmdesk. Other programs call it “API key”.")
        if opened.kept:
            return self.tr("Other programs call it “API key”. It is stored in the keyring.")
        return self.tr("Other programs call it “API key”. It is new at each start: no keyring is available.")

    def show_values(self) -> None:
        value, opened = self.value, self._programs.open
        self._on.blockSignals(True)
        self._on.setChecked(value.server_on)
        self._on.blockSignals(False)
        self._port.show_port(value.server_port)
        self._origins.show_origins(value.server_origins)
        choices = [
            Choice(self.tr("Only from this computer"), "computer"),
            Choice(self.tr("From other computers in the network, too"), "network"),
        ]
        self._reach.set_choices(choices, value.server_reach)
        reach = self.tr("No other computer can connect to it.")
        if value.server_reach == "network":
            reach = self.tr("It is not encrypted: whoever is in your network could read what is sent.")
        self._reach_row.set_texts(self.tr("From where"), reach)
        self._address.show_text(opened.address if opened is not None else "")
        self._token.show_text(opened.token if opened is not None else "")
        self._token_row.set_texts(self.tr("Token"), self._token_words())
        self._anew.setEnabled(opened is not None)
        self._show_status()
        self._show_asked()

    def _show_status(self) -> None:
        problem = self._programs.problem
        words = {
            "off": self.tr("Off. Nothing listens."),
            "starting": self.tr("Starting…"),
            "on": self.tr("On. Give the other program this address and this token."),
            "failed": error_text(problem) if problem is not None else self.tr("It could not be started."),
        }
        set_kind(self._status, "danger" if self._programs.status == "failed" else "small")
        self._status.setText(words[self._programs.status])

    def _show_asked(self) -> None:
        records = self._programs.records()
        self._asked.show_records(records)
        self._asked.setVisible(bool(records))
        self._nobody.setVisible(not records)

    # -- Qt ---------------------------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self._show_asked()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)
