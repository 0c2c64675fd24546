"""A codebook: labels with their definitions, examples and borderline cases, in one file to edit and publish.

Owns the form of the file (TOML). What a set of labels may be is checked by `labels`. A file is read with a
bound, and one that does not hold together is told with what is wrong in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, UsageError, shown
from llmdesk.tools.sentiment.labels import (
    LANGUAGES,
    LONGEST_DESCRIPTION,
    LONGEST_EXAMPLE,
    MOST_ALSO,
    MOST_BORDERLINE,
    MOST_EXAMPLES,
    make_set,
    ready_sets,
)
from llmdesk.tools.sentiment.naming.meaning import as_asked
from llmdesk.tools.sentiment.types import Label, LabelSet
from llmdesk.tools.toml_text import loads

SUFFIX = ".toml"
_MOST_BYTES = 1 << 20
_LISTS = ("examples", "borderline", "also")
_KNOWN = {"name", "definition", *_LISTS}
_HEAD = """\
# A codebook for llmdesk: which labels there are and what they mean. Change it with any editor for texts.
#   llmdesk sentiment --table FILE --codebook THIS_FILE …
# definition and examples (up to five) are shown to the model; also holds other words for the label, which the
# model is asked for as well; borderline holds texts that one might give another label, for people.
"""


@dataclass(frozen=True)
class Codebook:
    """`notes`: what of the file goes beyond what a set of labels holds, and was left out."""

    labels: LabelSet
    notes: tuple[Phrase, ...] = ()


def read_codebook(path: Path) -> Codebook:
    """Raises `UsageError` for a file that cannot be read, or is no codebook."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise _wrong(path, QT_TRANSLATE_NOOP("core", "It cannot be read: {reason}"), reason=reason) from error
    if len(data) > _MOST_BYTES:
        raise _wrong(path, QT_TRANSLATE_NOOP("core", "It is larger than 1 MiB."))
    try:
        document = loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # what is no UTF-8, no TOML, or a number of 5,000 digits
        reason = shown(str(error), 200)
        raise _wrong(
            path, QT_TRANSLATE_NOOP("core", "It is not TOML in UTF-8: {reason}"), reason=reason
        ) from error
    entries = document.get("labels")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _wrong(path, QT_TRANSLATE_NOOP("core", "It has no [[labels]]."))
    labels = [_label(path, number, entry) for number, entry in enumerate(entries, start=1)]
    title = document.get("title", "")
    name = " ".join(title.split())[:60] if isinstance(title, str) else ""
    notes = list(_left_out(labels))
    if isinstance(title, str) and name != " ".join(title.split()):
        notes.append(Phrase(QT_TRANSLATE_NOOP("core", "The title was too long and was shortened.")))
    return Codebook(_as_ready(make_set(labels, name, name)), tuple(notes))


def as_toml(labels: LabelSet) -> str:
    """The file of a set of labels; `read_codebook` gives the same labels again."""
    lines = [_HEAD, f"title = {_quoted(labels.title or labels.name)}"]
    for label in labels.labels:
        lines += [
            "",
            "[[labels]]",
            f"name = {_quoted(label.name)}",
            f"definition = {_quoted(label.description)}",
        ]
        for key, texts in zip(_LISTS, (label.examples, label.borderline, label.also), strict=True):
            lines.append(f"{key} = {_listed(texts)}")
    return "\n".join(lines) + "\n"


def _label(path: Path, number: int, entry: Mapping[str, Any]) -> Label:
    """Raises `UsageError` for what is no label, and for a key that nobody knows: it may be a known one
    with a slip in it."""
    unknown = sorted(set(entry) - _KNOWN)
    if unknown:
        raise _wrong(
            path,
            QT_TRANSLATE_NOOP("core", "Label {number} has “{key}”; a label has: {keys}."),
            number=number,
            key=shown(unknown[0], 40),
            keys="name, definition, examples, borderline, also",
        )
    for key in ("name", "definition"):
        if not isinstance(entry.get(key, ""), str):
            raise _wrong(
                path,
                QT_TRANSLATE_NOOP("core", "“{key}” of label {number} is not text."),
                key=key,
                number=number,
            )
    for key in _LISTS:
        texts = entry.get(key, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise _wrong(
                path,
                QT_TRANSLATE_NOOP("core", '“{key}” of label {number} is not a list of texts: ["…", "…"].'),
                key=key,
                number=number,
            )
    return Label(
        entry.get("name", ""), entry.get("definition", ""), *(tuple(entry.get(key, ())) for key in _LISTS)
    )


def _as_ready(labels: LabelSet) -> LabelSet:
    """A ready set that somebody wrote out is that set still, with its own prompt; notes for people change
    nothing of it."""
    asked = as_asked(labels)
    ready = (one for language in LANGUAGES for one in ready_sets(language))
    return next((replace(one, labels=labels.labels) for one in ready if as_asked(one) == asked), labels)


def _left_out(labels: Sequence[Label]) -> Iterator[Phrase]:
    """What of them `make_set` leaves out; the file keeps it."""
    for label in labels:
        name = shown(label.name, 40)
        if len(label.examples) > MOST_EXAMPLES:
            yield Phrase(
                QT_TRANSLATE_NOOP("core", "“{label}”: only the first {most} examples are used."),
                {"label": name, "most": MOST_EXAMPLES},
            )
        if len(label.borderline) > MOST_BORDERLINE:
            yield Phrase(
                QT_TRANSLATE_NOOP("core", "“{label}”: only the first {most} borderline cases are used."),
                {"label": name, "most": MOST_BORDERLINE},
            )
        if len(label.also) > MOST_ALSO:
            yield Phrase(
                QT_TRANSLATE_NOOP("core", "“{label}”: only the first {most} other words are used."),
                {"label": name, "most": MOST_ALSO},
            )
        texts = (*label.examples, *label.borderline)
        if len(label.description) > LONGEST_DESCRIPTION or any(len(text) > LONGEST_EXAMPLE for text in texts):
            yield Phrase(
                QT_TRANSLATE_NOOP(
                    "core", "“{label}”: its definition or an example was too long and was shortened."
                ),
                {"label": name},
            )


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    text = text.encode("utf-8", "replace").decode()  # no lone surrogates: TOML has none
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(c) or (c if c.isprintable() else f"\\U{ord(c):08x}") for c in text) + '"'


def _listed(texts: Sequence[str]) -> str:
    """A line each, where there are any."""
    return "[\n" + "".join(f"  {_quoted(text)},\n" for text in texts) + "]" if texts else "[]"


def _wrong(path: Path, detail: str, **params: object) -> UsageError:
    return UsageError(
        QT_TRANSLATE_NOOP("core", "This file is not a codebook: {file}"),
        detail,
        QT_TRANSLATE_NOOP("core", "“Save as codebook” writes one that can be changed and loaded again."),
        file=path.name,
        **params,
    )
