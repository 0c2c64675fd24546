"""Formulas in a message: drawn among its words, and their source whenever the text is taken."""

from __future__ import annotations

import time
from collections.abc import Callable

import psutil
import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage, QTextCursor
from PySide6.QtWidgets import QApplication, QTextBrowser
from pytestqt.qtbot import QtBot

from llmdesk.tools.formulas.typesetter import Typesetter
from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.markdown_view import MarkdownView

Show = Callable[..., MarkdownView]
DRAWN = "\ufffc"


@pytest.fixture(scope="module")  # it has the process that lays out
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Show:
    """A message as it looks when its formulas are laid out."""

    def make(source: str, width: int = 600, final: bool = True) -> MarkdownView:
        view = MarkdownView(theme, width)
        qtbot.addWidget(view)
        view.set_source(source, final)
        settle(qtbot, view)
        return view

    return make


def settle(qtbot: QtBot, view: MarkdownView) -> None:
    qtbot.waitUntil(lambda: not view.waits_for_formulas, timeout=30_000)


def browser(view: MarkdownView) -> QTextBrowser:
    return view.findChildren(QTextBrowser)[0]


def shown(view: MarkdownView) -> str:
    return "\n".join(b.toPlainText() for b in view.findChildren(QTextBrowser) if b.isVisibleTo(view))


