"""The window. Everything that imports Qt is in here."""
