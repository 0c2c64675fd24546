"""The stream of text: UTF-8 over token borders, stop strings held back until decided."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from llmdesk.engine.child.text import AnswerStop, TextStreamer
from llmdesk.engine.child.thoughts import MarkReader
from llmdesk.engine.types import Written


def _cut(data: bytes, cuts: list[int]) -> list[bytes]:
    borders = sorted({min(c, len(data)) for c in cuts} | {0, len(data)})
    return [data[a:b] for a, b in pairwise(borders)]


def _run(streamer: TextStreamer, pieces: list[bytes]) -> str:
    return "".join(streamer.push(piece) for piece in pieces) + streamer.finish()


@given(st.text(max_size=60), st.lists(st.integers(0, 240), max_size=30))
def test_text_is_whole_however_its_bytes_are_cut(text: str, cuts: list[int]) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    assert _run(TextStreamer(), _cut(text.encode(), cuts)) == text


@given(
    st.text("ab#好", max_size=40),
    st.lists(st.text("ab#好", min_size=1, max_size=4), min_size=1, max_size=3),
    st.lists(st.integers(0, 160), max_size=20),
)
def test_text_ends_before_the_first_stop_string(text: str, stop: list[str], cuts: list[int]) -> None:
    streamer = TextStreamer(stop)
    result = ""
    for piece in _cut(text.encode(), cuts):
        result += streamer.push(piece)
        if streamer.stopped:
            break
    result += streamer.finish()
    # Where two stop strings overlap, the one that is complete first decides.
    ends = [text.find(s) + len(s) for s in stop if s in text]
    if not ends:
        assert result == text
        assert not streamer.stopped
    else:
        assert streamer.stopped
        assert text.startswith(result)
        assert not any(s in result for s in stop)


def test_nothing_that_may_become_a_stop_string_is_shown_early() -> None:
    streamer = TextStreamer(["###END"])
    assert streamer.push(b"one ###E") == "one "
    assert streamer.push(b"ND two") == ""
    assert streamer.stopped
    assert streamer.finish() == ""


def test_a_false_beginning_of_a_stop_string_comes_out() -> None:
    streamer = TextStreamer(["###END"])
    assert streamer.push(b"a ##") == "a "
    assert streamer.push(b" heading") == "## heading"


def test_broken_utf8_becomes_replacement_characters() -> None:
    assert _run(TextStreamer(), [b"\xe5\xa5", b"!"]) == "\ufffd!"


@given(st.lists(st.integers(1, 4), min_size=1, max_size=12))
def test_a_stop_string_ends_the_answer_and_may_stand_in_the_thoughts(steps: list[int]) -> None:
    text = "<think>First this.\n\nThen that.</think>\n\nOne.\n\nTwo."
    reader, stop = MarkReader(), AnswerStop(["\n\n"])
    written, at, turn = Written(), 0, 0
    while at < len(text) and not stop.stopped:
        step = steps[turn % len(steps)]
        for piece in stop.read(reader.push(text[at : at + step])):
            written = written.plus(piece)
        at, turn = at + step, turn + 1
    for piece in [*stop.read(reader.finish()), *stop.rest()]:
        written = written.plus(piece)
    assert stop.stopped
    assert written == Written("One.", "First this.\n\nThen that.")


def test_what_only_may_become_a_stop_string_comes_at_the_end() -> None:
    stop, reader = AnswerStop(["END"]), MarkReader()
    pieces = stop.read(reader.push("Enough. EN"))
    pieces += [*stop.read(reader.finish()), *stop.rest()]
    assert "".join(piece.text for piece in pieces) == "Enough. EN"
    assert not stop.stopped
