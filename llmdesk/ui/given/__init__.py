"""A text as the user gives it, for every tab: typed, pasted, opened or dropped."""
