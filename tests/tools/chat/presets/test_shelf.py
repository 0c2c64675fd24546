"""The user's own presets beside the ready-made ones: kept, found, never replaced."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from llmdesk.engine.types import Sampling
from llmdesk.errors import UsageError
from llmdesk.store import Item, Store
from llmdesk.tools.chat.answering import ChatOptions
from llmdesk.tools.chat.presets.applying import with_preset
from llmdesk.tools.chat.presets.shelf import Taken, preset_shelf, prompt_shelf
from llmdesk.tools.chat.presets.types import Preset, Prompt
from llmdesk.tools.chat.presets.values import preset_of, preset_value

HAIKU = Preset("Haiku", "Answer in a haiku.", temperature=0.9, stop=("\n\n",))


def test_ones_own_come_first_and_are_found_by_name_in_any_case(store: Store) -> None:
    shelf = preset_shelf(store)
    shelf.add(HAIKU)
    assert shelf.all("en")[0].value == HAIKU
    assert [each.value.key for each in shelf.all("en")[1:3]] == ["assistant", "brief"]
    assert shelf.find("haiku ", "en") == HAIKU
    assert shelf.find("tutor", "zh_CN").name == "Tutor"
    assert shelf.find("辅导老师", "en").key == "tutor"
    assert shelf.find("proofreader", "zh_CN").key == "proofreader"


def test_a_name_that_is_not_there_is_refused_with_those_that_are(store: Store) -> None:
    with pytest.raises(UsageError) as refused:
        preset_shelf(store).find("Tutro", "en")
    assert "“Tutro”" in str(refused.value)
    assert "Devil's advocate" in str(refused.value)


def test_no_two_of_ones_own_have_the_same_name(store: Store) -> None:
    shelf = preset_shelf(store)
    names = [shelf.add(Preset(name)).name for name in ("Cook", "cook", "COOK", "x" * 80, "x" * 80)]
    assert names == ["Cook", "cook (2)", "COOK (3)", "x" * 80, "x" * 76 + " (2)"]


def test_a_change_keeps_the_item_and_a_deletion_can_be_taken_back(store: Store) -> None:
    shelf = preset_shelf(store)
    item = shelf.add(HAIKU)
    changed = shelf.change(item, Preset("Haiku", "Only in English."))
    assert (changed.id, changed.name) == (item.id, "Haiku")
    assert [each.value.instructions for each in shelf.own()] == ["Only in English."]
    gone = shelf.delete(changed)
    assert shelf.own() == []
    shelf.restore(gone)
    assert [each.value.name for each in shelf.own()] == ["Haiku"]


def test_what_was_deleted_for_good_leaves_no_word_behind(store: Store, tmp_path: Path) -> None:
    shelf = prompt_shelf(store)
    gone = shelf.add(Prompt("Secret", "the word is xyzzy"))
    shelf.delete(gone)
    store.purge_deleted()
    assert prompt_shelf(store).own() == []
    store.delete_everything()
    store.close()
    assert not any(b"xyzzy" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_what_comes_from_a_file_replaces_nothing_and_is_not_added_twice(store: Store) -> None:
    shelf = preset_shelf(store)
    shelf.add(HAIKU)
    other = Preset("Haiku", "Something else.")
    assert shelf.take_in([HAIKU, other, Preset("New", key="tutor")]) == Taken(new=2, known=1, renamed=1)
    assert [each.value.name for each in shelf.own()] == ["Haiku", "Haiku (2)", "New"]
    assert [each.value.key for each in shelf.own()] == ["", "", ""]


def test_many_of_a_file_come_in_with_one_reading_of_the_store(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompt_shelf(store).add(Prompt("Prompt 7", "Text 7"))
    readings: list[str] = []
    items = store.items.all

    def counted(kind: str) -> list[Item]:
        readings.append(kind)
        return items(kind)

    monkeypatch.setattr(store.items, "all", counted)
    many = [Prompt(f"Prompt {number}", f"Text {number}") for number in range(1_000)]
    same_name = [Prompt("Same", f"Text {number}") for number in range(1_000)]
    shelf = prompt_shelf(store)
    assert shelf.take_in([*many, *same_name]) == Taken(new=1_999, known=1, renamed=999)
    assert readings == ["prompt"]
    assert len({each.value.name for each in shelf.own()}) == 2_000
    assert "Same (1000)" in {each.value.name for each in shelf.own()}


def test_a_file_comes_in_as_a_whole_or_not_at_all(store: Store) -> None:
    shelf = prompt_shelf(store)
    wrong = Prompt("Two", cast(Any, object()))  # cannot be written
    with pytest.raises(TypeError):
        shelf.take_in([Prompt("One", "1"), wrong])
    assert shelf.own() == []


def test_a_preset_wins_where_it_says_something() -> None:
    base = ChatOptions("Be kind.", Sampling(temperature=0.3, seed=7), max_tokens=50, thinking=False)
    with_it = with_preset(base, HAIKU)
    assert with_it.system_prompt == "Answer in a haiku."
    assert with_it.sampling == Sampling(temperature=0.9, seed=7)
    assert (with_it.max_tokens, with_it.thinking, with_it.stop) == (50, False, ("\n\n",))
    assert with_preset(base, Preset("Empty")).system_prompt == ""
    assert with_preset(base, None) == base


def test_what_is_kept_with_a_chat_is_read_back_whatever_is_wrong_in_it() -> None:
    assert preset_of(preset_value(HAIKU)) == HAIKU
    assert preset_of(None) is None
    assert preset_of({"temperature": "hot", "top_p": 0.5}) == Preset("", top_p=0.5)
    assert preset_of({"name": 5, "future": [1]}) == Preset("")
