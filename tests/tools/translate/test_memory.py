"""Translations of one's own: kept, replaced, taken where they fit exactly, shown where they are near."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.errors import UsageError
from llmdesk.store import Store
from llmdesk.tools.translate import Memory, Pair, corrections, forget, learn, pairs_from, remembered

ONE = Pair("The pump has three parts.", "水泵有三个部分。", "en", "zh")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = Store(tmp_path / "s.sqlite3", tmp_path / "backups")
    yield found
    found.close()


def test_what_is_learned_is_taken_again_in_its_direction_alone(store: Store) -> None:
    assert learn(store, [ONE, ONE]) == 1
    assert Memory.of(store, "en", "zh").take("The  pump has three\nparts.") == ONE.target
    assert Memory.of(store, "en", "fr").take(ONE.source) is None
    assert Memory.of(store, "en", "zh").take("The pump has four parts.") is None


def test_what_was_learned_can_be_forgotten_in_its_direction_alone(store: Store) -> None:
    turned = Pair(ONE.source, "Die Pumpe hat drei Teile.", "en", "de")
    learn(store, [ONE, turned])
    assert remembered(store, Pair("The pump  has three parts.", "", "en", "zh")) == ONE
    forget(store, ONE)
    assert remembered(store, ONE) is None
    assert remembered(store, turned) == turned


def test_a_later_translation_replaces_the_one_before(store: Store) -> None:
    learn(store, [ONE])
    assert learn(store, [ONE]) == 0
    assert learn(store, [Pair(ONE.source, "泵由三部分组成。", "en", "zh")]) == 1
    assert Memory.of(store, "en", "zh").take(ONE.source) == "泵由三部分组成。"
    assert len(store.items.all("translation")) == 1


@pytest.mark.parametrize(
    ("pairs", "asked", "wanted"),
    [
        ([ONE], "The pump has four parts.", ONE.source),
        ([ONE], "Nobody came to the party.", None),
        (
            [Pair("请在开机前关闭阀门。", "Close the valve first.", "zh", "en")],
            "请在停机前关闭阀门。",
            "请在开机前关闭阀门。",
        ),
    ],
)
def test_what_is_near_is_shown_and_nothing_else(pairs: list[Pair], asked: str, wanted: str | None) -> None:
    near = Memory(pairs).near(asked)
    assert (near.source if near else None) == wanted
    assert near is None or 0.5 <= near.likeness < 1


def test_the_nearest_of_twenty_thousand_is_found_quickly() -> None:
    memory = Memory(Pair(f"Part {n} of machine {n % 97} is worn.", f"{n}", "en", "zh") for n in range(20_000))
    begun = time.process_time()
    for number in range(50):
        near = memory.near(f"Part {number * 7} of machine {number} was lost.")
        assert near is None or near.likeness < 1
    assert time.process_time() - begun < 10.0


def test_files_of_translations_are_read_and_bad_ones_told(tmp_path: Path) -> None:
    table, made, bad = tmp_path / "a.csv", tmp_path / "a.json", tmp_path / "b.json"
    table.write_text("Open,打开\n,\nClose,关闭\n", encoding="utf-8")
    assert [pair.target for pair in pairs_from(table, "en", "zh")] == ["打开", "关闭"]
    with pytest.raises(UsageError):
        pairs_from(table, "", "zh")
    segments = [{"source": ONE.source, "target": ONE.target}, {"source": "x", "target": ""}]
    made.write_text(json.dumps({"source_language": "en", "target_language": "zh", "segments": segments}))
    assert pairs_from(made, "", "") == [ONE]
    bad.write_text("[1, 2]")
    with pytest.raises(UsageError, match=r"b\.json"):
        pairs_from(bad, "", "")


def test_line_breaks_in_what_was_given_do_not_come_into_a_document(tmp_path: Path) -> None:
    table, made = tmp_path / "a.csv", tmp_path / "a.json"
    table.write_text('Hello there.,"Hallo\n\n da."\n', encoding="utf-8")
    segments = [{"source": "Hello there.", "target": "Hallo\r\nda."}]
    made.write_text(json.dumps({"source_language": "en", "target_language": "de", "segments": segments}))
    for path in (table, made):
        assert [pair.target for pair in pairs_from(path, "en", "de")] == ["Hallo da."]
    memory = Memory([Pair("Hello there.", "Hallo\n\nda.", "en", "de")])
    assert memory.take("Hello there.") == "Hallo da."


def test_a_table_with_a_quotation_mark_too_many_is_told(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text('a,b\n"open,x\n' + "hello,world\n" * 20_000, encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.csv"):
        pairs_from(table, "en", "zh")


def test_without_kept_translations_everything_is_a_correction(store: Store) -> None:
    assert corrections(store, [ONE]) == [ONE]
