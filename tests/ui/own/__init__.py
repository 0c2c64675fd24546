"""The tab My tools."""
