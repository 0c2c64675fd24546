"""The tab Shout."""
