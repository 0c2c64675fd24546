"""The mode "Compose" of the Write tab: a text from a small form."""
