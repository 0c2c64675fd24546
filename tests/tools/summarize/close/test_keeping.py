"""A shortened sentence stands only where it loses nothing that turns what the document's sentence says."""

from __future__ import annotations

import pytest

from llmdesk.tools.summarize.close.keeping import is_close

WORK = (
    "No work in the bed of the brook is allowed between 1 October and the end of the year, when trout spawn, "
    "unless the Rivers Agency agrees in the particular case."
)
LOST = {
    "a denial": (WORK, "Work in the bed of the brook is allowed between 1 October and the end of the year."),
    "a condition": (WORK, WORK.partition(", unless")[0] + "."),
    "only": ("The grant is paid only to members.", "The grant is paid to members."),
    "a hedge": ("The line may close in May.", "The line closed in May."),
    "an amount": ("At least 16 houses burned down.", "16 houses burned down."),
    "who says it": ("The mayor said that the dam is safe.", "The dam is safe."),
    "except": ("All shops are closed except the bakery.", "All shops are closed."),
    "another number": ("The bridge cost £14 million in 2016.", "The bridge cost £41 million in 2016."),
    "another name": ("Anna Berg sold the mill to Ivo Lind.", "Ivo Lind sold the mill to Anna Berg."),
    "the doer": ("Berg resigned in May, and Lind took over the mill.", "Berg took over the mill."),
    "whom a clause is about": ("Berg sold the mill to Lind, who moved to Zorn.", "Berg moved to Zorn."),
    "what it is said of": ("Vehicles with a permit from Zorn may enter.", "Vehicles may enter."),
    "a word of its own": ("The mill burned down in 1911.", "The old mill burned down in 1911."),
    "如果": ("如果漏服超过12小时，应当跳过这一次。", "应当跳过这一次。"),
    "除": ("除残疾人外，垂钓应当持证。", "垂钓应当持证。"),
    "不": ("本品不得与酒同服。", "本品与酒同服。"),
    "可能": ("唐知微认为，2026年消费可能温和回升。", "唐知微认为，2026年消费温和回升。"),
    "谁说的": ("馆长说，展品是真迹。", "展品是真迹。"),
    "至少": ("每天至少喝8杯水。", "每天喝8杯水。"),
    "别人做的": ("王芳辞去了职务，由李强接任校长。", "王芳接任校长。"),
}  # fmt: skip


@pytest.mark.parametrize("lost", LOST)
def test_what_turns_the_meaning_is_not_lost(lost: str) -> None:
    source, line = LOST[lost]
    assert not is_close(line, source)
    assert is_close(source, source)


KEPT = [
    ("The ewer (no. 3) can be seen on the left.", "The ewer can be seen on the left."),
    ("The council, which met on Monday, approved the plan.", "The council approved the plan."),
    ("The mill burned down in 1911, because nobody kept watch.", "The mill burned down in 1911."),
    ("Trout has got dearer; leeks were cheaper this year.", "Leeks were cheaper this year."),
    (WORK, WORK),
    ("公司去年营收为3亿元，增长两成；利润下降。", "公司去年营收为3亿元，增长两成。"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "line"), KEPT)
def test_whole_segments_can_be_left_out(source: str, line: str) -> None:
    assert is_close(line, source)


def test_a_sentence_of_another_language_is_not_close() -> None:
    assert not is_close("磨坊在1911年被烧毁。", "The mill burned down in 1911.")
    assert not is_close("", "The mill burned down in 1911.")


def test_a_long_row_of_the_same_words_is_soon_refused() -> None:
    assert not is_close("mill " * 2000, "mill " * 2000)
