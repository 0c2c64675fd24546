"""The file in which presets and prompts travel: written, and read with all doubt.

One JSON object in UTF-8:

    {"format": "llmdesk-presets", "version": "1.0", "presets": [PRESET, …], "prompts": [PROMPT, …]}

(PRESET and PROMPT: see `values`; either list may be missing.) Who reads it ignores members that it does not
know, and says so. A change that an older llmdesk would read wrong raises the number before the dot; it
refuses such a file. A preset of LM Studio is read, too (see `lmstudio`).

Owns the format, and the words about what could not be taken. Must not know the store.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, Phrase, UserError, shown
from llmdesk.tools.chat.presets import lmstudio
from llmdesk.tools.chat.presets.types import Preset, Prompt
from llmdesk.tools.chat.presets.values import preset_value, prompt_value, read_preset, read_prompt

FORMAT = "llmdesk-presets"
MAJOR, MINOR = 1, 0
MOST_BYTES = 8 << 20
MOST_EACH = 2_000  # presets or prompts of one file
_VERSION = re.compile(r"(\d{1,6})\.\d{1,6}")
_MOST_NAMED = 12


class PresetFileError(UserError):
    """The file cannot be read as one of presets."""


@dataclass(frozen=True)
class Came:
    """What a file held. `ignored`: members that were not taken, by their names; `unread`: entries without a
    name or a text, by their places."""

    presets: tuple[Preset, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    ignored: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def file_bytes(presets: Sequence[Preset], prompts: Sequence[Prompt]) -> bytes:
    members: dict[str, object] = {"format": FORMAT, "version": f"{MAJOR}.{MINOR}"}
    if presets:
        members["presets"] = [_without_key(preset_value(each)) for each in presets]
    if prompts:
        members["prompts"] = [_without_key(prompt_value(each)) for each in prompts]
    try:
        return json.dumps(members, ensure_ascii=False, indent=2).encode() + b"\n"
    except UnicodeEncodeError:  # half of a pair of surrogates
        return json.dumps(members, indent=2).encode() + b"\n"


def _without_key(value: dict[str, object]) -> dict[str, object]:
    return {name: member for name, member in value.items() if name != "key"}


def read_file(path: Path) -> Came:
    """Raises `PresetFileError` for what is no such file, or of a newer llmdesk."""
    document = _document(path)
    if lmstudio.is_preset_file(document):
        found_one = lmstudio.preset_of_file(document, path.name)
        return Came((found_one.value,), ignored=_names(found_one.ignored))
    if document.get("format") != FORMAT:
        _refuse(path, Phrase(QT_TRANSLATE_NOOP("core", "it holds no presets or prompts of llmdesk")))
    _check_version(document, path)
    presets, prompts = _list(document, "presets", path), _list(document, "prompts", path)
    ignored = {name for name in document if name not in ("format", "version", "presets", "prompts")}
    unread: list[str] = []
    found: dict[str, list[Any]] = {"presets": [], "prompts": []}
    for where, entries, read in (("presets", presets, read_preset), ("prompts", prompts, read_prompt)):
        for place, entry in enumerate(entries):
            came = read(entry)
            ignored.update(came.ignored)
            if came.value is None:
                unread.append(f"{where}[{place}]")
            else:
                found[where].append(came.value)
    return Came(
        tuple(found["presets"]),
        tuple(found["prompts"]),
        _names(ignored),
        tuple(unread),
    )


def _names(members: Iterable[str]) -> tuple[str, ...]:
    return tuple(shown(name, 60) for name in sorted(set(members)))


def told(came: Came) -> list[Phrase]:
    """What of a file was not taken, in sentences."""
    said = []
    if came.ignored:
        names = Listing(came.ignored[:_MOST_NAMED])
        said.append(
            Phrase(QT_TRANSLATE_NOOP("core", "Not understood, and left out: {names}."), {"names": names})
        )
    if came.unread:
        names = Listing(came.unread[:_MOST_NAMED])
        said.append(
            Phrase(
                QT_TRANSLATE_NOOP("core", "Without a name or a text, and left out: {names}."),
                {"names": names},
            )
        )
    return said


def _document(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        _refuse(path, error.strerror or str(error))
    if len(data) > MOST_BYTES:
        _refuse(path, Phrase(QT_TRANSLATE_NOOP("core", "it is too large")))
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        _refuse(path, Phrase(QT_TRANSLATE_NOOP("core", "it is not text in UTF-8")))
    except json.JSONDecodeError as error:
        places = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        _refuse(path, Phrase(QT_TRANSLATE_NOOP("core", "line {line}, column {column}: {reason}"), places))
    except (ValueError, RecursionError):
        _refuse(path, Phrase(QT_TRANSLATE_NOOP("core", "it is not valid JSON")))
    if not isinstance(document, dict):
        _refuse(path, Phrase(QT_TRANSLATE_NOOP("core", "it holds no presets or prompts of llmdesk")))
    return document


def _no_number(_text: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")


def _check_version(document: dict[str, Any], path: Path) -> None:
    version = document.get("version")
    found = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if found is None:
        _refuse(path, Phrase(QT_TRANSLATE_NOOP("core", "it does not say its version")))
    if int(found[1]) > MAJOR:
        raise PresetFileError(
            QT_TRANSLATE_NOOP("core", "The file was written by a newer llmdesk."),
            QT_TRANSLATE_NOOP("core", "{path}: version {version}"),
            QT_TRANSLATE_NOOP("core", "Update llmdesk, then import it."),
            path=path,
            version=found[0],
        )


def _list(document: dict[str, Any], name: str, path: Path) -> list[Any]:
    entries = document.get(name, [])
    if not isinstance(entries, list):
        _refuse(path, Phrase(QT_TRANSLATE_NOOP("core", "{name} is no list"), {"name": name}))
    if len(entries) > MOST_EACH:
        _refuse(
            path,
            Phrase(
                QT_TRANSLATE_NOOP("core", "it has more than {most} {name}"),
                {"most": f"{MOST_EACH:,}", "name": name},
            ),
        )
    return entries


def _refuse(path: Path, reason: str | Phrase) -> NoReturn:
    raise PresetFileError(
        QT_TRANSLATE_NOOP("core", "The file cannot be imported."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}."),
        QT_TRANSLATE_NOOP(
            "core", "Choose a file with presets or prompts that llmdesk exported, or a preset of LM Studio."
        ),
        path=path,
        reason=reason,
    )
