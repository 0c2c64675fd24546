"""Bare `llmdesk`: the window, or a chat in the terminal where no window can open.

Owns the question whether there is a screen. Must not import Qt.
"""

from __future__ import annotations

import argparse
import gc
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from llmdesk.cli.session import Session
from llmdesk.cli.shell.console import Console
from llmdesk.errors import UsageError, UserError


class WindowError(UserError):
    """The window's libraries do not load on this machine."""


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if console.json:
        raise UsageError(
            "--json needs a command.", "The window has no output.", "llmdesk --help lists the commands."
        )
    problem = screen_problem(os.environ, sys.platform)
    if problem:
        return _chat_instead(arguments, session, console, problem)
    gc.disable()  # what is made here stays: to look for garbage takes a twelfth of the time
    try:
        from llmdesk.ui.app import run_window
    except ImportError as error:
        if "PySide6" not in str(error) and ".so" not in str(error):
            raise
        raise WindowError(
            "The window cannot open.",
            "A library is missing: {reason}",
            "The README names the system's packages; llmdesk chat works without them.",
            reason=error,
        ) from error
    finally:
        gc.enable()
    options = session.options
    session.create_folders()
    return run_window(
        session.paths,
        model=options.model,
        device=options.device,
        context=options.context,
        threads=options.threads,
        endpoint=options.endpoint,
        offline=options.offline,
        seed=options.seed,
    )


def _chat_instead(arguments: argparse.Namespace, session: Session, console: Console, problem: str) -> int:
    from llmdesk.cli import chat
    from llmdesk.cli.options.chat import CHAT

    console.note(f"no window: {problem} Chatting here instead.")
    words = argparse.ArgumentParser()
    CHAT.add_options(words)
    plain = words.parse_args([])  # every option of `llmdesk chat`, as where none is given
    return chat.run(argparse.Namespace(**{**vars(arguments), **vars(plain)}), session, console)


def screen_problem(environment: Mapping[str, str], platform: str) -> str:
    """Why no window can be shown, or "" when one can."""
    if platform in ("win32", "darwin") or environment.get("QT_QPA_PLATFORM"):
        return ""
    wayland, x11 = environment.get("WAYLAND_DISPLAY", ""), environment.get("DISPLAY", "")
    if not wayland and not x11:
        return "there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set)."
    if (wayland and _wayland_answers(wayland, environment)) or (x11 and _x11_answers(x11)):
        return ""
    return f"the screen {wayland or x11} does not answer."


def _wayland_answers(display: str, environment: Mapping[str, str]) -> bool:
    return _connects(str(Path(environment.get("XDG_RUNTIME_DIR", "/"), display)))


def _x11_answers(display: str) -> bool:
    """Does a server listen there? Only a local one is tried; Qt reports what a distant one says."""
    host, _, number = display.rpartition(":")
    if host not in ("", "unix"):
        return True
    address = f"/tmp/.X11-unix/X{number.partition('.')[0]}"
    return _connects(address) or _connects("\0" + address)


def _connects(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(address)
        except OSError:
            return False
    return True
