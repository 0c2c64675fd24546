"""The kinds of documents that can be read, and how their files are called.

Owns these words, for whoever offers files to be opened: what reads them takes 50 ms to import, which a click
must not wait for.
"""

from __future__ import annotations

TEXT, MARKDOWN, HTML, PDF, DOCX, EPUB, MAIL = "text", "markdown", "html", "pdf", "docx", "epub", "mail"
BY_SUFFIX = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
    ".docm": DOCX,
    ".dotx": DOCX,
    ".dotm": DOCX,
    ".epub": EPUB,
    ".mht": MAIL,
    ".mhtml": MAIL,
    ".eml": MAIL,
}
SUFFIXES: tuple[str, ...] = tuple(BY_SUFFIX)
