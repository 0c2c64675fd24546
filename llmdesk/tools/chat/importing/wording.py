"""What came of an import, in words.

Owns the sentences. Must not read or change anything.
"""

from __future__ import annotations

from collections.abc import Mapping

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, Phrase
from llmdesk.tools.chat.importing.types import ImportResult, Left

_NONE_NEW = QT_TRANSLATE_NOOP("core", "No new chats were imported.")
_NEW = (
    QT_TRANSLATE_NOOP("core", "1 chat was imported."),
    QT_TRANSLATE_NOOP("core", "{count} chats were imported."),
)
_KNOWN = (
    QT_TRANSLATE_NOOP("core", "1 was already here."),
    QT_TRANSLATE_NOOP("core", "{count} were already here."),
)
_EXTENDED = (
    QT_TRANSLATE_NOOP("core", "1 that was here got the messages it lacked."),
    QT_TRANSLATE_NOOP("core", "{count} that were here got the messages they lacked."),
)
_UNREAD = (
    QT_TRANSLATE_NOOP("core", "1 could not be read."),
    QT_TRANSLATE_NOOP("core", "{count} could not be read."),
)
_LEFT_OUT = QT_TRANSLATE_NOOP("core", "Left out because llmdesk cannot store it: {things}.")
_MEMBERS = QT_TRANSLATE_NOOP("core", "Not known to this version of llmdesk, and left out: {things}.")
_LEFT: Mapping[Left, str] = {
    "pictures": QT_TRANSLATE_NOOP("core", "pictures ({count})"),
    "sounds": QT_TRANSLATE_NOOP("core", "sound recordings ({count})"),
    "files": QT_TRANSLATE_NOOP("core", "attached files ({count})"),
    "tools": QT_TRANSLATE_NOOP("core", "tool calls and their results ({count})"),
    "hidden": QT_TRANSLATE_NOOP("core", "hidden messages ({count})"),
    "instructions": QT_TRANSLATE_NOOP("core", "instructions for the model ({count})"),
    "unknown": QT_TRANSLATE_NOOP("core", "contents of unknown kinds ({count})"),
    "empty": QT_TRANSLATE_NOOP("core", "chats without a message ({count})"),
    "details": QT_TRANSLATE_NOOP("core", "details of answers ({count})"),
    "folders": QT_TRANSLATE_NOOP("core", "folders beyond the first 1,000 ({count})"),
    "attachments": QT_TRANSLATE_NOOP("core", "attached documents without their texts ({count})"),
    "presets": QT_TRANSLATE_NOOP("core", "invalid presets of chats ({count})"),
}


def summary_of(result: ImportResult) -> list[Phrase]:
    """What happened to the chats, in one line of short sentences."""
    said = [_counted(_NEW, result.new)] if result.new else []
    if not result.new and not result.extended:
        said.append(Phrase(_NONE_NEW))
    for words, count in (
        (_EXTENDED, result.extended),
        (_KNOWN, result.known),
        (_UNREAD, result.unread_count),
    ):
        if count:
            said.append(_counted(words, count))
    return said


def details_of(result: ImportResult) -> list[Phrase | str]:
    """What was left out, one line each, and what could not be read."""
    lines: list[Phrase | str] = []
    if result.left:
        things = tuple(Phrase(_LEFT[kind], {"count": f"{number:,}"}) for kind, number in result.left)
        lines.append(Phrase(_LEFT_OUT, {"things": Listing(things)}))
    if result.members:
        lines.append(Phrase(_MEMBERS, {"things": Listing(result.members)}))
    lines += [Phrase(error.detail or error.title, error.params) for error in result.unread]
    return lines


def _counted(words: tuple[str, str], count: int) -> Phrase:
    return Phrase(words[0]) if count == 1 else Phrase(words[1], {"count": f"{count:,}"})
