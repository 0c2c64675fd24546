"""The endpoint of the hub: official, a mirror, or one's own, and a test that names what fails.

Owns the field and the test. An address that cannot be used is not put into the settings.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.models.hub_answers import EndpointStep
from llmdesk.settings import OFFICIAL_ENDPOINT
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import error_text
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label

MIRROR_ENDPOINT = "https://hf-mirror.com"
_OWN = ""
_TYPING_MS = 400


class EndpointField(Retranslating, QWidget):
    """`show_endpoint` puts the setting of now into the field."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._test: Task[tuple[EndpointStep, ...]] | None = None
        self.address = QLineEdit()
        self._preset = ChoiceBox()
        self._button = QPushButton()
        self._result = plain_label("small", wrap=True, selectable=True)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self._preset)
        line.addWidget(self._button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.address)  # a line of its own: an address shows whole
        column.addLayout(line)
        column.addWidget(self._result)
        self._result.hide()
        self.address.textEdited.connect(self._typing.start)
        self.address.textChanged.connect(self._on_text)
        self.address.editingFinished.connect(self._keep)
        self._typing.timeout.connect(self._keep)
        self._preset.chosen.connect(self._on_preset)
        self._button.clicked.connect(self._on_button)
        self._retranslate()

    def show_endpoint(self, endpoint: str) -> None:
        if self._tidy() != endpoint:
            self.address.setText(endpoint)
            self.address.setCursorPosition(0)  # its beginning shows
        self._show_preset(endpoint)

    # -- the address ----------------------------------------------------------------------------
    def _tidy(self) -> str:
        return self.address.text().strip().rstrip("/")

    def _on_text(self) -> None:
        self._show_preset(self._tidy())
        self._typing.start()

    def _on_preset(self, endpoint: object) -> None:
        if endpoint == _OWN:
            self.address.setFocus()
            self.address.selectAll()
        else:
            self.address.setText(str(endpoint))
            self._keep()

    def _keep(self) -> None:
        self._typing.stop()
        endpoint = self._tidy()
        if is_address(endpoint, ("http", "https")):
            if self._result.property("kind") == "danger":
                self._say("")
            self._services.settings.update(endpoint=endpoint)
        else:
            self._say(self.tr("An endpoint looks like “https://HOST”."), failed=True)

    def _show_preset(self, endpoint: str) -> None:
        known = endpoint in (OFFICIAL_ENDPOINT, MIRROR_ENDPOINT)
        self._preset.set_current(endpoint if known else _OWN)

    # -- the test ---------------------------------------------------------------------------------
    def _on_button(self) -> None:
        if self._test is not None:
            self._test.cancel()
            return
        self._keep()
        if not is_address(self._tidy(), ("http", "https")):
            return
        self._say(self.tr("Testing…"))
        self._test = self._services.tasks.start(
            lambda context: self._services.hub.get().hub.test_endpoint(context.cancel),
            owner=self,
            on_done=self._on_tested,
            on_error=self._on_failed,
            on_cancelled=lambda: self._end(""),
        )
        self._retranslate()

    def _on_tested(self, steps: tuple[EndpointStep, ...]) -> None:
        lines = [self._line(step) for step in steps]
        failed = any(step.problem is not None for step in steps)
        if not failed and len(steps) < 3:
            lines.append(self.tr("There is no model to test a download with."))
        self._end("\n".join(lines), failed=failed)

    def _line(self, step: EndpointStep) -> str:
        names = {
            "list": self.tr("Listing models"),
            "metadata": self.tr("Reading about a model"),
            "bytes": self.tr("Downloading one byte of a file"),
        }
        places = {"step": names[step.name], "host": step.host, "seconds": f"{step.seconds:.1f}"}
        if step.problem is None:
            return "✓ " + fill(self.tr("{step}: {host} answered in {seconds} s."), places)
        failed = fill(self.tr("{step}: {host} failed."), places)
        return f"✗ {failed} " + error_text(step.problem)

    def _on_failed(self, error: Exception) -> None:
        self._end("")
        self._services.notify.show_error(error)

    def _end(self, text: str, *, failed: bool = False) -> None:
        self._test = None
        self._say(text, failed=failed)
        self._retranslate()

    def _say(self, text: str, *, failed: bool = False) -> None:
        set_kind(self._result, "danger" if failed else "small")
        self._result.setText(text)
        self._result.setVisible(bool(text))

    # -- words ------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.address.setAccessibleName(self.tr("Endpoint"))
        self._preset.setAccessibleName(self.tr("Known endpoints"))
        choices = [
            Choice(self.tr("Official"), OFFICIAL_ENDPOINT),
            Choice(self.tr("Mirror"), MIRROR_ENDPOINT, MIRROR_ENDPOINT),
            Choice(self.tr("Custom"), _OWN),
        ]
        endpoint = self._tidy() or OFFICIAL_ENDPOINT
        self._preset.set_choices(choices)
        self._preset.fit_choices()
        self._show_preset(endpoint)
        self._button.setText(self.tr("Test") if self._test is None else self.tr("Stop"))
        self._button.setToolTip(
            self.tr("Lists models, reads the details of one, and downloads a single byte of it")
        )


def is_address(text: str, schemes: tuple[str, ...]) -> bool:
    """Whether `text` is SCHEME://HOST, with or without a port."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in schemes and bool(parts.hostname) and text.isprintable() and " " not in text
        return good and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number, an IPv6 address without its bracket
        return False
