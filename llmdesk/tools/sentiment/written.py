"""What the model itself says of labels that only have a name: other words for each, and texts that have it.

Owns what is asked for, and what of the answers is of use. Measured figures stand in README (*Labels of your
own*). Whatever the user gave stays, and nothing is written beside a description or an example. Must not know
prompts that score, nor how what was written is kept.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import GenerateRequest, Sampling
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, ContextTooLong, UsageError, UserError
from llmdesk.paths import resource
from llmdesk.tools.chinese_fitness import knows_chinese
from llmdesk.tools.kept import read, write
from llmdesk.tools.sentiment.labels import LANGUAGES
from llmdesk.tools.sentiment.naming.kinds import as_they_are, asked, list_of
from llmdesk.tools.sentiment.naming.meaning import meaning_of
from llmdesk.tools.sentiment.types import Label, LabelSet

_MEASURED = ("en", "zh")  # languages of labels
_MOST_WORDS, _TOKENS_OF_WORDS = 4, 24
_MOST_TEXTS, _TOKENS_OF_TEXTS = 2, 70
_LONGEST_WORD, _LONGEST_TEXT = 30, 150  # characters
_COMMAS = re.compile("[,，、;；]")

NO_CHINESE = QT_TRANSLATE_NOOP(
    "core", "This model hardly knows Chinese, so it cannot say what Chinese labels mean."
)

OnStep = Callable[[int, int], object]


def needed(labels: LabelSet) -> bool:
    """Whether `labels` say no more than names that no list of ours knows."""
    if (
        labels.language not in _MEASURED
        or meaning_of(labels) is not None
        or any(label.description or label.examples for label in labels.labels)
    ):
        return False
    return not any(leads_to_kinds(labels, language) for language in LANGUAGES)


def form(labels: LabelSet) -> list[object]:
    """All that the model is asked with, as plain JSON values."""
    frame = _frames()[labels.language]
    return [frame["words"], frame["texts"], _MOST_WORDS, _MOST_TEXTS, list_of(labels.language)]


def say(
    engine: TextEngine,
    labels: LabelSet,
    cancel: CancelToken | None = None,
    on_step: OnStep | None = None,
    if_known: bool = True,
) -> LabelSet:
    """`labels` with what the loaded model writes of them.

    It is asked in the order of the names, so that any order of the labels gives the same. `on_step(done,
    total)`. `if_known`: also write texts where the words are enough to know which kinds are meant. Raises
    `UsageError` for Chinese labels and a model without Chinese, `Cancelled`, and what the engine raises.
    """
    if labels.language == "zh" and not knows_chinese(engine, cancel):
        raise UsageError(NO_CHINESE, hint=QT_TRANSLATE_NOOP("core", "Choose a model made for Chinese."))
    frame = _frames()[labels.language]
    ordered = sorted(labels.labels, key=lambda label: (label.name.casefold(), label.name))
    total = 2 * len(ordered)

    def told(before: int) -> Callable[[int], None]:
        def tell(done: int) -> None:
            if on_step is not None:
                on_step(before + done, total)

        return tell

    asked_for = [frame["words"].replace("{name}", label.name) for label in ordered]
    answers = _answers(engine, asked_for, _TOKENS_OF_WORDS, "\n", cancel, told(0))
    known = _with_words(ordered, [_words(answer) for answer in answers])
    if not if_known and leads_to_kinds(replace(labels, labels=tuple(known)), labels.language):
        told(len(ordered))(len(ordered))
        return _in_order(labels, known)
    named = [_named(label, frame) for label in known]
    asked_for = [frame["texts"].replace("{name}", name) for name in named]
    answers = _answers(engine, asked_for, _TOKENS_OF_TEXTS, "\n\n", cancel, told(len(ordered)))
    texts = _told_apart([_texts(answer, frame["text"]) for answer in answers])
    each = max(
        1, min(_MOST_TEXTS, *map(len, texts))
    )  # a label with more of them than others would be favoured
    whole = [
        label if label.description or label.examples else replace(label, examples=examples[:each])
        for label, examples in zip(known, texts, strict=True)
    ]
    return _in_order(labels, whole)


def leads_to_kinds(labels: LabelSet, language: str) -> bool:
    """Whether `labels`, by their names or other words, are all of kinds that we know, for such texts."""
    return asked(labels, language) != as_they_are(labels)


def _in_order(labels: LabelSet, known: Sequence[Label]) -> LabelSet:
    by_name = {label.name: label for label in known}
    return replace(labels, labels=tuple(by_name[name] for name in labels.names))


def kept_form(said: LabelSet) -> dict[str, object]:
    """To keep with a job."""
    kept: dict[str, object] = write(said)
    return kept


def from_kept(kept: object, labels: LabelSet) -> LabelSet:
    """What was kept of `labels`; as they are where that makes no sense."""
    found = read(LabelSet, kept)
    by_name = {} if found is None else {label.name: label for label in found.labels}
    if set(by_name) != set(labels.names):
        return labels
    return replace(labels, labels=tuple(by_name[name] for name in labels.names))


def _answers(
    engine: TextEngine,
    prompts: Sequence[str],
    tokens: int,
    stop: str,
    cancel: CancelToken | None,
    tell: Callable[[int], None],
) -> list[str]:
    """What the model goes on with, "" where a prompt does not fit its context."""
    requests = [
        GenerateRequest(
            prompt=prompt.strip("\n"),
            sampling=Sampling(temperature=0),
            max_tokens=tokens,
            stop=(stop,),
            priority="batch",
            fresh=True,
        )
        for prompt in prompts
    ]
    found = [""] * len(prompts)
    for number, (place, result) in enumerate(engine.generate_many(requests, cancel), 1):
        if isinstance(result, ContextTooLong):
            continue
        if isinstance(result, UserError):
            raise result
        if result.finish_reason == "cancelled":
            raise Cancelled
        found[place] = result.text
        tell(number)
    return found


def _named(label: Label, frame: dict[str, Any]) -> str:
    if not label.also:
        return label.name
    name: str = frame["named"].replace("{words}", frame["between"].join(label.also))
    return name.replace("{name}", label.name)


def _with_words(labels: Sequence[Label], said: Sequence[Sequence[str]]) -> list[Label]:
    """With the words that are said of one label alone and are no other one's name; those of the user stay."""
    both = list(zip(labels, said, strict=True))
    times = Counter(
        word for label, words in both for word in {each.casefold() for each in (label.name, *words)}
    )

    def own(label: Label, words: Sequence[str]) -> tuple[str, ...]:
        others = (word for word in words if word.casefold() != label.name.casefold())
        return tuple(word for word in others if times[word.casefold()] == 1)

    return [replace(label, also=label.also or own(label, words)) for label, words in both]


def _told_apart(texts: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Without a text that was written for two labels."""
    times = Counter(text for each in texts for text in each)
    return [tuple(text for text in each if times[text] == 1) for each in texts]


def _words(answer: str) -> tuple[str, ...]:
    """The first of them, each once."""
    found = (word.strip(" .。\"'“”") for word in _COMMAS.split(answer))
    usable = {
        word.casefold(): word
        for word in found
        if word and len(word) <= _LONGEST_WORD and len(word.split()) <= 3
    }
    return tuple(usable.values())[:_MOST_WORDS]


def _texts(answer: str, before: str) -> list[str]:
    lines = (" ".join(line.strip().removeprefix(before.strip()).split()) for line in answer.splitlines())
    return list(dict.fromkeys(line for line in lines if 0 < len(line) <= _LONGEST_TEXT))


@cache
def _frames() -> dict[str, Any]:
    with resource("sentiment", "writing.toml").open("rb") as stream:
        return tomllib.load(stream)
