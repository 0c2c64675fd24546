"""The Sentiment tab: labels, one text, and what words count for."""
