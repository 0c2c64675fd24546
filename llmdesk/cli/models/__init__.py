"""`llmdesk models` and its commands: the files on this computer and those of the Hub."""
