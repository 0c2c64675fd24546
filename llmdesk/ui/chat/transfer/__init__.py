"""Chats to files and from files, in the window: dialogs, progress, and what is told at the end."""
