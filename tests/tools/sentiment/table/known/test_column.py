"""What the values of a column with known labels mean, read by the whole column."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.errors import UsageError
from llmdesk.tools.sentiment.table.known import KnownColumn, parse_changes, read_meanings
from llmdesk.tools.sentiment.table.labelled import split_labelled
from llmdesk.tools.tables import TableError, open_table

TWO = ("positive", "negative")
THREE = ("positive", "neutral", "negative")
TOPICS = ("price", "quality", "delivery", "service", "other")
FIVE = ("very positive", "positive", "neutral", "negative", "very negative")


def column(folder: Path, values: list[str], name: str = "y", each: int = 4) -> Path:
    """A table in which every value stands in `each` rows, mixed."""
    rows = [value for value in values for _ in range(each)]
    random.Random(1).shuffle(rows)
    path = folder / "table.csv"
    lines = "".join(
        f'text number {n},"{value.replace(chr(34), chr(34) * 2)}"\n' for n, value in enumerate(rows)
    )
    path.write_text(f"text,{name}\n{lines}", encoding="utf-8")
    return path


def read(path: Path, labels: tuple[str, ...], name: str = "y") -> KnownColumn:
    return read_meanings(open_table(path), "text", name, labels)


def meant(path: Path, labels: tuple[str, ...], name: str = "y") -> dict[str, set[str]]:
    """label → its values; "-" for those left out, "?" for those not understood."""
    found: dict[str, set[str]] = {}
    for meaning in read(path, labels, name).meanings:
        found.setdefault(meaning.label or ("-" if meaning.understood else "?"), set()).add(meaning.word)
    return found


@pytest.mark.parametrize(
    ("values", "positive", "left_out", "negative"),
    [
        ("1 2 3 4 5", "4 5", "3", "1 2"),
        ("1.0 2.0 4.0 5.0", "4.0 5.0", "", "1.0 2.0"),
        ("1 2 3 4 5 6 7 8 9 10", "10 7 8 9", "5 6", "1 2 3 4"),
        ("2 9 8 1", "8 9", "", "1 2"),
        ("0 1", "1", "", "0"),
        ("0.0 1.0", "1.0", "", "0.0"),
        ("0 4", "4", "", "0"),
        ("0 2 4", "4", "2", "0"),
        ("0 1 2 3 4", "3 4", "2", "0 1"),
        ("-1 0 1", "1", "0", "-1"),
        ("−1 ＋1", "＋1", "", "−1"),
        ("-2 -1 0 1 2", "1 2", "0", "-1 -2"),
        ("0 5 10", "10", "5", "0"),
        ("0.5 3.0 4.5 5.0", "4.5 5.0", "3.0", "0.5"),
        ("★★★★★ ★★★★☆ ★★★☆☆ ★☆☆☆☆", "★★★★☆ ★★★★★", "★★★☆☆", "★☆☆☆☆"),
        ("⭐⭐⭐⭐⭐ ⭐ ⭐⭐⭐", "⭐⭐⭐⭐⭐", "⭐⭐⭐", "⭐"),
        ("5-star 1-star 3-star", "5-star", "3-star", "1-star"),
        ("4/5 1/5 3/5", "4/5", "3/5", "1/5"),
        ("80% 20% 50%", "80%", "50%", "20%"),
        ("5星 三星 一星", "5星", "三星", "一星"),
        ("pos neg neu", "pos", "neu", "neg"),
        ("Good BAD", "Good", "", "BAD"),
        ("yes no", "yes", "", "no"),
        ("TRUE FALSE", "TRUE", "", "FALSE"),
        ("好评 中评 差评", "好评", "中评", "差评"),
        ("正面 中性 负面", "正面", "中性", "负面"),
        ("是 否", "是", "", "否"),
        ("👍 👎", "👍", "", "👎"),
        ("LABEL_0 LABEL_1", "LABEL_1", "", "LABEL_0"),
        ("Ｐositive negative.", "Ｐositive", "", "negative."),
        ("力荐 还行 很差", "力荐", "还行", "很差"),
    ],
)
def test_codes_scales_and_words_are_read_by_the_whole_column(
    tmp_path: Path, values: str, positive: str, left_out: str, negative: str
) -> None:
    path = column(tmp_path, values.split())
    given = {"positive": positive, "-": left_out, "negative": negative}
    wanted = {label: set(words.split()) for label, words in given.items() if words}
    assert meant(path, TWO) == wanted
    assert meant(path, THREE) == {("neutral" if to == "-" else to): words for to, words in wanted.items()}
    split = split_labelled(open_table(path), "text", "y", TWO)
    assert split.unknown == 0
    assert split.known.left_out == 4 * len(left_out.split())
    assert {label for _, label in split.taught} == set(TWO)


def test_five_levels_take_the_degrees_of_a_scale(tmp_path: Path) -> None:
    assert meant(column(tmp_path, list("12345")), FIVE) == {
        "very negative": {"1"},
        "negative": {"2"}, "neutral": {"3"}, "positive": {"4"}, "very positive": {"5"},
    }  # fmt: skip
    assert meant(column(tmp_path, ["great", "好评", "average", "bad", "terrible"]), FIVE) == {
        "very negative": {"terrible"}, "negative": {"bad"}, "neutral": {"average"}, "positive": {"好评"},
        "very positive": {"great"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "values", "wanted"),
    [
        (("spam", "normal"), ["spam", "ham"], {"spam": {"spam"}, "normal": {"ham"}}),
        (("spam", "normal"), ["1", "0"], {"spam": {"1"}, "normal": {"0"}}),
        (("垃圾", "正常"), ["SPAM", "Normal"], {"垃圾": {"SPAM"}, "正常": {"Normal"}}),
        (("refund", "not refund"), ["true", "false"], {"refund": {"true"}, "not refund": {"false"}}),
        (("bug", "wish"), ["Bug ", " w i s h"], {"bug": {"Bug"}, "wish": {"w i s h"}}),
        (("bug", "wish"), ["1", "0"], {"?": {"0", "1"}}),
        (("1", "2", "3"), ["1.0", "２", "3"], {"1": {"1.0"}, "2": {"２"}, "3": {"3"}}),
        (TOPICS, ["价格", "Service"], {"price": {"价格"}, "service": {"Service"}}),
        (("bad", "good"), ["1", "5"], {"good": {"5"}, "bad": {"1"}}),
    ],
)  # fmt: skip
def test_other_sets_are_read_by_name_and_as_yes_and_no(
    tmp_path: Path, labels: tuple[str, ...], values: list[str], wanted: dict[str, set[str]]
) -> None:
    assert meant(column(tmp_path, values), labels) == wanted


@pytest.mark.parametrize("values", ["1 2", "0 1 2", "1 2 3", "1 2 3 4", "__label__1 __label__2", "0 1 2 3"])
def test_codes_that_could_be_the_other_way_round_wait_for_a_word_of_the_user(
    tmp_path: Path, values: str
) -> None:
    path = column(tmp_path, values.split())
    known = read(path, TWO)
    assert known.doubtful
    with pytest.raises(TableError, match="not clear"):
        known.check()
    said = parse_changes([known.as_changes()])
    turned = {word: {"positive": "negative", "negative": "positive"}.get(to, "") for word, to in said.items()}
    for changes in (said, turned):
        split = split_labelled(open_table(path), "text", "y", TWO, changes=changes)
        assert {m.word: m.label for m in split.known.meanings} == changes
    with pytest.raises(TableError, match="not clear"):  # a word on one of them is not one on all
        split_labelled(open_table(path), "text", "y", TWO, changes=dict([next(iter(said.items()))]))


def test_a_number_with_words_that_are_not_understood_is_doubtful(tmp_path: Path) -> None:
    assert read(column(tmp_path, ["1 (sehr gut)", "5 (mangelhaft)"]), TWO).doubtful
    assert meant(column(tmp_path, ["1: excellent", "5: bad"]), TWO) == {
        "positive": {"1: excellent"}, "negative": {"5: bad"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "values"),
    [
        (("spam", "normal"), ["spam", "something"]),
        (TWO, ["4", "5"]),
        (TWO, ["1"]),
        (TWO, ["positive", "neutral"]),
        (TWO, ["-1", "0"]),
        (TWO, ["★★★★★", "★★★★☆"]),
    ],
)
def test_one_label_alone_teaches_nothing(tmp_path: Path, labels: tuple[str, ...], values: list[str]) -> None:
    path = column(tmp_path, values, "stars")
    with pytest.raises(TableError, match=r"Only the label|too few of the labels"):
        split_labelled(open_table(path), "text", "stars", labels)


def test_one_row_of_the_second_label_is_too_few(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("text,y\n" + "".join(f"t{n},{int(n > 0)}\n" for n in range(40)), encoding="utf-8")
    with pytest.raises(TableError, match="two rows each"):
        split_labelled(open_table(path), "text", "y", TWO)


def test_a_rare_label_stands_on_both_sides(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("text,y\n" + "".join(f"t{n},{int(n > 1)}\n" for n in range(60)), encoding="utf-8")
    for seed in range(20):
        split = split_labelled(open_table(path), "text", "y", TWO, seed)
        assert {label for _, label in split.taught} == set(TWO)
        assert {split.truth[0], split.truth[1]} == {-1, 1}


def test_what_is_not_understood_is_counted(tmp_path: Path) -> None:
    split = split_labelled(open_table(column(tmp_path, ["1", "0", "N/A", "?"])), "text", "y", TWO)
    assert split.unknown == 8
    assert split.known.left_out == 0


def test_the_numbers_of_the_rows_are_no_labels(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("text,id\n" + "".join(f"t{n},{n}\n" for n in range(1, 6)), encoding="utf-8")
    with pytest.raises(TableError, match="too few of the labels"):
        split_labelled(open_table(path), "text", "id", TWO)


def test_the_user_changes_what_a_value_means(tmp_path: Path) -> None:
    path = column(tmp_path, ["1", "2", "3", "4", "5", "so, so"])
    changes = parse_changes(['3=positive, 2=, "so, so"=negative', "4=Negative"])
    assert changes == {"3": "positive", "2": "", "so, so": "negative", "4": "Negative"}
    known = read(path, TWO).with_changes(changes)
    assert {m.word: m.label for m in known.meanings} == {
        "1": "negative", "2": "", "3": "positive", "4": "negative", "5": "positive", "so, so": "negative",
    }  # fmt: skip
    assert (known.left_out, known.unknown) == (4, 0)
    with pytest.raises(UsageError, match="no value “9”"):
        known.with_changes({"9": "positive"})
    with pytest.raises(UsageError, match="not one of the labels"):
        known.with_changes({"1": "great"})
    for broken in ("1", "=positive"):
        with pytest.raises(UsageError, match="does not say"):
            parse_changes([broken])


def test_a_column_of_free_text_holds_no_labels_and_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    rows = "".join(f"t{n},{'word ' * 50}{n}\n" for n in range(3000))
    path.write_text("text,y\n" + rows, encoding="utf-8")
    known = read(path, TWO)
    assert len(known.meanings) <= 500
    assert known.unknown == 3000


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), min_size=1, max_size=12)
)
def test_no_value_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, values: list[str]) -> None:
    known = read(column(tmp_path_factory.mktemp("any"), [value or "x" for value in values], each=1), TWO)
    assert sum(meaning.rows for meaning in known.meanings) <= len(values)
    assert all(meaning.label in ("", *TWO) for meaning in known.meanings)
