"""The Summarize tab: one document or many, and their summaries."""
