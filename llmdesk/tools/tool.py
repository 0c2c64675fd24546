"""What a tool is, as a value: its name, and what it asks of a model.

Owns the values of our tools, for the window and the command line. A tool of one's own has one beside its
code. Must not import a tool, nor anything slow.
"""

from __future__ import annotations

from dataclasses import dataclass

from llmdesk.engine.abilities import IN_WORDS, Abilities, Ability
from llmdesk.engine.types import LoadedModel
from llmdesk.errors import QT_TRANSLATE_NOOP, AbilityMissing, Listing, Phrase, shown


@dataclass(frozen=True, slots=True)
class Tool:
    """`title` is its name for people, marked for translation ("core"). Without what it `needs` it does not
    begin, unless the model has `instead`, if that is any; what it only `uses` it does without, where a model
    has not got it."""

    title: str
    needs: Abilities = frozenset()
    uses: Abilities = frozenset()
    instead: Abilities = frozenset()

    def lack(self, model: LoadedModel) -> AbilityMissing | None:
        """Why it cannot work with `model`; None where it can."""
        missing = [ability for ability in Ability if ability in self.needs - model.abilities]
        if not missing or (self.instead and self.instead <= model.abilities):
            return None
        return AbilityMissing(
            QT_TRANSLATE_NOOP("core", "{tool} needs something that {model} cannot do: {abilities}."),
            hint=QT_TRANSLATE_NOOP("core", "Choose another model."),
            tool=Phrase(self.title),
            model=shown(model.name),
            abilities=Listing(tuple(Phrase(IN_WORDS[ability]) for ability in missing)),
        )

    def check(self, model: LoadedModel) -> None:
        """Raises `AbilityMissing`."""
        lack = self.lack(model)
        if lack is not None:
            raise lack


CHAT = Tool(
    QT_TRANSLATE_NOOP("core", "Chat"), frozenset({Ability.CHAT}), uses=frozenset({Ability.TOKEN_COUNTS})
)
SUMMARIZE = Tool(
    QT_TRANSLATE_NOOP("core", "Summarize"),
    frozenset({Ability.CHAT, Ability.GRAMMAR, Ability.TOKEN_COUNTS}),
    uses=frozenset({Ability.LABEL_SCORES}),
)
CHECK = Tool(
    QT_TRANSLATE_NOOP("core", "Check a summary"), uses=frozenset({Ability.LABEL_SCORES, Ability.DECISIONS})
)
SENTIMENT = Tool(
    QT_TRANSLATE_NOOP("core", "Sentiment"),
    frozenset({Ability.LABEL_SCORES, Ability.TOKEN_COUNTS}),
    instead=frozenset({Ability.DECISIONS}),
)
POETRY = Tool(
    QT_TRANSLATE_NOOP("core", "Poetry"),
    frozenset({Ability.CHAT, Ability.RAW_PROMPT, Ability.GRAMMAR, Ability.LIKELIHOOD, Ability.TOKEN_COUNTS}),
    uses=frozenset({Ability.LABEL_SCORES}),
)
EXTRACT = Tool(
    QT_TRANSLATE_NOOP("core", "Extract"),
    frozenset({Ability.RAW_PROMPT, Ability.GRAMMAR, Ability.TOKEN_COUNTS}),
    uses=frozenset({Ability.LIKELIHOOD}),
)
ASK = Tool(
    QT_TRANSLATE_NOOP("core", "Ask your documents"),
    frozenset({Ability.CHAT}),
    uses=frozenset({Ability.LABEL_SCORES, Ability.TOKEN_COUNTS}),
)
ASK_ALL = Tool(ASK.title, frozenset({Ability.LABEL_SCORES}))
TRANSLATE = Tool(QT_TRANSLATE_NOOP("core", "Translate"), frozenset({Ability.CHAT}))
WRITE = Tool(QT_TRANSLATE_NOOP("core", "Write"), frozenset({Ability.CHAT}))
OWN = Tool(QT_TRANSLATE_NOOP("core", "A tool of your own"), frozenset({Ability.CHAT}))
OWN_FORMS = Tool(OWN.title, frozenset({Ability.CHAT, Ability.GRAMMAR}))
OWN_LABELS = Tool(OWN.title, frozenset({Ability.LABEL_SCORES}), instead=frozenset({Ability.DECISIONS}))
SPEED = Tool(
    QT_TRANSLATE_NOOP("core", "Measuring the speed"),
    frozenset({Ability.CHAT, Ability.RAW_PROMPT, Ability.LABEL_SCORES, Ability.TOKEN_COUNTS}),
)
SERVE = Tool(QT_TRANSLATE_NOOP("core", "For other programs"))
