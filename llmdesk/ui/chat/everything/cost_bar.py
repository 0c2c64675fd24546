"""Before all documents are read for a question, and that takes long: how long, and what to do.

Owns the words. Must not read anything.
"""

from __future__ import annotations

from collections.abc import Mapping

from llmdesk.errors import fill
from llmdesk.tools.chat.everything.cost import ReadsLong
from llmdesk.ui.chat.choice_bar import ChoiceBar
from llmdesk.ui.words import document_words, whole_time

EVERYTHING, PASSAGES = "everything", "passages"


class CostBar(ChoiceBar):
    """Hidden until `ask`. `chosen("everything" | "passages")`, `dismissed()`."""

    def __init__(self) -> None:
        super().__init__(EVERYTHING, PASSAGES)
        self._cost = ReadsLong(0, 0)

    def ask(self, cost: ReadsLong) -> None:
        self._cost = cost
        self.open()

    def question_words(self) -> str:
        text = self.tr(
            "This question is about all documents. Reading them ({documents}) takes about {time}. You can "
            "stop at any time, and go on later."
        )
        places = {"documents": document_words(self._cost.documents), "time": whole_time(self._cost.seconds)}
        return fill(text, places)

    def way_words(self) -> Mapping[str, tuple[str, str]]:
        return {
            EVERYTHING: (
                self.tr("Read everything"),
                self.tr("Every document is judged or asked, and the program counts"),
            ),
            PASSAGES: (
                self.tr("Answer from passages"),
                self.tr("Quick, but a few passages do not tell what all documents say"),
            ),
        }
