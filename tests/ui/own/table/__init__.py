"""My tools over a table or a folder."""
