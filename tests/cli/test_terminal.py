"""The chat in the terminal, and when bare `llmdesk` is one."""

from __future__ import annotations

import sys

import pytest

from llmdesk.cli.window import screen_problem
from llmdesk.errors import EngineCrashed
from tests.cli.harness import Cli, Terminal


def test_the_terminal_chat_goes_on_until_the_end_of_input(run: Cli) -> None:
    run.stdin = Terminal()
    run.engine.enqueue("Red.", "Blue.")
    run.lines = iter(["A colour?", "", "Another?"])
    assert run("chat") == 0
    assert "Red.\n" in run.out.getvalue()
    assert "Blue.\n" in run.out.getvalue()
    assert [m.content for m in run.saved()] == ["A colour?", "Red.", "Another?", "Blue."]
    assert [m.content for m in run.engine.requests[1].messages] == ["A colour?", "Red.", "Another?"]


def test_new_begins_another_conversation(run: Cli) -> None:
    run.stdin = Terminal()
    run.lines = iter(["First", "/new", "Second", "/quit", "never"])
    assert run("chat") == 0
    assert [m.content for m in run.engine.requests[1].messages] == ["Second"]


def test_an_unknown_slash_command_is_not_sent(run: Cli) -> None:
    run.stdin = Terminal()
    run.lines = iter(["/what", "/help", " /text with a slash"])
    assert run("chat") == 0
    assert "There is no /what." in run.out.getvalue()
    assert [m.content for m in run.engine.requests[0].messages] == ["/text with a slash"]


def test_after_a_crash_the_terminal_chat_goes_on_with_the_partial_answer(run: Cli) -> None:
    run.stdin = Terminal()
    run.engine.enqueue("Half", error=EngineCrashed("The engine stopped.", exit="", reason=""))
    run.engine.enqueue("Whole.")
    run.lines = iter(["One", "Two"])
    assert run("chat") == 0
    assert "llmdesk: The engine stopped." in run.err.getvalue()
    assert [m.content for m in run.saved()] == ["One", "Half", "Two", "Whole."]


def test_ctrl_c_at_the_empty_line_leaves_the_terminal_chat(run: Cli) -> None:
    run.stdin = Terminal()
    run.lines = iter([KeyboardInterrupt()])
    assert run("chat") == 130


def test_the_terminal_chat_has_no_json(run: Cli) -> None:
    run.stdin = Terminal()
    assert run("chat", "--json") == 2


@pytest.mark.parametrize(
    ("environment", "platform", "can_open"),
    [
        ({}, "win32", True),
        ({}, "darwin", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({"DISPLAY": "far.example:0"}, "linux", True),
        ({"DISPLAY": ":61234"}, "linux", False),
        ({"WAYLAND_DISPLAY": "nothing", "XDG_RUNTIME_DIR": "/nowhere"}, "linux", False),
        ({}, "linux", False),
    ],
)
def test_a_screen_is_recognised(environment: dict[str, str], platform: str, can_open: bool) -> None:
    assert (screen_problem(environment, platform) == "") is can_open


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a screen")
def test_bare_llmdesk_chats_in_the_terminal_where_there_is_no_screen(
    run: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    run.stdin = Terminal()
    run.engine.enqueue("Red.")
    run.lines = iter(["A colour?"])
    assert run() == 0
    assert "there is no screen" in run.err.getvalue()
    assert "Red.\n" in run.out.getvalue()
