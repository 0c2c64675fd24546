"""Words that are not left out to see what they did: articles, pronouns, forms of "to be", particles.

Without one of them a sentence is broken rather than says something else, and a small model takes that
for a change of mood. What can turn a sentence (not, but, too, 不, 但, 太) is none of them.
"""

from __future__ import annotations

_ENGLISH = """
a an the this that these those there here
i me my mine myself you your yours he him his she her hers it its itself we us our ours they them their theirs
i'm i've i'd i'll you're you've it's he's she's we're we've they're they've that's there's
am is are was were be been being have has had having do does did
of in on at to from for by with as into onto about than
and or who whom whose which what when where while
"""
_CHINESE = """
的 了 着 过 得 地 是 在 有 和 与 跟 及 或 而 之 其 以 于 为 把 被 给 从 到 对 向 让
我 你 您 他 她 它 我们 你们 他们 她们 它们 自己 这 那 这个 那个 这些 那些 这里 那里 这样 那样
一 个 一个 也 就 都 上 下 里 中 时 后 前 来 去 说 吗 呢 吧 啊 呀 哦 嘛
"""
LITTLE_WORDS = frozenset((_ENGLISH + _CHINESE).split())


def is_little(word: str) -> bool:
    """Whether `word` is one of them, however it is written."""
    return word.casefold().replace("’", "'") in LITTLE_WORDS
