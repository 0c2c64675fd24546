"""Whose words a sentence gives: quotations that close, and speakers that are not lost.

Owns finding in a passage that somebody says or thinks what it says, and that a sentence of a summary leaves
that out. Must not ask the model.
"""

from __future__ import annotations

import re

_PAIRS = (
    ("“", "”"),
    ("「", "」"),
    ("『", "』"),
    ("《", "》"),
    ("（", "）"),
    ("(", ")"),
    ("[", "]"),
    ("«", "»"),
)
_SAYS = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|tells?|told|thinks?|thought|believe[sd]?|argue[sd]?|claim(?:s|ed)?|insist(?:s|ed)?|"
    r"add(?:s|ed)|admit(?:s|ted)?|warn(?:s|ed)?|hope[sd]?|fear(?:s|ed)?|call(?:s|ed)|describe[sd]?|wr(?:ites|ote)|"
    r"complain(?:s|ed)?|suggest(?:s|ed)?|maintain(?:s|ed)?|den(?:y|ies|ied)|repl(?:y|ies|ied)|promise[sd]?|"
    r"explain(?:s|ed)?|note[sd]|state[sd]|predict(?:s|ed)?|expect(?:s|ed)?|consider(?:s|ed)?|feels?|felt|doubt(?:s|ed)?|"
    r"ask(?:s|ed)|question(?:s|ed)?|criti[cs]i[sz]e[sd]?|demand(?:s|ed)?|propose[sd]?|according to|"
    r"in (?:his|her|their|my) (?:view|opinion)|view(?:s|ed)?|opinion)\b|"
    r"说|表示|认为|称|指出|觉得|主张|希望|担心|批评|看来|强调|承认|建议|提出|回答|解释|预计|相信|质疑|反对|要求|据.{1,20}介绍|写道|告诉|所说",
    re.IGNORECASE,
)
# The passage says it as somebody's words: a verb that takes what is said, or a quotation of some length.
_REPORTS = re.compile(
    r"\b(?:sa(?:y|ys|id)|believe[sd]?|argue[sd]?|claim(?:s|ed)?|insist(?:s|ed)?|admit(?:s|ted)?|warn(?:s|ed)?|"
    r"hope[sd]?|fear(?:s|ed)?|think[s]?|thought|complain(?:s|ed)?|maintain(?:s|ed)?|replied|suggest(?:s|ed)?)\b|"
    r"(?:说|表示|认为|指出|觉得|主张|希望|担心|批评|强调|承认|相信|质疑|反驳|回答)(?:道|过|，|：|,|:|“)?|"
    r"[“「\"][^“”「」\"]{25,}|[“「][^“”「」]{10,}",
    re.IGNORECASE,
)


def is_closed(text: str) -> bool:
    """Whether each quotation mark and bracket of a sentence has its other half."""
    if text.count('"') % 2:
        return False
    return all(text.count(first) == text.count(last) for first, last in _PAIRS)


def loses_speaker(claim: str, passage: str) -> bool:
    """Whether the passage gives what somebody says or thinks, and the claim gives it as a fact."""
    if not _REPORTS.search(passage):
        return False
    return not _SAYS.search(claim)
