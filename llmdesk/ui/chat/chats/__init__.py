"""The list of chats at the left: how it is shown, searched and kept in order."""
