"""Chat without a window: a conversation is answered (`answering`), its thoughts parted off (`thoughts`),
written to files (`export`, `chats_json`) and taken from them (`importing`), and its answers handed to the
check (`claims`). Nothing here imports Qt."""
