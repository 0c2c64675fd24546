"""A question that leans on its chat ("and in 2021?") as a question of its own, to look passages up with.

Owns which questions lean on their chat, what the model is asked, and what is taken of what it writes. Must
not answer anything. The chat itself is sent as it is: only the search uses the rewritten question.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import GenerateRequest, LoadedModel, Message, Sampling
from llmdesk.errors import ContextTooLong
from llmdesk.paths import resource
from llmdesk.store import BranchMessage
from llmdesk.tools.chat.thoughts import written
from llmdesk.tools.evidence.terms import is_cjk
from llmdesk.tools.passages import words_of

Rewrite = Callable[[Sequence[BranchMessage]], str]
"""The last question of a branch as one of its own; "" where it is one, or none was found."""

LEAST_PARAMETERS = 400_000_000  # smaller models answer instead
LONGEST = 240  # characters of what is taken
_LEANS = 160  # characters: a longer question says itself what it is about
_MOST_TOKENS = 96
_TURNS = 2  # before the question that the model sees
_SHOWN = 400  # characters of each of their texts
_BEHIND = re.compile(
    r"(?i:^\W*(?:and|but|or|so|then|also)\b|^\W*(?:what|how) about\b"
    r"|^\W*(?:what|how|anything|who|where) else\b"
    r"|\b(?:it|its|they|them|their|theirs|he|him|his|she|hers?|these|those)\b"
    r"|\b(?:this|that)(?: (?:one|year|time|case|part))?\W*$"
    r"|^\W*(?:why|how|when|where) (?:is|was|does|did) (?:this|that)\b"
    r"|\bthe (?:same|former|latter|others?)\b"
    r"|\bthe (?:first|second|third|fourth|last|next|other) (?:one|point|part)\b"
    r"|\b(?:one|ones|both|neither)\W*$)"
)
_BEHIND_HAN = re.compile(
    r"^\W*(?:那|还有|另外|然后|以及|而且|但是|可是|所以|为什么\W*$|怎么(?:会|说|办)?\W*$)"
    r"|[他她它]们?(?![国人处日])|这[个些里次种样两几位座家项]"
    r"|那[个些里次种样两几位座家项时]|其中|前者|后者|上述|同样|^\W*第[一二三四五六七八九十\d]+[条个点章节项]"
)
_OTHERS = re.compile(r"其[他它]|吉他")
# "2021年呢？": what is asked about it was said before.
_AND_HAN = re.compile(r"^[^？?。，,谁什么多少哪怎几吗]{1,16}呢\W*$")
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*|[一二三四五六七八九十百千万亿两]{1,10}(?=[年月日号条个点章节项位名次])"
)
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w’'-]*|《[^》]{1,60}》")
_LATIN = re.compile(r"[A-Za-z][\w-]*")
_ASKS = re.compile(
    r"[?？]\W*$|(?i:^\W*(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|can|"
    r"could|will|would|should)\b)|谁|什么|多少|哪|怎|几|吗|是否|为何|如何"
)


# A model that is asked for a question may answer it instead; behind such a beginning it cannot.
_OPENINGS = (
    "Who Whom Whose What Which When Where Why How Is Are Was Were Do Does Did Has Have Had Can Could Will "
    "Would Should Must"
)
_BEFORE = "For In On At To From By With Of Until Since"
_FORM_HAN = "root ::= [^\\n。]+ [？?]\n"


def leans_on_chat(question: str) -> bool:
    """Whether it can be understood with what was said before alone: by its pronouns, its beginning, or since
    it has no word of its own."""
    question = " ".join(question.split())
    if len(question) > _LEANS or not any(map(str.isalnum, question)):
        return False
    if is_cjk(question):
        question = _OTHERS.sub("物件", question)
        return bool(_BEHIND_HAN.search(question) or _AND_HAN.search(question) or _is_bare(question))
    return bool(_BEHIND.search(question)) or _is_bare(question)


def _is_bare(question: str) -> bool:
    if is_cjk(question):
        return len(re.sub(r"[\W谁什么多少哪里儿个怎么样几吗呢的了是有为时候]", "", question)) < 2
    return not {word for word in words_of(question) if not word.isdigit()} - _light()


@cache
def _form() -> str:
    """The grammar of an English question in one line."""
    openings = " | ".join(f'"{word}"' for word in _OPENINGS.split())
    before = " | ".join(f'"{word} "' for word in _BEFORE.split())
    return (
        f'root ::= begin " " [^\\n?]+ "?"\n'
        f"begin ::= open | lead low\n"
        f"open ::= {openings}\n"
        f"lead ::= {before}\n"
        f"low ::= {openings.lower()}\n"
    )


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resource("chat", "standalone.toml").read_text(encoding="utf-8"))


@cache
def _light() -> frozenset[str]:
    return frozenset(words_of(_words()["light"]["en"]))


class Standalone:
    """Asks the loaded model, where it is large enough for it."""

    def __init__(self, engine: TextEngine, cancel: CancelToken) -> None:
        self._engine, self._cancel = engine, cancel

    def __call__(self, branch: Sequence[BranchMessage]) -> str:
        """As `Rewrite`. Raises `Cancelled` and what the engine raises."""
        turns = turns_before(branch)
        if not turns or not can_rewrite(self._engine.state().model):
            return ""
        question = next(each.message.content for each in reversed(branch) if each.message.role == "user")
        if not leans_on_chat(question):
            return ""
        self._cancel.raise_if_cancelled()
        model = self._engine.state().model
        in_form = model is not None and Ability.GRAMMAR in model.abilities
        stream = self._engine.generate(request(question, turns, in_form=in_form))
        self._cancel.on_cancel(stream.cancel)
        try:
            completion = stream.result()
        except ContextTooLong:  # a context so small has no room for a chat, either
            return ""
        finally:
            stream.cancel()
        self._cancel.raise_if_cancelled()
        return accepted(completion.text, question, turns) if completion.finish_reason == "stop" else ""


def can_rewrite(model: LoadedModel | None) -> bool:
    """A model whose size is not known is asked."""
    return model is not None and not 0 < model.parameters < LEAST_PARAMETERS


def turns_before(branch: Sequence[BranchMessage]) -> list[tuple[str, str]]:
    """The last questions before the one at the end, with their answers, "" for none; oldest first."""
    turns: list[tuple[str, str]] = []
    for each in branch:
        if each.message.role == "user":
            turns.append((each.message.content, ""))
        elif turns:
            turns[-1] = (turns[-1][0], written(each.message).text)
    return turns[:-1][-_TURNS:]


def request(question: str, turns: Sequence[tuple[str, str]], *, in_form: bool) -> GenerateRequest:
    """Behind examples, each text on a line of its own, so that none can pretend to be the next. `in_form`:
    the model can be made to write a question."""
    words = _words()["zh" if is_cjk(question) else "en"]

    def shown(chat: Sequence[tuple[str, str]], asked: str) -> str:
        lines = []
        for one, other in chat:
            lines.append(words["user"] + _line(one))
            lines += [words["assistant"] + _line(other)] if other else []
        return "\n".join([*lines, words["last"] + _line(asked), words["rewritten"]])

    examples = [
        shown([(one, other)], asked) + words["space"] + said
        for (one, other), asked, said in words["examples"]
    ]
    return GenerateRequest(
        messages=(Message("user", "\n\n".join((words["task"], *examples, shown(turns, question)))),),
        sampling=Sampling(temperature=0.0, repeat_penalty=1.0, seed=1),
        max_tokens=_MOST_TOKENS,
        grammar=(_FORM_HAN if is_cjk(question) else _form()) if in_form else None,
        template_variables={"enable_thinking": False},
    )


def _line(text: str) -> str:
    text = " ".join(text[: 4 * _SHOWN].split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def accepted(said: str, question: str, turns: Sequence[tuple[str, str]]) -> str:
    """What the model wrote, where it is the same question with more said; else "".

    One line, no longer than `LONGEST`, a question, in the same language; it keeps the numbers and names of
    the question and has none that the chat has not, and is no question that was asked before.
    """
    said = said.strip().strip('"“”「」').strip()
    before = " ".join(text for turn in turns for text in turn)
    if not said or "\n" in said or len(said) > LONGEST or is_cjk(said) != is_cjk(question):
        return ""
    marks, known = _marks(said), f"{question} {before}".casefold()
    if not _ASKS.search(said) or not _marks(question) <= marks or not all(each in known for each in marks):
        return ""
    new = set(words_of(said))
    if not new or any(new == set(words_of(asked)) for asked in (question, *(one for one, _ in turns))):
        return ""
    return said if _own_words(question) <= new else ""


def _own_words(question: str) -> set[str]:
    """What a rewritten English question must still have; of Chinese ones numbers and names are compared."""
    if is_cjk(question):
        return set()
    return {word for word in words_of(question) if not word.isdigit()} - _light()


def _marks(text: str) -> set[str]:
    """Numbers and names, folded."""
    found = {*_NUMBER.findall(text), *_NAME.findall(text)}
    if is_cjk(text):
        found.update(_LATIN.findall(text))
    return {each.casefold().rstrip("’'").removesuffix("'s").removesuffix("’s") for each in found}
