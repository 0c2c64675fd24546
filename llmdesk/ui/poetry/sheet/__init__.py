"""A poem as a page: set from left to right or in columns from right to left, drawn, saved and printed."""
