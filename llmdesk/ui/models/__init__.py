"""The Models tab: what is on this computer and what the Hub has."""
