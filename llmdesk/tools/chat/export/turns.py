"""What a reader sees of a chat: the branch that is shown, message by message, with who spoke.

Owns the names, the remarks and the Markdown that is read from messages (as the window reads it, with
`markdown_rules`). Texts are a model's and untrusted: no HTML, no pictures, and only addresses of the web
become links. Must not write.
"""

from __future__ import annotations

import functools
import html
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.store import WholeConversation, WholeMessage
from llmdesk.tools.chat.attaching.grounds import grounds_of
from llmdesk.tools.chat.export.everything import table
from llmdesk.tools.chat.thoughts import written

if TYPE_CHECKING:  # imported at first use: the window opens without waiting for it
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Translate = Callable[[str], str]

_YOU = QT_TRANSLATE_NOOP("core", "You")
_ANSWER = QT_TRANSLATE_NOOP("core", "Answer")
_EDITED = QT_TRANSLATE_NOOP("core", "{model} · edited by you")
_ATTACHED = QT_TRANSLATE_NOOP("core", "Attached: {names}")
_UNSUPPORTED = QT_TRANSLATE_NOOP(
    "core", "Not supported by the documents: {missing} of {total} sentences. {sentences}"
)
_NOTHING = QT_TRANSLATE_NOOP(
    "core", "No passage of the library has a word of this question: this answer does not come from it."
)
_STOPPED = QT_TRANSLATE_NOOP("core", "This answer was stopped.")
_FAILED = QT_TRANSLATE_NOOP("core", "This answer was not finished: {reason}")
THOUGHTS = QT_TRANSLATE_NOOP("core", "Thoughts")
UNNAMED = QT_TRANSLATE_NOOP("core", "Chat")
_LONGEST = 200_000  # characters of a message that are read as Markdown; longer ones stand as they are
_SENTENCE, _MOST_SENTENCES = 300, 20
_MOST_COLUMNS, _MOST_BRACKETS = 60, 2_000  # what makes the parser slow


@dataclass(frozen=True)
class Turn:
    """One message as it is read. `remark`: what is to be said of an answer that is not whole; and what came
    with a question."""

    role: Literal["user", "assistant"]
    name: str
    text: str
    thoughts: str
    remark: str
    created: float

    @property
    def when(self) -> str:
        """The time on this computer's clock; "" for none."""
        try:
            return time.strftime("%Y-%m-%d %H:%M", time.localtime(self.created)) if self.created else ""
        except (OverflowError, OSError, ValueError):
            return ""


def turns(chat: WholeConversation, translate: Translate, *, thoughts: bool) -> list[Turn]:
    """The branch that is shown, without messages in which nothing stands."""
    made = (_turn(message, translate, thoughts) for message in _branch(chat))
    return [turn for turn in made if turn.text or turn.thoughts or turn.remark]


def _branch(chat: WholeConversation) -> Sequence[WholeMessage]:
    branch: list[WholeMessage] = []
    place = chat.leaf
    while place is not None:
        branch.append(chat.messages[place])
        place = branch[-1].parent
    return [message for message in reversed(branch) if message.role != "system"]


def _turn(message: WholeMessage, translate: Translate, thoughts: bool) -> Turn:
    if message.role == "user":
        names = ", ".join(" ".join(each.name.split()) for each in message.attachments)
        remark = fill(translate(_ATTACHED), {"names": names}) if names else ""
        return Turn("user", translate(_YOU), message.content.strip(), "", remark, message.created)
    said = written(message)
    name = " ".join(message.model.split()) or translate(_ANSWER)
    if message.detail.get("edited") is True:
        name = fill(translate(_EDITED), {"model": name})
    remark = " ".join(filter(None, (_remark(message, translate), _unsupported(message, translate))))
    text = "\n\n".join(filter(None, (said.text.strip(), table(message, translate))))
    return Turn("assistant", name, text, said.thoughts if thoughts else "", remark, message.created)


def _remark(message: WholeMessage, translate: Translate) -> str:
    if message.state == "failed":
        error = message.detail.get("error")
        if not isinstance(error, Mapping):
            return ""
        params = error.get("params")
        title = fill(translate(str(error.get("title", ""))), params if isinstance(params, Mapping) else {})
        return fill(translate(_FAILED), {"reason": title})
    return translate(_STOPPED) if message.state == "stopped" and message.content.strip() else ""


def _unsupported(message: WholeMessage, translate: Translate) -> str:
    """What the window marks in an answer; who reads it elsewhere must not take it for checked."""
    grounds = grounds_of(message)
    if grounds is not None and grounds.nothing:
        return translate(_NOTHING)
    if grounds is None or not grounds.unsupported:
        return ""
    told = [" ".join(each.text[:_SENTENCE].split()) for each in grounds.unsupported[:_MOST_SENTENCES]]
    said = " ".join(f"“{each}”" for each in told)
    places = {
        "missing": len(grounds.unsupported),
        "total": len(grounds.sentences),
        "sentences": f"{said} …" if len(told) < len(grounds.unsupported) else said,
    }
    return fill(translate(_UNSUPPORTED), places)


def parsed(text: str) -> list[Token]:
    """The message as markdown-it's tokens, in a time that is bounded by its length."""
    if len(text) > _LONGEST:
        return _parser(True, True).parse("")
    wide = any(line.count("|") > _MOST_COLUMNS for line in text.split("\n"))
    return _parser(wide, text.count("[") > _MOST_BRACKETS).parse(text)


def is_readable(text: str) -> bool:
    """Whether a message is short enough to be read as Markdown."""
    return len(text) <= _LONGEST


def parser() -> MarkdownIt:
    """The one with everything, for its renderer."""
    return _parser(False, False)


@functools.cache
def _parser(without_tables: bool, without_links: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    from llmdesk.tools.chat.markdown_rules import install

    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")
    install(made)
    made.disable(["image", "html_inline", "html_block"])
    made.add_render_rule("formula", _formula)
    if not without_tables:
        made.enable("table")
    if without_links:
        made.disable(["link"])
    # The documented way to set it.
    made.validateLink = _is_web  # type: ignore[method-assign, assignment]
    return made


def _formula(_renderer: object, tokens: Sequence[Token], at: int, _options: object, _env: object) -> str:
    """As it was written: a page cannot count on anything that draws it."""
    return html.escape(tokens[at].content)


def _is_web(href: str) -> bool:
    return href.lower().startswith(("https://", "http://"))
