"""Documents that cannot keep their shape (PDF, messages): their paragraphs and headings, and a new document.

Owns the new document, as docx or HTML. What is read of the old one is `tools/reading`'s.
"""

from __future__ import annotations

import html
import io
from collections.abc import Sequence

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents import Document
from llmdesk.tools.translate.shapes.shape import Listed, for_xml
from llmdesk.tools.translate.types import Unit


class Made(Listed):
    def __init__(self, document: Document) -> None:
        super().__init__(document.name, "docx", (), ".docx")
        self.text = document.text
        self.units = tuple(Unit(span.start, span.end) for span in document.paragraphs)
        self.notes = document.notes
        levels = {heading.start: heading.level for heading in document.headings}
        self._levels = [levels.get(unit.start, 0) for unit in self.units]

    def write(self, translated: Sequence[str], language: str, cancel: CancelToken | None = None) -> bytes:
        import docx

        document = docx.Document()
        for level, text in zip(self._levels, translated, strict=True):
            if level:
                document.add_heading(for_xml(text), min(level, 9))
            else:
                document.add_paragraph(for_xml(text))
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    def body(self, translated: Sequence[str]) -> str:
        """The same as elements of HTML."""
        names = [f"h{min(level, 6)}" if level else "p" for level in self._levels]
        return "\n".join(
            f"<{name}>{html.escape(text)}</{name}>" for name, text in zip(names, translated, strict=True)
        )
