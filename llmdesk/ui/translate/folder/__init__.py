"""The documents of a folder translated, as a page of the Translate tab."""
