"""What is particular to Chinese in comparing: words, clauses, finding, and what each check looks for.

Must not know the tools that use it.
"""

from llmdesk.tools.evidence.comparing.chinese.signs import has, held_back, read

__all__ = ["has", "held_back", "read"]
