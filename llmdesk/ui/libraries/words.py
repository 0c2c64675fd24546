"""What is said about a library.

Owns the words. Must not know widgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from llmdesk.errors import fill
from llmdesk.store.libraries import StoredLibrary
from llmdesk.ui.chat.messages.times import moment_of
from llmdesk.ui.libraries.keeper import LibraryState
from llmdesk.ui.notify import error_text

if TYPE_CHECKING:
    from llmdesk.tools.library import UpdateProgress


def brief(library: StoredLibrary, state: LibraryState) -> str:
    """In the list: one line."""
    translate = QCoreApplication.translate
    if state.progress is not None:
        return progress_words(state.progress)
    if state.waiting:
        return translate("LibraryWords", "Waits for its turn")
    if state.paused:
        return translate("LibraryWords", "Paused")
    if state.away:
        return translate("LibraryWords", "A folder is not there")
    return count_words(library)


def count_words(library: StoredLibrary) -> str:
    translate = QCoreApplication.translate
    return _counted(
        library.documents,
        translate("LibraryWords", "1 document"),
        translate("LibraryWords", "{count} documents"),
    )


def _counted(count: int, one: str, several: str) -> str:
    return one if count == 1 else fill(several, {"count": QLocale().toString(count)})


def progress_words(progress: UpdateProgress) -> str:
    translate, locale = QCoreApplication.translate, QLocale()
    places = {"done": locale.toString(progress.done), "total": locale.toString(progress.total)}
    if progress.stage == "scanning":
        if not progress.done:
            return translate("LibraryWords", "Looking through the folders")
        return fill(translate("LibraryWords", "Looking through the folders: {done} files"), places)
    if progress.stage == "embedding":
        return fill(translate("LibraryWords", "Embedding {done} of {total} passages"), places)
    if progress.stage == "cleaning":
        return translate("LibraryWords", "Tidying up")
    return fill(translate("LibraryWords", "Reading {done} of {total}"), places)


def whole(library: StoredLibrary, state: LibraryState) -> str:
    """What is in it, and since when."""
    translate, locale = QCoreApplication.translate, QLocale()
    parts = [count_words(library)]
    if library.passages:
        one, several = translate("LibraryWords", "1 passage"), translate("LibraryWords", "{count} passages")
        parts.append(_counted(library.passages, one, several))
    if library.embedding and library.passages:
        share = {"percent": locale.toString(100 * library.embedded // library.passages)}
        parts.append(fill(translate("LibraryWords", "{percent} % embedded"), share))
    if library.unread:
        several = translate("LibraryWords", "{count} could not be read")
        parts.append(_counted(library.unread, translate("LibraryWords", "1 could not be read"), several))
    if library.updated is not None:
        when = {"when": moment_of(library.updated, locale)}
        parts.append(fill(translate("LibraryWords", "updated {when}"), when))
    elif not state.busy:
        parts.append(translate("LibraryWords", "not read to the end"))
    return " · ".join(parts)


def trouble(state: LibraryState) -> str:
    """What stands in the way; "" for nothing."""
    translate = QCoreApplication.translate
    said = []
    if state.problem is not None:
        said.append(error_text(state.problem))
    for path in state.away[:3]:
        text = translate("LibraryWords", "{path} is not there. What was read of it can still be asked.")
        said.append(fill(text, {"path": path}))
    for closed in state.closed[:3]:
        text = translate("LibraryWords", "{path} cannot be read: {reason}.")
        said.append(fill(text, {"path": closed.path, "reason": closed.reason}))
    return "\n".join(said)
