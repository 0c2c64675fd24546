"""Places of characters in a view, and finding a passage again in a text that has changed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.summarize import SummaryOptions
from llmdesk.ui.given.opened import find_passage
from llmdesk.ui.summarize.draft import Draft, draft_from_json
from llmdesk.ui.widgets.text_places import TextPlaces

PIECES = st.sampled_from(
    ["word ", "港口很大。", "🚢", "a" * 900, "The end. ", "\n", "\n\n", "x" * 2_500, "逗" * 1_990]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


def units(text: str) -> list[str]:
    """`text` as Qt counts it."""
    data = text.encode("utf-16-le")
    return [data[at : at + 2].decode("utf-16-le", "surrogatepass") for at in range(0, len(data), 2)]


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_passage_in_the_view_has_the_characters_of_the_text(text: str, data: st.DataObject) -> None:
    places = TextPlaces(text)
    shown = units(places.shown)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = places.span(start, end)
    found = "".join(shown[first:last]).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    assert found.replace("\n", "") == text[start:end].replace("\n", "")
    if end > start:
        assert places.offset(first) == start
        assert places.offset(places.position(end - 1)) == end - 1


@settings(deadline=None)
@given(TEXTS)
def test_no_line_of_the_view_is_endless_and_nothing_is_lost(text: str) -> None:
    places = TextPlaces(text)
    assert max(map(len, places.shown.split("\n"))) <= 2_000
    assert places.shown.replace("\n", "") == text.replace("\n", "")
    assert TextPlaces(text, break_lines=False).shown == text


def test_a_passage_is_found_nearest_to_where_it_stood() -> None:
    text = "rain fell. sun came. rain fell. wind."
    assert find_passage(text, 21, 31, "rain fell.") == (21, 31)
    assert find_passage("new. " + text, 21, 31, "rain fell.") == (26, 36)
    assert find_passage(text, 2, 12, "rain fell.") == (0, 10)
    assert find_passage(text, 0, 4, "snow") is None
    assert find_passage("short", 400, 404, "snow") is None


def test_a_draft_that_makes_no_sense_is_none_or_its_defaults() -> None:
    assert draft_from_json("") is None
    assert draft_from_json("{") is None
    assert draft_from_json("[1]") is None
    odd = '{"options": {"length": 1000000, "style": 3}, "text": "kept", "paths": "x", "combined": 1}'
    assert draft_from_json(odd) == Draft(SummaryOptions(), "kept", (), False)
