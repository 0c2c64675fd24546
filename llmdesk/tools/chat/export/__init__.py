"""Chats as files: JSON that comes back exactly, and Markdown, HTML and Word to read, print and pass on.

`export_chats` writes one chat or many, piece by piece. Nothing here imports Qt.
"""

from llmdesk.tools.chat.export.job import FORMATS, Exported, Format, export_chats, format_of, suffix_of

__all__ = ["FORMATS", "Exported", "Format", "export_chats", "format_of", "suffix_of"]
