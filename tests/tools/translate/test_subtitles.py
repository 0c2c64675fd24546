"""Subtitles whose times are broken: told, left as they are, and every text is translated."""

from __future__ import annotations

import pytest

from llmdesk.tools.translate.shapes.subtitles import Subtitles


def srt(times: str, blank: str) -> str:
    return (
        f"1\n00:00:00,000 --> 00:00:00,900\nFirst words.\n{blank}2\n{times}\nSecond words.\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\nThird words.\n"
    )


def read(source: str) -> tuple[list[str], list[str], str]:
    """Texts, notes, and the file as it is written with the texts as they were."""
    shape = Subtitles("film.srt", source, ".srt")
    texts = [shape.text[unit.start : unit.end] for unit in shape.units]
    return texts, list(map(str, shape.notes)), shape.write(texts, "zh").decode()


@pytest.mark.parametrize("blank", ["\n", ""])
@pytest.mark.parametrize(
    "times",
    [
        "00:00:02,000 --> 00:00:01,000",
        "00:00:99,000 --> 00:00:02,000",
        "00:0a:01,000 --> 00:00:02,000",
        "00:00:01,000 -->",
        "--> 00:00:02,000",
        "1:2 --> 3:4",
        "00:00:01,000 -> 00:00:02,000",
        "00:00:01,000 -- > 00:00:02,000",
        "00:00:01,000 – 00:00:02,000",
        "00:00:01,000 00:00:02,000",
        "00:00:01,000 to 00:00:02,000",
        "00：00：01，000 --> 00：00：02，000",
        "00:00:01;000 --> 00:00:02;000",
    ],
)
def test_broken_times_are_told_and_stay_and_no_text_is_lost_or_joined(times: str, blank: str) -> None:
    texts, notes, written = read(srt(times, blank))
    assert texts == ["First words.", "Second words.", "Third words."]
    assert [note.split(".")[0] for note in notes] == ["1 times in the subtitles are broken"]
    assert written == srt(times, blank)


@pytest.mark.parametrize(
    "times",
    [
        "00:00:01,000 --> 00:00:02,000 X1:5 Y2:7",
        "00:00:01,000-->00:00:03,000",
        "00:00:01.000 --> 00:00:01.000",
        "00:00:00,500 --> 00:00:07,000",
    ],
)
def test_times_that_are_right_are_not_told(times: str) -> None:
    texts, notes, written = read(srt(times, "\n"))
    assert (len(texts), notes, written) == (3, [], srt(times, "\n"))


def test_a_cue_that_begins_before_the_one_before_it_is_told_once() -> None:
    begins = (1, 2, 50, 4, 5, 6)
    source = "".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\nWords.\n\n" for n in begins)
    assert read(source)[1][0].startswith("1 times in the subtitles are broken")


def test_times_that_somebody_says_are_text() -> None:
    texts, notes, _ = read(
        "1\n00:00:01,000 --> 00:00:02,000\nOpen 9:30 - 10:45 and 11:00 today.\n9:30 - 10:45\n"
    )
    assert texts == ["Open 9:30 - 10:45 and 11:00 today. 9:30 - 10:45"]
    assert notes == []


def test_a_file_with_no_times_at_all_has_no_text() -> None:
    assert read("These are just\nlines of a text.\n")[0] == []
