"""The languages that may be asked for, by their codes, with the names that prompts and people use.

Owns the list. A model may know more or fewer.
"""

from __future__ import annotations

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError

# Code to (English name, Chinese name).
NAMES: dict[str, tuple[str, str]] = {
    "en": ("English", "英语"),
    "zh": ("Simplified Chinese", "简体中文"),
    "ja": ("Japanese", "日语"),
    "ko": ("Korean", "韩语"),
    "fr": ("French", "法语"),
    "de": ("German", "德语"),
    "es": ("Spanish", "西班牙语"),
    "it": ("Italian", "意大利语"),
    "pt": ("Portuguese", "葡萄牙语"),
    "nl": ("Dutch", "荷兰语"),
    "sv": ("Swedish", "瑞典语"),
    "da": ("Danish", "丹麦语"),
    "pl": ("Polish", "波兰语"),
    "cs": ("Czech", "捷克语"),
    "hu": ("Hungarian", "匈牙利语"),
    "ro": ("Romanian", "罗马尼亚语"),
    "el": ("Greek", "希腊语"),
    "ru": ("Russian", "俄语"),
    "uk": ("Ukrainian", "乌克兰语"),
    "tr": ("Turkish", "土耳其语"),
    "ar": ("Arabic", "阿拉伯语"),
    "he": ("Hebrew", "希伯来语"),
    "hi": ("Hindi", "印地语"),
    "th": ("Thai", "泰语"),
    "vi": ("Vietnamese", "越南语"),
    "id": ("Indonesian", "印度尼西亚语"),
}
_ALSO = {
    "zh-cn": "zh",
    "zh-hans": "zh",
    "cn": "zh",
    "chinese": "zh",
    "中文": "zh",
    "汉语": "zh",
    "英文": "en",
}


def code_of(text: str) -> str:
    """The code of a language that is named by its code or its name. Raises `UsageError`."""
    wanted = text.strip().lower()
    if wanted in NAMES:
        return wanted
    if wanted in _ALSO:
        return _ALSO[wanted]
    for code, names in NAMES.items():
        if wanted in (names[0].lower(), names[1]):
            return code
    raise UsageError(
        QT_TRANSLATE_NOOP("core", "There is no language “{language}” here."),
        QT_TRANSLATE_NOOP("core", "Known are: {languages}."),
        language=text,
        languages=", ".join(NAMES),
    )
