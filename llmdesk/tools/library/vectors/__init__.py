"""Libraries with vectors: passages embedded in the background, and found by what they mean.

Owns which model is asked (`embedders`), making what is missing (`making`), and finding by words and vectors
together (`source`). What is kept is `store/libraries`'s.
"""

from llmdesk.tools.library.vectors.embedders import Embedders
from llmdesk.tools.library.vectors.making import embed_library

__all__ = ["Embedders", "embed_library"]
