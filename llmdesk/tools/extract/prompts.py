"""What the model is asked: examples, the fields, the text with a mark before each line.

Owns the wording, which stands in resources/extract/prompts.toml. A text is data: its lines begin with "> ",
so that it can neither end nor forge a question; no text makes control tokens.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from llmdesk.paths import resource
from llmdesk.tools.extract.letters import letter_parts
from llmdesk.tools.fields import Field, Rows, fields_of

QUOTE = "> "


def beginning(language: str, rows: Rows, most: int | None = None) -> str:
    """What all requests of one kind share, with all examples or the first `most`."""
    words = _words(language)
    chosen = [each for each in words["examples"] if each["rows"] == rows][:most]
    examples = (
        question(fields_of(each["fields"]), each["text"].strip("\n"), language)
        + each["values"].lstrip("\n")
        + "\n\n"
        for each in chosen
    )
    return f"{words[rows]}\n\n{''.join(examples)}"


def count_of_examples(language: str, rows: Rows) -> int:
    return sum(each["rows"] == rows for each in _words(language)["examples"])


def question(fields: Sequence[Field], text: str, language: str) -> str:
    """The fields, the text, and where the answer begins."""
    words = _words(language)
    named = "".join(f"- {field.name}{_meaning(field, words)}\n" for field in fields)
    return f"{words['fields']}\n{named}{words['text']}\n{_told(text, words)}\n{words['values']}\n"


def trial(language: str) -> object:
    """The texts of the trial as the file has them: what was tried changes with them."""
    return _words(language)["trial"]


def trial_cases(language: str) -> list[tuple[tuple[Field, ...], str, tuple[str, ...]]]:
    """(fields, text, their values, "" where one is not stated)."""
    return [
        (fields_of(each["fields"]), each["text"].strip("\n"), tuple(each["values"]))
        for each in _words(language)["trial"]
    ]


def quoted(text: str) -> str:
    """Every line marked, empty ones left out; what cannot be printed is a space."""
    return "\n".join(QUOTE + line for line in _lines(text))


def _told(text: str, words: Mapping[str, Any]) -> str:
    """As `quoted`; in Chinese, before the line that greets whom a letter is for, and the one that names its
    writer, stands what they are: small models take the first name of such a letter for its writer's."""
    if "greeting" not in words:
        return quoted(text)
    lines = _lines(text)
    parts = letter_parts(lines)
    marks = {parts.greeting: words["greeting"], parts.signature: words["signature"]}
    return "\n".join(QUOTE + marks.get(at, "") + line for at, line in enumerate(lines))


def _lines(text: str) -> list[str]:
    lines = ("".join(c if c.isprintable() else " " for c in line).rstrip() for line in text.splitlines())
    return [line for line in lines if line.strip()]


def _meaning(field: Field, words: Mapping[str, Any]) -> str:
    notes = [field.about] if field.about else []
    if field.type == "one of":
        notes.append(words["choices"].replace("{choices}", " / ".join(field.one_of)))
    elif field.type != "text":
        notes.append(words[field.type.replace("/", "_")])
    return f" ({', '.join(notes)})" if notes else ""


def _words(language: str) -> Mapping[str, Any]:
    words: Mapping[str, Any] = _all()["zh" if language == "zh" else "en"]
    return words


@cache
def _all() -> Mapping[str, Any]:
    return tomllib.loads(resource("extract", "prompts.toml").read_text(encoding="utf-8"))
