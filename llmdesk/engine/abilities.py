"""What a loaded model can be asked for, with the engine that runs it.

Owns the names and their words for people. Which of them a model has, its engine says
(`LoadedModel.abilities`); which of them a tool needs, the tool (`tools.tool`).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from llmdesk.errors import QT_TRANSLATE_NOOP


class Ability(StrEnum):
    """A way to use the face. Whoever lacks one is not asked for it.

    `CHAT`: `GenerateRequest.messages`, `count_chat`; `RAW_PROMPT`: `.prompt`; `GRAMMAR`: `.grammar`, kept to
    the letter; `LIKELIHOOD`: `.likelihood`, and scores of items without labels; `LABEL_SCORES`: `score` with
    labels, of any number of tokens; `DECISIONS`: `score` with `questions`, in place of these; `TOKEN_COUNTS`:
    `count_tokens`, exact ones. Nobody is asked for embeddings and images yet.
    """

    CHAT = "chat"
    RAW_PROMPT = "raw prompt"
    GRAMMAR = "grammar"
    LABEL_SCORES = "label scores"
    DECISIONS = "decisions"
    LIKELIHOOD = "likelihood"
    TOKEN_COUNTS = "token counts"
    EMBEDDINGS = "embeddings"
    IMAGES = "images"


Abilities = frozenset[Ability]

#: All that a model that writes can be asked for.
WRITER: Abilities = frozenset(Ability) - {Ability.DECISIONS, Ability.EMBEDDINGS, Ability.IMAGES}


def decides(abilities: Abilities) -> bool:
    """Whether labels are asked for by typed questions: with no prompt of ours, no examples, and no bias of
    theirs."""
    return Ability.DECISIONS in abilities and Ability.LABEL_SCORES not in abilities


# What the model gives.
IN_WORDS: Mapping[Ability, str] = {
    Ability.CHAT: QT_TRANSLATE_NOOP("core", "answering messages"),
    Ability.RAW_PROMPT: QT_TRANSLATE_NOOP("core", "continuing a text"),
    Ability.GRAMMAR: QT_TRANSLATE_NOOP("core", "writing text in a given form"),
    Ability.LABEL_SCORES: QT_TRANSLATE_NOOP("core", "giving label probabilities"),
    Ability.DECISIONS: QT_TRANSLATE_NOOP(
        "core", "answering questions with probabilities, as decision models do"
    ),
    Ability.LIKELIHOOD: QT_TRANSLATE_NOOP("core", "measuring the likelihood of a text"),
    Ability.TOKEN_COUNTS: QT_TRANSLATE_NOOP("core", "counting tokens exactly"),
    Ability.EMBEDDINGS: QT_TRANSLATE_NOOP("core", "computing embeddings"),
    Ability.IMAGES: QT_TRANSLATE_NOOP("core", "answering questions about images"),
}
