"""Which points concern the user's focus ("only what concerns costs").

Owns the judging: the model compares " yes" and " no" after a fixed few-shot prompt, as `tools/sentiment`
does, less what it says of a sentence about nothing; words that the focus and a point share count too. No
text is generated. Must not choose what stands in the summary.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import ScoreRequest
from llmdesk.tools.evidence.terms import terms
from llmdesk.tools.summarize.rank import Point

_PREFIX_EN = """\
Does the sentence concern the topic? Answer yes or no.

Topic: the weather
Sentence: Heavy rain fell on Sunday and flooded two cellars.
Answer: yes

Topic: money
Sentence: The council elected Ms Brown as its new chair.
Answer: no

Topic: who said what
Sentence: Director Hall told the press that he would resign.
Answer: yes

Topic: traffic
Sentence: The museum shows paintings of the last century.
Answer: no

Topic: {focus}
Sentence:"""
_PREFIX_ZH = """\
句子与主题有关吗？回答“是”或“否”。

主题：天气
句子：星期天下了大雨，淹了两个地下室。
回答：是

主题：钱
句子：委员会选举王女士担任新的主席。
回答：否

主题：谁说了什么
句子：赵主任对记者说他将辞职。
回答：是

主题：交通
句子：博物馆展出了上个世纪的绘画。
回答：否

主题：{focus}
句子："""
_NOTHING_EN, _NOTHING_ZH = (" N/A.", " Something."), ("无。", "某件事。")
_SHARED = 1.5  # what a shared word adds to the log-odds


def relevance(
    focus: str, points: Sequence[Point], language: str, engine: TextEngine, cancel: CancelToken
) -> list[float]:
    """The log-odds that each point concerns `focus`, above those of a sentence about nothing. By the words
    that they share alone, where the model gives no probabilities."""
    wanted = set(terms(focus))
    model = engine.state().model
    if model is not None and Ability.LABEL_SCORES not in model.abilities:
        return [_SHARED * len(wanted & point.terms) for point in points]
    chinese = language == "zh"
    nothing = _NOTHING_ZH if chinese else _NOTHING_EN
    space = "" if chinese else " "
    request = ScoreRequest(
        prefix=(_PREFIX_ZH if chinese else _PREFIX_EN).format(focus=" ".join(focus.split())),
        items=(*nothing, *(space + point.text for point in points)),
        suffix="\n回答：" if chinese else "\nAnswer:",
        labels=("是", "否") if chinese else (" yes", " no"),
    )
    odds = []
    for score in engine.score(request, cancel):
        odds.append(score.logprobs[0] - score.logprobs[1] if len(score.logprobs) == 2 else 0.0)
    base = sum(odds[: len(nothing)]) / len(nothing)
    return [
        value - base + _SHARED * len(wanted & point.terms)
        for value, point in zip(odds[len(nothing) :], points, strict=True)
    ]
