"""Text out of documents: txt, Markdown, HTML, PDF, docx, epub and pasted text.

Owns how a file becomes a `Document`, whose offsets are exact: pages, headings, paragraphs, sentences.
Must not import Qt and must not lose text in silence: what could not be read is an error or a note.
"""

from llmdesk.tools.document_kinds import SUFFIXES
from llmdesk.tools.documents.encoding import decode
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.documents.reader import from_text, read_document
from llmdesk.tools.documents.sentences import MAX_SENTENCE, sentences
from llmdesk.tools.documents.types import Document, Heading, LeftOut, Page, Progress, Span

__all__ = [
    "MAX_SENTENCE",
    "SUFFIXES",
    "Document",
    "Heading",
    "LeftOut",
    "Page",
    "Progress",
    "Span",
    "decode",
    "detect_language",
    "from_text",
    "read_document",
    "sentences",
]
