"""`llmdesk doctor`: what this machine has and what llmdesk found, for a bug report.

Owns running the probes and showing the report. A probe that fails or hangs is part of the report
and never its end; the status is always 0. With --check-version it only asks whether there is a newer llmdesk.
"""

from __future__ import annotations

import argparse
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict

from llmdesk import __version__
from llmdesk.cancel import CancelToken
from llmdesk.cli.probes import Facts, all_probes
from llmdesk.cli.session import Session
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.text import size_text

PROBE_S = 20.0


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if arguments.check_version:
        return _check_version(session, console)
    report: dict[str, Facts] = {}
    for title, probe in all_probes(session).items():
        report[title] = facts = examine(probe)
        if not console.json:
            console.write(f"{title}\n{_text(facts)}\n")
    if console.json:
        console.write_json(report)
    return 0


def _check_version(session: Session, console: Console) -> int:
    """Raises `NetworkError` where nobody can be asked."""
    from llmdesk.cli.shell.interrupt import run_cancellable
    from llmdesk.network.releases import check_version

    network = session.network
    cancel = CancelToken()
    found = run_cancellable(lambda: check_version(network, cancel), cancel)
    if console.json:
        console.write_json({"here": __version__, **asdict(found)})
    elif found.state == "newer":
        page = f": {found.page}" if found.page else ""
        console.write(f"llmdesk {found.version} is available; this is {__version__}{page}\n")
    elif found.state == "same":
        console.write(f"{__version__} is the newest version.\n")
    else:
        console.write("No version has been published yet.\n")
    return 0


def examine(probe: Callable[[], Facts], seconds: float = PROBE_S) -> Facts:
    """The facts of one probe, or `{"problem": …}` where it fails or takes longer than `seconds`."""
    future: Future[Facts] = Future()

    def work() -> None:
        try:
            future.set_result(probe())
        except Exception as error:  # noqa: BLE001  # what fails is what the report is for
            future.set_result({"problem": f"{type(error).__name__}: {error}"})

    threading.Thread(target=work, name="probe", daemon=True).start()
    try:
        return future.result(seconds)
    except TimeoutError:
        return {"problem": f"no answer in {seconds:g} s"}


def _text(facts: Facts) -> str:
    if isinstance(facts, list):
        return "\n".join(_text(entry) for entry in facts) or "  none\n"
    width = max(len(_label(name)) for name in facts)
    lines = [f"  {_label(name):<{width}}  {_value(name, value)}\n" for name, value in facts.items()]
    return "".join(lines)


def _label(name: str) -> str:
    return name.removesuffix("_bytes").replace("_", " ")


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and (name.endswith("_bytes") or name == "size"):
        return size_text(value)
    if value is None:
        return "automatic"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "none"
    return str(value) or "none"
