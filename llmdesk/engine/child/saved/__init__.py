"""What was read of chats, on the disk: written when nobody asks, put back when a chat goes on."""
