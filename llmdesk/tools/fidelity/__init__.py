"""What of a text must be kept in another wording of it, found and compared by program.

The face: `check` says what is not kept, as `Finding`s; `Terms` are those of a glossary.
"""

from llmdesk.tools.fidelity.check import ALL, check
from llmdesk.tools.fidelity.terms import Hit, Terms
from llmdesk.tools.fidelity.types import KEPT, TRANSLATED, Finding, Rule, Term

__all__ = ["ALL", "KEPT", "TRANSLATED", "Finding", "Hit", "Rule", "Term", "Terms", "check"]
