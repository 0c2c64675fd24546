"""A tool defined in the tests alone: what the next developer has to write, and nothing of llmdesk changed."""
