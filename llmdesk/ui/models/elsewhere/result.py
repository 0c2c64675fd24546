"""What a trial of an engine elsewhere found, in words: each step, what it can do, and which tools need more.

Owns these words. What a server says of itself is untrusted text: plain, and short.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from llmdesk.engine.abilities import IN_WORDS, WRITER, Ability
from llmdesk.engine.types import LoadedModel
from llmdesk.errors import UserError, fill, shown
from llmdesk.ui.language import Retranslating
from llmdesk.ui.models.elsewhere.work import Tried
from llmdesk.ui.notify import error_text, translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tabs import CHAT
from llmdesk.ui.theme import HALF, set_kind
from llmdesk.ui.widgets.plain_label import plain_label


class TrialResult(Retranslating, QWidget):
    """`show_tried` shows one, None hides it; `show_error` says why there was none."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._tried: Tried | None = None
        self._error: UserError | None = None
        self._steps, self._server = plain_label("small", wrap=True), plain_label("strong", wrap=True)
        self._can, self._cannot = plain_label(wrap=True), plain_label(wrap=True)
        self._warning = plain_label("danger", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        for label in self._labels:
            column.addWidget(label)
        self._show()

    @property
    def _labels(self) -> tuple[QLabel, ...]:
        return self._server, self._can, self._cannot, self._warning, self._steps

    def show_tried(self, tried: Tried | None) -> None:
        self._tried, self._error = tried, None
        self._show()

    def show_error(self, error: UserError) -> None:
        """Why there was no trial."""
        self._tried, self._error = None, error
        self._show()

    def forget_error(self) -> None:
        """What was wrong is being put right."""
        if self._error is not None:
            self.show_tried(None)

    def _show(self) -> None:
        self.setVisible(self._tried is not None or self._error is not None)
        if self._tried is not None:
            self._show_trial(self._tried)
        elif self._error is not None:
            for label in self._labels:
                label.setText("")
            self._warning.setText(error_text(self._error))
            self._settle(failed=True)

    def _show_trial(self, tried: Tried) -> None:
        probe, model = tried.probe, tried.probe.model
        lines = []
        for step in probe.steps:
            words = self.tr("{step}: failed") if step.problem else self.tr("{step}: done in {seconds} s")
            seconds = QLocale().toString(step.seconds, "f", 1)
            lines.append(fill(words, {"step": translate_core(step.name), "seconds": seconds}))
        self._steps.setText("\n".join(lines))
        self._server.setText(self._server_words())
        self._can.setText(self._ability_words(model, has=True) if model else "")
        self._cannot.setText(self._lacking_words(model) if model else "")
        warnings = [translate_core(warning) for warning in model.warnings] if model else []
        if tried.session_only:
            warnings.append(self.tr("No keyring is available: the token is used until llmdesk closes."))
        if probe.problem is not None:
            warnings.insert(0, error_text(probe.problem))
        self._warning.setText("\n".join(warnings))
        self._settle(failed=probe.problem is not None)

    def _settle(self, *, failed: bool) -> None:
        for label in self._labels:
            label.setVisible(bool(label.text()))
        set_kind(self._warning, "danger" if failed else "muted")

    def _server_words(self) -> str:
        assert self._tried is not None
        facts, speed = self._tried.probe.facts, self._tried.probe.tokens_per_s
        if facts is None:
            return ""
        parts = [shown(facts.model), facts.kind]
        if facts.context:
            tokens = QLocale().toString(facts.context)
            parts.append(fill(self.tr("context {tokens} tokens"), {"tokens": tokens}))
        if speed:
            words = {"speed": QLocale().toString(speed, "f", 1)}
            parts.append(fill(self.tr("{speed} tokens/s"), words))
        return " · ".join(parts)

    def _ability_words(self, model: LoadedModel, *, has: bool) -> str:
        of_model = model.abilities if has else WRITER - model.abilities
        abilities = [ability for ability in Ability if ability in of_model]
        words = self.tr(", ").join(translate_core(IN_WORDS[ability]) for ability in abilities)
        pattern = (
            self.tr("It can do this: {abilities}.") if has else self.tr("It cannot do this: {abilities}.")
        )
        return fill(pattern, {"abilities": words}) if abilities else ""

    def _lacking_words(self, model: LoadedModel) -> str:
        """And the tabs that do not work with it."""
        cannot = self._ability_words(model, has=False)
        tools = [tab.tool for tab in (CHAT, *self._services.tools) if tab.tool is not None]
        lacking = [translate_core(tool.title) for tool in tools if tool.lack(model) is not None]
        if not lacking:
            return cannot
        names = {"tools": self.tr(", ").join(dict.fromkeys(lacking))}
        need_more = fill(self.tr("These need more: {tools}."), names)
        return f"{cannot}\n{need_more}"

    def _retranslate(self) -> None:
        self._show()
