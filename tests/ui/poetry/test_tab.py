"""The Poetry tab: writing, rewriting, checking by hand, history, drafts, files. The writer is scripted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import UsageError
from llmdesk.tools.poetry import runs
from llmdesk.tools.poetry.check import check_lines
from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.types import Poem, PoemOptions, PoemProgress
from llmdesk.ui.poetry.poem_edit import PoemEdit, spans_of
from llmdesk.ui.poetry.tab import PoetryTab
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.file_dialog import cancel_dialog, choose_in_dialog, open_dialogs

W = TypeVar("W", bound=QWidget)
HAIKU = ("An old silent pond", "a frog jumps into the pond", "splash silence again")


def poem_of(lines: tuple[str, ...], options: PoemOptions) -> Poem:
    checks = check_lines(lines, form(options.form), options.acrostic)
    passed = all(check.passed for check in checks)
    return Poem(options.form, "en", "A title", lines, checks, passed, 7, 1.5, "Small", options.seed or 11)


@dataclass
class Writer:
    """Writes what it was given; waits for a cancel where `lines` is empty."""

    lines: tuple[str, ...] = HAIKU
    asked: list[PoemOptions] = field(default_factory=list)
    rewritten: list[tuple[tuple[str, ...], int]] = field(default_factory=list)
    error: UsageError | None = None

    def write(
        self,
        options: PoemOptions,
        _engine: TextEngine,
        report: Callable[[PoemProgress], None],
        cancel: CancelToken,
    ) -> Poem:
        self.asked.append(options)
        report(PoemProgress("lines", 0, (), 1))
        if self.error is not None:
            raise self.error
        if not self.lines:
            cancel.wait(10)
            cancel.raise_if_cancelled()
        return poem_of(self.lines, options)

    def rewrite(
        self,
        poem: Poem,
        line: int,
        options: PoemOptions,
        _engine: TextEngine,
        _report: object,
        _cancel: object,
    ) -> Poem:
        self.rewritten.append((poem.lines, line))
        lines = tuple("the frog leaps in the water" if n == line else old for n, old in enumerate(poem.lines))
        return replace(poem_of(lines, options), title=poem.title)


@pytest.fixture
def writer() -> Writer:
    return Writer()


@pytest.fixture
def tab(qtbot: QtBot, services: Services, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> PoetryTab:
    def loaded(_context: TaskContext, *_needs: object) -> None:
        return None

    monkeypatch.setattr(services.models, "load_blocking", loaded)
    return make_tab(qtbot, services, writer)


def make_tab(qtbot: QtBot, services: Services, writer: Writer) -> PoetryTab:
    tab = PoetryTab(services, write=writer.write, rewrite=writer.rewrite)
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.show()
    return tab


def named(tab: QWidget, kind: type[W], name: str) -> W:
    return next(widget for widget in tab.findChildren(kind) if widget.accessibleName() == name)


def choose(tab: PoetryTab, name: str, text: str) -> None:
    box = named(tab, ChoiceBox, name)
    row = next(row for row, choice in enumerate(box.choices) if choice.text == text)
    box.setCurrentIndex(row)
    box.activated.emit(row)


def write(tab: PoetryTab, qtbot: QtBot, topic: str = "a pond") -> None:
    named(tab, QLineEdit, "Topic").setText(topic)
    named(tab, QPushButton, "Write poem").click()
    qtbot.waitUntil(lambda: named(tab, QPushButton, "Write poem").isVisible())


def poem(tab: PoetryTab) -> PoemEdit:
    return named(tab, PoemEdit, "Poem")


def checks(tab: PoetryTab) -> list[str]:
    box = named(tab, QListWidget, "Checks")
    return [str(box.item(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(box.count())]


def test_a_poem_is_written_shown_with_its_checks_and_kept(
    tab: PoetryTab, qtbot: QtBot, writer: Writer, services: Services
) -> None:
    write(tab, qtbot)
    assert writer.asked[0].topic == "a pond"
    assert writer.asked[0].form == "haiku"
    assert poem(tab).toPlainText().split("\n") == list(HAIKU)
    assert any("Line 2" in line and "Syllables" in line for line in checks(tab))
    runs = services.store.runs("poem")
    assert [run.state for run in runs] == ["done"]


def test_every_control_of_the_issue_has_its_name(tab: PoetryTab, qtbot: QtBot) -> None:
    write(tab, qtbot)
    for name in (
        "Form",
        "Topic",
        "Mood",
        "Language",
        "Write poem",
        "Poem",
        "Checks",
        "Rewrite line",
        "Check a poem",
    ):
        assert any(w.accessibleName() == name for w in tab.findChildren(QWidget)), name


def test_a_field_is_found_by_its_name_before_its_label(tab: PoetryTab) -> None:
    order = [w.accessibleName() or getattr(w, "text", str)() for w in tab.findChildren(QWidget)]
    kinds = [type(w) for w in tab.findChildren(QWidget)]
    for name in ("Language", "Form", "Topic", "Mood", "First letters", "Drafts", "Seed"):
        assert kinds[order.index(name)] is not QLabel, name


def test_a_change_by_hand_is_checked_and_kept(tab: PoetryTab, qtbot: QtBot, services: Services) -> None:
    write(tab, qtbot)
    before = checks(tab)
    poem(tab).setPlainText("One two\n" + "\n".join(HAIKU[1:]))
    qtbot.waitUntil(lambda: bool(checks(tab)) and checks(tab) != before)
    assert any("Line 1" in line and "2 syllables" in line for line in checks(tab))
    qtbot.waitUntil(lambda: "One two" in str(services.store.runs("poem")[0].result))
    assert len(services.store.runs("poem")) == 1


def test_the_line_of_the_cursor_is_written_anew(tab: PoetryTab, qtbot: QtBot, writer: Writer) -> None:
    write(tab, qtbot)
    poem(tab).go_to_line(1)
    button = named(tab, QPushButton, "Rewrite line")
    assert button.text() == "Rewrite line 2"
    button.click()
    qtbot.waitUntil(lambda: "leaps" in poem(tab).toPlainText())
    assert writer.rewritten == [(HAIKU, 1)]
    assert poem(tab).current_line == 1


def test_cancel_brings_back_the_poem_that_was_there(tab: PoetryTab, qtbot: QtBot, writer: Writer) -> None:
    write(tab, qtbot)
    writer.lines = ()
    named(tab, QPushButton, "Write poem").click()
    qtbot.waitUntil(lambda: len(writer.asked) == 2)
    named(tab, QPushButton, "Cancel").click()
    qtbot.waitUntil(lambda: named(tab, QPushButton, "Write poem").isVisible())
    assert poem(tab).toPlainText().split("\n") == list(HAIKU)


def test_what_went_wrong_is_told(tab: PoetryTab, qtbot: QtBot, writer: Writer, services: Services) -> None:
    writer.error = UsageError("There is no topic.")
    write(tab, qtbot, "")
    assert services.notify.notices[-1].texts[0] == "There is no topic."
    writer.error = None
    write(tab, qtbot)
    assert not services.notify.notices


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


def test_a_poem_of_the_history_comes_back_with_its_choices(
    tab: PoetryTab, qtbot: QtBot, services: Services
) -> None:
    write(tab, qtbot, "a pond")
    named(tab, QLineEdit, "Topic").setText("something else")
    poem(tab).setPlainText("")
    history = named(tab, QToolButton, "History")
    history.chosen.emit(services.store.runs("poem")[0])  # type: ignore[attr-defined]
    assert named(tab, QLineEdit, "Topic").text() == "a pond"
    assert poem(tab).toPlainText().split("\n") == list(HAIKU)


def test_what_was_typed_is_there_in_the_next_window(
    tab: PoetryTab, qtbot: QtBot, services: Services, writer: Writer
) -> None:
    named(tab, QLineEdit, "Topic").setText("an unsent topic")
    named(tab, QPushButton, "Check a poem").click()
    poem(tab).setPlainText("a pasted line")
    qtbot.waitUntil(lambda: "a pasted line" in services.store.kept("poem.draft"))
    other = make_tab(qtbot, services, writer)
    assert named(other, QLineEdit, "Topic").text() == "an unsent topic"
    named(other, QPushButton, "Check a poem").click()
    assert poem(other).toPlainText() == "a pasted line"


def test_what_was_typed_a_moment_before_the_end_is_kept(tab: PoetryTab, services: Services) -> None:
    named(tab, QLineEdit, "Topic").setText("at the last moment")
    tab.shutdown()
    assert "at the last moment" in services.store.kept("poem.draft")


def test_what_is_pasted_is_kept_while_one_types_on_without_a_pause(
    tab: PoetryTab, qtbot: QtBot, services: Services
) -> None:
    named(tab, QPushButton, "Check a poem").click()

    def goes_on() -> bool:
        poem(tab).insertPlainText("x")
        return "xx" in services.store.kept("poem.draft")

    qtbot.waitUntil(goes_on)


@pytest.mark.parametrize("ends", ["the window", "another poem", "the other mode"])
def test_a_change_by_hand_is_kept_however_soon_something_else_comes(
    tab: PoetryTab, qtbot: QtBot, services: Services, ends: str
) -> None:
    write(tab, qtbot)
    (before,) = services.store.runs("poem")
    poem(tab).moveCursor(QTextCursor.MoveOperation.End)
    poem(tab).insertPlainText(" indeed")
    if ends == "the window":
        services.tasks.close()
        tab.shutdown()
    elif ends == "another poem":
        tab._on_another()
    else:
        named(tab, QPushButton, "Check a poem").click()

    def last_line() -> str:
        _options, kept = runs.read(services.store.run(before.id))
        return "" if kept is None else kept.lines[-1]

    qtbot.waitUntil(lambda: last_line() == f"{HAIKU[-1]} indeed")


def test_an_older_change_by_hand_does_not_overtake_a_newer_one(
    tab: PoetryTab, qtbot: QtBot, services: Services
) -> None:
    write(tab, qtbot)
    (run,) = services.store.runs("poem")
    poem(tab).insertPlainText("Older: ")
    older = tab._edited()
    poem(tab).insertPlainText("newer: ")
    newer = tab._edited()
    assert older is not None
    assert newer is not None
    for edited in (newer, older):
        tab._changes.write(edited)
    _options, kept = runs.read(services.store.run(run.id))
    assert kept is not None
    assert kept.lines[0] == f"Older: newer: {HAIKU[0]}"


def test_a_poem_is_copied_and_saved_as_text_and_as_a_picture(
    tab: PoetryTab, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    write(tab, qtbot)
    named(tab, QToolButton, "Copy the poem").click()
    assert QGuiApplication.clipboard().text() == "A title\n\n" + "\n".join(HAIKU)
    tab.poem_actions.save_to(tmp_path / "poem.txt")
    tab.poem_actions.save_to(tmp_path / "poem.png")
    qtbot.waitUntil(lambda: (tmp_path / "poem.png").exists() and (tmp_path / "poem.txt").exists())
    assert (tmp_path / "poem.txt").read_text("utf-8").splitlines()[2:] == list(HAIKU)
    assert QImage(str(tmp_path / "poem.png")).width() > 400
    tab.poem_actions.save_to(tmp_path / "missing" / "poem.txt")
    qtbot.waitUntil(lambda: any("missing" in notice.texts[1] for notice in services.notify.notices))


@pytest.mark.parametrize(
    ("chosen", "kind", "written"),
    [
        ("rain.txt", "Picture (*.png)", "rain (2).png"),  # rain.png is there already
        ("snow.txt", "Picture (*.png)", "snow.png"),
        ("snow.v2", "Picture (*.png)", "snow.v2.png"),
        ("snow", "Text (*.txt)", "snow.txt"),
        ("snow.png", "Text (*.txt)", "snow.png"),
    ],
)
def test_the_kind_that_was_chosen_is_saved(
    tab: PoetryTab, qtbot: QtBot, tmp_path: Path, chosen: str, kind: str, written: str
) -> None:
    (tmp_path / "rain.png").write_bytes(b"another picture")
    write(tab, qtbot)
    tab.poem_actions.save()
    assert choose_in_dialog(qtbot, tmp_path / chosen, kind=kind) == "A title.txt"
    qtbot.waitUntil(lambda: (tmp_path / written).exists())
    assert (tmp_path / "rain.png").read_bytes() == b"another picture"
    assert (tmp_path / written).read_bytes().startswith(b"\x89PNG") == written.endswith(".png")


def test_the_button_answers_before_the_dialog_is_closed(tab: PoetryTab, qtbot: QtBot) -> None:
    write(tab, qtbot)
    named(tab, QToolButton, "Save as text or picture").click()
    assert len(open_dialogs()) == 1
    cancel_dialog(qtbot)


def test_a_text_of_another_tab_becomes_the_topic(tab: PoetryTab) -> None:
    tab.take_text("A long\nsummary about rain.")
    assert named(tab, QLineEdit, "Topic").text() == "A long summary about rain."


def test_lines_are_found_behind_a_title_with_the_same_words() -> None:
    assert spans_of("rain\n\nrain falls\nrain", ("rain falls", "rain")) == [(6, 16), (17, 21)]
    assert spans_of("other text", ("rain",)) == []


def test_chinese_forms_are_offered_for_chinese(tab: PoetryTab) -> None:
    english = [choice.text for choice in named(tab, ChoiceBox, "Form").choices]
    choose(tab, "Language", "中文")
    chinese = [choice.text for choice in named(tab, ChoiceBox, "Form").choices]
    assert any("五言绝句" in text for text in chinese)
    assert not set(english) & set(chinese)
    assert isinstance(named(tab, ChoiceBox, "Form"), QComboBox)


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


def in_sight(edit: PoemEdit) -> bool:
    return edit.verticalScrollBar().maximum() == 0


def test_eight_lines_are_in_sight_in_a_low_window_and_checks_that_pass_are_folded(
    tab: PoetryTab, qtbot: QtBot, writer: Writer
) -> None:
    tab.resize(860, 520)
    choose(tab, "Language", "中文")
    choose(tab, "Form", next(c.text for c in named(tab, ChoiceBox, "Form").choices if "七言律诗" in c.text))
    writer.lines = form("lushi-7").example
    write(tab, qtbot, "春日")
    named(tab, QCheckBox, "Show sounds").setChecked(True)
    qtbot.waitUntil(lambda: in_sight(poem(tab)))
    assert not named(tab, QListWidget, "Checks").isVisible()
    named(tab, QToolButton, "Show checks").click()
    assert named(tab, QListWidget, "Checks").isVisible()
    named(tab, QToolButton, "Hide checks").click()
    assert not named(tab, QListWidget, "Checks").isVisible()
    tab.resize(1280, 760)
    assert named(tab, QListWidget, "Checks").isVisible()
    qtbot.waitUntil(lambda: in_sight(poem(tab)))


def test_checks_that_fail_show_in_a_narrow_window(tab: PoetryTab, qtbot: QtBot, writer: Writer) -> None:
    tab.resize(860, 520)
    write(tab, qtbot)
    assert named(tab, QListWidget, "Checks").isVisible()  # of a short poem
    named(tab, QToolButton, "Hide checks").click()
    writer.lines = ("Too short", *HAIKU[1:])
    write(tab, qtbot)
    box = named(tab, QListWidget, "Checks")
    assert box.isVisible()
    assert checks(tab)[0].startswith("Wrong: Line 1")
    named(tab, QToolButton, "Hide checks").click()
    named(tab, QPushButton, "Check a poem").click()
    poem(tab).setPlainText("\n".join(HAIKU))
    qtbot.waitUntil(box.isVisible)


def test_a_short_poem_is_set_larger_than_a_long_one(tab: PoetryTab, qtbot: QtBot, writer: Writer) -> None:
    write(tab, qtbot)
    short = poem(tab).document().defaultFont().pixelSize()
    writer.lines = HAIKU * 5
    write(tab, qtbot)
    qtbot.waitUntil(lambda: poem(tab).document().defaultFont().pixelSize() < short)


def test_a_poem_under_way_is_set_as_it_will_be_when_it_is_done(qtbot: QtBot, services: Services) -> None:
    edit = PoemEdit(services.theme)
    qtbot.addWidget(edit)
    edit.resize(600, 400)
    edit.fit_into(300)

    def size_of(text: str) -> int:
        edit.set_text(text)
        return edit.document().defaultFont().pixelSize()

    lines = form("lushi-7").example
    edit.expect(len(lines))
    assert size_of(lines[0]) == size_of("\n".join(lines))
    edit.expect(0)
    assert size_of(lines[0]) > size_of("\n".join(lines))


def test_a_change_by_hand_can_be_taken_back_after_the_lines_moved_apart(tab: PoetryTab, qtbot: QtBot) -> None:
    write(tab, qtbot)
    poem(tab).textCursor().insertText("Oh ")
    named(tab, QCheckBox, "Show sounds").setChecked(True)
    qtbot.waitUntil(lambda: poem(tab)._marked)
    poem(tab).undo()  # the spacing
    poem(tab).undo()
    assert poem(tab).toPlainText().split("\n") == list(HAIKU)


def test_the_example_of_the_form_stands_where_the_poem_will(tab: PoetryTab, qtbot: QtBot) -> None:
    example = next(
        label for label in tab.findChildren(QLabel) if label.text() == "\n".join(form("haiku").example)
    )
    assert example.isVisible()
    write(tab, qtbot)
    assert not example.isVisible()
    named(tab, QPushButton, "Check a poem").click()
    assert not example.isVisible()
