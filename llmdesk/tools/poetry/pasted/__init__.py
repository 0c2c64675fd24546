"""A poem as people paste it: what of the text is verse, what is title, author, label, note or layout.

Owns the layouts in which poems come. Must not know rules or sounds.
"""

from llmdesk.tools.poetry.pasted.credits import is_credit, is_name, plain_title, title_of
from llmdesk.tools.poetry.pasted.layout import labelled_lines, rows_of, unquoted, without_banner

__all__ = [
    "is_credit",
    "is_name",
    "labelled_lines",
    "plain_title",
    "rows_of",
    "title_of",
    "unquoted",
    "without_banner",
]
