"""Engines elsewhere in the Models tab: added, tried, used, forgotten."""
