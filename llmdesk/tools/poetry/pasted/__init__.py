"""A poem as people paste it: what of the text is verse, what is title, author, label, note or layout.

Owns the layouts in which poems come. Must not know rules or sounds.
"""

from llmdesk.tools.poetry.pasted.copied import without_tags
from llmdesk.tools.poetry.pasted.credits import author_of, is_credit, is_name, plain_title, title_of
from llmdesk.tools.poetry.pasted.layout import labelled_lines, rows_of, unquoted, without_banner
from llmdesk.tools.poetry.pasted.spans import Span, spans_of

__all__ = [
    "Span",
    "author_of",
    "is_credit",
    "is_name",
    "labelled_lines",
    "plain_title",
    "rows_of",
    "spans_of",
    "title_of",
    "unquoted",
    "without_banner",
    "without_tags",
]
