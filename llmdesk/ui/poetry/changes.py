"""Changes that a user makes by hand to a poem of the history: kept with the poem, none after a newer one.

Owns their numbers and their order. Must not know the widgets that a poem is changed in.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject

from llmdesk.errors import UserError
from llmdesk.tools.poetry import runs
from llmdesk.tools.poetry.check import check_lines
from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.types import Poem, PoemOptions
from llmdesk.ui.services import Services


@dataclass(frozen=True)
class Edited:
    """A poem that was changed by hand; `number` counts the changes."""

    number: int
    poem: Poem
    options: PoemOptions
    run_id: int | None


class ChangesByHand:
    """`owner`: whom the tasks belong to."""

    def __init__(self, services: Services, owner: QObject) -> None:
        self._services, self._owner = services, owner
        self._last = self._before = 0  # numbers of the last change, and of the last before this poem
        self._kept: dict[int | None, int] = {}  # of each run, the number of the change in the history
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Another poem shows: nothing of it is changed yet."""
        self._before = self._last

    def count(self) -> None:
        """One more change."""
        self._last += 1

    def of(self, poem: Poem, options: PoemOptions, run_id: int | None) -> Edited:
        """The poem as it stands after the last change."""
        return Edited(self._last, poem, options, run_id)

    def write(self, edited: Edited) -> Poem:
        """Any thread. The poem with its checks; one that a newer one has overtaken is not kept."""
        poem, options = edited.poem, edited.options
        checks = check_lines(poem.lines, form(poem.form), options.acrostic, poem.rhymes or "zhonghua")
        checked = replace(poem, checks=checks, passed=all(check.passed for check in checks))
        with self._lock:
            if edited.number > self._kept.get(edited.run_id, 0):
                runs.keep(self._services.store, options, checked, edited.run_id)
                self._kept[edited.run_id] = edited.number
        return checked

    def keep(self, edited: Edited | None, *, now: bool = False) -> None:
        """What was changed a moment before something else shows, or `now`: before the end."""
        if edited is None or not edited.poem.lines:
            return
        if edited.number in (self._before, self._kept.get(edited.run_id, 0)):
            return
        if not now:
            write = partial(self.write, edited)
            self._services.tasks.start(lambda _: write(), owner=self._owner, on_done=lambda _: None)
            return
        try:
            self.write(edited)
        except UserError as error:
            self._services.notify.show_error(error)
