"""A tool of one's own over the rows of a table or the documents of a folder: tried, run, looked through."""
