"""A table of texts in the Sentiment tab: set up, scored, looked through, exported."""
