"""What a question asks for."""

from __future__ import annotations

import pytest

from llmdesk.tools.ask import asks_for_all


@pytest.mark.parametrize(
    ("question", "all_of_them"),
    [
        ("How many of these letters complain about delivery?", True),
        ("Which of them mention the roof?", True),
        ("List all meetings with Ms Keller.", True),
        ("有多少封信抱怨送货？", True),
        ("哪些评论称赞了早餐？", True),
        ("When does the pool open?", False),
        ("What did the roof cost?", False),
        ("大桥什么时候通车？", False),
    ],
)
def test_questions_for_a_count_or_a_list_are_known(question: str, all_of_them: bool) -> None:
    assert asks_for_all(question) is all_of_them
