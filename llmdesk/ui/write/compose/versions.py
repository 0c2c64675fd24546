"""The texts that were made with a form, oldest first, and which of them shows.

Owns the values. No widgets.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from llmdesk.tools.compose import Composed

MOST = 20  # of a form; older ones are in the history


@dataclass(frozen=True)
class Version:
    """`run_id` None: it could not be kept."""

    composed: Composed
    run_id: int | None = None


@dataclass
class Versions:
    """Those of one form; `at` is the place of the one that shows, -1 for none."""

    every: list[Version] = field(default_factory=list)
    at: int = -1

    @property
    def shown(self) -> Version | None:
        return self.every[self.at] if 0 <= self.at < len(self.every) else None

    def add(self, version: Version) -> None:
        """It shows; one that is there already shows again."""
        numbers = [each.run_id for each in self.every]
        if version.run_id is not None and version.run_id in numbers:
            self.at = numbers.index(version.run_id)
            return
        self.every = [*self.every, version][-MOST:]
        self.at = len(self.every) - 1

    def step(self, way: int) -> None:
        self.at = max(0, min(len(self.every) - 1, self.at + way))
