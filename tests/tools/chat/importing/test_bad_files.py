"""Files that are cut, wrong, hostile or of another kind: told with the place, and nothing by half."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.outputs import look_at
from llmdesk.store import Store
from llmdesk.tools.chat.export import export_chats
from llmdesk.tools.chat.importing import CutShort, ImportProblem, details_of, examine, import_chats
from tests.tools.chat.made import all_of, chat, openai_chat, openai_node, store_at, write_json


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """Five chats of ours, a line each."""
    source = store_at(tmp_path / "source")
    for number in range(5):
        source.take_in(chat(f"Chat {number}", f"Question {number} 你好", "Answer.", created=1e9 + number))
    made = export_chats(
        source, sorted(source.conversation_ids()), look_at(tmp_path / "chats.json"), "json", thoughts=True
    )
    source.close()
    return made.path


def test_a_file_that_is_cut_anywhere_gives_whole_chats_or_none(exported: Path, tmp_path: Path) -> None:
    data = exported.read_bytes()
    cut = tmp_path / "cut.json"
    ends = [at for at in range(len(data)) if data[at : at + 2] in (b"}\n", b"},")]
    for length in (1, 40, 80, ends[1], data.index("你".encode()) + 1, len(data) // 2, len(data) - 2):
        cut.write_bytes(data[:length])
        begun = data[:length].count(b'"messages":')
        whole = begun if data[:length].rstrip(b"\n],").endswith(b"]}") else begun - 1
        if whole < 1:
            with pytest.raises(CutShort, match=r"It is cut off at cut\.json, line "):
                examine(cut)
            continue
        found = examine(cut)
        assert found.cut is not None
        assert found.chats == found.cut.params["chats"] == whole
        assert import_chats(store_at(tmp_path / f"store {length}"), cut).new == whole
    assert examine(exported).cut is None


def test_where_a_file_is_cut_is_told_by_line_and_column(exported: Path) -> None:
    lines = exported.read_bytes().split(b"\n")
    exported.write_bytes(b"\n".join([*lines[:3], lines[3][:20]]))
    found = examine(exported)
    assert found.cut is not None
    title, detail, hint = found.cut.render()
    assert title == "The file ends in the middle of a chat."
    assert detail == "It is cut off at chats.json, line 4, column 21. Whole chats before that: 2."
    assert "import only the chats that are whole" in hint


def test_a_wrong_sign_in_the_middle_is_told_with_its_place(exported: Path) -> None:
    lines = exported.read_text("utf-8").split("\n")
    lines[3] = lines[3].replace('"created":', '"created";', 1)
    exported.write_text("\n".join(lines), "utf-8")
    found = examine(exported)
    assert (found.chats, found.unread) == (2, ())
    assert str(found.cut).startswith(
        "This is not a valid JSON file. chats.json, line 4, column "
        f"{lines[3].index(';') + 1}: Expecting ':' delimiter Whole chats before that: 2."
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"messages": 5}, "messages: a list was expected"),
        ({"title": None}, "title: a text was expected"),
        ({"created": -1}, "created: a time in seconds was expected"),
        ({"created": float("nan")}, "created: a time in seconds was expected"),
        ({"shown": 7}, "shown: the place of a message, or null, was expected"),
        ({"title_is_automatic": 1}, "title_is_automatic: true or false was expected"),
        ({"parent": 1}, "messages[1].parent: the place of an earlier message, or null, was expected"),
        ({"role": "root"}, "messages[1].role: one of user, assistant, system was expected"),
        ({"state": "streaming"}, "messages[1].state: one of done, stopped, failed was expected"),
        ({"content": ["x"]}, "messages[1].content: a text was expected"),
        ({"detail": "x"}, "messages[1].detail: an object was expected"),
    ],
)
def test_a_chat_with_a_wrong_member_is_told_and_the_others_come(
    store: Store, exported: Path, change: dict[str, Any], said: str
) -> None:
    value = json.loads(exported.read_text("utf-8"))
    name = next(iter(change))
    (
        value["chats"][2]
        if name in value["chats"][2] and name != "state"
        else value["chats"][2]["messages"][1]
    )[name] = change[name]
    exported.write_text(json.dumps(value), "utf-8")
    result = import_chats(store, exported)
    assert (result.new, result.unread_count) == (4, 1)
    (line,) = map(str, details_of(result))
    assert line.startswith("chats.json, line 1, column ")
    assert line.endswith(f"Chat 2”: {said}" if "title" not in change else f": {said}")


def test_what_a_newer_llmdesk_wrote_is_read_as_far_as_it_is_known(store: Store, exported: Path) -> None:
    value = json.loads(exported.read_text("utf-8"))
    value["version"] = "1.7"
    value["chats"][0]["starred"] = True
    write_json(exported, value)
    result = import_chats(store, exported)
    assert (result.new, result.members) == (5, ("starred",))
    assert "starred" in str(details_of(result)[0])
    write_json(exported, {**value, "version": "2.0", "chats": value["chats"]})
    with pytest.raises(ImportProblem, match=r"written by a newer llmdesk.*version 2\.0.*Update llmdesk"):
        examine(exported)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file ends in the middle"),
        (b"GGUF\x03\x00\x00\x00", "line 1, column 1"),
        (b"\xff\xd8\xff\xe0", "byte 1 is not text"),
        (b'[{"a": 1}]', "not an export of chats that llmdesk knows"),
        (b'{"name": "package", "dependencies": {}}', "not an export of chats that llmdesk knows"),
        (b"[1, 2,, 3]", "not an export of chats"),
        (b'[{"mapping": {}\n "x": 1}]', "line 2, column "),
        (b"[" * 100_000, "nested too deeply"),
        (b'[{"mapping": ' + b"[" * 100_000, "nested too deeply"),
        (b"{" + b",".join(b'"%d":1' % n for n in range(2_000)) + b"}", "longer than"),
        (b"PK\x03\x04 and no more", "The archive is damaged"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "wrong.json"
    path.write_bytes(content)
    with pytest.raises(ImportProblem) as caught:
        examine(path)
    assert said in str(caught.value)


def test_a_number_of_thousands_of_digits_and_a_deep_detail_do_no_harm(store: Store, exported: Path) -> None:
    value = json.loads(exported.read_text("utf-8"))
    deep: Any = 1
    for _ in range(500):
        deep = [deep]
    value["chats"][0]["messages"][1]["detail"] = {"deep": deep}
    text = json.dumps(value).replace('"updated": 1000000003.0', '"updated": ' + "9" * 10_000)
    exported.write_text(text, "utf-8")
    result = import_chats(store, exported)
    assert (result.new, dict(result.left), result.unread_count) == (5, {"details": 1}, 0) or (
        result.new,
        dict(result.left),
    ) == (4, {"details": 1})


def test_a_locked_archive_and_one_that_is_cut_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "chats.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "conversations.json", json.dumps([openai_chat("A", openai_node("q", "root", "user", "Hi"))])
        )
    data = path.read_bytes()
    assert examine(path).chats == 1
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(ImportProblem, match="archive is damaged"):
        examine(path)
    locked = bytearray(data)
    locked[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(locked))
    with pytest.raises(ImportProblem, match="locked with a password"):
        examine(path)


def test_an_import_that_is_stopped_leaves_whole_chats_and_goes_on_later(store: Store, exported: Path) -> None:
    cancel = CancelToken()

    class Stopping:
        """A store that is asked to stop after two chats."""

        taken = 0

        def take_in(self, came: Any) -> Any:
            self.taken += 1
            if self.taken == 2:
                cancel.cancel()
            return store.take_in(came)

    with pytest.raises(Cancelled):
        import_chats(Stopping(), exported, cancel)  # type: ignore[arg-type]  # it only has to take in
    assert len(all_of(store)) == 2
    result = import_chats(store, exported)
    assert (result.new, result.known, len(all_of(store))) == (3, 2, 5)


def test_progress_reaches_the_whole_file(exported: Path) -> None:
    seen: list[tuple[int, int]] = []
    examine(exported, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (exported.stat().st_size,) * 2


def test_chats_without_a_time_that_begin_alike_stay_two(store: Store, tmp_path: Path) -> None:
    made = [
        openai_chat("One", openai_node("a", "root", "user", "Hi"), openai_node("b", "a", "assistant", "Ho"))
        for _ in range(2)
    ]
    made[1]["title"] = "Two"
    for each in made:
        each.pop("create_time", None)
        for node in each["mapping"].values():
            if node.get("message"):
                node["message"].pop("create_time", None)
    path = write_json(tmp_path / "conversations.json", made)
    assert import_chats(store, path).new == 2
    assert import_chats(store, path).known == 2
    assert {each.title for each in store.conversations()} == {"One", "Two"}


@pytest.mark.parametrize("length", [400, 5_000])
def test_a_number_of_any_length_hinders_no_import(store: Store, tmp_path: Path, length: int) -> None:
    path = write_json(
        tmp_path / "conversations.json", [openai_chat("One", openai_node("a", "root", "user", "Hi"))]
    )
    members = f'"create_time": {"9" * length}, "other": "{"x" * 300_000}", "title"'
    text = path.read_text("utf-8").replace('"title"', members, 1)
    path.write_text(text, "utf-8")
    assert import_chats(store, path).new == 1
