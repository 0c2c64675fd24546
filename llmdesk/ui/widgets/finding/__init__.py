"""Looking for words in any text: the bar above it."""
