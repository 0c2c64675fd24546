"""Words in the messages of one chat, by the same rule as the search over all chats.

Owns which messages have them. Must not read the store: the rule of what a word is stands in `store.search`.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.cancel import CancelToken
from llmdesk.store import BranchMessage
from llmdesk.store.search import Query, has_words, highlights, parse_query, searched

LONGEST = 40_000  # characters of one text whose words are looked for to be marked


class Words:
    """What somebody looks for: every word, each as a beginning of a word."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self._query: Query | None = parse_query(text)
        self._each = [query for word in text.split() if (query := parse_query(word)) is not None]

    def __bool__(self) -> bool:
        return self._query is not None

    def are_in(self, text: str) -> bool:
        """All of them."""
        return bool(self._each) and all(has_words(text, query) for query in self._each)

    def places(self, text: str) -> tuple[tuple[int, int], ...]:
        """The (start, end) of each of them in the beginning of `text`."""
        text = text[:LONGEST]
        if self._query is None or not has_words(text, self._query):
            return ()
        return highlights(text, self._query)


def messages_with(words: Words, branch: Sequence[BranchMessage], cancel: CancelToken) -> tuple[int, ...]:
    """The ids of the messages with all the words, in the order of the branch. Raises `Cancelled`."""
    found = []
    for entry in branch:
        cancel.raise_if_cancelled()
        if words.are_in(searched(entry.message.content, entry.message.thoughts)):
            found.append(entry.message.id)
    return tuple(found)
