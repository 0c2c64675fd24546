"""The prompt out of the argument and standard input."""

from __future__ import annotations

import io
import os
import threading
from typing import Any

import pytest

from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.prompt_input import read_prompt
from llmdesk.errors import UsageError


def piped(text: bytes, *, close: bool = True) -> Any:
    """A pipe to read from that holds `text`; with `close` False its writer stays silent after it."""
    source, target = os.pipe()
    os.write(target, text)
    if close:
        os.close(target)
    return os.fdopen(source, encoding="utf-8")


def console_with(stdin: Any) -> Console:
    return Console(stdin, io.StringIO(), io.StringIO(), lambda prompt: "")


@pytest.mark.parametrize(
    ("argument", "text", "prompt"),
    [
        ("Hi", b"", "Hi"),
        ("Summarize:", "多行\r\n文本\n".encode(), "Summarize:\n\n多行\n文本\n"),
        ("-", b"from a pipe", "from a pipe"),
        (None, b"\xef\xbb\xbfwith a mark", "with a mark"),
        (None, "Lovely, Zoë 谢谢 😀\r\n".encode("utf-16"), "Lovely, Zoë 谢谢 😀\n"),
        ("-", b"\xfe\xff" + "Zoë 你好".encode("utf-16-be"), "Zoë 你好"),
        ("-", "No mark, Zoë\n".encode("utf-16-le"), "No mark, Zoë\n"),
        ("Say:", "四 bytes".encode("utf-32"), "Say:\n\n四 bytes"),
        ("-", b"\x84\x31\x95\x33" + "简体中文".encode("gb18030"), "简体中文"),
        (
            "-",
            "这是一段没有标记的中文，它来自旧的控制台。".encode("gb18030"),
            "这是一段没有标记的中文，它来自旧的控制台。",
        ),
    ],
)
def test_standard_input_is_or_follows_the_prompt(argument: str | None, text: bytes, prompt: str) -> None:
    with piped(text) as stdin:
        assert read_prompt(argument, console_with(stdin)) == prompt


def test_an_idle_pipe_does_not_hold_up_a_prompt() -> None:
    with piped(b"", close=False) as stdin:
        console = console_with(stdin)
        assert read_prompt("Hi", console, patience_s=0.05) == "Hi"


def test_a_slow_pipe_is_read_to_its_end_once_it_began() -> None:
    source, target = os.pipe()
    os.write(target, b"begin")

    def finish() -> None:
        os.write(target, b" end")
        os.close(target)

    threading.Thread(target=finish, daemon=True).start()
    with os.fdopen(source) as stdin:
        assert read_prompt("Hi", console_with(stdin), patience_s=0.1) == "Hi\n\nbegin end"


@pytest.mark.parametrize("argument", [None, "-", "", "  "])
def test_no_prompt_at_all_is_an_error(argument: str | None) -> None:
    with piped(b" \n") as stdin, pytest.raises(UsageError):
        read_prompt(argument, console_with(stdin))
    with pytest.raises(UsageError):
        read_prompt(argument, console_with(None))


def test_bytes_that_are_no_text_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getpreferredencoding", lambda setlocale: "utf-8")
    for data in (b"\xff\xfe\xfa", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff"):
        with piped(data) as stdin, pytest.raises(UsageError, match="not text"):
            read_prompt("-", console_with(stdin))
