"""The type of a page: which families of the system are taken, in which order, and what none of them has.

Owns the families. Every font is made at `EM` units, in which a page is laid out. Must not lay anything out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QTextLayout

from llmdesk.tools.poetry.types import Language
from llmdesk.ui.poetry.sheet.choices import Type

EM = 100  # units of a page that the verse's type is high
_CHINESE: dict[Type, tuple[str, ...]] = {
    "song": (
        "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "Songti SC", "STSong", "SimSun",
        "AR PL UMing CN", "Noto Serif CJK TC", "Songti TC", "PMingLiU",
    ),
    "kai": (
        "LXGW WenKai", "Kaiti SC", "STKaiti", "KaiTi", "AR PL UKai CN", "TW-Kai", "BiauKai", "DFKai-SB",
    ),
    "fangsong": ("Zhuque Fangsong (technical preview)", "FangSong", "STFangsong", "FangSong_GB2312"),
}  # fmt: skip
_ENGLISH = (
    "EB Garamond", "Garamond", "Hoefler Text", "Baskerville", "Palatino Linotype", "Palatino", "P052",
    "Georgia", "Source Serif 4", "Noto Serif", "Liberation Serif", "DejaVu Serif",
)  # fmt: skip
# Letters with the marks of pinyin want a face that was drawn with them.
_PINYIN = (
    "Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Noto Sans", "Segoe UI",
    "DejaVu Sans",
)  # fmt: skip
_SEAL = (
    "FZXiaoZhuanTi-S13T", "方正小篆体", "LiSu", "STLiti", "Baoli SC", "Source Han Serif SC",
    "Noto Serif CJK SC", "Noto Serif SC", "Songti SC", "SimSun", "AR PL UMing CN",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts of a page at `EM` units."""

    verse: QFont
    pinyin: QFont
    seal: QFont


def faces_of(language: Language, kind: Type = "song") -> Faces:
    """For Chinese, Song stands behind the kind that was chosen, and English type before both for its letters
    alone in English verse."""
    chinese = (*_CHINESE[kind], *_CHINESE["song"])
    families = chinese if language == "zh" else (*_ENGLISH, *chinese)
    return Faces(
        _font(families, QFont.StyleHint.Serif),
        _font(_PINYIN, QFont.StyleHint.SansSerif),
        _font(_SEAL, QFont.StyleHint.Serif, QFont.Weight.Bold),
    )


def offered_types() -> tuple[Type, ...]:
    """The kinds of Chinese type that this system has, Song always among them."""
    kinds: tuple[Type, ...] = ("song", "kai", "fangsong")
    return tuple(kind for kind in kinds if kind == "song" or _installed(_CHINESE[kind]))


def sized(font: QFont, size: float, *, italic: bool = False, bold: bool = False) -> QFont:
    """The font at a part of its size."""
    found = QFont(font)
    found.setPixelSize(max(1, round(EM * size)))
    found.setItalic(italic)
    if bold:
        found.setWeight(QFont.Weight.DemiBold)
    return found


def missing(text: Iterable[str], font: QFont) -> str:
    """The characters that no font of the system has, each once."""
    families = tuple(font.families())
    return "".join(each for each in dict.fromkeys(text) if not has(each, families))


@cache
def has(character: str, families: tuple[str, ...]) -> bool:
    """Whether one of the families, or what the system puts behind them, can draw the character."""
    if not character.strip():
        return True
    font = QFont()
    font.setFamilies(families)
    layout = QTextLayout(character, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return bool(runs) and all(index for run in runs for index in run.glyphIndexes())


def _installed(families: Iterable[str]) -> tuple[str, ...]:
    return tuple(family for family in families if QFontDatabase.hasFamily(family))


def _font(
    families: Iterable[str], hint: QFont.StyleHint, weight: QFont.Weight = QFont.Weight.Normal
) -> QFont:
    font = QFont()
    installed = list(dict.fromkeys(_installed(families)))
    font.setFamilies(installed or [font.defaultFamily()])
    font.setStyleHint(hint)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setWeight(weight)
    font.setPixelSize(EM)
    return font