def copied(view: MarkdownView, start: int | None = None, end: int | None = None) -> str:
    """What Ctrl+C puts into the clipboard of the selection; of all without one."""
    text = browser(view)
    cursor = QTextCursor(text.document())
    cursor.setPosition(start or 0)
    last = text.document().characterCount() - 1
    cursor.setPosition(last if end is None else end, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    text.copy()
    return QGuiApplication.clipboard().text()


def picture(view: MarkdownView) -> QImage:
    return view.grab().toImage()


@pytest.mark.parametrize(
    "source",
    [
        r"so \(a^2+b^2\) is",
        "with $a_b$ too",
        "**bold $x$ too**",
        r"then \[x_1 + 2 \\ y\] holds",
        "$$\n\\frac{a}{b}\n$$",
        "\\[\n\\begin{aligned} a &= b \\\\ &= c \\end{aligned}\n\\]",
        "\\begin{align*}\na &= b\n\\end{align*}",
        "1. one\n   $$x$$\n2. two",
        "> a quote with $x$",
        "| a |\n|---|\n| $x$ |",
        "## A heading with $x$",
    ],
)
def test_a_formula_is_drawn_and_its_source_is_in_the_text(show: Show, source: str) -> None:
    view = show(source)
    assert shown(view).count(DRAWN) == 1
    for part in ("x", "a", "frac", "aligned"):
        assert (part in shown(view)) == (part in source)


def test_a_fence_that_is_math_is_drawn_and_one_of_latex_is_code(show: Show) -> None:
    assert DRAWN in shown(show("```math\n\\frac{a}{b}\n```\n"))
    code = show("```latex\n\\frac{a}{b}\n```\n")
    assert DRAWN not in shown(code)
    assert "\\frac{a}{b}" in shown(code)


@pytest.mark.parametrize(
    "source",
    [
        r"broken \(\frac{1}{\) here",
        "unknown $\\foo{x}$ here",
        r"a macro \(\def\a{\a\a}\a\) here",
        "$5 and $10, or $5–$10",
        "echo $HOME:$PATH $name,$age $AAPL/$TSLA",
        "$5 for me, US$ 6 for you (US$5 / A$ 6)",
        "`$x$` is code",
    ],
)
def test_what_is_no_whole_formula_stands_as_it_is_written(show: Show, source: str) -> None:
    view = show(source)
    assert shown(view) == source.replace("`", "")


@pytest.mark.parametrize(
    "error", [OSError(24, "too many"), psutil.NoSuchProcess(1), AssertionError(), RuntimeError()]
)
def test_an_error_costs_one_formula_and_no_more(
    show: Show, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    name = type(error).__name__
    with monkeypatch.context() as patch:
        patch.setattr(Typesetter, "_ask", fail)
        assert shown(show(f"so $q_{{{name}}}$ is")) == f"so $q_{{{name}}}$ is"
    assert DRAWN in shown(show(f"so $r_{{{name}}}$ is"))


def test_a_formula_that_is_not_finished_is_text_while_it_streams(
    show: Show, qtbot: QtBot, theme: Theme
) -> None:
    show("$x^2$")  # the process is there: what follows is decided at once
    view = MarkdownView(theme, 600)
    qtbot.addWidget(view)
    source = "So $x^2$ it is."
    for end in range(4, source.index("$ it")):
        view.set_source(source[:end], False)
        assert shown(view) == source[:end]
    view.set_source(source, False)
    assert DRAWN in shown(view)  # known before: no source in between
    view.set_source("```math\n\\frac{a}{b}\n", False)
    settle(qtbot, view)
    assert DRAWN not in shown(view)


def test_streaming_ends_with_the_same_as_one_piece(show: Show, qtbot: QtBot, theme: Theme) -> None:
    source = "A $x$ and\n\n$$\n\\frac{a}{b}\n$$\n\n- $y$\n- b\n\n| $z$ |\n|---|\n| 1 |\n\nend \\(w\\).\n"
    streamed = MarkdownView(theme, 600)
    qtbot.addWidget(streamed)
    for end in range(0, len(source), 5):
        streamed.set_source(source[:end], False)
    streamed.set_source(source, True)
    settle(qtbot, streamed)
    whole = show(source)
    qtbot.waitUntil(lambda: "end" in shown(streamed) and "end" in shown(whole), timeout=20_000)
    settle(qtbot, streamed)
    settle(qtbot, whole)
    assert shown(streamed) == shown(whole)
    assert streamed.height() == whole.height()


def test_copying_gives_the_source(show: Show) -> None:
    source = "so \\(a + b\\) is **x** and $$\\frac{a}{b}$$ too"
    view = show(source)
    assert copied(view) == source.replace("**", "")
    assert "\\frac{a}{b}" in QGuiApplication.clipboard().mimeData().html()


def test_copying_a_part_takes_formulas_whole(show: Show) -> None:
    view = show("so $a + b$ is and $c$ too")
    text = browser(view).toPlainText()
    at = text.index(DRAWN)
    assert copied(view, 1, at + 1) == "o $a + b$"  # only what is drawn
    assert copied(view, 1, at + 4) == "o $a + b$"  # into the source that is not seen
    assert copied(view, at + 3, text.index(" is")) == "$a + b$"
    assert copied(view, at + 3, at + 5) == "$a + b$"
    assert copied(view, text.index(" is"), text.index(" and")) == " is"


def test_a_formula_of_several_lines_is_copied_with_its_lines(show: Show) -> None:
    source = "$$\na\n+ b\n$$"
    assert copied(show(source)) == source


def test_a_formula_has_the_colour_of_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    for mode in ("light", "dark"):
        theme = Theme(qapp, mode)
        view = MarkdownView(theme, 200)
        qtbot.addWidget(view)
        view.set_source("$$\\frac{M}{M}$$", True)
        settle(qtbot, view)
        image = picture(view)
        wanted = theme.color("text")
        distance = min(
            _distance(image.pixelColor(x, y), wanted)
            for x in range(image.width())
            for y in range(image.height())
        )
        assert distance < 30


def _distance(one: QColor, other: QColor) -> int:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return sum(abs(a - b) for a, b in pairs)


def test_a_high_formula_makes_its_line_high_and_a_low_one_does_not(show: Show) -> None:
    plain, low = show("Some words."), show("Some $x_i$.")
    assert plain.height() == low.height()
    assert show(r"Some \(\begin{pmatrix} a \\ b \\ c \\ d \end{pmatrix}\).").height() > 2 * plain.height()


@pytest.mark.parametrize("start", ["", "> > ", "1. - "])
def test_a_wide_formula_is_made_smaller_and_never_pushes_the_page(show: Show, start: str) -> None:
    wide = "$$" + " + ".join(f"x_{{{n}}}" for n in range(14)) + "$$"
    view = show(start + wide, width=400)
    assert shown(view).count(DRAWN) == 1
    assert browser(view).document().idealWidth() <= 400
    wider = show(start + wide, width=900)
    view.set_width(900)
    assert view.height() == wider.height()


def test_a_formula_far_too_wide_stands_as_it_is_written(show: Show) -> None:
    wide = "$$" + " + ".join(f"x_{{{n}}}" for n in range(60)) + "$$"
    view = show(wide, width=400)
    assert shown(view) == wide
    assert browser(view).document().idealWidth() <= 400


def test_a_message_has_so_many_formulas_and_no_more(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    from llmdesk.ui.widgets import markdown_view

    monkeypatch.setattr(markdown_view, "_MOST_FORMULAS", 5)
    view = show("$a$ $b$\n\n```\ncode\n```\n\n" + "$c$ " * 10)
    text = shown(view)
    assert text.count(DRAWN) == 5
    assert text.count("$c$") == 10


@pytest.mark.parametrize("piece", ["$a$ ", "$$x^2$$\n\n", "\\(\\frac{a}{b}\\)", "$\\def\\a{\\a}$ "])
def test_a_message_full_of_formulas_holds_nothing_up(
    show: Show, theme: Theme, qtbot: QtBot, piece: str
) -> None:
    source = (piece * 20_000)[:49_000]
    view = MarkdownView(theme, 600)
    qtbot.addWidget(view)
    begin = time.thread_time()
    view.set_source(source, True)
    settle(qtbot, view)
    assert time.thread_time() - begin < 2.0
