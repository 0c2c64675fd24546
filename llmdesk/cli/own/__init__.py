"""Tools of one's own on the command line: `llmdesk run` and `llmdesk tools`."""
