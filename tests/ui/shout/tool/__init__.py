"""Shouting: a text in capitals. Without Qt."""
