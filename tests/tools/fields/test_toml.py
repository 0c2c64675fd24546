"""Fields as a TOML file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.fields import (
    FIELD_TYPES,
    MOST_FIELDS,
    SETS,
    Field,
    FieldsError,
    FieldSet,
    as_toml,
    checked,
    read_fields,
    read_fields_file,
    ready_set,
)


def test_names_types_and_choices_are_read() -> None:
    found = read_fields(
        'rows = "many"\n'
        'fields = [{name = " Item "}, {name = "Price", type = "money", about = "what\\nit cost"},\n'
        '  {name = "Paid", type = "yes_no"}, {name = "Kind", one_of = ["goods", "service"]}]'
    )
    assert found.rows == "many"
    assert found.fields == (
        Field("Item"),
        Field("Price", "what it cost", "money"),
        Field("Paid", type="yes/no"),
        Field("Kind", type="one of", one_of=("goods", "service")),
    )


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("fields = [", "TOML"),
        ("a = " + "[" * 5_000, "TOML"),
        ("", "no list of fields"),
        ("fields = []", "no list of fields"),
        ('fields = ["Total"]', "a table with a name"),
        ('fields = [{type = "text"}]', "Field 1 has no name"),
        ('fields = [{name = "A"}, {name = " "}]', "Field 2 has no name"),
        ('fields = [{name = "Total"}, {name = "ｔｏｔａｌ"}]', "Two fields have the name “ｔｏｔａｌ”"),
        ('fields = [{name = "Total", kind = "money"}]', "the field “Total”: kind"),
        ('title = "x"\nfeilds = []', "the file: feilds"),
        ('fields = [{name = "Total", type = "moneys"}]', "no type “moneys”; the types are text, number"),
        ('fields = [{name = "T", type = "date", one_of = ["a", "b"]}]', "its type is “date”, and yet"),
        ('fields = [{name = "T", type = "one of"}]', "at least two choices"),
        ('fields = [{name = "A"}]\nsums = 5', "sums is a list of lists"),
        ('fields = [{name = "A", type = "money"}]\nsums = [["A", "A", "A"]]', "sums is a list of lists"),
        ('fields = [{name = "A", type = "money"}]\nsums = [["A", "B", [1]]]', "sums is a list of lists"),
        ('fields = [{name = "T", one_of = ["a"]}]', "at least two choices"),
        ('fields = [{name = "T", one_of = ["a", "A"]}]', "the choice “A” is there twice"),
        ('fields = [{name = "T", one_of = ["a", "Not stated"]}]', "needs no choice"),
        ('fields = [{name = "T", one_of = ["a", "b|c"]}]', "semicolon or a bar"),
        ('fields = [{name = "T", one_of = "a"}]', "no list of texts"),
        ('fields = [{name = "T: x"}]', "no colon"),
        ('fields = [{name = "T", about = 5}]', "(about) is no text"),
        (f'fields = [{{name = "{"n" * 61}"}}]', "more than 60 characters"),
        (f'fields = [{{name = "n", about = "{"n" * 301}"}}]', "more than 300 characters"),
        ('rows = "two"\nfields = [{name = "T"}]', "rows is “two”"),
        (f"rows = 0x{'f' * 6_000}", "rows is “int”"),
        (f'fields = [{{name = "T", type = 0x{"f" * 6_000}}}]', "no type “int”"),
        (f"a{'.a' * 200_000} = 1", "a line has more than 300 dots"),
    ],
)
def test_what_contradicts_itself_is_told_with_the_field_it_stands_in(toml: str, reason: str) -> None:
    with pytest.raises(FieldsError, match="The fields") as raised:
        read_fields(toml)
    assert reason in str(raised.value)


def test_too_many_fields_are_counted() -> None:
    entries = ", ".join(f'{{name = "f{number}"}}' for number in range(MOST_FIELDS + 1))
    with pytest.raises(FieldsError, match="The fields") as raised:
        read_fields(f"fields = [{entries}]")
    assert "There are 41 fields; at most 40" in str(raised.value)


def test_files_that_are_missing_large_or_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "fields.toml"
    with pytest.raises(FieldsError, match="cannot be read"):
        read_fields_file(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FieldsError) as raised:
        read_fields_file(path)
    assert "no text in UTF-8" in str(raised.value)
    path.write_bytes(b"#" * (2 << 20))
    with pytest.raises(FieldsError) as raised:
        read_fields_file(path)
    assert "more than 1 MiB" in str(raised.value)
    path.write_bytes('\ufefffields = [\r\n{name = "合计", type = "money"}]\r\n'.encode())
    assert read_fields_file(path).fields == (Field("合计", type="money"),)


@pytest.mark.parametrize("name", SETS)
def test_ready_sets_say_the_same_in_both_languages(name: str) -> None:
    english, chinese = ready_set(name), ready_set(name, "zh")
    assert english.title != chinese.title
    assert [each.type for each in english.fields] == [each.type for each in chinese.fields]
    assert [len(each.one_of) for each in english.fields] == [len(each.one_of) for each in chinese.fields]
    assert english.in_language("zh") == chinese.fields
    assert chinese.in_language("en") == english.fields
    assert english.in_language("de") == english.fields


_WORDS = st.text(
    st.characters(categories=["L", "N", "P", "S"], exclude_characters=";|:；："), min_size=1, max_size=40
)


@given(
    st.lists(
        st.tuples(_WORDS, st.sampled_from(FIELD_TYPES[:5] + FIELD_TYPES[6:]), _WORDS), min_size=1, max_size=5
    )
)
def test_what_is_written_is_read_as_the_same_fields(entries: list[tuple[str, str, str]]) -> None:
    fields = [Field(name, about, kind) for name, kind, about in entries]  # type: ignore[arg-type]
    try:
        whole = FieldSet(checked(fields), "many", "A title")
    except FieldsError:
        return  # two have the same name
    assert read_fields(as_toml(whole)) == whole
