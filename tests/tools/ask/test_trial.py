"""From which score on a document counts: where the scores part, and what lies between is left open."""

from __future__ import annotations

import pytest

from llmdesk.tools.ask.trial import Line

LINE = Line(True, 5.0, 6.0, 0.0)


@pytest.mark.parametrize(
    ("scores", "verdicts"),
    [
        ([12.0, -3.0], ["yes", "no"]),
        ([9.4, 6.7, 6.5, 4.7, -1.0], ["yes", "unsure", "unsure", "no", "no"]),  # they part above the line
        ([8.0, 4.2, 4.0, -9.0], ["yes", "no", "no", "no"]),
        ([9.0, 5.4, 3.0], ["yes", "unsure", "no"]),
        ([5.1, 5.2, 5.9], ["unsure", "unsure", "unsure"]),
        ([6.7, 6.5, 4.7, -1.0], ["unsure", "unsure", "no", "no"]),  # none that surely counts
        ([], []),
    ],
)
def test_scores_are_parted_where_they_lie_farthest_apart(scores: list[float], verdicts: list[str]) -> None:
    assert LINE.parted(scores) == verdicts


def test_what_lies_far_from_the_line_is_told_whatever_else_there_is() -> None:
    assert LINE.parted([20.0]) == ["yes"]
    assert LINE.parted([-20.0]) == ["no"]
