"""Reads all documents of a chat until it is killed: `python -m tests.tools.chat.everything.killing DATABASE`.

Says a line for each document that is judged, and keeps what there is at each, so that nobody waits.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.store import Store
from llmdesk.tools.ask import everything
from llmdesk.tools.chat.everything.reading import Hearing, read_all
from tests.tools.ask.test_everything import LATE
from tests.tools.chat.everything.test_reading import Chat

LETTERS = {f"letter {number}": f"Letter {number} is here. {LATE}" for number in range(400)}


def main() -> None:
    everything._KEPT_S = 0.0
    store = Store(Path(sys.argv[1]), Path(sys.argv[1]).with_name("backups"))
    chat = Chat(store, LETTERS)

    def tell(done: int, _total: int) -> None:
        sys.stdout.write(f"{done}\n")
        sys.stdout.flush()
        time.sleep(0.002)

    read_all(chat.engine, store, chat.question, chat.documents(), Hearing(on_reading=tell), CancelToken())


if __name__ == "__main__":
    main()
