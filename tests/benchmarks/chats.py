"""How soon chats are found and listed among 10,000 with 200,000 messages.

    python -m tests.benchmarks.chats [--data FOLDER] [--rounds N] [--json]

Makes such a store first, which takes a minute or two; in FOLDER, where it stays for the next time. Measured
are the first places of words that are in many messages, in few and in none; the first portion of the list;
and how long the window is held up when all 10,000 are listed at once, as after scrolling to the end.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from llmdesk.store import Store, WholeConversation, WholeMessage
from tests.benchmarks import measure

CHATS, MESSAGES = 10_000, 20
WORDS = """the sea and an autumn leaf fell by old harbour while people of town told each other stories about
winter bread prices music letters gardens python list river mountain 天气 很好 上海 春天 花园""".split()  # noqa: SIM905
RARE = 30_000  # words of which each is in few messages
SEARCHES = ("the", "t", "word1", "word12345", "天", "天气", "the sea autumn", "nowhere")
BARS_AT_MOST = {"first hits, slowest search (ms)": 100.0, "first of the list (ms)": 100.0}


def texts() -> Callable[[int], str]:
    """Gives texts of so many words, some words far more often than others."""
    chance = random.Random(1)
    vocabulary = WORDS + [f"word{number}" for number in range(RARE)]
    weights = [1 / (place + 1) for place in range(len(vocabulary))]
    pool = chance.choices(vocabulary, weights, k=1_000_000)

    def text(words: int) -> str:
        start = chance.randrange(len(pool) - words)
        return " ".join(pool[start : start + words])

    return text


def fill(store: Store) -> None:
    text = texts()
    for chat in range(CHATS):
        began = 1_700_000_000.0 + 100 * chat
        messages = tuple(
            WholeMessage(
                place - 1 if place else None,
                "assistant" if place % 2 else "user",
                text(60 if place % 2 else 15),
                "done",
                "A Model 1B" if place % 2 else "",
                began + place,
            )
            for place in range(MESSAGES)
        )
        last = MESSAGES - 1
        store.take_in(WholeConversation(text(5), True, began, began + MESSAGES, "", messages, last))


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def held_up(store: Store) -> float:
    """Milliseconds that the GUI thread is away when every chat is shown."""
    from PySide6.QtWidgets import QApplication

    from llmdesk.ui import app
    from llmdesk.ui.chat.chats.conversation_list import ConversationList
    from llmdesk.ui.theme import Theme

    application = app.make_application()
    shown = ConversationList(Theme(application, "light"))
    shown.resize(240, 700)
    shown.show()
    shown.show_listing(store.folders.listing(300))
    QApplication.processEvents()
    everything = store.folders.listing(CHATS)

    def show() -> None:
        shown.show_listing(everything)
        QApplication.processEvents()

    return milliseconds(show)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="where the store is, or is made")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.data or Path(made)
        with closing(Store(folder / "llmdesk.sqlite3", folder / "backups")) as store:
            if len(store.conversation_ids()) < CHATS:
                fill(store)
            slowest = {}
            for searched in SEARCHES:
                ask = partial(store.search, searched, 61)
                slowest[searched] = measure.median([milliseconds(ask) for _ in range(options.rounds)])
            results = {f"search {searched!r} (ms)": taken for searched, taken in slowest.items()}
            results["first hits, slowest search (ms)"] = max(slowest.values())
            listed = [milliseconds(lambda: store.folders.listing(300)) for _ in range(options.rounds)]
            results["first of the list (ms)"] = measure.median(listed)
            results["window held up by all 10,000 (ms)"] = held_up(store)
    return measure.report(results, {}, options.json, at_most=BARS_AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
