"""No half of a character leaves the engine elsewhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from llmdesk.engine.remote.halves import WholeText


def halves(text: str) -> list[str]:
    """As a server writes it that counts in UTF-16, one unit at a time."""
    data = text.encode("utf-16-le")
    return [chr(int.from_bytes(data[at : at + 2], "little")) for at in range(0, len(data), 2)]


@given(st.text(), st.integers(1, 3))
def test_text_that_is_cut_anywhere_is_the_same_again(text: str, size: int) -> None:
    units, whole = halves(text), WholeText()
    given = ["".join(units[at : at + size]) for at in range(0, len(units), size)]
    assert "".join(map(whole.push, given)) + whole.finish() == text


def test_a_half_without_its_other_is_marked() -> None:
    whole = WholeText()
    assert [whole.push(each) for each in ("a\ud83d", "b", "\ude00", "c\ud83d")] == [
        "a",
        "\ufffdb",
        "\ufffd",
        "c",
    ]
    assert whole.finish() == "\ufffd"
    assert whole.finish() == ""
