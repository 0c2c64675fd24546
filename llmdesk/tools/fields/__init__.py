"""Fields: what a user wants to know of a text, by name, and values that can be trusted.

    fields = read_fields_file(path)                 # or ready_set("invoice"); or write some
    grammar(fields.fields, language, rows)          # what a model may write
    read_row(fields.fields, text, language)         # what it wrote
    normal(field, words, habits_of(text))           # words into a number, a date, an amount of money
    best(source, source.places(words), field.name)  # where they stand: text[place.start:place.end]

Owns nothing but the names that others use.
"""

from llmdesk.tools.fields.answers import END, Answer, Said, grammar, lead, read_row, read_rows, said
from llmdesk.tools.fields.places import Place, Source, best, nearness, shares_a_character
from llmdesk.tools.fields.ready import SETS, ready_set
from llmdesk.tools.fields.toml import as_toml, checked, fields_of, read_fields, read_fields_file
from llmdesk.tools.fields.types import (
    FIELD_TYPES,
    MOST_FIELDS,
    TYPE_NAMES,
    Field,
    FieldsError,
    FieldSet,
    FieldType,
    Rows,
    Words,
    words_of,
)
from llmdesk.tools.fields.values import PROBLEMS, Habits, Normal, Plain, Problem, habits_of, normal, told

__all__ = [
    "END",
    "FIELD_TYPES",
    "MOST_FIELDS",
    "PROBLEMS",
    "SETS",
    "TYPE_NAMES",
    "Answer",
    "Field",
    "FieldSet",
    "FieldType",
    "FieldsError",
    "Habits",
    "Normal",
    "Place",
    "Plain",
    "Problem",
    "Rows",
    "Said",
    "Source",
    "Words",
    "as_toml",
    "best",
    "checked",
    "fields_of",
    "grammar",
    "habits_of",
    "lead",
    "nearness",
    "normal",
    "read_fields",
    "read_fields_file",
    "read_row",
    "read_rows",
    "ready_set",
    "said",
    "shares_a_character",
    "told",
    "words_of",
]
