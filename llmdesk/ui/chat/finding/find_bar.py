"""The bar above a chat in which one looks for words.

Owns what it says. Must not look for anything itself.
"""

from __future__ import annotations

from llmdesk.errors import fill
from llmdesk.ui.widgets.finding.bar import FindBar


class ChatFindBar(FindBar):
    """Counts messages."""

    def field_words(self) -> str:
        return self.tr("Find in this chat")

    def count_words(self, number: int, total: int) -> str:
        if not total:
            return self.tr("Not in this chat")
        return fill(self.tr("Message {number} of {total}"), {"number": number, "total": total})
