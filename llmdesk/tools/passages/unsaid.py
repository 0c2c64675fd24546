"""Answers by which a model says that the documents do not say it.

Owns the words. Must not judge whether they do.
"""

from __future__ import annotations

import re

_NOTHING = re.compile(
    r"(?i:\b(?:documents?|passages?|texts?|excerpts?)\b[^.!?]{0,30}\b(?:do|does)(?: not|n['’]t) (?:say|"
    r"mention|state|specify|answer|tell|indicate|discuss|(?:contain|provide|include|give|have) (?:any |"
    r"enough |specific |the )?(?:information|details?|mention|answer|data)))\b"
    r"|(?i:\b(?:is|are|was|were)(?: not|n['’]t) (?:mentioned|stated|specified|given|provided|indicated|"
    r"included|found) in (?:the|any of the|these|those) (?:given |provided |above )?"
    r"(?:documents?|passages?|texts?|excerpts?)\b)"
    r"|(?:文件|段落|文字|文档|资料|原文)[^。！？，]{0,12}(?:没有|并未|未)(?:明确)?(?:提到|提及|说|给出|回答|提供|涉及)"
)


def says_nothing(said: str) -> bool:
    """Whether a sentence says that the documents do not answer, in one of the usual ways."""
    return _NOTHING.search(said) is not None
