"""A sentence of the document, cut by program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.summarize.close.keeping import is_close
from llmdesk.tools.summarize.close.trimming import trimmed

LONG = "The council approved the new tram line on Tuesday, although three members voted against it"
WORDS = [*LONG.replace(",", " ,").split(), "if", "not", ";", "(", ")", "who", "12"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The bridge (see map) was opened by the mayor.", "The bridge was opened by the mayor."),
        ("The council, which met on Monday, has approved it.", "The council has approved it."),
        ("It has approved the new harbour, because the fish had gone.", "It has approved the new harbour."),
        (
            "Whether that is enough, says Whitlock, who leads the project, will be known in years.",
            "Whether that is enough, says Whitlock, will be known in years.",
        ),
        (
            "In May the council, which met on Monday, approved it.",
            "In May the council approved it.",
        ),
        (
            "In May, the council, which met on Monday, approved it.",
            "In May, the council approved it.",
        ),
        ("However, the line was closed.", "The line was closed."),
        ("市水务局负责划定禁钓区并设置标志；执法局负责巡查。", "市水务局负责划定禁钓区并设置标志。"),
    ],
)  # fmt: skip
def test_what_can_go_goes(sentence: str, wanted: str) -> None:
    assert trimmed(sentence, 5) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour is open to visitors on all days, unless the wind is stronger than 60 km/h.",
        "The harbour is open to visitors on all days, but not in winter.",
        "The new harbour was called safe by everybody, said the director.",
        "The town has sold the mill, the brewery, and the bathing house at the lake.",
        "漏服后应当尽快补服，如果已超过12小时则不要补服。",
    ],
)
def test_a_condition_a_turn_a_speaker_and_the_end_of_a_list_stay(sentence: str) -> None:
    assert trimmed(sentence, 8) == sentence


def test_a_sentence_that_is_short_enough_stays() -> None:
    assert trimmed(f"{LONG}.", 40) == f"{LONG}."


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_what_is_cut_is_close_to_what_was_there(words: list[str]) -> None:
    sentence = " ".join(words) + "."
    cut = trimmed(sentence, 5)
    assert cut.casefold() in sentence.casefold() or is_close(cut, sentence)
