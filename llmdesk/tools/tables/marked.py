"""Rows that are to be looked at, counted while a job goes on, and whether they are too many.

Owns the count and the bound. For tools whose last column says what is to be looked at.
"""

from __future__ import annotations

from typing import Any

from llmdesk.tools.tables.worker import Form

_TRIAL = 12  # rows with a text after which it is told that the model is not up to it


class MarkedRows:
    """`on_result` of a job. `count`: rows to be looked at, those that were edited by hand left out."""

    def __init__(self, form: Form[Any], edited: str) -> None:
        """`edited`: what stands in the last column of a row that was edited by hand."""
        self._form, self._fine = form, (None, "", edited)
        self.count = self._judged = 0

    def __call__(self, result: Any) -> None:
        self._judged += self._form.status(result) != "empty"
        self.count += self._form.cells(result)[-1] not in self._fine

    @property
    def too_many(self) -> bool:
        """More than half, which a model that can do it hardly reaches."""
        return self._judged >= _TRIAL and self.count > self._judged / 2
