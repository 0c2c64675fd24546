"""`llmdesk chats list`, `show` and `search`: the chats that are kept, on the terminal.

Owns how they are shown. Changes nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping

from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.errors import Listing, UsageError, shown
from llmdesk.store import Conversation
from llmdesk.tools.chat import chats_json
from llmdesk.tools.chat.export.markdown import as_markdown
from llmdesk.tools.chat.export.turns import turns

_NO_TITLE = "(no title)"


def run_list(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    store = session.store()
    folders = {folder.id: folder.name for folder in store.folders.all()}
    folder = None if arguments.folder is None else _folder_called(arguments.folder, folders)
    found = store.folders.chats(folder, pinned=arguments.pinned, limit=arguments.limit)
    if console.json:
        console.write_json([_facts(each, folders) for each in found])
        return exit_status.OK
    for each in found:
        console.write(f"{each.id:>6}  {when(each.updated)}  {each.title or _NO_TITLE}\n")
    if not found:
        narrowed = folder is not None or arguments.pinned
        console.note("no such chat is kept." if narrowed else "no chat is kept yet.")
    return exit_status.OK


def _folder_called(name: str, folders: Mapping[int, str]) -> int:
    """Raises `UsageError` with the names that there are."""
    for number, known in folders.items():
        if known.casefold() == " ".join(name.split()).casefold():
            return number
    raise UsageError(
        "There is no folder named “{name}”.",
        "Folders: {names}." if folders else "There are no folders yet.",
        "Folders are made in the window's list of chats.",
        name=shown(name, 100),
        names=Listing(tuple(folders.values())),
    )


def run_show(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    chat = session.store().whole_conversation(arguments.id)
    if console.json:
        console.write_json({"id": arguments.id, **chats_json.chat_value(chat, thoughts=True)})
    else:
        console.write(as_markdown(chat.title, turns(chat, str, thoughts=False), str))
    return exit_status.OK


def run_search(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    hits = session.store().search(" ".join(arguments.text), arguments.limit)
    if console.json:
        console.write_json(
            [
                {
                    "id": hit.conversation_id,
                    "message": hit.message_id,
                    "title": hit.title,
                    "snippet": hit.snippet,
                    "highlights": [list(span) for span in hit.highlights],
                }
                for hit in hits
            ]
        )
        return exit_status.OK
    for hit in hits:
        console.write(f"{hit.conversation_id:>6}  {hit.title or _NO_TITLE}\n")
        if hit.message_id is not None:
            console.write(f"        {hit.snippet}\n")
    if not hits:
        console.note("nothing was found.")
    return exit_status.OK


def _facts(each: Conversation, folders: Mapping[int, str]) -> dict[str, object]:
    return {
        "id": each.id,
        "title": each.title,
        "created": each.created,
        "updated": each.updated,
        "folder": folders.get(each.folder_id or 0, ""),
        "pinned": each.pinned,
    }


def when(seconds: float) -> str:
    """A time on this computer's clock."""
    try:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))
    except (OverflowError, OSError, ValueError):
        return " " * 16
