"""`llmdesk extract`, of documents and of a column of a table."""
