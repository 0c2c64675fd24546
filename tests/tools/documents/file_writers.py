"""Writes small real files of every kind for the tests: PDF by hand, epub with zipfile."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE_HEIGHT = 792


@dataclass(frozen=True)
class At:
    """A line of text on a PDF page: place of its foot in points, size in points."""

    x: float
    y: float
    text: str
    size: float = 11.0
    turn: int = 0
    """Degrees, against the clock."""


def column(lines: Sequence[str], x: float = 72, top: float = 700, size: float = 11) -> list[At]:
    """Lines below each other, 14 points apart; an empty one leaves a gap."""
    return [At(x, top - 14 * at, line, size) for at, line in enumerate(lines) if line]


def _shown(line: At) -> bytes:
    cos, sin = round(math.cos(math.radians(line.turn)), 4), round(math.sin(math.radians(line.turn)), 4)
    place = f"{cos} {sin} {-sin} {cos} {line.x} {line.y} Tm"
    if line.text.isascii():
        escaped = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"/F1 {line.size} Tf {place} ({escaped}) Tj\n".encode()
    code = line.text.encode("utf-16-be").hex()
    return f"/F2 {line.size} Tf {place} <{code}> Tj\n".encode()


_FONTS = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts ["
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo"
    b" << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>",
)
_PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    b" /Length 1 >>\nstream\n\x80\nendstream"
)
# Standard security handler, 40 bit; the keys belong to no empty password.
_ENCRYPT = (
    b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + b"28" * 32 + b"> /U <" + b"5c" * 32 + b"> >>"
)


def write_pdf(
    path: Path,
    pages: Sequence[Sequence[At]],
    *,
    pictures: bool = False,
    locked: bool = False,
    labels: str = "",
    turned: int = 0,
    annotations: str = "",
    catalog: str = "",
) -> Path:
    """A PDF with these lines; `pictures`: an image on each page; `labels`: a number tree of page labels;
    `turned`: the pages' /Rotate; `annotations`: of each page, `catalog`: more entries of it."""
    objects: list[bytes] = [b"", b"", *_FONTS, _PICTURE, _ENCRYPT]
    kids = []
    for lines in pages:
        body = b"BT\n" + b"".join(map(_shown, lines)) + b"ET\n"
        if pictures:
            body += b"q 500 0 0 700 50 50 cm /I1 Do Q\n"
        objects.append(b"<< /Length %d >>\nstream\n" % len(body) + body + b"endstream")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >>"
            b" /XObject << /I1 5 0 R >> >> /Contents %d 0 R "
            % len(objects)
            + f"/Rotate {turned} /Annots [{annotations}] >>".encode()
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R " + (labels + catalog).encode() + b" >>"
    objects[1] = b"<< /Type /Pages /Kids [" + b" ".join(kids) + b"] /Count %d >>" % len(kids)
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    extra = b" /Encrypt 6 0 R /ID [<00112233445566778899aabbccddeeff> <00>]" if locked else b""
    out += b"trailer\n<< /Size %d /Root 1 0 R" % (len(objects) + 1) + extra
    out += b" >>\nstartxref\n%d\n%%%%EOF\n" % start
    path.write_bytes(out)
    return path


_CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
    '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


def xhtml(body: str, title: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f'<title>{title}</title><script src="a.js"/></head><body>{body}</body></html>'
    )


def write_epub(
    path: Path,
    chapters: Mapping[str, str],
    *,
    toc: Mapping[str, str] | None = None,
    spine: Sequence[str] | None = None,
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """An EPUB 3 of `chapters` (file name → XHTML); `toc`: file name → title; `more`: other parts."""
    order = list(spine if spine is not None else chapters)
    names = list(dict.fromkeys([*chapters, *order]))
    items = "".join(
        f'<item id="c{at}" href="{name.replace(" ", "%20")}" media-type="application/xhtml+xml"/>'
        for at, name in enumerate(names)
    )
    refs = "".join(f'<itemref idref="c{names.index(name)}"/>' for name in order)
    nav = (
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>' if toc else ""
    )
    opf = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>'
        f"{items}{nav}</manifest><spine>{refs}</spine></package>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr("OEBPS/content.opf", opf)
        for name, text in chapters.items():
            book.writestr(f"OEBPS/{name}", text)
        if toc:
            links = "".join(f'<li><a href="{name}#top">{title}</a></li>' for name, title in toc.items())
            book.writestr("OEBPS/nav.xhtml", xhtml(f"<nav><ol>{links}</ol></nav>"))
        for name, data in (more or {}).items():
            book.writestr(name, data)
    return path
