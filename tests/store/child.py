"""A second process on the same database, for tests: `python -m tests.store.child ACTION PATH`.

Says on standard output, line by line, what it has done; waits where it is told on standard input.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from llmdesk.errors import StoreError
from llmdesk.store import Store
from tests.tools.chat.made import chat


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def add_for_ever(store: Store) -> None:
    """Add messages; each id is said once `add_message` has returned."""
    chat = store.create_conversation()
    parent = None
    for number in range(1_000_000):
        parent = store.add_message(chat.id, parent, "user", f"message {number} 信息").id
        say(parent)


def delete_for_ever(store: Store) -> None:
    """Delete an answer in chat after chat; (chat, message, deletion) is said when it is done."""
    while True:
        chat = store.create_conversation()
        question = store.add_message(chat.id, None, "user", "Q")
        answer = store.add_message(chat.id, question.id, "assistant", "A")
        store.add_message(chat.id, answer.id, "user", "Q2")
        say(chat.id, answer.id, store.delete_messages(answer.id, and_after=False))


def take_in_for_ever(store: Store) -> None:
    """Take in chats of 20 messages; each number is said once `take_in` has returned."""
    for number in range(1_000_000):
        made = chat(f"Chat {number}", *(f"message {place}" for place in range(20)), created=1e9 + number)
        store.take_in(made)
        say(number)


def stream(store: Store) -> None:
    """Begin an answer and a run, keep some of the answer, wait for a line, finish them."""
    chat = store.create_conversation()
    question = store.add_message(chat.id, None, "user", "Q")
    answer = store.begin_answer(chat.id, question.id, "m")
    store.checkpoint(answer.id, "half an elephant")
    run = store.add_run("summary", {}, {})
    say(answer.id, run.id)
    sys.stdin.readline()
    store.finish_message(answer.id, "a whole elephant", "done", {})
    store.finish_run(run.id, None, "done")
    say("finished")


def fill_disk(store: Store) -> None:
    """Add messages until the disk takes no more, free some space, and add one."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    chat = store.create_conversation()
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    # A limit on the size of files stands in for the end of the disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, most))
    saved = 0
    try:
        while saved < 1000:
            store.add_message(chat.id, None, "user", "x" * 10_000)
            saved += 1
    except StoreError as error:
        say(saved, *error.render())
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    store.add_message(chat.id, None, "user", "after space was freed")


def main() -> None:
    action, path = sys.argv[1], Path(sys.argv[2])
    if action == "nobody" and os.getuid() == 0:
        os.setuid(65534)  # the superuser may write everywhere
    try:
        store = Store(path, path.parent / "backups")
    except StoreError as error:
        say("refused", error)
        return
    if action == "add":
        add_for_ever(store)
    elif action == "delete":
        delete_for_ever(store)
    elif action == "take in":
        take_in_for_ever(store)
    elif action == "stream":
        stream(store)
    elif action == "fill":
        fill_disk(store)
    else:
        say("open")
        sys.stdin.readline()
    store.close()


if __name__ == "__main__":
    main()
