"""Where things stand on a page: columns from right to left, marks, pinyin, papers."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from PySide6.QtWidgets import QApplication

from llmdesk.tools.poetry.chinese.hanzi import characters
from llmdesk.tools.poetry.page import Page
from llmdesk.ui.poetry.sheet.choices import PAPERS, PageChoices, Paper
from llmdesk.ui.poetry.sheet.faces import faces_of
from llmdesk.ui.poetry.sheet.layout import Block, Glyph, blocks_of, sheet_of
from tests.ui.poetry.sheet.pages import chinese, english

pytestmark = pytest.mark.usefixtures("qapp")
LONG = "\n".join(["白日依山尽，黄河入海流。欲穷千里目，更上一层楼。"] * 6)


def blocks(page: Page, choices: PageChoices) -> list[Block]:
    return blocks_of(page, choices, faces_of(page.language))


def find(block: Block, text: str) -> Glyph:
    return next(glyph for glyph in block.glyphs if glyph.text == text)


def test_columns_go_from_right_to_left_behind_title_and_author(qapp: QApplication) -> None:
    block = blocks(chinese(), PageChoices(vertical=True))[0]
    starts = [find(block, character).x for character in "登王白黄欲更"]
    assert starts == sorted(starts, reverse=True)
    assert len(set(starts)) == 6
    column = [find(block, character) for character in "白日依山尽"]
    assert len({glyph.x for glyph in column}) == 1
    assert [glyph.y for glyph in column] == sorted(glyph.y for glyph in column)
    assert find(block, "王").y > find(block, "登").y


def test_rows_go_from_left_to_right_below_title_and_author() -> None:
    block = blocks(chinese(), PageChoices())[0]
    row = [find(block, character) for character in "白日依山尽"]
    assert len({glyph.y for glyph in row}) == 1
    assert [glyph.x for glyph in row] == sorted(glyph.x for glyph in row)
    assert find(block, "登鹳雀楼").y < find(block, "王之涣").y < row[0].y < find(block, "黄").y


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("marks", [False, True])
def test_each_way_sets_every_character_once_and_inside(vertical: bool, marks: bool) -> None:
    for page in (chinese(), chinese(LONG)):
        choices = PageChoices(vertical=vertical, marks=marks, seal="墨客")
        wanted = Counter(characters("".join(line.text for line in page.lines)))
        for block in blocks(page, choices):
            verse = [glyph for glyph in block.glyphs if glyph.role == "verse"]
            assert Counter(characters("".join(glyph.text for glyph in verse))) == wanted
            assert any(glyph.text == "。" for glyph in verse) == marks
            assert all(0 <= glyph.x <= block.width and 0 <= glyph.y <= block.height for glyph in verse)
            middles = [(glyph.x, glyph.y) for glyph in verse]
            for one, other in itertools.combinations(middles, 2):
                assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) > 50  # none upon another
            assert block.seal is not None


def test_no_row_or_column_begins_with_a_mark() -> None:
    for block in blocks(chinese(LONG), PageChoices(vertical=True)):
        tops = {glyph.x: glyph for glyph in sorted(block.glyphs, key=lambda each: each.y, reverse=True)}
        assert not {glyph.text for glyph in tops.values()} & set("，。")
    for block in blocks(chinese(LONG), PageChoices()):
        first = {glyph.y: glyph for glyph in sorted(block.glyphs, key=lambda each: each.x, reverse=True)}
        assert not {glyph.text for glyph in first.values()} & set("，。")


@pytest.mark.parametrize("vertical", [False, True])
def test_pinyin_stands_above_its_character_and_tones_beside(vertical: bool) -> None:
    block = blocks(chinese(), PageChoices(vertical=vertical, pinyin=True, tones=True))[0]
    for character, sound in (("黄", "huáng"), ("楼", "lóu")):
        at = next(glyph for glyph in block.glyphs if glyph.text == character and glyph.role == "verse")
        above = find(block, sound)
        assert above.x == at.x
        assert 50 < at.y - above.y < 100
    assert len(block.tones) == 20
    level = [tone.level for tone in block.tones[:5]]
    assert level == [False, False, True, True, False]  # 白 by 平水韵


def test_english_verse_has_neither_columns_nor_pinyin() -> None:
    plain, asked = (
        blocks(english(), each) for each in (PageChoices(), PageChoices(vertical=True, pinyin=True))
    )
    assert plain == asked
    assert find(plain[0], "Some say in ice.").x == find(plain[0], "Some say the world will end in fire,").x


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("vertical", [False, True])
def test_a_page_is_on_its_paper_with_room_around(paper: Paper, vertical: bool) -> None:
    for page in (chinese(), chinese(LONG), english()):
        choices = PageChoices(vertical=vertical, paper=paper, pinyin=True, seal="客")
        sheet = sheet_of(page, choices, faces_of(page.language))
        assert sorted((sheet.width, sheet.height)) == sorted(PAPERS[paper])
        assert min(sheet.origin) > 0.1 * min(PAPERS[paper])


def test_a_long_line_of_english_is_wrapped_where_that_lets_it_be_larger() -> None:
    from llmdesk.tools.poetry.forms import form
    from llmdesk.tools.poetry.page import page_of_text

    page = page_of_text("word " * 60 + "\nand another line", form("free"), "zhonghua")
    sheet = sheet_of(page, PageChoices(paper="a5"), faces_of("en"))
    assert len(sheet.block.glyphs) > 4
    assert sheet.em > 4
