"""The values of a text made from a form. All frozen; they cross threads.

Owns the vocabulary: what a form is, what is asked with it, and what comes of it. Must not import anything
that is slow to import.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from llmdesk.errors import fill
from llmdesk.tools.documents.types import Span

FieldKind = Literal["line", "text", "lines", "choice", "number"]
Rule = Literal[
    "empty", "whole", "language", "repetition", "remarks", "placeholders", "names", "facts", "points",
    "numbers", "added names", "length", "question", "steps", "code", "quoted code",
]  # fmt: skip
Values = Mapping[str, str]  # what is given for the fields of a form, by their names


def _identity(source: str) -> str:
    return source


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a field's choices: its word for programs, and its name for people, marked for translation."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FormField:
    """Something that a form asks for. `label` and `hint` are marked for translation ("core"). `longest` in
    characters, of a number its largest value. `lines`: one thing a line. `usual`: what stands there at
    first."""

    name: str
    label: str
    kind: FieldKind = "line"
    required: bool = False
    longest: int = 200
    choices: tuple[Choice, ...] = ()
    usual: str = ""
    hint: str = ""
    least: int = 1


@dataclass(frozen=True, slots=True)
class Form:
    """What can be asked for, as data. `title` and `about` are marked for translation; what the model is told
    stands in resources/compose/prompts.toml under its `name`. `main`: the field that a document fills.
    `rules`: what the program looks at, beside what holds for every text. `length`: the least and the most
    words of each choice of the field "length". `temperature` of the writing."""

    name: str
    title: str
    about: str
    fields: tuple[FormField, ...]
    main: str
    rules: tuple[Rule, ...]
    length: Mapping[str, tuple[int, int]]
    temperature: float = 0.7

    def field(self, name: str) -> FormField | None:
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class ComposeOptions:
    """`language`: an ISO 639-1 code, "": that of what is given. `tries`: how often the model is asked, with
    what was wrong. `seed` None: another text each time."""

    language: str = ""
    tries: int = 3
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Something that the program looked at. `template` is a sentence for people, marked for translation
    ("core"). `place`: where it stands in the text, where it stands in one place. `is_open`: the program
    cannot tell, and a reader has to look."""

    rule: Rule
    passed: bool
    template: str
    params: tuple[tuple[str, str], ...] = ()
    place: Span | None = None
    is_open: bool = False

    def render(self, translate: Callable[[str], str] = _identity) -> str:
        return fill(translate(self.template), dict(self.params))

    @property
    def detail(self) -> str:
        """The sentence in English."""
        return self.render()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact or a point that was given. `used` None: it is in another language than the text, and cannot be
    compared by program. `missing`: what of it was not found. `place`: the sentence that has it, or that
    says otherwise (`against`)."""

    text: str
    used: bool | None
    missing: tuple[str, ...] = ()
    place: Span | None = None
    against: bool = False


@dataclass(frozen=True, slots=True)
class ComposeProgress:
    """`attempt` from 1; `piece`: text that came since the last call. A new attempt begins a new text, for the
    reasons `again`."""

    attempt: int
    piece: str = ""
    again: tuple[Check, ...] = ()


@dataclass(frozen=True)
class Composed:
    """A text that was made. `complete` False: it was stopped before its end, and nothing was checked.
    `attempts`: how often the model was asked. `warning`, marked for translation: why the model is not good at
    this, or that it could not try again."""

    form: str
    language: str
    text: str
    checks: tuple[Check, ...]
    facts: tuple[Fact, ...]
    model: str
    seconds: float
    attempts: int = 1
    complete: bool = True
    warning: str = ""

    @property
    def passed(self) -> bool:
        return self.complete and all(check.passed for check in self.checks)

    @property
    def failed(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.passed)
