"""What a stored answer says, and what the model thought before.

Owns the one question of which answers have their thoughts still between marks: those that llmdesk stored
before the engine told them apart. Must not know the window.
"""

from __future__ import annotations

from llmdesk.engine.thoughts import split_thoughts
from llmdesk.engine.types import Written
from llmdesk.store import StoredMessage, WholeMessage


def written(message: StoredMessage | WholeMessage) -> Written:
    """An answer with its thoughts apart; a question is all text."""
    if message.thoughts is not None or message.role != "assistant":
        return Written(message.content, message.thoughts or "")
    thoughts, text, _ = split_thoughts(message.content, complete=message.state != "streaming")
    return Written(text, thoughts)
