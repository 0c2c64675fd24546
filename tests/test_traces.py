"""What is told of an exception holds no word that a user wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from llmdesk.errors import UserError
from llmdesk.traces import message_of, trace_of

SECRET = "zanzibar walrus 琥珀"


def broken(way: str) -> None:
    ways: dict[str, Callable[[], object]] = {
        "a number": lambda: int(SECRET),
        "a key": lambda: dict[str, str]()[SECRET],
        "an attribute": lambda: getattr(None, SECRET),
        "a file": lambda: Path("/nowhere", SECRET).read_text(encoding="utf-8"),
        "characters": lambda: (SECRET + "\udce9").encode(),
        "bytes": lambda: SECRET.encode().decode("ascii"),
    }
    ways[way]()


def raised(way: str) -> BaseException:
    try:
        if way == "a message":
            raise ValueError(f"cannot read {SECRET}")
        if way == "a user's error":
            raise UserError("There is no “{name}”.", name=SECRET)
        if way == "a cause":
            try:
                int(SECRET)
            except ValueError as error:
                raise RuntimeError("no number") from error
        broken(way)
    except Exception as error:  # noqa: BLE001  # every kind of them
        return error
    raise AssertionError


@pytest.mark.parametrize(
    "way",
    ["a number", "a key", "an attribute", "a file", "characters", "bytes", "a message", "a user's error",
     "a cause"],
)  # fmt: skip
def test_no_word_of_a_user_is_told(way: str) -> None:
    told = trace_of(raised(way))
    for word in SECRET.split():
        assert word not in told
    assert "Traceback" in told
    assert "test_traces.py" in told


def test_what_a_program_says_stays() -> None:
    assert message_of(raised("a cause")) == "no number"
    assert message_of(raised("a message")) == "cannot read …"
    assert message_of(raised("a number")) == "invalid literal for int with base …"
    assert message_of(raised("a file")) == "[Errno 2] No such file or directory"
    assert message_of(raised("a user's error")) == "There is no “{name}”."
    with pytest.raises(AttributeError) as bug:
        None.strip()  # type: ignore[attr-defined]
    assert message_of(bug.value) == "NoneType object has no attribute strip"


def test_what_led_to_it_is_told_once() -> None:
    error = raised("a cause")
    assert error.__cause__ is not None
    error.__cause__.__cause__ = error  # a ring
    assert trace_of(error).count("RuntimeError: no number") == 1
