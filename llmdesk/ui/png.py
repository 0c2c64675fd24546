"""A picture as the bytes of a PNG file.

Owns the encoding alone: what is drawn and where it is written is its caller's.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage


def png_bytes(image: QImage) -> bytes:
    """`image` as a PNG file."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
