"""Words found in the chat that is open: marked, counted, stepped through."""
