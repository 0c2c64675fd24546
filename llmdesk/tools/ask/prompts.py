"""What the model is asked about documents, from resources/ask/prompts.toml.

Owns the wording, in English and Chinese. Question and passages are data: each is brought onto one line, so
that neither can pretend to be the next part of the prompt.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from llmdesk.engine.types import Message, ScoreRequest
from llmdesk.paths import resource
from llmdesk.tools.ask.criterion import criterion
from llmdesk.tools.evidence.terms import is_cjk

_LONGEST = 1200  # characters of a passage that is weighed
_LONGEST_NAME = 200  # of the name of a file
_LONGEST_QUESTION = 2000  # of a question that stands before every passage


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("ask", "prompts.toml").read_text(encoding="utf-8"))


def _words(language: str, part: str) -> dict[str, Any]:
    found: dict[str, Any] = _data()["zh" if language == "zh" else "en"][part]
    return found


def _line(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest]


def nothing(language: str) -> str:
    """What the model is to answer where the passages do not say it."""
    return str(_words(language, "answering")["nothing"])


def weighing(question: str, passages: Sequence[str], language: str) -> ScoreRequest:
    """Whether each passage answers the question: log-probabilities of yes and no."""
    return _scored(_words(language, "ranking"), question, passages)


def _scored(words: Mapping[str, Any], question: str, passages: Sequence[str]) -> ScoreRequest:
    space = words["space"]

    def item(asked: str, passage: str) -> str:
        lines = (
            f"{words['question']}{space}{_line(asked, _LONGEST_QUESTION)}",
            f"{words['passage']}{space}{_line(passage, _LONGEST)}",
            words["answer"],
        )
        return "\n".join(lines)

    examples = [item(asked, passage) + space + answer for asked, passage, answer in words["examples"]]
    return ScoreRequest(
        "\n\n".join((words["task"], *examples, "")),
        tuple(item(question, passage) for passage in passages),
        labels=tuple(space + label for label in words["labels"]),
    )


def sifting(question: str, sentences: Sequence[str], language: str) -> ScoreRequest:
    """Whether each sentence says what a question about all documents asks for: log-probabilities that it
    does, and that it does not."""
    words = _words(language, "sifting")
    return (_contrasted if "else" in words else _stated)(words, question, sentences, language)


def confirming(question: str, sentences: Sequence[str], language: str) -> ScoreRequest:
    """The same in another way."""
    words = _words(language, "confirming")
    return (_questioned if "question" in words else _stated)(words, question, sentences, language)


def _key(words: Mapping[str, Any], question: str, language: str) -> str:
    """What a sentence has to say, in the words of the question."""
    found = criterion(question)
    if found and is_cjk(found) == (language == "zh"):
        return found
    return str(words["fitting"]).replace("{question}", _line(question, _LONGEST_QUESTION))


def _stated(words: Mapping[str, Any], question: str, sentences: Sequence[str], language: str) -> ScoreRequest:
    """A statement about each sentence: right or wrong."""
    key, labels = _key(words, question, language), words["labels"]
    head, rest = str(words["item"]).split("{sentence}")
    middle, end = rest.split("{key}")

    def item(sentence: str, about: str) -> str:
        return f"{head}{_line(sentence, _LONGEST)}{middle}{about}{end}"

    shown = [item(line, about) + labels[not right] for line, about, right in words["examples"]]
    return ScoreRequest(
        "\n\n".join((words["task"], *shown, "")),
        tuple(item(sentence, key) for sentence in sentences),
        labels=tuple(labels),
    )


def _contrasted(
    words: Mapping[str, Any], question: str, sentences: Sequence[str], language: str
) -> ScoreRequest:
    """The words of the question as one answer, and something else as the other."""
    space, other, key = words["space"], words["else"], _key(words, question, language)

    def asked(about: str) -> str:
        return str(words["asked"]).replace("{key}", about)

    shown = [
        "\n".join((asked(about), *(f"{line} =>{space}{about if right else other}" for line, right in lines)))
        for about, lines in words["examples"]
    ]
    return ScoreRequest(
        "\n\n".join((*shown, asked(key))) + "\n",
        tuple(f"{_line(sentence, _LONGEST)} =>" for sentence in sentences),
        labels=(space + key, space + other),
    )


def _questioned(
    words: Mapping[str, Any], question: str, sentences: Sequence[str], _language: str
) -> ScoreRequest:
    """Yes or no to the question itself."""
    space, labels = words["space"], words["labels"]

    def block(asked: str) -> str:
        return f"{words['question']}{_line(asked, _LONGEST_QUESTION)}\n"

    def item(sentence: str) -> str:
        return f"{words['sentence']}{_line(sentence, _LONGEST)}\n{words['asked']}"

    shown = [
        block(asked) + "".join(f"{item(line)}{space}{labels[not right]}\n" for line, right in lines)
        for asked, lines in words["examples"]
    ]
    return ScoreRequest(
        "\n".join((words["task"] + "\n", *shown, block(question))),
        tuple(map(item, sentences)),
        labels=tuple(space + label for label in labels),
    )


def headed(name: str, text: str) -> str:
    """A passage as the model gets it, behind the name of its file, which anybody may have chosen, too."""
    return f"({_line(name, _LONGEST_NAME)}) {' '.join(text.split())}"


def asking(question: str, passages: Sequence[tuple[str, str]], language: str) -> tuple[Message, ...]:
    """The question with its (name, text) passages."""
    words = _words(language, "answering")
    listed = [f"[{number}] {headed(name, text)}" for number, (name, text) in enumerate(passages, 1)]
    asked = "\n\n".join((words["passages"], *listed, f"{words['question']} {' '.join(question.split())}"))
    system = str(words["system"]).replace("{nothing}", words["nothing"])
    return (Message("system", system), Message("user", asked))
