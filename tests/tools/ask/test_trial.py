"""From which score on a document counts: where the scores part, and what lies between is left open."""

from __future__ import annotations

import pytest

from llmdesk.tools.ask.trial import Line, _line, _Tried

LINE = Line(True, 2.0, 0.5, 8.0, 0.0)


@pytest.mark.parametrize(
    ("scores", "verdicts"),
    [
        ([6.0, -3.0], ["yes", "no"]),
        ([6.0, 5.8, 4.9, -0.5, -3.0], ["yes", "yes", "yes", "no", "no"]),
        ([9.0, 8.6, 2.8, -3.0], ["yes", "yes", "unsure", "no"]),  # below the share, above the gap
        ([-2.0, -3.0, -9.0], ["no", "no", "no"]),  # none that counts
        ([5.0, 6.0, 7.0], ["yes", "yes", "yes"]),  # all count
        ([], []),
    ],
)
def test_scores_are_parted_where_two_lines_agree(scores: list[float], verdicts: list[str]) -> None:
    assert LINE.parted(scores, [-3.0] * len(scores)) == verdicts


@pytest.mark.parametrize(("score", "verdict"), [(20.0, "yes"), (-20.0, "no")])
def test_what_lies_far_from_the_line_is_told_whatever_else_there_is(score: float, verdict: str) -> None:
    assert LINE.parted([score], [score]) == [verdict]


def test_documents_of_one_sentence_each_do_not_move_the_line_away() -> None:
    """Then their scores are the usual ones, too, and most of them may count."""
    scores = [6.0, 5.5, 7.0, 6.5, -2.0]
    assert LINE.parted(scores, scores) == ["yes", "yes", "yes", "yes", "no"]


def test_a_question_of_which_the_model_is_surer_has_its_line_higher() -> None:
    usual = [-3.0] * 6
    assert LINE.parted([14.0, 13.0, 12.0, 3.5, -3.0, -3.0], usual)[3] != "yes"
    assert LINE.parted([6.0, 5.0, 4.5, 3.5, -3.0, -3.0], usual)[3] == "yes"


def test_a_trial_gives_the_line_between_the_two_kinds() -> None:
    line = _line(
        [
            _Tried((4.0, 6.0), (0.0, -5.0, -5.0), (2.0, 3.0)),
            _Tried((3.0, 5.0), (1.0, -6.0, -6.0), (1.5, 3.0)),
        ],
        "en",
    )
    assert line.able
    assert line.middle == 2.0
    assert (
        7 / 10 < line.share < 9 / 10
    )  # of the two the highest that does not count, and the lowest that does
    assert line.asked_twice_from == -0.5


def test_a_model_that_mixes_the_kinds_is_not_able() -> None:
    assert not _line([_Tried((1.0, 3.0), (2.0, 0.0), (0.0, 1.0))], "en").able
