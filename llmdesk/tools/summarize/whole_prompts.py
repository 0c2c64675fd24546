"""What the model is asked while it reads: to sum up each part, going on from before; a sentence anew.

Owns the words. The requests about one document are one conversation that grows: its text, part by part, and
behind each part what the model wrote of it. Each begins as the one before, so the engine reads
the text once, and the model has all of it in view. Must not judge answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from llmdesk.engine.types import GenerateRequest, Message, Sampling
from llmdesk.tools.summarize import prompts
from llmdesk.tools.summarize.prompts import Task

_TEXT_EN = (
    "Summarize the text above for somebody who has not read it, in {n}, about {words} words in all. Begin "
    "with what matters most. Say who does what: name people with their role. Keep the numbers that matter, "
    "and say whose opinion an opinion is."
)
_ON_EN = (
    "Go on with the summary: what matters most in this next part, in {n}, about {words} words, with "
    "its names and numbers."
)
_TEXT_ZH = (
    "为没有读过的人总结上文，写{n}，一共大约{words}个字。先写最重要的内容，写明谁做了什么、人物的身份，"
    "保留重要的数字，看法要写明是谁的。"
)
_ON_ZH = "接着写总结：写{n}，大约{words}个字，写出这一部分最重要的内容，保留人名和数字。"
_SENTENCE_EN, _SENTENCES_EN, _BULLETS_EN = (
    "one sentence", "{n} sentences of flowing prose", "{n} points of one full sentence each"
)  # fmt: skip
_SENTENCE_ZH, _SENTENCES_ZH, _BULLETS_ZH = (
    "一个句子",
    "{n}个连贯的句子",
    "{n}个要点，每个要点是一个完整的句子",
)
_FACTS_EN = (
    "List the {n} most important facts of {part} that have numbers, dates or names. Each fact is one short "
    "full sentence. Copy numbers, dates and names exactly."
)
_FACTS_ZH = (
    "列出{part}最重要的{n}个事实，每个事实都要有数字、日期或名称。"
    "每个事实是一个简短完整的句子，数字、日期和名称照抄原文。"
)
_FIRST_EN, _NEXT_EN = "the text above", "this next part of the text"
_FIRST_ZH, _NEXT_ZH = "上文", "这一部分"
_ANEW_EN = (
    "A summary of the text has this sentence: {sentence}\n{reason} The text says: {passage}\n\nWrite the "
    "sentence again, so that it says only what the text says. Keep who says or thinks it."
)
_ANEW_ZH = (
    "总结里有这个句子：{sentence}\n{reason}原文是：{passage}\n\n"
    "重写这个句子，只写原文说过的内容；别人的话或看法要写明是谁的。"
)
_WRONG_EN, _WRONG_ZH = "It is not what the text says.", "它与原文不符。"
_SPEAKER_EN, _SPEAKER_ZH = "It does not say whose words these are.", "它没有写明这是谁说的。"
_TITLE_EN, _TITLE_ZH = "This is from “{title}”.", "以下文字选自《{title}》。"
_HEADINGS_EN, _HEADINGS_ZH = "Its headings: {headings}.", "各部分标题：{headings}。"
_HEADING = "## "
_BEFORE_EN, _BEFORE_ZH = "What the text says before:", "前文的主要内容："

WORDS = (
    _TEXT_EN, _TEXT_ZH, _ON_EN, _ON_ZH, _FACTS_EN, _FACTS_ZH, _ANEW_EN, _ANEW_ZH,
)  # fmt: skip

Told = tuple[Message, ...]
"""A conversation so far, without what the model is told it is; it ends with an answer."""


def head(task: Task, title: str, headings: Sequence[str], before: Sequence[str]) -> str:
    """What the model is told of a document of which it sees a part."""
    titled, headed, noted = (
        (_TITLE_ZH, _HEADINGS_ZH, _BEFORE_ZH) if task.chinese else (_TITLE_EN, _HEADINGS_EN, _BEFORE_EN)
    )
    lines = [titled.format(title=title)] if title else []
    if headings:
        lines.append(headed.format(headings=("；" if task.chinese else "; ").join(headings)))
    if before:
        lines += [noted, *(f"- {note}" for note in before)]
    return "\n".join(lines) + "\n\n" if lines else ""


def opened(text: str, headings: Sequence[int] = (), head: str = "") -> str:
    """A part of the document as far as it is read; what follows goes on from here. `headings`: where they
    begin in it; they are marked, or a model writes them into its sentences."""
    pieces = [text[start:end] for start, end in pairwise([0, *headings, len(text)])]
    return f"{head}<<<\n{_HEADING.join(pieces).strip()}"


def reading(task: Task, told: Told, text: str, *, fresh: bool) -> GenerateRequest:
    """Have `text` read behind the conversation, and nothing written: what comes later finds it read."""
    return GenerateRequest(
        messages=_all(task, told, text),
        sampling=Sampling(temperature=0.0, seed=1),
        max_tokens=1,
        priority="batch",
        fresh=fresh,
        template_variables={"enable_thinking": False},
    )


def asked(task: Task, text: str, n: int, words: int, *, first: bool, listed: bool) -> str:
    """The whole message that has the model sum up `text` (`opened`) in `n` sentences of about `words`;
    `first`: it is the beginning; `listed`: as points."""
    if task.facts:
        part = (_FIRST_ZH if first else _NEXT_ZH) if task.chinese else (_FIRST_EN if first else _NEXT_EN)
        told = (_FACTS_ZH if task.chinese else _FACTS_EN).format(n=n, part=part)
    else:
        told = ((_TEXT_ZH, _ON_ZH) if task.chinese else (_TEXT_EN, _ON_EN))[not first]
        told = told.format(n=_form(task, n, listed=listed), words=n * words)
    return f"{text}\n>>>\n\n{prompts.in_language(task, prompts.with_focus(task, told))}"


def _form(task: Task, n: int, *, listed: bool) -> str:
    if n == 1 and not listed:
        return _SENTENCE_ZH if task.chinese else _SENTENCE_EN
    several, points = (_SENTENCES_ZH, _BULLETS_ZH) if task.chinese else (_SENTENCES_EN, _BULLETS_EN)
    return (points if listed else several).format(n=n)


def summing_up(
    task: Task, told: Told, message: str, n: int, words: int, seed: int, *, again: bool, listed: bool
) -> GenerateRequest:
    """Ask for `n` sentences with a message of `asked`: one a line as a list, or behind each other."""
    space = "" if task.language in ("zh", "ja") else '" " '
    prose = f'sentence ({space}sentence){{{n - 1}}} "\\n"'
    form = f'("- " sentence "\\n"){{{n}}}' if listed else prose
    grammar = f"root ::= {form}\n{prompts.sentence_rules(task.language)}"
    room = prompts.room(n, words, task.language)
    return prompts.batch_request(_all(task, told, message), grammar, room, seed, again=again, fresh=False)


def anew(
    task: Task, told: Told, sentence: str, reason: str, passage: str, words: int, seed: int
) -> GenerateRequest:
    """Ask for one sentence again. `reason`: in English, "" for none; "speaker" where it lost who says it."""
    asked, wrong, speaker = (
        (_ANEW_ZH, _WRONG_ZH, _SPEAKER_ZH) if task.chinese else (_ANEW_EN, _WRONG_EN, _SPEAKER_EN)
    )
    why = wrong if task.chinese or not reason else f"{wrong} {reason}"
    text = asked.format(sentence=sentence, reason=speaker if reason == "speaker" else why, passage=passage)
    grammar = f'root ::= sentence "\\n"\n{prompts.sentence_rules(task.language)}'
    room = prompts.room(1, max(words, 12), task.language)
    messages = _all(task, told, prompts.in_language(task, text))
    return prompts.batch_request(messages, grammar, room, seed, again=False, fresh=False)


def after(told: Told, message: str, answer: str) -> Told:
    """The conversation with one more question and its answer."""
    return (*told, Message("user", message), Message("assistant", answer.strip()))


def _all(task: Task, told: Told, message: str) -> tuple[Message, ...]:
    return (Message("system", prompts.system(task)), *told, Message("user", message))
