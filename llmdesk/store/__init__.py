"""What llmdesk remembers: conversations and runs in one SQLite file (the only user of sqlite3)."""

from llmdesk.store.store import Store
from llmdesk.store.types import (
    Backup,
    BranchMessage,
    ChatListing,
    Conversation,
    Folder,
    Item,
    MessageState,
    Outcome,
    Run,
    RunHeading,
    RunKind,
    RunState,
    SearchHit,
    StoredMessage,
    TakenIn,
    WholeConversation,
    WholeMessage,
)

__all__ = [
    "Backup",
    "BranchMessage",
    "ChatListing",
    "Conversation",
    "Folder",
    "Item",
    "MessageState",
    "Outcome",
    "Run",
    "RunHeading",
    "RunKind",
    "RunState",
    "SearchHit",
    "Store",
    "StoredMessage",
    "TakenIn",
    "WholeConversation",
    "WholeMessage",
]
