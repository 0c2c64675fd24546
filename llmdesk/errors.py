"""What can go wrong for a user, as values: a title, a detail and what to do next.

Owns `UserError` and its kinds, the marker that makes a sentence translatable without Qt, and how
untrusted text is put into a sentence.
A `UserError` is the environment's or the input's fault and is *shown*; any other exception is a
bug of ours and reaches the exception hook. Must not import anything of llmdesk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:
    """Mark `source` for lupdate and return it unchanged; the window translates it when it is shown."""
    return source


def _identity(source: str) -> str:
    return source


@dataclass(frozen=True)
class Phrase:
    """Words of ours that fill a place of a sentence: translated with it, and filled themselves.

    `source` is marked with `QT_TRANSLATE_NOOP("core", …)`. What others say (a server, the system)
    stays plain `str` and is shown as it is.
    """

    source: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return spoken(self)


@dataclass(frozen=True)
class Listing:
    """Several values in one place, joined as the language joins them."""

    items: tuple[object, ...]

    @classmethod
    def first(cls, items: Sequence[object]) -> Listing:
        """The first of many, how many more there are, and a dash where there are none."""
        more = Phrase(_MORE, {"count": f"{len(items) - _MOST_LISTED:,}"})
        return cls((*items[:_MOST_LISTED], *([more] if len(items) > _MOST_LISTED else [])) or ("–",))

    def __str__(self) -> str:
        return spoken(self)


_MOST_LISTED = 50
_MORE = QT_TRANSLATE_NOOP("core", "{count} more")
_PAIR = QT_TRANSLATE_NOOP("core", "{first}, {second}")


class UserError(Exception):
    """Something to tell the user: what happened, why, and what to do next.

    `title`, `detail` and `hint` are English sentences marked with `QT_TRANSLATE_NOOP("core", …)`,
    with `{name}` places that `params` fill; a `Phrase`, a `Listing` or another `UserError` among
    them is translated too. The window translates the sentence first and fills it
    then (`render(translate)`); the command line speaks English (`str(error)`).
    Instances travel between processes.
    """

    def __init__(self, title: str, detail: str = "", hint: str = "", **params: object) -> None:
        super().__init__(title)
        self.title, self.detail, self.hint = title, detail, hint
        self.params: Mapping[str, object] = params

    def render(self, translate: Callable[[str], str] = _identity) -> tuple[str, str, str]:
        """(title, detail, hint), translated by `translate`, with the parameters filled in."""
        title, detail, hint = (
            fill(translate(sentence), self.params, translate) if sentence else ""
            for sentence in (self.title, self.detail, self.hint)
        )
        return title, detail, hint

    def __str__(self) -> str:
        return spoken(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.title, self.detail, self.hint, dict(self.params))


def spoken(value: object, translate: Callable[[str], str] = _identity) -> str:
    """`value` in words, those of ours translated; an error as its sentences in one line."""
    if isinstance(value, UserError):
        return in_one_line(value.render(translate))
    if isinstance(value, Phrase):
        return fill(translate(value.source), value.params, translate)
    if isinstance(value, Listing):
        items = [spoken(item, translate) for item in value.items]
        pair = translate(_PAIR)
        return reduce(lambda first, second: fill(pair, {"first": first, "second": second}), items or [""])
    return str(value)


def in_one_line(sentences: Iterable[str]) -> str:
    """One sentence after the other, the empty ones left out; no space follows a full stop of Chinese."""
    line = ""
    for sentence in filter(None, sentences):
        line += "" if not line or line.endswith(("。", "！", "？")) else " "
        line += sentence
    return line


def fill(template: str, params: Mapping[str, object], translate: Callable[[str], str] = _identity) -> str:
    """Put `params` into the `{name}` places; values are untrusted text and are never formatted again."""
    return re.sub(r"\{(\w+)\}", lambda place: spoken(params.get(place[1], place[0]), translate), template)


def shown(text: str, limit: int = 80) -> str:
    """Untrusted text made fit for one line of a message."""
    text = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _rebuild(
    kind: type[UserError], title: str, detail: str, hint: str, params: dict[str, object]
) -> UserError:
    return kind(title, detail, hint, **params)


class ModelFileError(UserError):
    """The model file is missing, unreadable, damaged or of a kind that llmdesk cannot run."""


class ModelUnchecked(UserError):
    """The first look at a model file ended before it found anything: nothing is known of the file."""


class ModelLoadError(UserError):
    """The file is good but could not be loaded here (memory, device, an unknown architecture)."""


class ModelSettingsRefused(ModelLoadError):
    """It cannot be loaded as somebody wants it to be, whatever room there is."""


class TemplateRefused(UserError):
    """A chat template that was given for a model is broken. `params` holds `line`, from 1; 0 for none."""


class NoModelError(UserError):
    """There is no model to answer with."""


class ContextTooLong(UserError):
    """The prompt does not fit. `params` holds `prompt_tokens` and `context` (both in tokens)."""


class GrammarError(UserError):
    """The grammar does not parse."""


class EngineCrashed(UserError):
    """The engine process ended by itself. `params`: `exit` (what ended it), `reason` (from its log)."""


class UnsuitedBuild(UserError):
    """This build of llama.cpp holds no code that computes right on this processor."""


class EngineClosed(UserError):
    """A request came after the engine was asked to shut down."""


class AbilityMissing(UserError):
    """The loaded model, or the engine that runs it, cannot do what a tool needs."""


class EngineUnreachable(UserError):
    """Nobody answers where the engine should be (another computer, a server), or the connection broke."""


class EngineRefused(UserError):
    """The engine answered, and would not: the token, the request, or too many of them."""


class StoreError(UserError):
    """The database cannot be opened, written or understood."""


class DocumentError(UserError):
    """The document cannot be read: broken, locked, too large, of no readable kind."""


class DocumentEmpty(DocumentError):
    """The document was read, but there is no text in it (empty, white space, scanned pages)."""


class SettingsError(UserError):
    """The settings cannot be written, or hold a value that makes no sense."""


class UsageError(UserError):
    """What the user typed or chose cannot be done."""


class Cancelled(Exception):
    """The user asked to stop; nothing went wrong and nothing is shown."""
