"""A page of a PDF as a picture, with the place of a passage's words on it: values, and how they travel.

Owns the bounds of a picture and its bytes between processes. Must not import what draws: `pdf/drawing` does,
in the reader process.
"""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError

MAX_PIXELS = 12_000_000  # 36 MB; a page of paper at 300 dots an inch has 8.7 million
MAX_SIDE = 8_192
MAX_QUOTE = 20_000  # characters of a passage that are looked for
MAX_MARKS = 2_000
_HEAD = struct.Struct("<I")
_MAX_HEAD = 1 << 20


@dataclass(frozen=True, slots=True)
class WantedPage:
    """Page number `index` (from 0), or None: the page that a reader calls `label`. `width` of the picture in
    pixels. `quote`: the passage whose words are marked, "" for none; `near`: about where among the words of
    the page it stands, 0 to 1, None where that is not known. `words` that somebody looks for."""

    index: int | None
    label: str
    width: int
    quote: str = ""
    near: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a line, in parts of the picture's width and height from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """`pixels`: rows of `stride` bytes, blue, green and red of each pixel. `found`: enough of the passage's
    words stand on this page; `several`: they stand there more than once, all marked without `near`. `hits`:
    the pieces of each place with the words that are looked for, in the order of the page's text."""

    index: int
    count: int
    label: str
    width: int
    height: int
    stride: int
    marks: tuple[Mark, ...]
    found: bool
    several: bool
    pixels: bytes
    hits: tuple[tuple[Mark, ...], ...] = ()


def draw(path: str, wanted: WantedPage, _given: bytes, cancel: CancelToken) -> bytes:
    """The task of the reader process. Raises `DocumentError`."""
    from llmdesk.tools.documents.pdf.drawing import drawn

    return packed(drawn(Path(path), wanted, cancel))


def count(path: str, words: str, _given: bytes, cancel: CancelToken) -> bytes:
    """The task of the reader process: how often the words stand on which pages, as JSON. Raises
    `DocumentError`."""
    from llmdesk.tools.documents.pdf.drawing import counted

    return json.dumps(counted(Path(path), words, cancel)).encode()


def packed(picture: PagePicture) -> bytes:
    """A picture as bytes: most of a page is white."""
    rest = {name: value for name, value in asdict(picture).items() if name not in ("pixels", "marks", "hits")}
    rest["marks"] = list(map(_numbers, picture.marks))
    rest["hits"] = [list(map(_numbers, hit)) for hit in picture.hits]
    head = json.dumps(rest).encode()
    return _HEAD.pack(len(head)) + head + zlib.compress(picture.pixels, 1)


def _numbers(mark: Mark) -> tuple[float, float, float, float]:
    return mark.left, mark.top, mark.right, mark.bottom


def unpacked(data: bytes) -> PagePicture:
    """What `packed` made. Raises `DocumentError` for anything else, however large it says that it is."""
    try:
        (size,) = _HEAD.unpack_from(data)
        if size > _MAX_HEAD:
            raise ValueError
        values = json.loads(data[_HEAD.size : _HEAD.size + size])
        marks = tuple(Mark(*map(float, mark)) for mark in values.pop("marks")[:MAX_MARKS])
        hits = tuple(
            tuple(Mark(*map(float, mark)) for mark in hit[:MAX_MARKS])
            for hit in values.pop("hits")[:MAX_MARKS]
        )
        width, height, stride = values["width"], values["height"], values["stride"]
        whole = 0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and 3 * width <= stride <= 4 * MAX_SIDE
        inflater = zlib.decompressobj()
        pixels = inflater.decompress(data[_HEAD.size + size :], 4 * MAX_SIDE * height if whole else 1)
        if not whole or len(pixels) != stride * height:
            raise ValueError
        return PagePicture(marks=marks, hits=hits, pixels=pixels, **values)
    except (ValueError, TypeError, KeyError, struct.error, zlib.error) as error:
        raise not_drawn() from error


def not_drawn() -> DocumentError:
    return DocumentError(
        QT_TRANSLATE_NOOP("core", "The page cannot be shown as a picture."),
        QT_TRANSLATE_NOOP("core", "This part of the file is damaged."),
        QT_TRANSLATE_NOOP("core", "Read it as text instead."),
    )
