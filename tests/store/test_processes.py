"""Several processes on one database, and processes that are killed; all of them real."""

from __future__ import annotations

import subprocess

import pytest

from llmdesk.errors import StoreError
from tests.store.conftest import Place, Start


def said(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def tell(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()


def test_every_message_that_was_added_survives_a_kill(place: Place, start: Start) -> None:
    for wanted in (1, 7, 60):
        child = start("add")
        ids = [int(said(child)) for _ in range(wanted)]
        child.kill()
        rest, _ = child.communicate()
        ids += [int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]
        store = place.open()
        assert not store.notices
        branch = store.branch(store.message(ids[0]).conversation_id)
        assert [entry.message.id for entry in branch][: len(ids)] == ids
        assert branch[len(ids) - 1].message.content == f"message {len(ids) - 1} 信息"
        assert store.search(f"{len(ids) - 1} 信息")
        store.close()


def test_what_a_killed_process_was_streaming_becomes_stopped(place: Place, start: Start) -> None:
    child = start("stream")
    answer, run = map(int, said(child).split())
    child.kill()
    child.wait()
    store = place.open()
    message = store.message(answer)
    assert (message.state, message.content) == ("stopped", "half an elephant")
    assert message.detail == {"finish_reason": "interrupted"}
    assert [hit.message_id for hit in store.search("elephant")] == [answer]
    assert (store.run(run).state, store.run(run).result) == ("stopped", None)


def test_what_a_living_process_streams_goes_on(place: Place, start: Start) -> None:
    child = start("stream")
    answer, run = map(int, said(child).split())
    store = place.open()
    assert store.message(answer).state == "streaming"
    assert store.run(run).state == "running"
    own = store.begin_answer(store.create_conversation().id, None, "m")  # type: ignore[arg-type]  # a root
    tell(child)
    assert said(child) == "finished"
    assert store.message(answer).content == "a whole elephant"
    assert store.message(own.id).state == "streaming"
    assert child.wait() == 0
    start("wait")
    assert store.message(own.id).state == "streaming"


def test_a_second_store_of_this_process_leaves_the_first_ones_stream_alone(place: Place) -> None:
    first = place.open()
    chat = first.create_conversation()
    question = first.add_message(chat.id, None, "user", "Q")
    answer = first.begin_answer(chat.id, question.id, "m")
    second = place.open()
    assert second.message(answer.id).state == "streaming"
    first.close()
    second.close()
    assert place.open().message(answer.id).state == "stopped"


def test_two_processes_see_what_the_other_has_saved(place: Place, start: Start) -> None:
    store = place.open()
    child = start("add")
    first = int(said(child))
    mine = store.create_conversation("mine")
    for _ in range(20):
        store.add_message(mine.id, None, "user", "between")
        said(child)
    assert store.message(first).content == "message 0 信息"
    assert {c.title for c in store.conversations()} == {"mine", ""}


def test_a_damaged_file_is_not_moved_away_under_another_process(place: Place, start: Start) -> None:
    child = start("wait")
    assert said(child) == "open"
    before = b"this is not a database " * 400
    place.path.write_bytes(before)
    with pytest.raises(StoreError, match="another llmdesk is using it"):
        place.open()
    assert place.path.read_bytes() == before
    child.kill()
    child.wait()
    assert len(place.open().notices) == 1


def test_sessions_leave_no_files(place: Place, start: Start) -> None:
    child = start("wait")
    assert said(child) == "open"
    child.kill()
    child.wait()
    place.open().close()
    assert place.files("*.sessions/*") == []


def test_processes_that_start_at_once_agree_on_one_database(start: Start) -> None:
    children = [start("wait") for _ in range(4)]
    assert [said(child) for child in children] == ["open"] * 4
