"""What the engine is doing now, and who wants to hear of it.

Owns the newest state and its listeners. Must not decide what the state is.
"""

from __future__ import annotations

from collections.abc import Callable

from llmdesk.engine.types import EngineState

Listener = Callable[[EngineState], None]


class States:
    """`now` is the newest state; listeners hear each change once, in the thread that brings it."""

    def __init__(self) -> None:
        self.now = EngineState("empty")
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Returns a function that stops it."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def announce(self, state: EngineState) -> None:
        if state == self.now:
            return
        self.now = state
        for listener in list(self._listeners):
            listener(state)
