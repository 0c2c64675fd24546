"""Questions whose answer is a value of each document: "What is the rent in each contract?"

Owns the way from the question to a table with a row for each document. The values themselves are
`tools/extract`'s.
"""
