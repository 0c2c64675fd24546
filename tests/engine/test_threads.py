"""How many threads are worth it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("seconds", "cores", "expected"),
    [
        ({1: 6.9, 2: 5.8}, 2, 1),  # a fifth faster is not worth the window's core
        ({1: 50.0, 2: 29.0}, 2, 2),
        ({4: 10.0, 6: 9.8, 7: 9.7, 8: 9.6}, 8, 4),
        ({4: 20.0, 6: 14.0, 7: 12.0, 8: 11.5}, 8, 7),
        ({1: 5.0}, 1, 1),
    ],
)
def test_threads_are_as_few_as_are_fast(seconds: dict[int, float], cores: int, expected: int) -> None:
    from llmdesk.engine.runtime import best_threads  # loads libllama: not at the import of the tests

    assert best_threads(seconds, cores) == expected
