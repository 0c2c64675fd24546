"""Markdown on the screen: the same while it streams as in one piece, and harmless."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QGuiApplication, QTextDocument, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QTextBrowser, QToolButton
from pytestqt.qtbot import QtBot

from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets import markdown_view
from llmdesk.ui.widgets.code_head import CodeHead
from llmdesk.ui.widgets.code_view import CodeView
from llmdesk.ui.widgets.document_style import RULE, DocumentStyle
from llmdesk.ui.widgets.markdown_view import MarkdownView
from llmdesk.ui.widgets.text_view import LongTextView, SealedBrowser, TextView

Show = Callable[[str], MarkdownView]

SOURCE = """# Title

Some *text* with `code` and [a link](https://example.com/).

1. one
1. two
1. three

   more of three

```python
def f() -> int:
    return 1
```

> a quote

| a | b |
|---|--:|
| 1 | 2 |

The end. 中文。
"""


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Show:
    def make(source: str) -> MarkdownView:
        view = MarkdownView(theme, 600)
        qtbot.addWidget(view)
        view.set_source(source, True)
        return view

    return make


def plain(view: MarkdownView) -> str:
    browsers = sorted(
        (b for b in view.findChildren(QTextBrowser) if b.isVisibleTo(view)),
        key=lambda b: b.mapTo(view, b.rect().topLeft()).y(),
    )
    return "\n".join(b.toPlainText() for b in browsers)


def test_headings_lists_tables_and_code_show_as_text(show: Show, qtbot: QtBot) -> None:
    view = show(SOURCE)
    qtbot.waitUntil(lambda: "The end." in plain(view))
    text = plain(view)
    for part in ("Title", "Some text with code", "three", "def f() -> int:", "a quote", "中文"):
        assert part in text
    assert "**" not in text
    assert "|" not in text


def test_streaming_ends_with_the_same_as_one_piece(show: Show, qtbot: QtBot, theme: Theme) -> None:
    streamed = MarkdownView(theme, 600)
    qtbot.addWidget(streamed)
    for end in range(0, len(SOURCE), 3):
        streamed.set_source(SOURCE[:end], False)
    streamed.set_source(SOURCE, True)
    whole = show(SOURCE)
    qtbot.waitUntil(lambda: "The end." in plain(streamed) and "The end." in plain(whole), timeout=20_000)
    assert plain(streamed) == plain(whole)
    assert streamed.height() == whole.height()


def test_items_count_on_while_they_arrive(qtbot: QtBot, theme: Theme) -> None:
    view = MarkdownView(theme, 600)
    qtbot.addWidget(view)
    source = "1. a\n1. b\n1. c\n1. d\n"
    for end in range(len(source)):
        view.set_source(source[:end], False)
    view.set_source(source, True)
    browser = view.findChildren(QTextBrowser)[0]
    block, numbers = browser.document().begin(), []
    while block.isValid():
        if (items := block.textList()) is not None:
            numbers.append(items.itemText(block))
        block = block.next()
    assert numbers == ["1.", "2.", "3.", "4."]


def test_a_long_table_streams_to_all_its_rows(qtbot: QtBot, theme: Theme) -> None:
    view = MarkdownView(theme, 600)
    qtbot.addWidget(view)
    source = "| a | b |\n|---|---|\n" + "".join(f"| row{n} | x |\n" for n in range(150)) + "\nAfter.\n"
    for end in range(0, len(source), 25):
        view.set_source(source[:end], False)
    view.set_source(source, True)
    qtbot.waitUntil(lambda: "After." in plain(view), timeout=10_000)
    text = plain(view)
    assert [n for n in range(150) if f"row{n}\n" not in text] == []
    assert text.count("row") == 150
    assert "After." in text


@pytest.mark.parametrize("final", [True, False])
def test_what_is_laid_out_late_is_not_there_twice(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch, final: bool
) -> None:
    view = MarkdownView(theme, 600)
    qtbot.addWidget(view)
    view.set_source("First.\n\nSecond.\n\nThe third paragr", False)
    monkeypatch.setattr(markdown_view, "_STEP_S", 0.0)  # a computer that is busy: nothing at once
    view.set_source("First.\n\nSecond.\n\nThe third paragraph.\n\nThe end.\n", final)
    monkeypatch.undo()
    qtbot.waitUntil(lambda: "The third paragraph." in plain(view))
    qtbot.waitUntil(lambda: "The end." in plain(view))
    assert plain(view).count("The third") == 1


def test_a_reference_that_comes_last_still_makes_a_link(qtbot: QtBot, theme: Theme) -> None:
    view = MarkdownView(theme, 600)
    qtbot.addWidget(view)
    source = "See [the page][p].\n\nMore.\n\n[p]: https://example.com/page\n"
    for end in range(0, len(source), 4):
        view.set_source(source[:end], False)
    view.set_source(source, True)
    assert "See the page." in plain(view)


def test_code_can_be_copied_and_gets_colours(show: Show, qtbot: QtBot) -> None:
    view = show("```python\ndef f():\n    return 1\n```\n")
    code = view.findChildren(CodeView)[0]
    button = code.findChildren(QToolButton)[0]
    assert button.accessibleName() == "Copy code"
    button.click()
    assert QGuiApplication.clipboard().text() == "def f():\n    return 1"
    document = code.findChildren(QTextBrowser)[0].document()
    qtbot.waitUntil(lambda: bool(document.firstBlock().layout().formats()), timeout=10_000)


IN_A_LIST = """1. First:
   ```python
   def f():
       return 1
   ```
   - deeper
     ```sh
     ls
     ```
2. Second

> ```
> quoted
> ```
"""


def test_code_in_a_list_has_a_box_colours_and_a_copy_button(show: Show, qtbot: QtBot) -> None:
    view = show(IN_A_LIST)
    view.show()
    heads = sorted(view.findChildren(CodeHead), key=lambda head: head.mapTo(view, head.pos()).y())
    copied = []
    for head in heads:
        assert head.isVisible()
        head.findChildren(QToolButton)[0].click()
        copied.append(QGuiApplication.clipboard().text())
    assert copied == ["def f():\n    return 1", "ls", "quoted"]
    text = view.findChildren(QTextBrowser)[0]
    block = text.document().begin()
    while "def f" not in block.text():
        block = block.next()
    assert text.document().documentLayout().blockBoundingRect(block).top() >= heads[0].geometry().bottom()
    qtbot.waitUntil(lambda: bool(block.layout().formats()), timeout=10_000)


def test_code_in_a_list_keeps_its_colours_while_text_comes_after_it(qtbot: QtBot, theme: Theme) -> None:
    view = MarkdownView(theme, 600)
    qtbot.addWidget(view)
    source = IN_A_LIST[: IN_A_LIST.index("   - deeper")]
    view.set_source(source, False)

    def colours() -> list[QTextLayout.FormatRange]:
        document = view.findChildren(QTextBrowser)[-1].document()
        return document.findBlockByNumber(1).layout().formats()

    qtbot.waitUntil(lambda: bool(colours()), timeout=10_000)
    view.set_source(source + "   and so", False)
    assert colours()
    assert len([head for head in view.findChildren(CodeHead) if head.isVisibleTo(view)]) == 1


def test_an_unknown_language_is_plain_code(show: Show) -> None:
    assert "x = 1" in plain(show("```nosuchlanguage\nx = 1\n```\n"))


def test_nothing_is_ever_loaded(show: Show, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"not a picture")
    view = show(f"![x](file://{secret}) ![y](https://example.com/a.png) <img src='file://{secret}'>")
    browser = view.findChildren(QTextBrowser)[0]
    kind = QTextDocument.ResourceType.ImageResource.value
    for url in (QUrl.fromLocalFile(str(secret)), QUrl(str(secret)), QUrl("https://example.com/a.png")):
        assert not browser.document().resource(kind, url)
    assert "\ufffc" not in browser.toPlainText()


def test_scripts_and_tags_show_as_what_was_written(show: Show) -> None:
    view = show("[x](javascript:alert(1)) <b>bold</b> <script>alert(1)</script>")
    assert "<b>bold</b>" in plain(view)
    assert "javascript:" in plain(view)
    assert "href" not in view.findChildren(QTextBrowser)[0].toHtml().lower()


def test_a_link_asks_and_does_not_open(show: Show, qtbot: QtBot) -> None:
    view = show("[x](https://example.com/a)")
    browser = view.findChildren(QTextBrowser)[0]
    assert not browser.openLinks()
    with qtbot.waitSignal(view.link_clicked) as clicked:
        browser.anchorClicked.emit(QUrl("https://example.com/a"))
    assert cast(QUrl, clicked.args[0]).host() == "example.com"


@pytest.mark.parametrize(
    "source",
    [
        "[" * 10_000 + "a" + "]" * 10_000,
        "> " * 5_000 + "a",
        "- " * 5_000 + "a",
        "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|b\n" * 500,
        "x" * 49_000,
        "```\n" + "y" * 49_000 + "\n```",
    ],
)
def test_hostile_text_shows_quickly(show: Show, source: str) -> None:
    begin = time.perf_counter()
    show(source)
    assert time.perf_counter() - begin < 3.0


def test_a_message_of_a_megabyte_is_shown_as_plain_text(show: Show, qtbot: QtBot) -> None:
    begin = time.perf_counter()
    view = show("*word* " * 150_000)
    assert time.perf_counter() - begin < 1.0
    long = view.findChildren(LongTextView)[0]
    qtbot.waitUntil(lambda: len(long.toPlainText()) >= 150_000 * 7, timeout=20_000)
    assert long.toPlainText().startswith("*word* *word*")


def test_a_long_plain_text_keeps_its_words_whole(qtbot: QtBot, theme: Theme) -> None:
    view = LongTextView("harbour " * 240, DocumentStyle.of(theme))
    qtbot.addWidget(view)
    assert view.wordWrapMode() == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def test_words_that_nearly_never_end_are_looked_through_quickly(qtbot: QtBot, theme: Theme) -> None:
    view = TextView(DocumentStyle.of(theme))
    qtbot.addWidget(view)
    begin = time.thread_time()
    view.prepare_for(("a" * 1400 + " ") * 200)
    assert time.thread_time() - begin < 0.2
    assert view.document().defaultTextOption().wrapMode() != QTextOption.WrapMode.WrapAnywhere
    view.prepare_for("a" * 1500)
    assert view.document().defaultTextOption().wrapMode() == QTextOption.WrapMode.WrapAnywhere


def test_a_long_answer_is_laid_out_in_steps(show: Show, qtbot: QtBot) -> None:
    view = show((SOURCE + "\n") * 60)
    begin = view.height()
    qtbot.waitUntil(lambda: plain(view).count("The end.") == 60, timeout=20_000)
    assert view.height() >= begin


BLOCKS = [
    "Words.",
    "一些文字。",
    "## Head",
    "- item",
    "| a |\n|---|\n| 1 |",
    "> quote",
    "```py\nx\n```",
    "- a\n  ```\n  x\n  ```",
]


@pytest.mark.parametrize("above", BLOCKS)
def test_a_paragraph_stays_where_it_is_when_it_is_finished(qtbot: QtBot, theme: Theme, above: str) -> None:
    for below in BLOCKS:
        view = MarkdownView(theme, 600)
        qtbot.addWidget(view)
        view.set_source(f"{above}\n\n{below}", False)
        height = view.height()
        view.set_source(f"{above}\n\n{below}", True)
        assert (below, view.height()) == (below, height)


def test_the_menu_offers_a_links_address_only_at_a_link(show: Show) -> None:
    view = show("[the page](https://example.com/page)\n\nNo link here.")
    view.show()
    browser = cast(SealedBrowser, view.findChildren(QTextBrowser)[0])
    offered = [
        "link-copy" in [action.objectName() for action in browser.context_menu(place).actions()]
        for place in (QPoint(5, 10), QPoint(5, view.height() - 8))
    ]
    assert offered == [True, False]


def test_a_rule_stays_above_the_table_after_it(show: Show) -> None:
    view = show("a\n\n---\n\n| b |\n|---|\n| c |")
    document = view.findChildren(QTextBrowser)[0].document()
    rules, block = [], document.begin()
    while block.isValid():
        rules += [block.blockNumber()] if block.blockFormat().hasProperty(RULE) else []
        block = block.next()
    assert rules == [1]


def tops(view: MarkdownView) -> list[int]:
    """Where each paragraph, item and block of code stands, from above."""
    found = []
    for child in view.findChildren(TextView):
        layout, block = child.document().documentLayout(), child.document().begin()
        above = child.mapTo(view, QPoint(0, 0)).y()
        while block.isValid():
            if block.text().strip() and not child.isHidden():
                found.append(round(above + layout.blockBoundingRect(block).top()))
            block = block.next()
    return sorted(found)


def test_what_is_written_stays_where_it_stands_while_more_comes(qtbot: QtBot, theme: Theme) -> None:
    view, before = MarkdownView(theme, 600), list[int]()
    qtbot.addWidget(view)
    for end in range(1, len(SOURCE) + 1):
        view.set_source(SOURCE[:end], final=end == len(SOURCE))
        now = tops(view)
        assert now[: len(before)] == before
        before = now[:-1]  # the last may still become something else, such as the head of a table
