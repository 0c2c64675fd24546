"""What a user made, brought from a TOML file and taken to one: sets of fields, of labels, tools.

Owns the dialogs and the ending of the names. What stands in a file, its owner knows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.files import proposed_name
from llmdesk.outputs import write_for_user
from llmdesk.ui.file_dialogs import ask_file, ask_place
from llmdesk.ui.services import Services

SUFFIX = ".toml"
_ALL = QT_TRANSLATE_NOOP("TomlFiles", "All files (*)")
_SAVED = QT_TRANSLATE_NOOP("TomlFiles", "Saved as {file}.")


def ask_toml(parent: QWidget, title: str, kind: str, then: Callable[[Path], None]) -> None:
    """Ask for a file. `kind`: what is offered, as "Fields (*.toml)"."""
    ask_file(parent, title, [kind, QCoreApplication.translate("TomlFiles", _ALL)], then)


def ask_toml_place(
    parent: QWidget, title: str, kind: str, name: str, instead: str, then: Callable[[Path], None]
) -> None:
    """Ask where to save what is called `name`; `instead`: of what has a name that no file can have."""
    proposed = Path((proposed_name(name) or instead) + SUFFIX)
    ask_place(parent, title, proposed, [kind], lambda path, _kind: then(path), _whole)


def write_toml(
    services: Services,
    owner: QObject,
    text: str,
    path: Path,
    on_error: Callable[[Exception], None],
    say: Callable[[str], None] | None = None,
) -> None:
    """Write it, in a thread; the user is told where: by `say`, else in the window, which may lie below a
    dialog."""

    def tell(words: str) -> None:
        if say is None:
            services.notify.show(words)
        else:
            say(words)

    saved = QCoreApplication.translate("TomlFiles", _SAVED)
    services.tasks.start(
        lambda _context: write_for_user(path, text.encode()),
        owner=owner,
        on_done=lambda place: tell(fill(saved, {"file": place.name})),
        on_error=on_error,
    )


def _whole(path: Path, _kind: str) -> Path:
    return path if path.suffix.casefold() == SUFFIX else path.with_name(path.name + SUFFIX)
