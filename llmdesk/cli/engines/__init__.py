"""`llmdesk engines` and its commands, and the way of all commands to engines elsewhere."""
