"""The tab My tools: tools of one's own on a text, a table or a folder, and where they are made."""
