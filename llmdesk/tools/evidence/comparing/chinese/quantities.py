"""Whether a Chinese sentence says more than its passage: all for some, must for may, always, only.

Owns such words. Must not know subjects, figures or frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, covered
from llmdesk.tools.evidence.comparing.chinese.lists import pattern
from llmdesk.tools.evidence.comparing.types import Contrast

_NAMES = ("all", "only", "must", "always", "first")
_EXCEPTION = re.compile("除[^，。；]{1,20}[外]|除外|例外|以外|之外")
_NO_EXCEPTION = re.compile("不例外|无一例外|没有例外|也在其内|包括在内|连[^，。]{1,12}也")
_EACH_TIME = re.compile("每一?个(?:月|星期|礼拜|季度|小时|钟头|工作日)")  # no more than 每月
_ENOUGH = 0.4


def stronger(claim: Sentence, sentences: Sequence[Sentence]) -> Contrast | None:
    for clause in claim.clauses:
        about = _about(clause, sentences)
        if not about:
            continue
        text = "\n".join(each.text for each in about)
        excepted = _EXCEPTION.search(text)
        if excepted and not _EXCEPTION.search(_NO_EXCEPTION.sub("", claim.text)):
            including = _NO_EXCEPTION.search(clause.text)
            every = clause.find("quantity", "all") or (including[0] if including else "")
            if every:
                return Contrast("stronger", every, excepted[0])
        for name in _NAMES:
            found = clause.find("quantity", name)
            if (
                found
                and not (found[0] == "每" and _EACH_TIME.search(clause.text))
                and not pattern("quantity", f"{name}_same").search(text)
            ):
                return Contrast("stronger", found, "")
    return None


def _about(clause: Clause, sentences: Sequence[Sentence]) -> list[Sentence]:
    ranked = [(covered(clause.content, each.text), each) for each in sentences]
    best = max((score for score, _ in ranked), default=0.0)
    return [each for score, each in ranked if score >= max(_ENOUGH, best - 0.15)]
