"""What is particular to Chinese in comparing: words, clauses, finding, and what each check looks for.

Must not know the tools that use it.
"""

from llmdesk.tools.evidence.comparing.chinese.aligning import align, likeness
from llmdesk.tools.evidence.comparing.chinese.clauses import Known
from llmdesk.tools.evidence.comparing.chinese.clauses import read as take_apart
from llmdesk.tools.evidence.comparing.chinese.compare import compare
from llmdesk.tools.evidence.comparing.chinese.people import is_person
from llmdesk.tools.evidence.comparing.chinese.signs import has, held_back, read
from llmdesk.tools.evidence.comparing.chinese.words import new_words

__all__ = [
    "Known",
    "align",
    "compare",
    "has",
    "held_back",
    "is_person",
    "likeness",
    "new_words",
    "read",
    "take_apart",
]
