"""A document's text as a part of a question: named, quoted as a whole, told apart from what is asked.

Owns the form. The text is untrusted: nothing in it can end the quotation.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

_FENCES = re.compile(r"`{3,}")


def with_texts(question: str, texts: Iterable[tuple[str, str]]) -> str:
    """The question, and below it each (name, text) between fences that do not stand in the text."""
    parts = [question.strip()]
    for name, text in texts:
        longest = max(map(len, itertools.chain(["``"], _FENCES.findall(text))))
        fence = "`" * (longest + 1)
        parts.append(f"{' '.join(name.split())}:\n\n{fence}\n{text.strip()}\n{fence}")
    return "\n\n".join(parts)
