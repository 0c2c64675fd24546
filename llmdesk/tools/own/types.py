"""A tool of one's own as values: what it takes and gives, how it asks, and what an answer must keep to.

Owns the values and their limits. Must not read files, nor know the engine but for its values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from llmdesk.engine.types import Sampling
from llmdesk.errors import Phrase
from llmdesk.tools.fields import Field
from llmdesk.tools.tables.types import Cell

VERSION: Final = 1
Gives = Literal["text", "label", "yes/no", "fields", "anonymized"]
TEXT: Final = "text"  # the one place of a tool that names none

LONGEST_NAME: Final = 80  # characters
LONGEST_INSTRUCTIONS: Final = 20_000
LONGEST_TEMPLATE: Final = 4_000
LONGEST_EXAMPLE: Final = 8_000
MOST_EXAMPLES: Final = 20
MOST_PLACES: Final = 20
MOST_LABELS: Final = 50
MOST_TOKENS: Final = 16_384
MOST_TRIES: Final = 5
USUAL_TOKENS: Final = 512
USUAL_TRIES: Final = 3

Values = tuple[str, ...]  # what stands in a tool's places, in their order


@dataclass(frozen=True, slots=True)
class LabelOf:
    """One of the labels of a tool that gives labels; `about` says when it is right."""

    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """What stands in the places, and the answer that is right."""

    values: Values
    answer: str


@dataclass(frozen=True, slots=True)
class Checks:
    """What an answer must keep to. `longest` in characters, 0 for any length. `language`: an ISO 639-1 code,
    "same" for that of the text, "" for any. `only_words_of_text`: it says nothing in other words; `quotes`:
    what stands between quotation marks is in the text, word for word. `tries`: how often the model is
    asked, with the reason why its last answer was not taken."""

    must_contain: tuple[str, ...] = ()
    must_match: tuple[str, ...] = ()
    longest: int = 0
    one_line: bool = False
    language: str = ""
    only_words_of_text: bool = False
    quotes: bool = False
    tries: int = USUAL_TRIES


@dataclass(frozen=True, slots=True)
class OwnTool:
    """`takes`: the names of its places; `template` puts what stands in them into one text. `language`: of
    its instructions, "en" or "zh". `column`: the name of what it gives. `model`: that it was made for, ""
    for any. `key` names a ready-made one; "" for the user's own."""

    name: str
    instructions: str
    gives: Gives = "text"
    takes: tuple[str, ...] = (TEXT,)
    template: str = "{text}"
    about: str = ""
    language: str = "en"
    column: str = ""
    labels: tuple[LabelOf, ...] = ()
    fields: tuple[Field, ...] = ()
    examples: tuple[Example, ...] = ()
    checks: Checks = field(default_factory=Checks)
    sampling: Sampling = field(default_factory=Sampling)
    longest_answer: int = USUAL_TOKENS
    model: str = ""
    key: str = ""


FIELDS_RULE = "fields"  # of findings on the values of fields


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that an answer does not keep to: its `rule`, a word for programs, and the words for people."""

    rule: str
    detail: Phrase

    @property
    def words(self) -> str:
        """As a table has it. What is wrong with a field names the field; any other rule stands as in a tool's
        file."""
        return str(self.detail) if self.rule == FIELDS_RULE else f"{self.rule}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool gives for one text: a cell for each of its columns. `status`: "ok", or in a word why there
    is no answer to rely on ("check failed", "too long", "empty", "failed"), with `findings` or `reason`
    as the why. `tries`: how often the model was asked, 0 for not at all. `ends`: whether it is
    the last of a block of rows that were asked together; None for one that is in no block."""

    values: tuple[Cell, ...]
    status: str = "ok"
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    tries: int = 0
    ends: bool | None = None

    @property
    def passed(self) -> bool:
        return self.status == "ok"

    @property
    def words(self) -> str:
        """The status with its reason, in one line."""
        reasons = [each.words for each in self.findings] or [self.reason]
        return ": ".join(filter(None, (self.status, "; ".join(filter(None, reasons)))))
