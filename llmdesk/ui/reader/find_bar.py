"""The bar above a document in which one looks for words.

Owns what it says. Must not look for anything itself.
"""

from __future__ import annotations

from llmdesk.errors import fill
from llmdesk.ui.reader.finding import MOST_FOUND
from llmdesk.ui.widgets.finding.bar import FindBar


class DocumentFindBar(FindBar):
    """Counts places."""

    def field_words(self) -> str:
        return self.tr("Find in this document")

    def count_words(self, number: int, total: int) -> str:
        if not total:
            return self.tr("Not in this document")
        locale = self.locale()
        places = {"number": locale.toString(number), "total": locale.toString(total)}
        if total >= MOST_FOUND:
            return fill(self.tr("{number} of {total} or more"), places)
        return fill(self.tr("{number} of {total}"), places)
