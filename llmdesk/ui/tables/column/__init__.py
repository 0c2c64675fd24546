"""Something done with each text of a column, as a page of a tool's tab."""
