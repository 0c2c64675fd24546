"""Stopping llama.cpp while it computes."""

from __future__ import annotations

import ctypes
import sys

from llmdesk.engine.child.llama.api import C


class AbortFlag:
    """A flag that llama.cpp polls while it computes, without entering Python.

    The callback is libc's `strlen` over our own two bytes: empty says go on, one character says
    stop. A Python callback works too, but is called 500 times a token and needs the GIL each time.
    """

    def __init__(self) -> None:
        self._text = ctypes.create_string_buffer(2)
        libc = ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
        native = ctypes.cast(libc.strlen, C.ggml_abort_callback)
        works = not native(self.address)
        self.set()
        works = works and bool(native(self.address))
        self.clear()
        self.callback = native if works else C.ggml_abort_callback(lambda _data: self.is_set())

    @property
    def address(self) -> int:
        return ctypes.addressof(self._text)

    def set(self) -> None:
        self._text[0] = b"x"

    def clear(self) -> None:
        self._text[0] = b"\0"

    def is_set(self) -> bool:
        return self._text[0] != b"\0"
