"""How much a sentence says what a question about all documents asks for, as the loaded model sees it.

Owns the two ways of asking and how they are put together. Must not say from which score on it counts
(`trial`).

In English a statement about a sentence, right or wrong, behind examples of many things ("This asks for a
refund"): by its log-odds, in two wordings together, every sentence that counts lay above every other one in
each of 14 questions. The words of the question as one answer and "something else" as the other, with yes or
no to the question, which was asked before, mixed them in two of these; but in Chinese it is the statements
that part less, so that there it is still asked so. From which score on sentences count differs from question
to question, however it is asked. Whoever asks what is mentioned asks for words, so these count, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import ScoreRequest
from llmdesk.errors import QT_TRANSLATE_NOOP, ContextTooLong
from llmdesk.tools.ask import prompts
from llmdesk.tools.ask.criterion import criterion
from llmdesk.tools.evidence.terms import terms

# Both scores of a sentence that is surely not meant are about so many of its first, and so much less.
_UNASKED = {"en": (1.4, 0.0), "zh": (1.0, 6.0)}
_NAMED = {"en": 1.5, "zh": 3.0}  # so much more counts one that has the words that are to be mentioned, and
_UNNAMED = {"en": 0.5, "zh": 1.0}  # so much less one that has not
_MENTIONS = re.compile(
    r"(?:mentions|mentioned|names|contains|提到了?|提及了?|说到了?|写到了?|含有) ?", re.IGNORECASE
)


class Sifter:
    """One question, in a language. `asked_twice_from`: the score by the first way from which on a sentence is
    asked about in the second, too; None: always."""

    def __init__(
        self,
        engine: TextEngine,
        question: str,
        language: str,
        asked_twice_from: float | None = None,
        cancel: CancelToken | None = None,
    ) -> None:
        self._engine, self._question, self._language = engine, question, language
        self._from, self._cancel = asked_twice_from, cancel or CancelToken()
        wanted = criterion(question)
        found = _MENTIONS.match(wanted)
        self._named = frozenset(terms(wanted[found.end() :])) if found is not None else frozenset()

    def first(self, sentences: Sequence[str], step: Callable[[], None] = lambda: None) -> dict[str, float]:
        """By the first way of asking; `step` is called for each sentence. Raises `Cancelled`,
        `ContextTooLong` and what the engine raises."""
        request = prompts.sifting(self._question, sentences, self._language)
        found = {}
        for text, odds in zip(sentences, self._odds(request, sentences), strict=True):
            found[text] = odds
            step()
        return found

    def together(self, first: Mapping[str, float]) -> dict[str, float]:
        """The scores by both ways of asking. Raises as `first`."""
        chosen = [
            text
            for text, odds in first.items()
            if self._from is None or odds > self._from or self._is_named(text)
        ]
        request = prompts.confirming(self._question, chosen, self._language)
        second = dict(zip(chosen, self._odds(request, chosen), strict=True))
        return {text: self._sum(text, odds, second.get(text)) for text, odds in first.items()}

    def _sum(self, text: str, first: float, second: float | None) -> float:
        if second is None:
            share, less = _UNASKED[self._language]
            return share * min(first, 0.0) - less
        return first + second + self._for_words(text)

    def _is_named(self, text: str) -> bool:
        """Whether a sentence has the words that are to be mentioned."""
        return bool(self._named) and self._named <= set(terms(text))

    def _for_words(self, text: str) -> float:
        if not self._named:
            return 0.0
        return _NAMED[self._language] if self._is_named(text) else -_UNNAMED[self._language]

    def _odds(self, request: ScoreRequest, sentences: Sequence[str]) -> Iterator[float]:
        """How much more likely the first of two labels is than the second, behind each item."""
        if not sentences:
            return
        for score in self._engine.score(request, self._cancel):
            if not score.logprobs:  # one that is not judged must not be counted as one that is not meant
                raise ContextTooLong(
                    QT_TRANSLATE_NOOP("core", "The text is too long for the model's context."),
                    "{reason}",
                    QT_TRANSLATE_NOOP("core", "Shorten it, or choose a larger context in the settings."),
                    reason=score.error,
                )
            yield score.logprobs[0] - score.logprobs[1]
        self._cancel.raise_if_cancelled()  # then there are fewer
