"""`llmdesk chats list`, `show` and `search`: the chats that are kept, on the terminal.

Owns how they are shown. Changes nothing.
"""

from __future__ import annotations

import argparse
import time

from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.store import Conversation
from llmdesk.tools.chat import chats_json
from llmdesk.tools.chat.export.markdown import as_markdown
from llmdesk.tools.chat.export.turns import turns

_NO_TITLE = "(no title)"


def run_list(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    found = session.store().conversations(limit=arguments.limit)
    if console.json:
        console.write_json([_facts(each) for each in found])
        return exit_status.OK
    for each in found:
        console.write(f"{each.id:>6}  {when(each.updated)}  {each.title or _NO_TITLE}\n")
    if not found:
        console.note("no chat is kept yet.")
    return exit_status.OK


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


def _facts(each: Conversation) -> dict[str, object]:
    return {"id": each.id, "title": each.title, "created": each.created, "updated": each.updated}


def when(seconds: float) -> str:
    """A time on this computer's clock."""
    try:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))
    except (OverflowError, OSError, ValueError):
        return " " * 16
