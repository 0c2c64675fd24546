"""What one does in a letter, and the words that do it: to apologise is to be sorry.

Owns these few groups of words. They count for points alone, which name what is to be done.
"""

from __future__ import annotations

from llmdesk.tools.evidence.terms import fold, stem

_ENGLISH = (
    "apologise apologize apology sorry regret",
    "decline refuse reject unable cannot unfortunately regret",
    "accept agree confirm happy glad gladly pleased suits",
    "thank thanks grateful appreciate",
    "ask request please would could",
    "congratulate congratulations delighted",
    "complain complaint disappointed unhappy",
    "invite invitation welcome join",
    "remind reminder remember",
    "recommend suggest advise",
)
_CHINESE = (
    "道歉 抱歉 致歉 歉意 对不起 不好意思",
    "拒绝 谢绝 婉拒 无法 不能 遗憾",
    "同意 接受 答应 可以 没问题 很高兴 乐意 确认",
    "感谢 谢谢 多谢 感激",
    "祝贺 恭喜",
    "投诉 不满 失望",
    "邀请 欢迎 诚邀",
    "提醒 记得 别忘",
    "建议 推荐",
)
_OF_STEM = {stem(fold(word)): words.split() for words in _ENGLISH for word in words.split()}


def words_for(word: str) -> list[str]:
    """What else does the same as an English word of a point."""
    return _OF_STEM.get(stem(fold(word)), [])


def runs_for(run: str) -> list[str]:
    """The same of a run of Chinese characters: what does what any word in it does."""
    groups = (words.split() for words in _CHINESE)
    return [word for words in groups if any(word in run for word in words) for word in words]
