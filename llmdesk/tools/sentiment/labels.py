"""Sets of labels: those we ship, and the user's own.

Owns finding and checking them. The ready sets are read from `resources/sentiment/sets.toml`, each
in English and Chinese with the same labels in the same order. Must not know prompts or the engine.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError
from llmdesk.paths import resource
from llmdesk.tools.sentiment.types import UNSURE, Label, LabelSet

MOST_LABELS = 50
LONGEST_NAME = 100
LONGEST_DESCRIPTION = 300
LONGEST_EXAMPLE = 500
MOST_EXAMPLES = 5
MOST_BORDERLINE = 20
MOST_ALSO = 5
LANGUAGES = ("en", "zh")


def ready_sets(language: str = "en") -> tuple[LabelSet, ...]:
    """The sets we ship, with names, titles and examples in `language` ("en", "zh")."""
    return tuple(_shipped(entry["name"], language) for entry in _resource())


def ready_set(name: str, language: str = "en") -> LabelSet | None:
    """The ready set of this name, or None."""
    known = any(entry["name"] == name for entry in _resource())
    return _shipped(name, language) if known else None


def label_set(text: str, language: str = "en") -> LabelSet:
    """What was typed: the name of a ready set, or labels with commas between them.

    The labels of a ready set, in any order and case, are that set in the order typed. Raises
    `UsageError` for what `make_set` refuses.
    """
    if (ready := ready_set(text.strip().lower(), language)) is not None:
        return ready
    names = [" ".join(name.split()) for name in text.replace("，", ",").replace("、", ",").split(",")]
    while names and not names[-1]:
        names.pop()
    return set_of(names)


def set_of(names: Sequence[str]) -> LabelSet:
    """Labels of these names: the ready set that has exactly them, or one of the user's own. Raises
    `UsageError` for what `make_set` refuses."""
    return _same_as_ready(names) or make_set([Label(name) for name in names])


def make_set(labels: list[Label], name: str = "", title: str = "") -> LabelSet:
    """A set of the user's own, checked: 2 to 50 labels, none empty, none twice, none too long.

    Raises `UsageError` that says what is wrong.
    """
    cleaned = tuple(_clean(label) for label in labels)
    if len(cleaned) < 2:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "At least two labels are needed."),
            hint=QT_TRANSLATE_NOOP("core", "Separate them with commas, for example: positive, negative."),
        )
    if len(cleaned) > MOST_LABELS:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There are too many labels."),
            QT_TRANSLATE_NOOP("core", "There are {count}; the limit is {most}."),
            count=len(cleaned),
            most=MOST_LABELS,
        )
    seen: set[str] = set()
    for label in cleaned:
        if label.name.casefold() in seen:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "The label “{label}” appears twice."), label=label.name
            )
        seen.add(label.name.casefold())
    language = "zh" if any(has_chinese(label.name) for label in cleaned) else "en"
    return LabelSet(name, language, cleaned, title)


def has_chinese(text: str) -> bool:
    """Whether a Chinese character is in `text`."""
    return any("\u3400" <= character <= "\u9fff" or character >= "\U00020000" for character in text)


def _clean(label: Label) -> Label:
    """One line each; raises `UsageError` for an empty or too long one."""
    name = " ".join(label.name.split())
    if not name:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "A label is empty."),
            hint=QT_TRANSLATE_NOOP("core", "Give every label a name, or remove it."),
        )
    if name.casefold() == UNSURE:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "“unsure” cannot be a label."),
            QT_TRANSLATE_NOOP("core", "It marks results below the confidence you choose."),
        )
    if len(name) > LONGEST_NAME:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "A label is too long."),
            QT_TRANSLATE_NOOP("core", "“{label}…” has {count} characters; the limit is {most}."),
            QT_TRANSLATE_NOOP("core", "Put what it means into its description."),
            label=name[:30],
            count=len(name),
            most=LONGEST_NAME,
        )
    examples = [" ".join(example.split())[:LONGEST_EXAMPLE] for example in label.examples]
    borderline = [" ".join(text.split())[:LONGEST_EXAMPLE] for text in label.borderline]
    also = [" ".join(word.split())[:LONGEST_NAME] for word in label.also]
    return Label(
        name,
        " ".join(label.description.split())[:LONGEST_DESCRIPTION],
        tuple(example for example in examples if example)[:MOST_EXAMPLES],
        tuple(filter(None, borderline))[:MOST_BORDERLINE],
        tuple(filter(None, also))[:MOST_ALSO],
    )


def _same_as_ready(names: Sequence[str]) -> LabelSet | None:
    """The ready set that has exactly these labels, in their order here."""
    wanted = [name.casefold() for name in names]
    for language in LANGUAGES:
        for ready in ready_sets(language):
            by_name = {label.name.casefold(): label for label in ready.labels}
            if len(wanted) == len(by_name) and set(wanted) == set(by_name):
                return LabelSet(ready.name, language, tuple(by_name[name] for name in wanted), ready.title)
    return None


@cache
def _resource() -> list[dict[str, Any]]:
    with resource("sentiment", "sets.toml").open("rb") as stream:
        sets: list[dict[str, Any]] = tomllib.load(stream)["sets"]
    return sets


@cache
def _shipped(name: str, language: str) -> LabelSet:
    entry = next(entry for entry in _resource() if entry["name"] == name)
    words = entry["zh" if language == "zh" else "en"]
    labels = tuple(
        Label(label["name"], label["description"], tuple(label["examples"])) for label in words["labels"]
    )
    return LabelSet(name, "zh" if language == "zh" else "en", labels, words["title"])
