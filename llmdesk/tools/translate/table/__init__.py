"""Translating a column: the worker for a job over a table."""

from llmdesk.tools.translate.table.worker import RowTranslation, TranslateWorker

__all__ = ["RowTranslation", "TranslateWorker"]
