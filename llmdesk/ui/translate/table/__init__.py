"""A column of a table translated into new columns, beside what was there."""
