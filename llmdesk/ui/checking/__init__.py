"""The mode "Check a summary" of the Summarize tab, and how verdicts show there and beside a summary."""
