"""The mode "Check a text" of the Summarize tab, and how verdicts show there and beside a summary."""
