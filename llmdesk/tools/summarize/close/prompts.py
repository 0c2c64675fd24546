"""What the model is asked for sentences close to the document's own.

Owns the words. The document stands between marks and is never an instruction. Must not judge answers.
"""

from __future__ import annotations

from llmdesk.engine.types import GenerateRequest
from llmdesk.tools.summarize import prompts
from llmdesk.tools.summarize.prompts import Task

_EN = (
    "Write the {n} most important points of this passage, each as one short full sentence of about {words} "
    "words, in the passage's own words. Say who or what it is about, and keep conditions and numbers."
)
_ZH = (
    "写出上面这段文字最重要的{n}点，每点一个简短完整的句子（{words}个字左右），尽量用原文的词，"
    "写明是谁或什么，保留条件和数字。"
)
_TITLE_EN, _TITLE_ZH = "This is from “{title}”.", "以下文字选自《{title}》。"

WORDS = (_EN, _ZH)


def shortened(
    task: Task, title: str, text: str, n: int, words: int, seed: int, *, again: bool
) -> GenerateRequest:
    """Ask for `n` sentences of a piece of the document, each shortened to about `words`."""
    head = (_TITLE_ZH if task.chinese else _TITLE_EN).format(title=title) + "\n" if title else ""
    asked = (_ZH if task.chinese else _EN).format(n=n, words=words)
    grammar = f'root ::= ("- " sentence "\\n"){{{n}}}\n{prompts.sentence_rules(task.language)}'
    return prompts.request(
        task, f"{head}<<<\n{text.strip()}\n>>>", prompts.with_focus(task, asked), grammar,
        prompts.room(n, 2 * words, task.language), seed, again=again,
    )  # fmt: skip
