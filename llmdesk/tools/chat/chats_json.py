"""Chats as JSON: llmdesk's own format, which holds everything and comes back exactly.

A file is one object in UTF-8:

    {"format": "llmdesk-chats", "version": "1.5", "thoughts": true, "folders": [NAME, …], "chats": [CHAT, …]}

`format` and `version` come first and `chats` last, so that a file of any size can be read piece by piece.
`thoughts` is false where what models thought before they answered was left out. `folders`, in a file of all
chats, are the names of all folders, empty ones among them (missing in files before 1.3). Times are seconds
since the epoch. A CHAT:

    title               text, one line; "" for none
    title_is_automatic  true: made from the first question, false: the user's own
    created, updated    times
    draft               text that was typed and not sent
    draft_attachments   list of what is attached to the draft: {name, text} of a pasted text, {path} of a
                        file, {kept: [name, path, digest, detail]} of what an earlier question had (since 1.5;
                        missing where there is none)
    folder              the name of the folder that it is in, "" for none (missing in files before 1.2: none)
    pinned              true: it stands at the top of the list (missing in files before 1.2: false)
    preset              object: how the chat is answered (see `presets.values`); null or missing: as the
                        settings of whoever reads it say
    shown               the place in `messages` of the last message of the branch that is shown, or null
    texts               object: the texts of attached documents by their hashes, each an object as
                        `attaching.texts` makes it (missing in files before 1.4, and where there are none)

Before a CHAT whose texts are long, each of them stands as an element of its own, {"texts": {HASH: TEXT}}, so
that no element of `chats` is too long to be read (since 1.5). The rest of a CHAT:

    messages            list of MESSAGE; a parent stands before its children

A MESSAGE:

    parent   the place of the message that it follows in `messages`, or null at the beginning. Messages with
             the same parent are versions of each other, in their order.
    role     "user", "assistant" or "system"
    content  text, as Markdown
    thoughts what the model thought before it answered; null or missing: not told apart (files of llmdesk
             before 1.1), and an answer may begin with it in its content, in <think>…</think>
    state    "done", "stopped" (by the user, or interrupted), or "failed"
    model    who answered; "" for what a user wrote
    created  time
    detail   object: what is known of an answer, such as finish_reason, prompt_tokens, completion_tokens,
             tokens_per_s, and error {title, detail, hint, params} of one that failed
    attachments  list of {name, path, digest, detail}: what a question came with, whose text is in `texts`
             of the chat (missing in files before 1.4, and where there are none)

Who reads it ignores members that it does not know (and says so). A change that an older llmdesk would read
wrong raises the number before the dot; it refuses such a file.

Owns this format and its writing. Must not read files or the store.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from llmdesk.store import WholeConversation, WholeMessage
from llmdesk.tools.chat.thoughts import written

FORMAT = "llmdesk-chats"
MAJOR, MINOR = 1, 5
LONG_TEXTS = 16 << 20  # bytes of the texts of a chat; longer ones stand before it
INTERRUPTED = {"finish_reason": "interrupted"}


def head(thoughts: bool, folders: Sequence[str] = ()) -> bytes:
    """What a file begins with; chats follow, with a comma and a line end between, then `TAIL`."""
    members: dict[str, object] = {"format": FORMAT, "version": f"{MAJOR}.{MINOR}", "thoughts": thoughts}
    if folders:
        members["folders"] = list(folders)
    return json.dumps(members).removesuffix("}").encode() + b', "chats": [\n'


TAIL = b"\n]}\n"
BETWEEN = b",\n"


def chat_elements(chat: WholeConversation, *, thoughts: bool) -> Iterator[bytes]:
    """One chat on one line; where its texts are long, each of them on one before."""
    if sum(map(len, chat.texts.values())) > LONG_TEXTS:
        for digest, body in chat.texts.items():
            yield _line({"texts": {digest: json.loads(body)}})
        chat = replace(chat, texts={})
    yield chat_bytes(chat, thoughts=thoughts)


def chat_bytes(chat: WholeConversation, *, thoughts: bool) -> bytes:
    """One chat with all its texts on one line."""
    return _line(chat_value(chat, thoughts=thoughts))


def _line(value: Mapping[str, object]) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # a byte of a file's name that is not UTF-8
        return json.dumps(value, separators=(",", ":")).encode()


def chat_value(chat: WholeConversation, *, thoughts: bool) -> dict[str, object]:
    return {
        "title": chat.title,
        "title_is_automatic": chat.title_is_automatic,
        "created": chat.created,
        "updated": chat.updated,
        "draft": chat.draft,
        **({"draft_attachments": attached} if (attached := _list_in(chat.draft_attached)) else {}),
        "folder": chat.folder,
        "pinned": chat.pinned,
        "preset": chat.preset,
        "shown": chat.leaf,
        **(
            {"texts": {digest: json.loads(body) for digest, body in chat.texts.items()}} if chat.texts else {}
        ),
        "messages": [_message(message, thoughts) for message in chat.messages],
    }


def _list_in(kept: str) -> list[object]:
    """What is attached to a draft; nothing for what makes no sense."""
    try:
        found = json.loads(kept or "[]")
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def _message(message: WholeMessage, thoughts: bool) -> Mapping[str, object]:
    content, thought = message.content, message.thoughts
    if not thoughts and message.role == "assistant":
        content, thought = written(message).text, ""
    under_way = message.state == "streaming"
    attachments = [
        {"name": each.name, "path": each.path, "digest": each.digest, "detail": each.detail}
        for each in message.attachments
    ]
    return {
        "parent": message.parent,
        "role": message.role,
        "content": content,
        "thoughts": thought,
        "state": "stopped" if under_way else message.state,
        "model": message.model,
        "created": message.created,
        "detail": {**message.detail, **INTERRUPTED} if under_way else message.detail,
        **({"attachments": attachments} if attachments else {}),
    }
