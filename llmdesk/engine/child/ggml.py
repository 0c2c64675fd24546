"""The functions of ggml that llama_cpp's own list lacks, reached through libllama's handle.

Owns the look-up and nothing else. Runs in the child only.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Any

from llmdesk.engine.child.llama import C


def ggml_function(name: str, result: Any, *arguments: Any) -> Any:
    """A function of ggml by its name in C, with the ctypes of its result and arguments.

    Through libllama's own handle: `llama_cpp._ggml` would load a second copy with a registry of its own.
    Raises `AttributeError` where this build has no such function.
    """
    library = C._lib
    if sys.platform == "win32" and not hasattr(library, name):
        folder = Path(library._name).parent
        for base in ("ggml.dll", "ggml-base.dll"):
            candidate = ctypes.CDLL(str(folder / base))
            if hasattr(candidate, name):
                library = candidate
                break
    function = library[name]  # a new object: restype of the shared one is left alone
    function.restype, function.argtypes = result, arguments
    return function
