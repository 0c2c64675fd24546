"""Compose: a text from a small form, checked by program: a story, a product description, a reply, code.

The face for the window and the command line.
"""

from llmdesk.tools.compose.forms import FORMS, form_named
from llmdesk.tools.compose.given import language_of, understood
from llmdesk.tools.compose.method import compose
from llmdesk.tools.compose.runs import KIND, as_json, composed_of, form_as_json, keep, values_of
from llmdesk.tools.compose.types import (
    Check,
    Choice,
    Composed,
    ComposeOptions,
    ComposeProgress,
    Fact,
    Form,
    FormField,
    Values,
)

__all__ = [
    "FORMS",
    "KIND",
    "Check",
    "Choice",
    "ComposeOptions",
    "ComposeProgress",
    "Composed",
    "Fact",
    "Form",
    "FormField",
    "Values",
    "as_json",
    "compose",
    "composed_of",
    "form_as_json",
    "form_named",
    "keep",
    "language_of",
    "understood",
    "values_of",
]
