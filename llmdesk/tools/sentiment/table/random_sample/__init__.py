"""A random sample of a table's rows: drawn for its user to label, and read again with the labels.

Owns nothing but the names that others use.

    drawn = draw_sample(table, column, 100, seed)         # .rows in the order drawn
    write_sample(table, column, drawn, output)
    sample = sample_in_table(table, column, known, labels)             # or: sample_in_file(…)
    found = shares_of(as_rows(probabilities, 2), sample, labels, groups_in(table, by))
"""

from llmdesk.tools.sentiment.table.random_sample.drawing import (
    DrawnSample,
    draw_by_doubt,
    draw_sample,
    write_sample,
)
from llmdesk.tools.sentiment.table.random_sample.known import LabelledSample, sample_in_file, sample_in_table
from llmdesk.tools.sentiment.table.random_sample.table_shares import (
    TableShares,
    as_rows,
    groups_in,
    labels_before,
    scored_before,
    shares_of,
)

__all__ = [
    "DrawnSample",
    "LabelledSample",
    "TableShares",
    "as_rows",
    "draw_by_doubt",
    "draw_sample",
    "groups_in",
    "labels_before",
    "sample_in_file",
    "sample_in_table",
    "scored_before",
    "shares_of",
    "write_sample",
]
