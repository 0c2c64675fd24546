"""Reading text with separators as people and programs really write it: CSV, TSV and their kin.

Owns the dialect (`dialect`), what rows usually look like (`shape`), the records (`records`) and what is
made of a line whose quotation marks or commas are not in order (`mending`). Must not know tables.
"""
