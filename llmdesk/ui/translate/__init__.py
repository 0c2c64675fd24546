"""The Translate tab: a text or a document, and beside each of its segments the checked translation."""
