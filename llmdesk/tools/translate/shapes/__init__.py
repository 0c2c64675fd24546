"""Documents as what of them is text, and the same documents again with another text.

The face: `open_shape` reads a file into a `Shape`, whose `write` gives the bytes of the translated one.
"""

from llmdesk.tools.translate.shapes.opening import KINDS, open_shape, shape_of_text
from llmdesk.tools.translate.shapes.shape import Shape

__all__ = ["KINDS", "Shape", "open_shape", "shape_of_text"]
