"""Word documents: the text as it reads when all changes are accepted, in reading order.

Owns everything that is WordprocessingML. `read` is the face; `parts` finds the parts of the package, `body`
makes blocks of them, `styles`, `numbering` and `symbols` say what their names and numbers mean.
"""

from llmdesk.tools.documents.word.reading import read

__all__ = ["read"]
