"""Libraries: folders of documents, read once and kept to be asked.

Owns reading what is new, telling what could not be read, and libraries as a source of passages. What is kept
is `store/libraries`'s. Must not ask a model.
"""

from llmdesk.tools.library.roots import checked_roots
from llmdesk.tools.library.scanning import Closed
from llmdesk.tools.library.source import LibrarySource
from llmdesk.tools.library.types import Changes, Stage, Unread, Updated, UpdateProgress
from llmdesk.tools.library.updating import changes, update

__all__ = [
    "Changes",
    "Closed",
    "LibrarySource",
    "Stage",
    "Unread",
    "UpdateProgress",
    "Updated",
    "changes",
    "checked_roots",
    "update",
]
