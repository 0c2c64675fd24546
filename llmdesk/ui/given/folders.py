"""Folders among the files that a tab gets: their documents come in their place.

Owns which these are, and how many a list takes. Must not read documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.tools.documents.folder import documents_in
from llmdesk.ui.services import Services

MOST = 500  # documents that a list gets at once
_CUT = QT_TRANSLATE_NOOP("GivenFolders", "Only the first {count} documents were opened.")


def with_documents(
    services: Services, owner: QObject, paths: Sequence[Path], then: Callable[[Sequence[Path]], object]
) -> None:
    """Call `then` with the files; where a folder is among them, with its documents, found in a task."""
    if not any(path.is_dir() for path in paths):
        then(paths)
        return

    def find(_context: object) -> list[Path]:
        found: list[Path] = []
        for path in paths:
            found += [path / name for name in documents_in(path)] if path.is_dir() else [path]
        return found

    def done(found: list[Path]) -> None:
        then(found[:MOST])
        if len(found) > MOST:
            words = QCoreApplication.translate("GivenFolders", _CUT)
            services.notify.show(fill(words, {"count": QLocale().toString(MOST)}))

    services.tasks.start(find, owner=owner, on_done=done)
