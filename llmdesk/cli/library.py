"""`llmdesk library`: libraries made, listed, brought up to date and removed.

Owns what is printed. How documents are read and kept is `tools.library`'s.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.cli.chats import when
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_awake, run_cancellable
from llmdesk.errors import StoreError, UsageError, UserError, shown
from llmdesk.outputs import MadeFiles, look_at
from llmdesk.store.libraries import Libraries, StoredDocument, StoredLibrary
from llmdesk.tools.library import Updated, UpdateProgress, checked_roots, update
from llmdesk.tools.library.table import SUFFIXES, write_table
from llmdesk.tools.library.vectors import embed_library

T = TypeVar("T")

_NAMES_WIDTH = 24
_STAGES = {
    "scanning": "Looking through {library}: {done} files",
    "reading": "Reading {next} of {total}: {name}",
    "cleaning": "Putting {library} in order…",
    "embedding": "Embedding {library}: {done} of {total} passages",
}
_MOST_SHOWN = 20  # documents that could not be read; `library show` has them all
_MOST_UNREAD = 100_000


def run_add(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    roots = checked_roots(arguments.paths)
    embedding = _embedding(arguments.embedding, session, console)
    libraries = session.libraries()
    known = _called(libraries, arguments.name)
    if known is None:
        library = libraries.add(arguments.name, roots)
    else:
        libraries.add_roots(known.id, roots)
        library = known
    if embedding is not None:
        libraries.set_embedding(library.id, embedding)
    return _update_all(session, [library], console, retry=False)


def run_update(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if arguments.embedding is not None and arguments.name is None:
        raise UsageError("Which library is the embedding model for?", hint="Name it before --embedding.")
    embedding = _embedding(arguments.embedding, session, console)
    libraries = session.libraries()
    wanted = libraries.all() if arguments.name is None else [libraries.named(arguments.name)]
    if not wanted:
        console.note("there are no libraries yet; `llmdesk library add NAME FOLDER` makes one.")
    if embedding is not None:
        libraries.set_embedding(wanted[0].id, embedding)
    return _update_all(session, wanted, console, retry=arguments.retry)


def run_list(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    found = session.libraries().all()
    if console.json:
        console.write_json([_facts(each) for each in found])
        return exit_status.OK
    for each in found:
        date = when(each.updated) if each.updated is not None else "not read to the end"
        unread = f", {each.unread:,} could not be read" if each.unread else ""
        console.write(
            f"{each.name:<{_NAMES_WIDTH}}  {date}  {_counted(each.documents, 'document')}{unread}\n"
        )
    if not found:
        console.note("there are no libraries yet; `llmdesk library add NAME FOLDER` makes one.")
    return exit_status.OK


def run_show(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    libraries = session.libraries()
    library = libraries.named(arguments.name)
    unread = libraries.documents(library.id, ("failed", "skipped"), limit=_MOST_UNREAD)
    if console.json:
        console.write_json(_facts(library) | {"unread_files": [_unread(each) for each in unread]})
        return exit_status.OK
    documents, passages = _counted(library.documents, "document"), _counted(library.passages, "passage")
    console.write(f"{library.name}: {documents}, {passages}\n")
    for root in library.roots:
        console.write(f"  {shown(str(root), 300)}\n")
    if library.embedding:
        console.write(
            f"embedding model: {shown(library.embedding, 300)} "
            f"({library.embedded:,} of {_counted(library.passages, 'passage')})\n"
        )
    for each in unread:
        console.write(f"{shown(str(each.path), 300)}: {each.reason}\n")
    return exit_status.OK


def run_table(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if arguments.out.suffix.casefold() not in SUFFIXES:
        raise UsageError(
            "This kind of file cannot be written.", hint=f"Its name ends in {', '.join(SUFFIXES)}."
        )
    libraries = session.libraries()
    library = libraries.named(arguments.name)
    out = look_at(arguments.out, overwrite=arguments.overwrite, made=MadeFiles(session.paths.made))
    cancel = CancelToken()

    def show(done: int, total: int) -> None:
        console.progress(f"Writing {done + 1:,} of {total:,} documents")

    path = run_cancellable(lambda: write_table(libraries, [library.id], out, show, cancel), cancel)
    console.end_progress()
    if console.json:
        console.write_json({"library": library.name, "file": str(path)})
    else:
        console.note(f"written to {shown(str(path), 300)}")
    return exit_status.OK


def run_remove(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    libraries = session.libraries()
    library = libraries.named(arguments.name)
    cancel = CancelToken()

    def remove() -> None:
        libraries.remove(library.id)
        libraries.clean(cancel, lambda count: console.progress(f"Forgetting {count:,} documents…"))

    _long(remove, cancel, console)
    if console.json:
        console.write_json({"removed": library.name})
    return exit_status.OK


def _called(libraries: Libraries, name: str) -> StoredLibrary | None:
    try:
        return libraries.named(name)
    except StoreError:
        return None


def _embedding(name: str | None, session: Session, console: Console) -> str | None:
    """The file of the embedding model that was named; "" for none of them, None where nothing was said."""
    if name is None or name.casefold() == "none":
        return None if name is None else ""
    from llmdesk.models.embedding_catalog import find_embedding_file

    embedders = session.embedders
    file = find_embedding_file(session.library, name, embedders.entries)
    if not embedders.model(file.path).known:
        console.note(f"{file.name} is not in the catalog: nothing is put before a question or a passage.")
    return str(file.path)


def _update_all(session: Session, wanted: Sequence[StoredLibrary], console: Console, *, retry: bool) -> int:
    libraries = session.libraries()
    cancel, done, failed = CancelToken(), list[tuple[Updated, int]](), list[UserError]()

    def show(progress: UpdateProgress) -> None:
        words = _STAGES[progress.stage].format(
            library=progress.library,
            done=f"{progress.done:,}",
            next=f"{progress.done + 1:,}",
            total=f"{progress.total:,}",
            name="" if progress.path is None else shown(progress.path.name),
        )
        console.progress(words)

    def work() -> None:
        for library in wanted:
            updated = update(libraries, library.id, show, cancel, retry=retry)
            done.append((updated, 0))
            console.end_progress()
            if not console.json:
                _tell(updated, console)
            if libraries.get(library.id).embedding:
                try:
                    made = embed_library(libraries, library.id, session.embedders, show, cancel)
                except UserError as error:
                    console.end_progress()
                    console.show_error(error, library.name)
                    failed.append(error)
                    continue
                done[-1] = updated, made
                console.end_progress()
                if not console.json:
                    megabytes = session.embedders.memory() // 1_000_000
                    taken = f"; the embedding model takes {megabytes:,} MB" if made and megabytes else ""
                    console.write(f"{updated.library}: {_counted(made, 'passage')} embedded{taken}\n")

    _long(work, cancel, console)
    if console.json:
        console.write_json([_done(each) | {"embedded": made} for each, made in done])
    missing = failed or any(each.failed or each.away or each.closed for each, _made in done)
    return exit_status.USER if missing else exit_status.OK


def _long(work: Callable[[], T], cancel: CancelToken, console: Console) -> T:
    """Run it where Ctrl-C stops it, and the computer stays awake."""
    try:
        return run_awake(work, cancel, "documents are being read")
    finally:
        console.end_progress()


def _tell(done: Updated, console: Console) -> None:
    console.write(
        f"{done.library}: {done.added:,} new, {done.changed:,} changed, {done.removed:,} gone, "
        f"{done.unchanged:,} as before\n"
    )
    for each in done.unread[:_MOST_SHOWN]:
        console.show_error(each.reason, shown(str(each.path), 300))
    if done.failed > _MOST_SHOWN:
        console.note(f"{done.failed:,} documents could not be read; `llmdesk library show` lists them.")
    for root in done.away:
        console.note(f"{shown(str(root), 300)} is not there, or empty now: what was read of it is kept.")
    for closed in done.closed:
        console.note(
            f"{shown(str(closed.path), 300)} cannot be read ({closed.reason}): what was read of it is kept."
        )


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _facts(library: StoredLibrary) -> dict[str, object]:
    return {
        "name": library.name,
        "roots": [str(root) for root in library.roots],
        "documents": library.documents,
        "unread": library.unread,
        "passages": library.passages,
        "updated": library.updated,
        "embedding": library.embedding,
        "embedded": library.embedded,
    }


def _unread(document: StoredDocument) -> dict[str, object]:
    return {"file": str(document.path), "state": document.state, "reason": str(document.reason or "")}


def _done(done: Updated) -> dict[str, object]:
    return {
        "name": done.library,
        "added": done.added,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "removed": done.removed,
        "failed": done.failed,
        "unread": [{"file": str(each.path), "reason": str(each.reason)} for each in done.unread],
        "away": [str(root) for root in done.away],
        "closed": [{"folder": str(each.path), "reason": each.reason} for each in done.closed],
        "other_files": done.others,
        "seconds": round(done.seconds, 3),
    }
