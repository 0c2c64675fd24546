"""What one can do with messages: those that stand in the chat, and the one that is being typed."""
