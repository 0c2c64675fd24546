"""Two sentences of a document that cannot both be right.

Owns what such a conflict is and who looks for it in which language. It is looked for among the sentences that
a claim may rest on, and told only where both speak of the same thing in the same words, but for one value or
one denial: who is warned for nothing soon reads no warning. Must not judge the claim.
"""

from llmdesk.tools.evidence.conflicts.said import Conflict
from llmdesk.tools.evidence.conflicts.search import among

__all__ = ["Conflict", "among"]
