"""`llmdesk translate`, of a text or document and of a table."""
