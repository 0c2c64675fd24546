"""The examples of the prompts are right: a model learns from them."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from llmdesk.paths import resource
from llmdesk.tools.extract import prompts
from llmdesk.tools.fields import Source, fields_of, read_row, read_rows

WORDS = tomllib.loads(resource("extract", "prompts.toml").read_text(encoding="utf-8"))
EXAMPLES = [(language, example) for language in ("en", "zh") for example in WORDS[language]["examples"]]


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_every_value_of_an_example_stands_in_its_text(language: str, example: dict[str, Any]) -> None:
    fields, source = fields_of(example["fields"]), Source(example["text"])
    answer = example["values"].lstrip("\n") + "\n"
    one = example["rows"] == "one"
    rows = (read_row(fields, answer, language),) if one else read_rows(fields, answer, language)
    assert not one or len(answer.splitlines()) == len(fields)
    for row in rows:
        for field, cell in zip(fields, row, strict=True):
            for said in cell:
                words = said.quote if field.type in ("yes/no", "one of") else said.value
                assert source.places(words), (field.name, words)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_value_of_the_trial_stands_in_its_text(language: str) -> None:
    for fields, text, values in prompts.trial_cases(language):
        assert len(values) == len(fields)
        assert all(not value or Source(text).places(value) for value in values)
