"""`llmdesk chats export` and `llmdesk chats import`.

Owns what is asked of the command line and how the outcome is told.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.errors import Cancelled, UsageError
from llmdesk.outputs import look_at
from llmdesk.tools.chat.export import Format, export_chats, format_of
from llmdesk.tools.chat.importing import ImportResult, details_of, examine, import_chats, summary_of


def run_export(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if bool(arguments.ids) == arguments.all:
        raise UsageError(
            "The command line makes no sense.",
            "Which chats are to be exported?",
            "Name them by their ids (llmdesk chats list shows them), or give --all.",
        )
    place = arguments.out.expanduser()
    kind = arguments.format or format_of(place) or "json"
    thoughts = kind == "json" if arguments.thoughts is None else arguments.thoughts == "yes"
    store, cancel = session.store(), CancelToken()
    ids = store.conversation_ids() if arguments.all else list(dict.fromkeys(arguments.ids))
    _refuse_a_wrong_name(place, kind, several=len(ids) > 1)
    output = look_at(place, overwrite=arguments.overwrite)
    exported = run_cancellable(
        lambda: export_chats(
            store,
            ids,
            output,
            kind,
            thoughts=thoughts,
            cancel=cancel,
            progress=lambda done, total: console.progress(f"{done} of {total} chats"),
        ),
        cancel,
    )
    if console.json:
        console.write_json({"path": str(exported.path), "chats": exported.chats, "format": kind})
    else:
        console.write(f"{exported.path}\n")
        console.note(f"{exported.chats} {'chat' if exported.chats == 1 else 'chats'}.")
    return exit_status.OK


def _refuse_a_wrong_name(place: Path, kind: Format, *, several: bool) -> None:
    """A name that says something else than what the file will be."""
    is_archive = place.suffix.lower() == ".zip"
    if is_archive and kind == "json":
        raise UsageError(
            "JSON is one file, not an archive.",
            "{path}",
            "Name a .json, or say --format md, html or docx.",
            path=place,
        )
    if several and kind != "json" and not is_archive and format_of(place) is not None:
        raise UsageError(
            "Several chats in this format become an archive with a file for each.",
            "{path}",
            "Name a .zip, or a .json for all in one file.",
            path=place,
        )


def run_import(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    path, store, cancel = arguments.file.expanduser(), session.store(), CancelToken()

    def work() -> ImportResult:
        found = examine(path, cancel, _shown(console, "Reading…"))
        if found.cut is not None and not arguments.whole_only:
            raise UsageError(
                found.cut.title, found.cut.detail, "--whole-only imports these.", **found.cut.params
            )
        return import_chats(store, path, cancel, _shown(console, "Importing…"))

    try:
        result = run_cancellable(work, cancel)
    except Cancelled:
        console.note("stopped; what was imported stays, and the same command goes on with the rest.")
        return exit_status.INTERRUPTED
    if console.json:
        console.write_json(_document(result))
    else:
        console.write(" ".join(map(str, summary_of(result))) + "\n")
        for line in details_of(result):
            console.note(str(line))
    return exit_status.OK


def _shown(console: Console, words: str) -> Callable[[int, int], None]:
    return lambda done, total: console.progress(f"{words} {done / total:.0%}")


def _document(result: ImportResult) -> dict[str, object]:
    return {
        "new": result.new,
        "known": result.known,
        "extended": result.extended,
        "unread": result.unread_count,
        "problems": [str(problem) for problem in result.unread],
        "left_out": dict(result.left),
        "unknown_members": list(result.members),
    }
