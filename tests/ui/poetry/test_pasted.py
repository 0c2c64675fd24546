"""Poems that are pasted into the tab to be checked, and the rhyme books."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from llmdesk.tools.poetry.check import split_poem
from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.types import Form
from llmdesk.ui.poetry.poem_edit import PoemEdit
from llmdesk.ui.poetry.tab import PoetryTab
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.controls import named
from tests.ui.poetry.desk import Writer, checks, choose, poem, write


def test_a_pasted_poem_is_checked_with_several_lines_in_a_row(tab: PoetryTab, qtbot: QtBot) -> None:
    named(tab, QPushButton, "Check a poem").click()
    choose(tab, "Language", "中文")
    named(tab, PoemEdit, "Poem").setPlainText(
        "登鹳雀楼\n\n白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。"
    )
    qtbot.waitUntil(lambda: bool(checks(tab)))
    poem(tab).go_to_line(1)
    text = poem(tab).toPlainText()
    assert text[poem(tab).textCursor().position() :].startswith("黄河入海流")
    assert poem(tab).current_line == 1


def test_a_tick_stands_behind_all_of_its_row(
    tab: PoetryTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a row goes on behind a line of verse, it stood on the words."""
    named(tab, QPushButton, "Check a poem").click()
    choose(tab, "Language", "中文")
    ticks: list[QPointF] = []
    monkeypatch.setattr(PoemEdit, "_paint_tick", lambda edit, painter, foot, passed: ticks.append(foot))
    rows = "白日依山尽，黄河入海流。<br>", "欲穷千里目，更上一层楼。（五言绝句）"
    named(tab, PoemEdit, "Poem").setPlainText("\n".join(rows))
    qtbot.waitUntil(lambda: bool(checks(tab)))
    ticks.clear()
    qtbot.waitUntil(lambda: len(ticks) >= len(rows))
    widest = max(QFontMetricsF(poem(tab).document().defaultFont()).horizontalAdvance(row) for row in rows)
    assert all(foot.x() >= (poem(tab).viewport().width() + widest) / 2 for foot in ticks)


def test_the_rhyme_book_is_chosen_for_writing_and_for_checking_apart(
    tab: PoetryTab, qtbot: QtBot, writer: Writer
) -> None:
    assert not named(tab, ChoiceBox, "Rhyme book").isVisible()  # of an English form
    choose(tab, "Language", "中文")
    assert named(tab, ChoiceBox, "Rhyme book").isVisible()
    choose(tab, "Rhyme book", "平水韵 · the 106 rhymes of old")
    write(tab, qtbot, "山")
    assert writer.asked[-1].rhymes == "pingshui"
    named(tab, QPushButton, "Check a poem").click()
    poem(tab).setPlainText("白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。")
    qtbot.waitUntil(lambda: any("律绝, regular by 平水韵、词林正韵" in text for text in checks(tab)))
    assert any(
        label.text().startswith("律绝, regular by 平水韵、词林正韵; by 中华通韵 these lines break it: 4.")
        for label in tab.findChildren(QLabel)
    )
    assert not any(text.startswith("Wrong: Line 4 · Tone pattern") for text in checks(tab))
    choose(tab, "Rhyme book", "中华通韵 · sounds of today")
    qtbot.waitUntil(lambda: any(text.startswith("Wrong: Line 4 · Tone pattern") for text in checks(tab)))
    named(tab, QPushButton, "Write a poem").click()
    assert named(tab, ChoiceBox, "Rhyme book").current.data == "pingshui"  # type: ignore[union-attr]


def test_a_pasted_song_is_known_by_its_title_and_the_tunes_are_offered(
    tab: PoetryTab, qtbot: QtBot, writer: Writer
) -> None:
    choose(tab, "Language", "中文")
    named(tab, QLineEdit, "First letters").setText("平安喜乐")
    choose(tab, "Form", "词·浣溪沙 · Huànxīshā")
    assert not named(tab, QLineEdit, "First letters").isVisible()  # its tune sets them
    write(tab, qtbot, "山")
    assert (writer.asked[-1].form, writer.asked[-1].acrostic) == ("huanxisha", "")
    choose(tab, "Form", "词（任一词牌） · Song to any tune")
    named(tab, QPushButton, "Check a poem").click()
    song = "如梦令·春晚\n李清照\n昨夜雨疏风骤，浓睡不消残酒。\n试问卷帘人，却道海棠依旧。"
    song += "\n知否，知否？应是绿肥红瘦。"
    poem(tab).setPlainText(song)
    qtbot.waitUntil(lambda: any("词·如梦令 (定格), regular by" in text for text in checks(tab)))
    assert not any(text.startswith("Wrong") for text in checks(tab))


