"""What the values of options may be: each turns what was typed into its value, or says what is wrong.

Owns the functions that argparse calls as `type`. Must not know which option they are for.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llmdesk.cluster.storage.places import ObjectPlace
    from llmdesk.engine.types import KvCache


def row(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise argparse.ArgumentTypeError("give the number of a row, or 0 where none holds the names")
    return int(text)


def place(text: str) -> Path | ObjectPlace:
    """A path, or the address of an object."""
    if "://" not in text:
        return Path(text)
    from llmdesk.cluster.storage.places import is_address, place_of
    from llmdesk.errors import UserError

    if not is_address(text):
        return Path(text)
    try:
        return place_of(text)
    except UserError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def words(text: str) -> str:
    """An argument that is no name of a file: bytes that are no UTF-8 are no characters of it."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def positive(text: str) -> int:
    value = integer(text)
    if not 1 <= value < 1 << 31:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 up")
    return value


def not_negative(text: str) -> int:
    value = integer(text)
    if not 0 <= value < 1 << 31:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 up")
    return value


def port(text: str) -> int:
    value = integer(text)
    if not 0 <= value <= 65_535:
        raise argparse.ArgumentTypeError(f"{text} is not a port, a number from 0 to 65535")
    return value


def origin(text: str) -> str:
    from llmdesk.errors import UsageError
    from llmdesk.server.origins import as_origin

    try:
        return as_origin(words(text))
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def kv_type(text: str) -> KvCache:
    from llmdesk.models.own_settings import kv_of

    kv = kv_of(text.lower())
    if kv is None:
        raise argparse.ArgumentTypeError(f"{text!r} is neither f16, q8_0, q4_0 nor two of them (q8_0/q4_0)")
    return kv


def own_setting(text: str) -> str:
    """The field of `OwnSettings` that is meant, or "all"."""
    names = {"context", "gpu-layers", "kv-type", "flash-attention", "template", "all"}
    if text not in names:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(sorted(names))}")
    return "kv" if text == "kv-type" else text.replace("-", "_")


def drafts(text: str) -> int:
    value = integer(text)
    if not 1 <= value <= 4:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 4")
    return value


def length(text: str) -> str | int:
    if text in ("sentence", "short", "medium", "long"):
        return text
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    if not 10 <= value <= 2000:
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither sentence, short, medium, long nor a number from 10 to 2000"
        )
    return value


def seed(text: str) -> int:
    value = integer(text)
    if not 0 <= value < 1 << 32:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 to 4294967295")
    return value


def integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None


def temperature(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 10:  # also refuses nan
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 10")
    return value


def share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:  # also refuses nan
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return value


def url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError(f"{text!r} does not start with http:// or https://")
    return text
