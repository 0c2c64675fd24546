"""Pictures of a page as files: their size, the seal, characters that no font has."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage

from llmdesk.errors import UsageError
from llmdesk.ui.poetry.sheet.choices import PAPERS, PageChoices, as_choices, as_text, seal_text
from llmdesk.ui.poetry.sheet.files import file_bytes, image_of, prepared
from llmdesk.ui.poetry.sheet.seal import RED
from tests.ui.poetry.sheet.pages import chinese, english

pytestmark = pytest.mark.usefixtures("qapp")
NOWHERE = chr(0x10FFFD)  # for private use: no font has it


def count(image: QImage, wanted: QColor) -> int:
    rgb = wanted.rgb()
    return sum(image.pixel(x, y) == rgb for x in range(image.width()) for y in range(image.height()))


def test_a_png_has_the_size_of_its_paper_at_its_resolution() -> None:
    made = prepared(chinese(), PageChoices(vertical=True, paper="card", resolution=150))
    image = QImage.fromData(file_bytes(made, ".PNG"))
    assert sorted((image.width(), image.height())) == [591, 886]  # 10 × 15 cm
    assert round(image.dotsPerMeterX() * 0.0254) == 150
    assert made.pixels == (image.width(), image.height())


def test_a_pdf_has_the_size_of_its_paper() -> None:
    data = file_bytes(prepared(english(), PageChoices(paper="a5")), ".pdf")
    assert data.startswith(b"%PDF")
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert box is not None
    points = sorted(float(side) for side in box.groups())
    assert points == pytest.approx([148 / 25.4 * 72, 210 / 25.4 * 72], abs=1)


def test_a_seal_is_cut_in_two_ways_and_only_where_one_is_typed() -> None:
    choices = PageChoices(vertical=True, resolution=150, ground="white")
    none, white, red = (
        count(image_of(prepared(chinese(), each)), RED)
        for each in (choices, replace(choices, seal="墨客"), replace(choices, seal="墨客", cut="red"))
    )
    assert none == 0
    assert white > 1.3 * red > 0


def test_what_no_font_has_is_told_and_left_empty() -> None:
    page = chinese()
    odd = replace(page, title=NOWHERE)
    choices = PageChoices(vertical=True, resolution=150, seal=NOWHERE)
    assert prepared(page, PageChoices()).missing == ""
    made = prepared(odd, choices)
    assert made.missing == NOWHERE
    blank = prepared(replace(page, title="\u3000"), choices)
    assert image_of(made) == image_of(blank)


def test_a_picture_that_would_be_too_large_is_refused_and_a_pdf_is_not() -> None:
    page = chinese("\n".join(["白日依山尽，黄河入海流。欲穷千里目，更上一层楼。"] * 80))
    made = prepared(page, PageChoices(vertical=True, pinyin=True, resolution=600))
    with pytest.raises(UsageError, match="too large"):
        file_bytes(made, ".png")
    assert file_bytes(made, ".pdf").startswith(b"%PDF")


def test_a_seal_takes_four_characters_without_spaces() -> None:
    assert seal_text(" 王 之涣 印章") == "王之涣印"


@settings(deadline=None)
@given(
    st.builds(
        PageChoices,
        vertical=st.booleans(),
        marks=st.booleans(),
        paper=st.sampled_from(["poem", *PAPERS]),
        resolution=st.sampled_from([150, 300, 600]),
        seal=st.text(max_size=4),
        author=st.text(max_size=20),
    )
)
def test_choices_that_are_kept_come_back(choices: PageChoices) -> None:
    assert as_choices(as_text(choices)) == choices


@pytest.mark.parametrize("text", ["", "[]", "{", '{"paper": "papyrus", "vertical": 1, "resolution": 100000}'])
def test_choices_that_make_no_sense_are_left_out(text: str) -> None:
    assert as_choices(text) in (None, PageChoices())