def test_the_form_of_a_pasted_poem_is_found_in_either_language(tab: PoetryTab, qtbot: QtBot) -> None:
    """Whatever form was chosen for writing, 江雪 was held against it, and so was a limerick."""
    named(tab, QPushButton, "Check a poem").click()
    poem(tab).setPlainText("江雪\n柳宗元\n千山鸟飞绝，万径人踪灭。\n孤舟蓑笠翁，独钓寒江雪。")
    qtbot.waitUntil(lambda: any("古绝, rhymed on an oblique tone" in text for text in checks(tab)))
    assert not any(text.startswith("Wrong") for text in checks(tab))
    assert any(label.text().startswith("五言绝句") for label in tab.findChildren(QLabel))
    assert named(tab, ChoiceBox, "Rhyme book").isVisible()
    assert any("五言律诗" in each.text for each in named(tab, ChoiceBox, "Form").choices)
    poem(tab).setPlainText("\n".join(form("limerick").example))
    qtbot.waitUntil(lambda: any("Limerick: three beats" in text for text in checks(tab)))
    assert not named(tab, ChoiceBox, "Rhyme book").isVisible()
    poem(tab).setPlainText("独立寒秋。\n湘江北去，橘子洲头。\n看万山红遍。")
    qtbot.waitUntil(lambda: any("None of the Chinese forms here" in text for text in checks(tab)))
    assert any("五言律诗" in each.text for each in named(tab, ChoiceBox, "Form").choices)
    named(tab, QPushButton, "Write a poem").click()
    assert named(tab, ChoiceBox, "Language").current.data == "en"  # type: ignore[union-attr]


def test_verse_of_another_language_is_told_and_no_rules_are_counted(tab: PoetryTab, qtbot: QtBot) -> None:
    named(tab, QPushButton, "Check a poem").click()
    poem(tab).setPlainText("Я помню чудное мгновенье:\nПередо мной явилась ты.")
    told = "Only English and Chinese verse can be checked; this is in another language."
    qtbot.waitUntil(lambda: told in [label.text() for label in tab.findChildren(QLabel)])
    assert checks(tab) == [f"Whole poem · Kind of poem · {told}"]  # neither right nor wrong


def test_a_form_that_is_chosen_while_checking_is_what_the_poem_is_held_against(
    tab: PoetryTab, qtbot: QtBot
) -> None:
    named(tab, QPushButton, "Check a poem").click()
    poem(tab).setPlainText("\n".join(form("limerick").example))
    qtbot.waitUntil(lambda: any("Limerick" in text for text in checks(tab)))
    choose(tab, "Form", "Haiku")
    qtbot.waitUntil(lambda: any(text.startswith("Wrong") and "Syllables" in text for text in checks(tab)))
    named(tab, QPushButton, "Write a poem").click()
    assert "Recognized by itself" not in [each.text for each in named(tab, ChoiceBox, "Form").choices]
    named(tab, QPushButton, "Check a poem").click()
    assert named(tab, ChoiceBox, "Form").current.text == "Haiku"  # type: ignore[union-attr]
    choose(tab, "Form", "Recognized by itself")
    qtbot.waitUntil(lambda: any("Limerick" in text for text in checks(tab)))


def test_a_text_that_changes_while_it_is_checked_is_divided_in_no_window(
    tab: PoetryTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end of the earlier check divided the new text, by the form of the earlier one."""
    named(tab, QPushButton, "Check a poem").click()
    first, second = "\n".join(form("limerick").example), "\n".join(form("jueju-5").example)
    poem(tab).setPlainText(first)
    qtbot.waitUntil(lambda: any("Limerick" in text for text in checks(tab)))
    divided: list[str] = []

    def split(text: str, wanted: Form) -> tuple[str, tuple[str, ...]]:
        known = tab._hearing._known
        divided.append(text if known is not None and known[0] == text else "unknown")
        return split_poem(text, wanted)

    monkeypatch.setattr("llmdesk.ui.poetry.tab.split_poem", split)
    tab._check()
    poem(tab).setPlainText(second)
    qtbot.waitUntil(lambda: second in divided)
    assert "unknown" not in divided


def test_a_long_text_that_is_pasted_holds_nobody_up(tab: PoetryTab, qtbot: QtBot) -> None:
    """Its lines were divided again and again in the window's own thread, 0.1 to 1 s each time."""
    named(tab, QPushButton, "Check a poem").click()
    choose(tab, "Language", "中文")
    choose(tab, "Form", "词（任一词牌） · Song to any tune")
    poem(tab).setPlainText("白日依山尽，黄河入海流。欲穷千里目，更上一层楼。\n" * 400)
    qtbot.waitUntil(lambda: bool(checks(tab)))
    began = time.thread_time()
    tab._check()
    assert time.thread_time() - began < 0.05
