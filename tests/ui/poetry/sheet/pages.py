"""Poems that the tests of the page set."""

from __future__ import annotations

from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.page import Page, page_of_text

QUATRAIN = "《登鹳雀楼》 王之涣\n白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。"
ENGLISH = "Fire and Ice\nBy Robert Frost\n\nSome say the world will end in fire,\nSome say in ice."


def chinese(text: str = QUATRAIN) -> Page:
    return page_of_text(text, form("jueju-5"), "pingshui")


def english() -> Page:
    return page_of_text(ENGLISH, form("free"), "zhonghua")
