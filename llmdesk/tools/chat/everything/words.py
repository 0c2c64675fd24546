"""What the program says of all documents it has read: the totals, in the language of the question.

Owns these sentences (in resources/ask/totals.toml). They are stored as the answer, and the model sees them as
such when the chat goes on; so they are not translated with the window.
"""

from __future__ import annotations

import tomllib
from functools import cache

from llmdesk.errors import fill
from llmdesk.paths import resource
from llmdesk.tools.chat.everything.found import AllRead
from llmdesk.tools.evidence.terms import is_cjk


@cache
def _words(language: str) -> dict[str, str]:
    found = tomllib.loads(resource("ask", "totals.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = found[language]
    return words


def total(found: AllRead) -> str:
    """As Markdown; "" before the first document is read."""
    if not found.read:
        return ""
    words = _words("zh" if is_cjk(found.question) else "en")
    parts = ["whole" if found.complete else "part"]
    parts += [name for name in ("unsure", "unread", "growing") if getattr(found, name)]
    places = {
        name: f"{getattr(found, name):,}" for name in ("read", "documents", "count", "unsure", "unread")
    }
    return words["joint"].join(fill(words[part], places) for part in parts)
