"""One text in the Sentiment tab: typed, analyzed, explained, kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.errors import EngineCrashed
from llmdesk.ui.sentiment.heat_text import Heat, HeatText, utf16_offsets
from llmdesk.ui.sentiment.probability_bars import ProbabilityBars
from llmdesk.ui.services import Services
from llmdesk.ui.words import percent
from tests.ui.conftest import FakeLibrary
from tests.ui.sentiment.desk import HeldEngine, SentimentDesk, make_desk

TEXT = "A good film, I love it. The ending was bad."


@pytest.fixture
def engine() -> HeldEngine:
    return HeldEngine()


@pytest.fixture
def desk(qtbot: QtBot, services: Services) -> SentimentDesk:
    return make_desk(qtbot, services)


def test_a_text_gets_a_label_with_a_probability_and_how_far_to_trust_it(desk: SentimentDesk) -> None:
    desk.analyze(TEXT)
    result = desk.named(QWidget, "Result")
    bars = desk.named(ProbabilityBars, "Probabilities")
    assert list(bars.shown) == ["positive", "negative"]
    assert f"positive · {bars.shown['positive']}" in desk.words()
    assert f"Confidence {bars.shown['positive']}: of 100 results like this, about" in desk.words()
    assert "example texts that come with llmdesk" in desk.words()
    assert "are expected to be wrong" in result.accessibleDescription()


def test_a_chinese_text_for_a_model_without_chinese_is_warned_of(desk: SentimentDesk) -> None:
    """The scripted engine takes every trial for the same."""
    desk.analyze("味道很好。")
    assert "This model hardly knows Chinese" in desk.words()
    assert "hardly knows Chinese" in desk.named(QWidget, "Result").accessibleDescription()
    desk.analyze(TEXT)
    assert "hardly knows Chinese" not in desk.words()


def test_the_heat_map_shows_which_sentences_and_which_words_moved_it(desk: SentimentDesk) -> None:
    desk.analyze(TEXT)
    heat = desk.named(HeatText, "What influenced the result")
    assert heat.toPlainText() == TEXT
    first, second = heat.heat
    assert first.share > 0 > second.share
    assert heat.note_at(2).startswith("Sentence 1: positive")
    assert heat.note_at(2).endswith(")")  # the number, not only a colour
    desk.press("Words")
    shares = {TEXT[word.start : word.end]: word.share for word in heat.heat}
    assert shares["good"] > 0 > shares["bad"]
    assert "“bad” speaks against “positive”" in heat.accessibleDescription()
    assert "love +" in desk.words()


def test_what_speaks_for_negative_has_the_colour_of_negative(desk: SentimentDesk) -> None:
    desk.analyze("I hate it, it is bad. The food was good.")
    heat, theme = desk.named(HeatText, "What influenced the result"), desk.services.theme
    colors = [part.format.background().color() for part in heat.extraSelections()]
    assert [color.name() for color in colors] == [theme.css("orange"), theme.css("blue")]
    assert desk.tab.text.result._legend.entries() == (
        ("orange", "for “negative”"),
        ("blue", "against “negative”"),
    )


def test_a_text_with_markup_is_shown_as_it_is(desk: SentimentDesk) -> None:
    text = '<b>good</b> <img src="file:///etc/passwd"> [x](http://a) \U0001f600 nice & good'
    desk.analyze(text)
    heat = desk.named(HeatText, "What influenced the result")
    assert heat.toPlainText() == text
    smile = text.index("nice")
    assert any(part.start == smile for part in heat.heat)
    assert "nice" in heat.note_at(utf16_offsets(text)(smile))


def test_offsets_count_what_qt_counts_behind_an_emoji(desk: SentimentDesk) -> None:
    offsets = utf16_offsets("a\U0001f600b")
    assert [offsets(place) for place in range(4)] == [0, 1, 3, 4]
    heat = HeatText(desk.services.theme)
    desk.qtbot.addWidget(heat)
    heat.show_heat("a\U0001f600b", [Heat(2, 3, 1.0)], lambda _: "b")
    assert heat.extraSelections()[0].cursor.selectedText() == "b"


def test_a_long_text_is_coloured_where_one_looks(desk: SentimentDesk) -> None:
    sentence = "It is a good \U0001f600 day, and so on."
    text = " ".join([sentence] * 4000)
    parts = [Heat(n * 30, n * 30 + 29, 1.0 if n % 2 else -1.0) for n in range(4000)]
    text = " ".join([sentence.ljust(29)[:29]] * 4000)
    heat = HeatText(desk.services.theme)
    desk.qtbot.addWidget(heat)
    heat.resize(500, 300)
    heat.show()
    heat.show_heat(text, parts, lambda number: f"part {number}")
    assert len(heat.toPlainText()) == len(text)
    assert heat.toPlainText().replace("\n", " ") == text
    assert 10 < len(heat.extraSelections()) < 200
    heat.verticalScrollBar().setValue(heat.verticalScrollBar().maximum())
    last = heat.extraSelections()[-1]
    assert last.cursor.selectedText().strip().startswith("It is")
    assert heat.note_at(utf16_offsets(text)(3999 * 30 + 5)) == "part 3999"
    assert heat.note_at(utf16_offsets(text)(29)) == ""


def test_ctrl_enter_analyzes_and_enter_begins_a_line(desk: SentimentDesk) -> None:
    field = desk.named(QPlainTextEdit, "Text to analyze")
    QTest.keyClicks(field, "good")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "nice")
    assert field.toPlainText() == "good\nnice"
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: desk.tab.text.result.result is not None)


def test_an_empty_text_cannot_be_analyzed_and_an_example_shows_how_it_works(desk: SentimentDesk) -> None:
    for text in ("", " \n\t　\n"):
        desk.type(text)
        assert not desk.named(QPushButton, "Analyze").isEnabled()
    example = next(b for b in desk.tab.findChildren(QPushButton) if b.text().startswith("Lovely staff"))
    example.click()
    desk.wait(lambda: desk.tab.text.result.result is not None)
    assert desk.named(QPlainTextEdit, "Text to analyze").toPlainText() == example.text()


def test_a_cancel_ends_it_without_a_result(desk: SentimentDesk, engine: HeldEngine) -> None:
    engine.go.clear()
    desk.type(TEXT)
    desk.press("Analyze")
    desk.wait(engine.holding.is_set)
    assert not desk.has("Analyze")
    desk.press("Cancel")
    desk.wait(lambda: desk.has("Analyze"))
    assert desk.tab.text.result.result is None
    assert desk.notices() == []


def test_what_went_wrong_is_told_and_one_can_try_again(desk: SentimentDesk, engine: HeldEngine) -> None:
    engine.load_error = EngineCrashed("The engine stopped.")
    engine.unload()
    desk.analyze(TEXT)
    assert desk.notices() == ["The engine stopped."]
    assert desk.named(QPlainTextEdit, "Text to analyze").toPlainText() == TEXT
    engine.load_error = None
    desk.analyze(TEXT)
    assert desk.tab.text.result.result is not None


def test_without_a_model_one_is_told_what_to_do(
    qtbot: QtBot, make_services: Callable[..., Services], library: FakeLibrary, engine: HeldEngine
) -> None:
    library.installed = []
    engine.unload()
    desk = make_desk(qtbot, make_services())
    desk.analyze(TEXT)
    assert desk.notices()


def test_below_the_chosen_confidence_a_result_is_unsure(desk: SentimentDesk) -> None:
    desk.analyze("It is a chair.")
    confidence = desk.tab.text.result.result
    assert confidence is not None
    assert confidence.confidence < 0.95
    desk.choose("Confidence", "below 95%")
    desk.press("Analyze")
    desk.wait(lambda: "unsure (most likely" in desk.words())


def test_what_is_typed_is_there_after_a_restart(
    qtbot: QtBot, desk: SentimentDesk, make_services: Callable[..., Services]
) -> None:
    desk.type("half a thought")
    desk.tab.hide()  # as when another tab is chosen, or the window closes
    desk.wait(lambda: desk.services.store.kept("sentiment.text") == "half a thought")
    again = make_desk(qtbot, make_services())
    field = again.named(QPlainTextEdit, "Text to analyze")
    again.wait(lambda: field.toPlainText() == "half a thought")


def test_a_draft_is_written_down_while_one_types(desk: SentimentDesk) -> None:
    desk.type("half a thought")
    desk.wait(lambda: desk.services.store.kept("sentiment.text") == "half a thought")


def test_a_past_text_comes_back_with_its_result(desk: SentimentDesk) -> None:
    desk.analyze(TEXT)
    shown = desk.tab.text.result.result
    desk.analyze("The worst day, I hate it.")
    runs = desk.services.store.runs("sentiment")
    assert [run.title for run in runs] == ["The worst day, I hate it.", TEXT]
    desk.tab.history.chosen.emit(runs[1])
    assert desk.named(QPlainTextEdit, "Text to analyze").toPlainText() == TEXT
    assert desk.tab.text.result.result == shown


def test_a_run_of_another_version_shows_its_text(desk: SentimentDesk) -> None:
    run = desk.services.store.add_run("sentiment", {"text": "old"}, {"labels": 3}, title="old")
    run = desk.services.store.finish_run(run.id, {"something": "else"}, "done")
    desk.tab.history.chosen.emit(run)
    assert desk.named(QPlainTextEdit, "Text to analyze").toPlainText() == "old"
    assert not desk.has("Result")


def test_a_text_of_another_tab_is_taken(desk: SentimentDesk) -> None:
    desk.press("A table")
    desk.tab.take_text("from a chat")
    assert desk.named(QPlainTextEdit, "Text to analyze").toPlainText() == "from a chat"


def test_with_many_labels_the_likeliest_show_and_the_others_are_counted(desk: SentimentDesk) -> None:
    from llmdesk.tools.sentiment import Label, make_set

    names = [f"topic {number}" for number in range(9)]
    desk.tab.sets.save(make_set([Label(name) for name in names], name="topics", title="Topics"))
    desk.analyze(TEXT)
    assert len(desk.named(ProbabilityBars, "Probabilities").shown) == 6
    assert "3 other labels together" in desk.words()


def test_no_probability_is_shown_as_certain_or_impossible_that_is_not() -> None:
    assert percent(0.9999) == "> 99.9%"
    assert percent(0.00001) == "< 0.1%"
    assert percent(0.996) == "99.6%"
    assert percent(1.0) == "100%"
    assert percent(0.5) == "50%"


def test_a_new_language_is_taken_at_once(desk: SentimentDesk) -> None:
    desk.analyze(TEXT)
    before = desk.words()
    QCoreApplication.sendEvent(desk.tab, QEvent(QEvent.Type.LanguageChange))
    desk.wait(lambda: desk.tab.sets.loaded)
    assert desk.words() == before
