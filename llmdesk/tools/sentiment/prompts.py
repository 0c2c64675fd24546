"""The few-shot prompts: plain text, one for a label set and a language.

Owns how a text stands in a prompt: on one line, so that nothing in it can look like the end of its
field. Must not know the engine.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from typing import Any

from llmdesk.paths import resource
from llmdesk.tools.sentiment.labels import ready_set
from llmdesk.tools.sentiment.naming.kinds import as_they_are, asked
from llmdesk.tools.sentiment.naming.meaning import meaning_of
from llmdesk.tools.sentiment.types import Label, LabelSet

LANGUAGES = ("en", "zh")
_BETWEEN = "-" * 20  # two prompts, as a report shows them
_CHINESE_SHARE = 0.3  # of the letters: from here on a text counts as Chinese


@dataclass(frozen=True)
class Inquiry:
    """What a decision model is asked about a text: options by name, whatever the order of the labels, with
    what each means. `places`: for each label, its place among them."""

    instructions: str
    options: tuple[tuple[str, str], ...]
    places: tuple[int, ...]

    def to_json(self) -> dict[str, object]:
        return {"type": "choice", "instructions": self.instructions, "criteria": dict(self.options)}


@dataclass(frozen=True)
class Prompt:
    """`prefix + item(text) + suffix`, then one of `answers`, in the order of the set's labels.

    `also`: for each label, the other words that are asked for besides (see `naming.kinds`, and
    `prompts.toml`). `inquiry`: what a decision model is asked in place of all that. `beside`: another prompt
    for the same labels, which is read as well; a label's log-probability is the mean of both, with `share` of
    that one's.
    """

    language: str
    prefix: str
    lead: str
    suffix: str
    answers: tuple[str, ...]
    also: tuple[tuple[str, ...], ...] = ()
    inquiry: Inquiry | None = None
    beside: Prompt | None = None
    share: float = 0.5

    @property
    def asked(self) -> tuple[tuple[str, ...], ...]:
        """All words of each label."""
        also = self.also or ((),) * len(self.answers)
        return tuple((answer, *more) for answer, more in zip(self.answers, also, strict=True))

    def item(self, text: str) -> str:
        """The text as the prompt takes it: on one line."""
        return self.lead + one_line(text)

    def around(self, text: str) -> str:
        """All that the model reads of `text`."""
        if self.inquiry is not None:
            return json.dumps({"state": text} | self.inquiry.to_json(), ensure_ascii=False, indent=1)
        whole = self.prefix + self.item(text) + self.suffix
        return whole if self.beside is None else f"{whole}\n\n{_BETWEEN}\n\n{self.beside.around(text)}"


def one_line(text: str) -> str:
    """All white space and control characters become single spaces."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


def prompt_language(text: str) -> str:
    """ "zh" where Chinese characters are a good part of the letters, else "en"."""
    chinese = letters = 0
    for character in text[:2000]:
        if character.isalpha():
            letters += 1
            chinese += "\u3400" <= character <= "\u9fff"
    return "zh" if letters and chinese / letters >= _CHINESE_SHARE else "en"


@cache
def build(labels: LabelSet, language: str, small: bool = False) -> Prompt:
    """The prompt of `labels` for texts in `language` ("en" or "zh").

    What is read is the same whatever the order of the labels, and for labels that mean those of a
    ready set, whichever words they are; for a `small` model (see `naming.kinds`) also for labels of known
    kinds.
    """
    meaning = meaning_of(labels)
    ready = ready_set(meaning.ready, language) if meaning is not None else None
    frame: dict[str, Any] = _frames().get(meaning.ready if meaning else "", _frames()["any"])[language]
    known = asked(labels, language) if small else as_they_are(labels)
    names = tuple(each.label.name for each in known)
    also = tuple(each.words[1:] for each in known)
    if meaning is not None and ready is not None:
        names = tuple(ready.names[place] for place in meaning.places)
        also = tuple(tuple(frame.get("also", {}).get(name, ())) for name in names)
    answers = tuple(frame["answers"].get(name, name) for name in names)
    words = dict(zip(names, answers, strict=True))
    shots = [tuple(shot) for shot in frame["shots"]] or _shots(
        ready or _sorted(replace(labels, labels=tuple(each.label for each in known))), frame.get("named", "")
    )
    space = frame["space"]
    lines = [
        f"{frame['text']}{space}{one_line(text)}\n{frame['label']}{space}{words[name]}\n"
        for text, name in shots
    ]
    prefix = "\n".join([*lines, frame["text"]])
    suffix = f"\n{frame['label']}"
    return Prompt(
        language,
        prefix,
        space,
        suffix,
        tuple(space + answer for answer in answers),
        tuple(tuple(space + word for word in more) for more in also) if any(also) else (),
    )


@cache
def inquire(labels: LabelSet, language: str) -> Prompt:
    """The same for a decision model. Of a label without a description its examples are read."""
    meaning = meaning_of(labels)
    ready = ready_set(meaning.ready, language) if meaning is not None else None
    asked = labels.labels
    if meaning is not None and ready is not None:
        asked = tuple(ready.labels[place] for place in meaning.places)
    named = sorted(range(len(asked)), key=lambda at: (asked[at].name.casefold(), asked[at].name))
    options = tuple((asked[at].name, asked[at].description or "; ".join(asked[at].examples)) for at in named)
    frame = _frames().get(meaning.ready if meaning else "", _frames()["any"])[language]
    places = tuple(named.index(at) for at in range(len(asked)))
    return replace(build(labels, language), inquiry=Inquiry(frame["question"], options, places))


def _sorted(labels: LabelSet) -> LabelSet:
    """The labels by name: no order that the user might have chosen otherwise."""
    ordered = sorted(labels.labels, key=lambda label: (label.name.casefold(), label.name))
    return LabelSet(labels.name, labels.language, tuple(ordered), labels.title)


def _shots(labels: LabelSet, named: str) -> list[tuple[str, ...]]:
    """Examples of the labels, one of each in turn, so that the last is not the answer for all.

    The user's own labels begin with their descriptions, as if those were texts, and a label with
    neither with a sentence made of its name (`named`, empty for ready sets): a small model follows
    examples better than an explanation.
    """
    examples = [_texts_of(label, named) if named else label.examples for label in labels.labels]
    return [
        (example, label.name)
        for turn in zip_longest(*examples)
        for example, label in zip(turn, labels.labels, strict=True)
        if example is not None
    ]


def _texts_of(label: Label, named: str) -> tuple[str, ...]:
    described = (label.description, *label.examples) if label.description else label.examples
    return described or (named.replace("{name}", label.name),)


@cache
def _frames() -> dict[str, Any]:
    with resource("sentiment", "prompts.toml").open("rb") as stream:
        return tomllib.load(stream)
