"""What an answer must keep to, and places in a template."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.own import Checks
from llmdesk.tools.own.anonymize import Marks, anonymized
from llmdesk.tools.own.checks import findings
from llmdesk.tools.own.template import filled, places, usual

TEXT = "The heating in room 14 has been cold since Monday. “Nobody came,” says Ms O’Hara. 暖气坏了。"


def rules(checks: Checks, answer: str, text: str = TEXT) -> list[str]:
    return [each.rule for each in findings(checks, answer, text)]


@pytest.mark.parametrize(
    ("checks", "good", "bad", "rule"),
    [
        (Checks(longest=5), "12345", "123456", "longest"),
        (Checks(one_line=True), "a b", "a\nb", "one line"),
        (Checks(must_contain=("→",)), "a → b", "a b", "must contain"),
        (Checks(must_match=("^\\d+$",)), "14", "room 14", "must match"),
        (Checks(language="zh"), "暖气坏了", "the heating is out of order", "language"),
        (Checks(language="en"), "cold heating", "暖气坏了", "language"),
        (Checks(language="same"), "the heating in room 14 is cold", "房间里的暖气是冷的", "language"),
        (
            Checks(only_words_of_text=True),
            "heating, Monday, 暖气",
            "heating, Tuesday",
            "only words of the text",
        ),
        (Checks(only_words_of_text=True), "暖气", "空调", "only words of the text"),
        (Checks(quotes=True), "cold: “has been cold”", "cold: “was cold”", "quotes"),
        (Checks(quotes=True), "kalt: „has been cold“", "kalt: „was cold“", "quotes"),
        (Checks(quotes=True), "froid : « has been cold »", "froid : « was cold »", "quotes"),
        (Checks(quotes=True), "‘says Ms O’Hara’", "‘says Mr O’Hara’", "quotes"),
        (Checks(quotes=True), "『「Nobody came,」 says』", "『「Nobody came,」 said』", "quotes"),
        (Checks(quotes=True), "“heating”", f"“{'was cold ' * 300}”", "quotes"),
        (Checks(), "something", "", "empty"),
    ],
)
def test_each_check_passes_what_is_right_and_marks_what_is_not(
    checks: Checks, good: str, bad: str, rule: str
) -> None:
    assert rules(checks, good) == []
    assert rules(checks, bad) == [rule]


def test_an_accent_of_its_own_is_no_other_word() -> None:
    """As it is in many PDF files."""
    both = Checks(only_words_of_text=True, quotes=True)
    assert rules(both, "“caf\u00e9”", "le cafe\u0301") == []


def test_an_answer_that_was_cut_is_marked() -> None:
    assert [each.rule for each in findings(Checks(), "half of", TEXT, whole=False)] == ["whole"]


@given(st.dictionaries(st.sampled_from(["subject", "body", "x"]), st.text(max_size=20)))
def test_what_is_filled_in_is_never_looked_at_again(values: dict[str, str]) -> None:
    hostile = {name: f"{{body}} {value} {{{{" for name, value in values.items()}
    if "subject" in hostile:
        assert filled("{subject}", hostile) == hostile["subject"]


def test_places_are_names_in_braces() -> None:
    assert places('{subject} and {正文} {{body}} {"a": 1} { x } {}') == ("subject", "正文")
    assert filled("{subject} {{body}} {other}", {"subject": "a"}) == "a {body} {other}"
    assert usual(("text",)) == "{text}"
    assert usual(("a", "b")) == "a: {a}\nb: {b}"


# -- anonymous texts -----------------------------------------------------------------------------
def test_the_same_name_gets_the_same_mark_and_all_that_was_replaced_is_listed() -> None:
    text = "Anna Petrov wrote to Brookfield. Anna says 020 7946 0958, anna@example.org. Annabel did not."
    found = anonymized(text, "Person: Anna Petrov\nPerson: Anna\nOrganization: Brookfield", "en")
    assert found.text == (
        "[Person 1] wrote to [Organization 1]. [Person 2] says [Number 1], [Address 1]. Annabel did not."
    )
    assert found.listed == (
        "[Person 1] = Anna Petrov; [Organization 1] = Brookfield; [Person 2] = Anna; "
        "[Number 1] = 020 7946 0958; [Address 1] = anna@example.org"
    )


def test_names_that_stand_nowhere_change_nothing() -> None:
    assert anonymized("All is well.", "Person: Mr Nobody\nnone", "en").text == "All is well."


def test_chinese_names_have_no_spaces_around_them() -> None:
    found = anonymized("客服张伟说，电话是13800138000。张伟不在。", "人名: 张伟", "zh")
    assert found.text == "客服[人名 1]说，电话是[号码 1]。[人名 1]不在。"


def test_marks_that_were_given_before_are_known_again() -> None:
    marks = Marks()
    first = anonymized("Ada saw 5.", "Person: Ada", "en")
    assert marks.give(first.text, first.listed) == (first.text, first.listed)
    second = anonymized("Bo; [x] = y saw Ada.", "Person: Bo; [x] = y\nPerson: Ada", "en")
    given = marks.give(second.text, second.listed)
    assert given[0] == "[Person 2] saw [Person 1]."
    again = Marks()
    again.learn(first.listed)
    again.learn(given[1])
    assert again.give(second.text, second.listed) == given


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_replaced_can_be_put_back(text: str, answer: str) -> None:
    plain = text.replace("[", "").replace("]", "")
    found = anonymized(plain, f"Person: {answer}", "en")
    back = found.text
    for mark, words in found.replaced:
        back = back.replace(mark, words)
    assert "".join(back.split()).casefold() == "".join(plain.split()).casefold()
