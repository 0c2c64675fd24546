"""A text from a form: asked for, streamed, checked, and asked for again with what is wrong. The face.

Owns the steps and the progress. Must not know files.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.loaded import loaded_model
from llmdesk.engine.types import Completion, GenerateRequest, Message, Sampling
from llmdesk.errors import Cancelled, UserError
from llmdesk.tools.compose import fitness
from llmdesk.tools.compose.checking import Judged, Made, asked_length, judge
from llmdesk.tools.compose.given import language_of, understood
from llmdesk.tools.compose.prompts import Prompts
from llmdesk.tools.compose.types import Check, Composed, ComposeOptions, ComposeProgress, Form, Rule, Values

OnProgress = Callable[[ComposeProgress], None]
_TOKENS_A_WORD = 2.2
_ROOM = 150  # tokens beside those of the length that was asked for
_USUAL_TOKENS = 1_200
_LEAST_TOKENS = 300
_MENDING = 2  # the attempt that gets the text before
# A text with one of these is of no use at all.
_USELESS: frozenset[Rule] = frozenset(("empty", "whole", "language", "repetition", "code"))


def compose(
    form: Form,
    values: Values,
    options: ComposeOptions,
    engine: TextEngine,
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
) -> Composed:
    """Write the text that `form` asks for. A text that fails its checks is asked for again, `options.tries`
    times in all, with what was wrong; the best one comes back, its checks with it. After a cancel the best
    that was whole, else what there was (`complete` False). Where the engine fails in a later try, that of an
    earlier one comes back, with a `warning`. Raises `UsageError` for values that make no sense, and what the
    engine raises before there is a text."""
    token = cancel or CancelToken()
    given = understood(form, values)
    model = loaded_model(engine)
    language = options.language or language_of(form, given)
    work = _Work(form, given, replace(options, language=language), engine, on_progress, token)
    return work.run(model.name)


@dataclass(frozen=True)
class _Draft:
    text: str
    judged: Judged

    @property
    def wrong(self) -> tuple[Check, ...]:
        return tuple(check for check in self.judged.checks if not check.passed)

    @property
    def faults(self) -> int:
        return sum(10 if check.rule in _USELESS else 1 for check in self.wrong)


class _Work:
    """The tries at one text."""

    def __init__(
        self,
        form: Form,
        values: Values,
        options: ComposeOptions,
        engine: TextEngine,
        on_progress: OnProgress | None,
        cancel: CancelToken,
    ) -> None:
        self._form, self._values, self._options = form, values, options
        self._engine, self._cancel = engine, cancel
        self._tell = on_progress or (lambda _progress: None)
        self._prompts = Prompts(form, values, options.language)
        self._cut = ""  # what there is of a text that was stopped

    def run(self, model: str) -> Composed:
        begun = time.monotonic()
        best: _Draft | None = None
        attempt, warning = 0, ""
        with contextlib.suppress(Cancelled):
            warning = fitness.warning(self._engine, self._options.language, self._cancel)
            for attempt in range(1, self._options.tries + 1):
                try:
                    draft = self._try(attempt, best)
                except Cancelled:
                    raise
                except UserError:
                    if best is None:
                        raise
                    warning = fitness.NOT_AGAIN  # a full context, say: what is there must not be lost
                    break
                best = draft if best is None or draft.faults < best.faults else best
                if not best.wrong:
                    break
        judged = best.judged if best is not None else Judged(())
        return Composed(
            form=self._form.name,
            language=self._options.language,
            text=best.text if best is not None else self._cut,
            checks=judged.checks,
            facts=judged.facts,
            model=model,
            seconds=time.monotonic() - begun,
            attempts=attempt,
            complete=best is not None,
            warning=warning,
        )

    def _try(self, attempt: int, best: _Draft | None) -> _Draft:
        self._cancel.raise_if_cancelled()
        again = best.wrong if best is not None else ()
        self._tell(ComposeProgress(attempt, again=again))
        done = self._answer(attempt, self._messages(attempt, best))
        text = self._prompts.tidied(done.text)
        whole = done.finish_reason == "stop"
        made = Made(self._form, self._values, text, self._options.language, whole)
        return _Draft(text, judge(made))

    def _messages(self, attempt: int, best: _Draft | None) -> tuple[Message, ...]:
        """The second time with the text that was wrong, which a model then mends; the third without it, since
        a small one then says it again."""
        if best is None:
            return self._prompts.ask()
        if attempt == _MENDING:
            return self._prompts.ask_again(best.text, best.wrong)
        return self._prompts.ask_anew(best.wrong)

    def _answer(self, attempt: int, messages: tuple[Message, ...]) -> Completion:
        stream = self._engine.generate(self._request(attempt, messages))
        self._cancel.on_cancel(stream.cancel)
        for piece in stream:
            if piece.kind == "text":
                self._tell(ComposeProgress(attempt, piece.text))
        done = stream.result()
        if done.finish_reason == "cancelled":
            self._cut = self._prompts.tidied(done.text)
            raise Cancelled
        return done

    def _request(self, attempt: int, messages: Iterable[Message]) -> GenerateRequest:
        seed = self._options.seed
        return GenerateRequest(
            messages=tuple(messages),
            sampling=Sampling(
                temperature=self._form.temperature,
                top_p=0.95,
                seed=None if seed is None else seed + attempt - 1,
            ),
            max_tokens=self._most_tokens(),
            template_variables={"enable_thinking": False},
        )

    def _most_tokens(self) -> int:
        asked = asked_length(self._form, self._values, self._options.language)
        if asked is None:
            return _USUAL_TOKENS
        return max(_LEAST_TOKENS, round(_TOKENS_A_WORD * asked[1]) + _ROOM)
