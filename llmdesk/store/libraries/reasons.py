"""Why a document could not be read, kept as text.

Owns the form. A reason of another version, or none of ours, is told as it stands.
"""

from __future__ import annotations

import json

from llmdesk.errors import DocumentError, Phrase, UserError

_LONGEST = 300  # characters of what fills a place of a sentence


def written(error: UserError) -> str:
    """The sentences with what fills them, to be translated when they are shown. In ASCII: the name of a file
    may be no text."""
    params = {name: _value(value) for name, value in error.params.items()}
    return json.dumps([error.title, error.detail, error.hint, params])


def read(kept: str) -> UserError | None:
    """What `written` was given; None for nothing."""
    if not kept:
        return None
    try:
        title, detail, hint, params = json.loads(kept)
        filled = {str(name): _filling(value) for name, value in params.items()}
        return DocumentError(str(title), str(detail), str(hint), **filled)
    except (ValueError, TypeError, AttributeError):
        return DocumentError(kept)


def _value(value: object) -> object:
    if isinstance(value, Phrase):
        return {"phrase": value.source}
    return value if isinstance(value, int | float) else str(value)[:_LONGEST]


def _filling(value: object) -> object:
    return Phrase(str(value["phrase"])) if isinstance(value, dict) else value
