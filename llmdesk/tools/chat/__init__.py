"""Chat without a window: a conversation is answered (`answering`), its thoughts parted off (`thoughts`),
written as text (`markdown`), and its answers handed to the check (`claims`). Nothing here imports Qt."""
