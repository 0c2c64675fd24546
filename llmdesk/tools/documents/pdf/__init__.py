"""PDF files: the text of their pages in the order in which a person reads it.

Owns everything that knows pdfium. `read` is the face; `lines` takes the lines off a page, `order` puts them
into reading order, `marks` finds what is printed on a page without being its text, `forms` what was typed
over it, `layout` makes paragraphs.
"""

from llmdesk.tools.documents.pdf.reading import read

__all__ = ["read"]
