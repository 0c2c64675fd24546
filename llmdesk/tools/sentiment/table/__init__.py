"""Comments in a table are scored row by row, and the table is written with their labels.

Owns nothing but the names that others use.
"""
