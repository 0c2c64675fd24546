"""Colours are readable in light and dark, the style sheet has no gaps, and icons take their tint."""

from __future__ import annotations

import re
from itertools import combinations
from math import dist
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QIcon
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk import ui
from llmdesk.paths import resource
from llmdesk.ui.look.sizes import TEXT_SIZES, fix_width, next_size, scaled
from llmdesk.ui.look.style_sheet import STYLE_SHEET
from llmdesk.ui.theme import BODY_PIXELS, DARK, LIGHT, ColorName, Theme, set_kind, system_share

READ_ON: tuple[ColorName, ...] = ("surface", "sidebar", "input", "bubble", "code", "hover", "selected")


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours, 1 to 21."""

    def luminance(name: str) -> float:
        color = QColor(name)
        parts = (color.redF(), color.greenF(), color.blueF())
        linear = [p / 12.92 if p <= 0.03928 else float(((p + 0.055) / 1.055) ** 2.4) for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable_on_everything_it_lies_on(palette: dict[ColorName, str]) -> None:
    for background in READ_ON:
        assert contrast(palette["text"], palette[background]) >= 7
        assert contrast(palette["muted"], palette[background]) >= 4.5
    assert contrast(palette["on_accent"], palette["accent"]) >= 4.5
    assert contrast(palette["accent"], palette["surface"]) >= 4.5
    assert contrast(palette["danger"], palette["danger_surface"]) >= 4.5
    assert contrast(palette["text"], palette["notice"]) >= 7


# What colour-blind readers see of linear RGB. Machado, Oliveira, Fernandes: A Physiologically-based Model for
# Simulation of Color Vision Deficiency (2009), severity 1.
EYES = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
DATA: tuple[tuple[ColorName, ...], ...] = (
    ("blue", "orange", "muted"),
    ("soft_blue", "soft_orange", "soft_grey"),
)


def seen(name: str, eyes: str) -> tuple[float, float, float]:
    """A colour as it is seen, in CIELAB (D65)."""
    color = QColor(name)
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4
        for p in (color.redF(), color.greenF(), color.blueF())
    ]
    light = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in EYES[eyes]]
    to_xyz = (
        (0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    )  # fmt: skip
    white = (0.95047, 1.0, 1.08883)
    parts = [
        sum(a * b for a, b in zip(row, light, strict=True)) / w for row, w in zip(to_xyz, white, strict=True)
    ]
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_of_data_stay_apart_for_colour_blind_readers(
    palette: dict[ColorName, str], eyes: str
) -> None:
    for colors in DATA:
        for one, other in combinations(colors, 2):
            apart = dist(seen(palette[one], eyes), seen(palette[other], eyes))
            assert apart >= 25, (one, other)  # 2 is just noticed side by side
        for color in colors:
            assert dist(seen(palette[color], eyes), seen(palette["surface"], eyes)) >= 35


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_are_seen_on_their_page_and_words_of_data_are_readable(palette: dict[ColorName, str]) -> None:
    words, bars = DATA
    assert all(contrast(palette[name], palette["surface"]) >= 4.5 for name in words)
    assert all(contrast(palette[name], palette["surface"]) >= 3 for name in bars)


def test_every_place_of_the_style_sheet_is_filled(qapp: QApplication, theme: Theme) -> None:
    assert not re.findall(r"@\w+|\ddp", qapp.styleSheet())


def test_light_and_dark_can_be_chosen_and_are_announced(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply("dark")
    assert theme.dark
    assert theme.css("surface") == DARK["surface"]
    theme.apply("light")
    assert not theme.dark


def test_following_the_system_means_its_colours(qapp: QApplication, theme: Theme) -> None:
    theme.apply("system")
    assert theme.dark == (qapp.styleHints().colorScheme().name == "Dark")


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_can_be_drawn(theme: Theme, path: object) -> None:
    name = getattr(path, "stem", "")
    image = theme.icon(name).pixmap(24, 24).toImage()
    assert any(image.pixelColor(x, y).alpha() > 100 for x in range(24) for y in range(24))


def test_an_icon_takes_the_colour_it_is_asked_for(theme: Theme) -> None:
    image = theme.icon("stop", "danger").pixmap(24, 24).toImage()
    assert image.pixelColor(12, 12).name() == LIGHT["danger"]
    disabled = theme.icon("stop").pixmap(24, 24, QIcon.Mode.Disabled).toImage()
    assert disabled.pixelColor(12, 12).alpha() < 200


def test_an_icon_is_as_sharp_as_the_text_is_large(theme: Theme) -> None:
    for percent, pixels in ((100, 24), (200, 48)):
        theme.resize(percent)
        assert theme.icon("stop").actualSize(QSize(pixels, pixels)) == QSize(pixels, pixels)
    theme.resize(100)


def test_fonts_are_readable_and_of_three_sizes(theme: Theme) -> None:
    assert theme.font("body").pixelSize() == BODY_PIXELS
    assert theme.font("small").pixelSize() < theme.font("body").pixelSize()
    assert theme.font("heading").pixelSize() > theme.font("body").pixelSize()


def test_the_face_that_is_shipped_is_used_in_all_its_weights(theme: Theme) -> None:
    body = theme.font("body")
    assert QFontInfo(body).family() == "llmdesk Inter"
    for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold):
        body.setWeight(weight)
        assert QFontInfo(body).weight() == weight


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_lines_that_are_read_stand_one_and_a_half_sizes_apart(theme: Theme, percent: int) -> None:
    theme.resize(percent)
    body = theme.font("body")
    assert QFontMetrics(body).lineSpacing() == pytest.approx(1.5 * body.pixelSize(), abs=1)
    field, label = QPlainTextEdit("One\nTwo"), QLabel("One\nTwo")
    field.ensurePolished()
    line = field.document().firstBlock().layout().lineAt(0)
    assert line.height() == pytest.approx(1.5 * body.pixelSize(), abs=1)
    assert label.sizeHint().height() >= 2.5 * body.pixelSize()
    theme.resize(100)


def test_the_text_size_counts_at_once_for_all_that_is_there_and_all_that_comes(
    qtbot: QtBot, theme: Theme
) -> None:
    label, button, box = QLabel("Some text"), QToolButton(), QWidget()
    for widget in (label, button, box):
        qtbot.addWidget(widget)
        widget.ensurePolished()
    fix_width(box, 100)
    before = label.sizeHint()
    with qtbot.waitSignal(theme.changed):
        theme.resize(200)
    later = QWidget()
    qtbot.addWidget(later)
    fix_width(later, 100)
    assert label.sizeHint().width() == pytest.approx(2 * before.width(), abs=4)
    assert theme.font("body").pixelSize() == 2 * BODY_PIXELS
    assert (box.width(), later.width(), scaled(40)) == (200, 200, 80)
    assert button.iconSize().width() == 32
    theme.resize(100)
    assert label.sizeHint() == before
    assert (box.width(), later.width(), button.iconSize().width()) == (100, 100, 16)


def test_larger_and_smaller_end_at_the_last_size() -> None:
    assert [next_size(100, step) for step in (1, -1)] == [110, 90]
    assert [next_size(123, step) for step in (1, -1)] == [125, 110]  # set by hand
    assert (next_size(200, 1), next_size(80, -1)) == (200, 80)


def test_a_kind_that_changes_later_is_drawn_anew(qtbot: QtBot, theme: Theme) -> None:
    label = QLabel("text")
    qtbot.addWidget(label)
    label.ensurePolished()
    before = label.palette().color(label.foregroundRole()).name()
    set_kind(label, "danger")
    assert label.palette().color(label.foregroundRole()).name() == LIGHT["danger"] != before


def test_every_kind_of_widget_has_a_look() -> None:
    used: set[str] = set()
    for path in Path(ui.__path__[0]).rglob("*.py"):
        used |= set(re.findall(r'set_kind\([^,\n]+, "([a-z_]+)"\)', path.read_text("utf-8")))
    assert used
    assert {kind for kind in used if f'[kind="{kind}"]' not in STYLE_SHEET} == set()


@pytest.mark.parametrize(
    ("pixels", "share"), [(9, 1.0), (13, 1.0), (15, 1.0), (16, 1.0), (19, 1.25), (24, 1.5), (99, 2.0)]
)
def test_whoever_has_larger_text_in_the_system_has_it_here(pixels: int, share: float) -> None:
    assert system_share(pixels) == share


def test_a_change_comes_in_turns_and_no_window_shows_what_is_half_done(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    order: list[tuple[str, bool, bool]] = []
    theme.changing.connect(lambda: order.append(("changing", theme.dark, window.updatesEnabled())))
    theme.changed.connect(lambda: order.append(("changed", theme.dark, window.updatesEnabled())))
    theme.change("dark", 150)
    qtbot.waitUntil(window.updatesEnabled, timeout=30_000)
    assert order == [("changing", False, False), ("changed", True, False)]
    assert scaled(100) == 150
    theme.change("dark", 100)
    theme.change("light", 100)  # before the turns of the other are over
    qtbot.waitUntil(window.updatesEnabled, timeout=30_000)
    assert (theme.dark, scaled(100)) == (False, 100)
    assert LIGHT["bubble"] in qapp.styleSheet()


def test_what_is_made_undressed_wears_the_style_sheet(qapp: QApplication, theme: Theme) -> None:
    sheet = qapp.styleSheet()
    with theme.undressed():
        assert not qapp.styleSheet()
    assert qapp.styleSheet() == sheet
