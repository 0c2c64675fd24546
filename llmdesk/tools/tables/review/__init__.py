"""A table that a job made, looked at again: its rows, what was edited by hand in them, which are done again."""
