"""What the values of a column with known labels mean: words, codes and scales, read by the whole column.

    found = read_meanings(table, column, known, labels)   # .meanings .doubt .with_changes({"3": "neutral"})

Owns nothing but the names that others use. A guess is always shown; one that could be the other way round is
not used before the user said so.
"""

from llmdesk.tools.sentiment.table.known.column import KnownColumn, Meaning, parse_changes, read_meanings

__all__ = ["KnownColumn", "Meaning", "parse_changes", "read_meanings"]
