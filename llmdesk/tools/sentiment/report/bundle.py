"""All that belongs to a labelling job in one file to publish: report, codebook, known labels, scored rows.

Owns the names within the ZIP. The scored table goes in as it is; texts in our own files are made harmless for
spreadsheet programs.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from llmdesk.cancel import CancelToken
from llmdesk.files import written_for_user
from llmdesk.outputs import Output
from llmdesk.tools.sentiment.codebook import as_toml
from llmdesk.tools.sentiment.types import LabelSet
from llmdesk.tools.tables.added import defuse

SUFFIX = ".zip"
REPORT, CODEBOOK, KNOWN, ROWS = "report.html", "codebook.toml", "known_labels.csv", "rows"
_AT_ONCE = 1 << 20


def write_bundle(
    output: Output,
    page: str,
    labels: LabelSet,
    known: Iterable[tuple[str, str]],
    rows: Path | None,
    cancel: CancelToken | None = None,
) -> Path:
    """Write the ZIP; where it is. `known`: (text, right label); `rows`: the scored table, None where none was
    written. Raises `UsageError`, also for what the disk refuses, and `Cancelled`."""
    with written_for_user(output.path), output.part() as part:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.writestr(REPORT, page)
            bundle.writestr(CODEBOOK, as_toml(labels))
            bundle.writestr(KNOWN, _as_csv(known))
            if rows is not None and rows.is_file():
                name = ROWS + rows.suffix
                with rows.open("rb") as source, bundle.open(name, "w", force_zip64=True) as place:
                    _copy(source, place, cancel)
        output.put(part)
    return output.path


def _as_csv(known: Iterable[tuple[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["text", "label"])
    writer.writerows((defuse(one), defuse(label)) for one, label in known)
    return text.getvalue().encode("utf-8-sig", "replace")


def _copy(source: IO[bytes], place: IO[bytes], cancel: CancelToken | None) -> None:
    while piece := source.read(_AT_ONCE):
        if cancel is not None:
            cancel.raise_if_cancelled()
        place.write(piece)
