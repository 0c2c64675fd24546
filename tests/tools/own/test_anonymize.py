"""Names that the model lists are gone from the text, in whatever form they stand there, or it is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.own import OwnTool
from llmdesk.tools.own.anonymize import MOST_LINES, anonymized, grammar
from llmdesk.tools.own.kinds import kind_of
from llmdesk.tools.own.places import merged


@pytest.mark.parametrize(
    ("text", "answer", "wanted"),
    [
        ("John Smith called. Smith was angry. JOHN SMITH left; John\nSmith’s, john  smith.",
         "Person: John Smith",
         "[Person 1] called. [Person 2] was angry. [Person 1] left; [Person 1]’s, [Person 1]."),
        ("jo lee wrote; lee waits", "Person: Jo Lee", "[Person 1] wrote; [Person 2] waits"),
        ("Dear ADA, Ada's, Adam", "Person: Ada", "Dear [Person 1], [Person 1]'s, Adam"),
        ("Will Young will be young. WILL?", "Person: Will Young", "[Person 1] will be young. [Person 2]?"),
        ("Dr. Ann Lee-Kay, Dr. Kay", "Person: Dr. Ann Lee-Kay", "[Person 1], Dr. [Person 2]"),
        ("HALDEN  LTD and Halden", "Organization: Halden Ltd", "[Organization 1] and Halden"),
        ("At Main Street 12 555 123456.", "Place: Main Street 12", "At [Place 1]."),
        ("Write Ann Lee@x.com", "Person: Ann Lee", "Write [Address 1]"),
        ("xab ab ab", "Person: ab ab", "xab [Person 1]"),
        ("See HTTPS://X.ORG/ann or WWW.X.ORG", "none", "See [Address 1] or [Address 2]"),
        (f"http://x.org/{'a' * 600}/ann now", "none", "[Address 1] now"),
        ("Groß and Gross", "Person: Gross", "[Person 1] and [Person 1]"),
    ],
)  # fmt: skip
def test_a_name_is_replaced_in_whatever_form_it_stands_there(text: str, answer: str, wanted: str) -> None:
    found = anonymized(text, answer, "en")
    assert (found.text, found.missing) == (wanted, ())


def test_a_chinese_given_name_is_the_persons_too() -> None:
    found = anonymized("王小明来了，小明很高兴。", "人名: 王小明", "zh")
    assert found.text == "[人名 1]来了，[人名 2]很高兴。"


def findings(text: str, answer: str) -> list[str]:
    kind = kind_of(OwnTool("A", "List.", gives="anonymized"))
    return [str(each.detail) for each in kind.judged((text,), answer, True)[1]]  # type: ignore[attr-defined]


def test_a_name_that_stands_nowhere_is_told() -> None:
    assert findings("Smith called, then Ada.", "Person: John Smith\nPerson: Ada") == []
    assert findings("Nobody called.", "Person: none") == []
    assert findings("Smyth called.", "Person: John Smith") == ["“John Smith” does not stand in the text"]


def test_a_list_that_is_full_is_told_since_names_may_be_left() -> None:
    names = [f"Person: Ann{chr(97 + n)}" for n in range(MOST_LINES)]
    text = ", ".join(name.removeprefix("Person: ") for name in names)
    assert findings(text, "\n".join(names[:-1])) == []
    assert ["the most that can be listed" in each for each in findings(text, "\n".join(names))] == [True]
    assert f"{{0,{MOST_LINES - 1}}}" in grammar("en")


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10))))
def test_all_that_is_found_is_covered_and_nothing_else(found: list[tuple[int, int]]) -> None:
    spans = merged([(start, start + length, "number") for start, length in found])
    covered = [at for start, stop, _ in spans for at in range(start, stop)]
    assert covered == sorted({at for start, length in found for at in range(start, start + length)})
