"""Sentences under a head that stands in the line of their paragraph are not told of something else."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.summarize.chunks import Chunk
from llmdesk.tools.summarize.own_sentences import OwnSentences
from llmdesk.tools.summarize.standing.heads import Heads

DIVISIONS = """\
Revenue of the group grew by 7.8 per cent to 184.6 million.

Water. Revenue grew by 14.6 per cent to 96.3 million. The largest order was worth 18 million.

Mining. Revenue fell by 2.7 per cent to 58.1 million, as two customers in Chile put off orders.

Exports made up 68 per cent of the revenue of the group.
"""


def told(text: str, *, each: bool = False) -> list[str]:
    document = from_text(text)
    points = OwnSentences(document).of(Chunk(0, len(text), 0, 0, len(document.sentences)))
    return [point.text for point in Heads(document).before(points, each=each)]


def test_a_sentence_has_the_head_of_its_paragraph() -> None:
    assert told(DIVISIONS) == [
        "Revenue of the group grew by 7.8 per cent to 184.6 million.",
        "Water: Revenue grew by 14.6 per cent to 96.3 million.",
        "The largest order was worth 18 million.",
        "Mining: Revenue fell by 2.7 per cent to 58.1 million, as two customers in Chile put off orders.",
        "Exports made up 68 per cent of the revenue of the group.",
    ]
    assert "Water: The largest order was worth 18 million." in told(DIVISIONS, each=True)


def test_a_head_in_bold_is_one_too() -> None:
    text = DIVISIONS.replace("Water.", "**Water.**").replace("Mining.", "**Mining.**")
    assert any(each.startswith("Mining: Revenue fell") for each in told(text))


@pytest.mark.parametrize(
    "text",
    [
        "Silence. He waited by the door until the clock in the hall struck four.\n\nThen she came.",
        "Yes. You can take it with food at any time.\n\nNo. It does not make you tired while you drive.",
        "Stop. The bridge is closed until May.\n\nStop. The ferry does not go today because of the wind.",
    ],
)
def test_a_short_sentence_is_no_head(text: str) -> None:
    assert not any(": " in each for each in told(text))
