"""Tables to score in tests, and what their outputs hold."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl

from llmdesk.cancel import CancelToken
from llmdesk.tools.sentiment.table import TableResult, score_table
from tests.tools.tables.analyzer import HashAnalyzer

ROWS = 2000

BLOCK = 512  # texts that the analyzer takes at once


def write_csv(path: Path, rows: int = ROWS) -> Path:
    """Comments with an empty one in every eleven and, near the end, line breaks and commas."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "comment", "stars"])
        for number in range(rows):
            text = "" if number % 11 == 5 else f'comment {number}, "quoted"\nand more'
            writer.writerow([f"{number:05}", text, number % 5])
    return path


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def values(path: Path) -> Any:
    """What the output holds: bytes, or the cells of a workbook."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


def stop_after(path: Path, out: Path, texts: int) -> TableResult:
    token = CancelToken()
    return score_table(path, "comment", out, HashAnalyzer(stop_after=texts, token=token), cancel=token)
