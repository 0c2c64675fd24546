"""Han characters that are mistaken for each other: they sound alike, or look alike.

Owns that question. Most mistakes in typed Chinese are characters of the same sound (what an input method
offers), those in scanned or handwritten texts are of the same shape. The sounds are pypinyin's.
"""

from __future__ import annotations

from functools import cache

_SHAPE_LIST = """
己已巳 末未 人入八 土士 日曰 天夭 大太犬 千干于 戊戌戍 拔拨 侯候 折拆析 辨辩辫 粱梁 即既 竟竞 崇祟 赢嬴羸 睛晴
清请情 徒徙 治冶 没设 贷货 住往 今令 孤狐 免兔 沏砌 亨享 斤斥 兵乒乓 栗粟 茶荼 毫亳 撤撒 蓝篮
"""
_SHAPES = _SHAPE_LIST.split()
_NEVER = ("买卖", "他她它", "授受", "进近", "有又右")  # they sound alike, and say something else
_NASALS = (("ing", "in"), ("eng", "en"), ("ang", "an"), ("zh", "z"), ("ch", "c"), ("sh", "s"))


def sound_alike(one: str, other: str) -> bool:
    """Whether two characters sound alike (tones and the usual confusions of accents aside), or look alike."""
    if any(one in group and other in group for group in _NEVER):
        return False
    if any(one in shape and other in shape for shape in _SHAPES):
        return True
    return bool(_sounds(one) & _sounds(other))


@cache
def _sounds(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return frozenset(_plain(sound) for sound in (found[0] if found else ()))


def _plain(sound: str) -> str:
    for wide, narrow in _NASALS:
        sound = sound.replace(wide, narrow)
    return sound
