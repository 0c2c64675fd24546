"""A title for a chat by the model: asked for in few words, cleaned, and refused where it is none.

Owns the prompt, its bounds, and what counts as a title. Must not decide when one is made, and must not store
it: a title that a user wrote is never the model's to change.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Completion, GenerateRequest, LoadedModel, Message, Sampling
from llmdesk.store import BranchMessage, Conversation
from llmdesk.store.search import indexed
from llmdesk.tools.chat.answering import automatic_title
from llmdesk.tools.chat.thoughts import written

LEAST_PARAMETERS = 400_000_000  # smaller models write about a chat instead of naming it
MOST_TOKENS = 32
LIMIT_S = 30.0
MOST_MESSAGES = 6  # a chat that went on longer has its title
_QUESTION, _ANSWER = 600, 400  # characters that the model is shown
_COLUMNS = 56
_WORDS = 9
_COMPARED = 4_000  # characters of the chat in which the title's words are looked for
_STEM = 4  # letters that make two words one

_ASKED = (
    "Here is the beginning of a chat.\n\nUser: {question}\n\nAssistant: {answer}\n\n"
    "Write a short title for this chat, three to six words, in the user's language. "
    "Write only the title, without quotation marks."
)
_ASKED_CHINESE = (
    "下面是一段聊天的开头。\n\n用户：{question}\n\n助手：{answer}\n\n"
    "请给这段聊天起一个简短的标题，四到十二个字。只写标题，不要引号。"
)
_LABELS = ("title", "chat title", "short title", "标题", "聊天标题", "简短标题")
_AROUND = " \t\"'“”‘’「」『』《》*_#`~>-–—·"
_SENTENCE_ENDS = ("。", "！", "？", ". ", "! ", "? ", "; ", "；")


def can_name(model: LoadedModel | None) -> bool:
    """Whether a title of this model is worth asking for. One whose size is not known is asked."""
    return model is not None and not 0 < model.parameters < LEAST_PARAMETERS


def wants_title(chat: Conversation, branch: Sequence[BranchMessage]) -> bool:
    """Whether the chat has still the title that its first question made, and a whole answer."""
    if not chat.title_is_automatic or not 2 <= len(branch) <= MOST_MESSAGES:
        return False
    first, last = branch[0].message, branch[-1].message
    if first.role != "user" or last.role != "assistant" or last.state != "done":
        return False
    return chat.title == automatic_title(first.content)


def make_title(engine: TextEngine, branch: Sequence[BranchMessage], cancel: CancelToken) -> str:
    """A title for the chat; "" where the model gave none of use. Raises `Cancelled`, `UserError`."""
    question, answer = branch[0].message.content, written(branch[1].message).text
    cancel.raise_if_cancelled()
    stream = engine.generate(_request(question, answer))
    cancel.on_cancel(stream.cancel)
    timer = threading.Timer(LIMIT_S, stream.cancel)
    timer.daemon = True
    timer.start()
    try:
        completion = stream.result()
    finally:
        timer.cancel()
        stream.cancel()
    cancel.raise_if_cancelled()
    return title_of(completion, question, answer)


def title_of(completion: Completion, question: str, answer: str) -> str:
    """What the model wrote, as a title; "" for an essay, a cut one, one about something else."""
    lines = [line for line in completion.text.splitlines() if line.strip(_AROUND)]
    if lines and _announces(lines[0]):
        del lines[0]
    if not lines or (completion.finish_reason != "stop" and len(lines) < 2):
        return ""
    title = _cleaned(lines[0])
    return title if _is_title(title) and _is_of(title, question, answer) else ""


def _request(question: str, answer: str) -> GenerateRequest:
    """Short, and beside the lane of the chats: what they have read stays read."""
    asked = _ASKED_CHINESE if _is_chinese(question) else _ASKED
    shown = asked.replace("{question}", _shortened(question, _QUESTION))
    return GenerateRequest(
        messages=(Message("user", shown.replace("{answer}", _shortened(answer, _ANSWER))),),
        sampling=Sampling(temperature=0.0, seed=1),
        max_tokens=MOST_TOKENS,
        priority="batch",
        template_variables={"enable_thinking": False},
    )


def _shortened(text: str, most: int) -> str:
    text = " ".join(text[: 2 * most].split())
    return text if len(text) <= most else text[:most] + "…"


def _announces(line: str) -> bool:
    """ "Here is a title:", with the title below."""
    return line.rstrip(_AROUND).endswith((":", "："))


def _cleaned(line: str) -> str:
    title = "".join(c if c.isprintable() else " " for c in line).strip(_AROUND)
    for mark in (":", "："):
        label, found, rest = title.partition(mark)
        if found and label.strip(_AROUND).casefold() in _LABELS:
            title = rest.strip(_AROUND)
    if title.endswith((".", "。")) and not title.endswith("..."):
        title = title[:-1]
    return " ".join(title.strip(_AROUND).split())


def _is_title(title: str) -> bool:
    """Short, one phrase, with something said in it."""
    columns = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in title)
    if not any(c.isalnum() for c in title) or columns > _COLUMNS or len(title.split()) > _WORDS:
        return False
    return not any(end in title[:-1] for end in _SENTENCE_ENDS)


def _is_of(title: str, question: str, answer: str) -> bool:
    """In the script of the chat, and of it: half of its words stand there, or begin alike."""
    is_han = any(map(_is_han, title))
    if is_han and not any(map(_is_han, question[:_COMPARED])):
        return False
    if _is_chinese(question) and not is_han:
        return False
    said = set(_compared(question[:_COMPARED])) | set(_compared(answer[:_COMPARED]))
    words = _compared(title)
    return bool(words) and 2 * sum(word in said for word in words) >= len(words)


def _compared(text: str) -> list[str]:
    """The beginnings of the longer words; of Chinese each character, since a title shortens its words."""
    words = [word for word in indexed(text).split() if not any(map(_is_han, word))]
    stems = [word[:_STEM] for word in words if len(word) >= _STEM or not word.isascii()]
    return stems + list(filter(_is_han, text))


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_kana(character: str) -> bool:
    return "\u3040" <= character <= "\u30ff"


def _is_chinese(text: str) -> bool:
    """More than a third of its letters, each of which says as much as a Latin word; no Japanese."""
    letters = [c for c in text[:_COMPARED] if c.isalpha()]
    return 3 * sum(map(_is_han, letters)) > len(letters) and not any(map(_is_kana, letters))
