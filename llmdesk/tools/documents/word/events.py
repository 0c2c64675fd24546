"""Reads a part of a Word document as a stream of events, without entities and within limits.

Owns the parser and the names of elements. A part is never read as a tree: that of a 1,000-page book takes
hundreds of MB.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents.archive import Archive, damaged
from llmdesk.tools.documents.types import Progress

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_RELATIONS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
MATHS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_FEED = 1 << 18


def safe_parser(target: object | None = None) -> Any:
    """No entities, no document types, nothing from elsewhere, and libxml2's own limits on depth."""
    return etree.XMLParser(target=target, resolve_entities=False, no_network=True, load_dtd=False)


def parse(
    archive: Archive,
    part: str,
    target: object,
    name: str,
    cancel: CancelToken,
    report: Progress | None = None,
) -> None:
    """Feed a part to `target`. Raises `DocumentError` when it is broken, and `Cancelled`."""
    parser = safe_parser(target)
    done, size = 0, max(archive.size(part), 1)
    try:
        with archive.open(part) as stream:
            while data := stream.read(_FEED):
                cancel.raise_if_cancelled()
                parser.feed(data)
                done += len(data)
                if report:
                    report(min(0.9 * done / size, 0.9))
        parser.close()
    except etree.XMLSyntaxError as error:
        raise damaged(name) from error


def local(tag: str) -> str:
    """The local name of a WordprocessingML element, the full name of any other."""
    return tag.removeprefix(_W).removeprefix(_STRICT)


def bare(tag: str) -> str:
    """The name of an element without its namespace, whichever that is."""
    return tag.rpartition("}")[2]


def value(attributes: Mapping[str, str], name: str = "val") -> str:
    return attributes.get(_W + name) or attributes.get(_STRICT + name) or ""


def relation(attributes: Mapping[str, str], name: str = "id") -> str:
    """The id of a relation to another part that an element names."""
    return next((attributes[prefix + name] for prefix in _RELATIONS if prefix + name in attributes), "")


def is_on(attributes: Mapping[str, str]) -> bool:
    """A property that is set: present, and not set to false."""
    return value(attributes).lower() not in ("0", "false", "off", "none")


class Quiet:
    """The events of an XML target that say nothing about the text."""

    def data(self, data: str) -> None:
        """Text outside of runs is white space."""

    def comment(self, _text: str) -> None:
        """Comments are no text."""

    def pi(self, _target: str, _data: str | None = None) -> None:
        """Processing instructions are no text."""

    def close(self) -> None:
        """Nothing is left to do."""
