"""What will not fit into the model's context, said before it is sent; and the question what to leave out.

Owns the words and the buttons. Must not measure or send anything.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from llmdesk.errors import fill
from llmdesk.tools.chat.meter import Usage
from llmdesk.ui.chat.choice_bar import ChoiceBar
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import set_kind
from llmdesk.ui.words import counted


class FitNote(Retranslating, QLabel):
    """A quiet line above the composer, hidden while everything fits."""

    def __init__(self) -> None:
        super().__init__(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        set_kind(self, "small")
        self._usage: Usage | None = None
        self._asks = False
        self.hide()

    def show_usage(self, usage: Usage | None, *, asks: bool) -> None:
        """`asks`: the user is asked before something is left out."""
        self._usage, self._asks = usage, asks
        text = self._words(usage) if usage is not None else ""
        self.setText(text)
        self.setVisible(bool(text))

    def _retranslate(self) -> None:
        self.show_usage(self._usage, asks=self._asks)

    def _words(self, usage: Usage) -> str:
        locale = self.locale()
        if usage.too_long:
            text = self.tr(
                "This message has about {typed} tokens, and the model's context holds {context}. Shorten it, "
                "or choose a larger context in the settings."
            )
            return fill(
                text, {"typed": locale.toString(usage.typed), "context": locale.toString(usage.context or 0)}
            )
        if not usage.left_out:
            return ""
        if self._asks:
            return self.tr(
                "This chat no longer fits in the model's context. You will be asked what to leave out."
            )
        left_out = usage.left_out
        if not left_out.count:
            return self.tr("With this message, the model sees only the end of the long answer above.")
        if left_out.head:
            one = self.tr(
                "With this message, the model still sees the beginning of the chat, but no longer the "
                "message after it."
            )
            several = self.tr(
                "With this message, the model still sees the beginning of the chat, but no longer the "
                "{count} messages after it."
            )
        else:
            one = self.tr("With this message, the model no longer sees the oldest message of this chat.")
            several = self.tr(
                "With this message, the model no longer sees the oldest {count} messages of this chat."
            )
        return counted(one, several, left_out.count)


class OverflowBar(ChoiceBar):
    """Hidden until `open`. `chosen("oldest" | "keep_first")`, `dismissed()`."""

    def __init__(self) -> None:
        super().__init__("oldest", "keep_first")

    def question_words(self) -> str:
        return self.tr(
            "This chat no longer fits in the model's context. What should be hidden from the model?"
        )

    def way_words(self) -> Mapping[str, tuple[str, str]]:
        return {
            "oldest": (self.tr("The oldest messages"), ""),
            "keep_first": (
                self.tr("The middle of the chat"),
                self.tr("The first question and its answer stay in view, and the newest messages"),
            ),
        }
