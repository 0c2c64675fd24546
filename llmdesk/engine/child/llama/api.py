"""The C API of llama.cpp, untyped as its bindings are."""

from __future__ import annotations

from typing import Any

import llama_cpp.llama_cpp

C: Any = llama_cpp.llama_cpp
