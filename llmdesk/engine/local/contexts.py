"""What is kept of chats that were read, on the parent's side: where, how much, and what goes.

Owns the wish of the user, told to each child that is loaded. What is to go is removed here, too: a child may
be gone, or about to be. Must not write anything.
"""

from __future__ import annotations

from llmdesk.engine.kept_contexts import Keeping, KeptContexts
from llmdesk.engine.local.handle import ChildProcess
from llmdesk.engine.protocol import ForgetContext, KeepContexts


class LocalContexts:
    """Usable from any thread. `child` is the one that runs, loaded, or None."""

    def __init__(self) -> None:
        self._keeping: Keeping | None = None

    def keep(self, keeping: Keeping, child: ChildProcess | None) -> None:
        self._keeping = keeping
        KeptContexts(keeping.folder).shrink(keeping.limit)
        self.tell(child)

    def tell(self, child: ChildProcess | None) -> None:
        """Let a child that has loaded know."""
        if child is not None and self._keeping is not None:
            child.send(KeepContexts(self._keeping))

    def forget(self, chat: str, child: ChildProcess | None) -> None:
        """What is kept of a chat; "": of all."""
        if child is not None:  # it may just be writing
            child.send(ForgetContext(chat))
        if self._keeping is None:
            return
        kept = KeptContexts(self._keeping.folder)
        if chat:
            kept.forget(chat)
        else:
            kept.clear()
