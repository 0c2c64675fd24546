"""A text is translated beside its segments; what is doubtful is marked, and leads to its place."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from llmdesk.store import Run
from llmdesk.tools.translate import KIND, Pair, kept_of, learn
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.translate import job
from llmdesk.ui.translate.draft import NAME, draft_from_json
from llmdesk.ui.translate.options import TranslateOptionsRow
from llmdesk.ui.translate.result import TranslationResult
from llmdesk.ui.translate.tab import TranslateTab
from llmdesk.ui.widgets.choice_box import ChoiceBox
from llmdesk.ui.widgets.run_history import RunHistory
from tests.ui.controls import labels, named
from tests.ui.translate.desk import (
    TEXT,
    Translator,
    button,
    field,
    go_to,
    idle,
    make_tab,
    panel,
    remarks,
    sources,
    targets,
    tool,
    translate,
    until,
    view,
)

SENTENCES = ["The engine has 12 parts.", "Each part weighs 3 kg.", "It was built in 1987 by hand."]


def spoil_number(engine: Translator) -> None:
    """The second sentence loses its number, however often it is asked for."""
    engine.spoil = lambda text, _attempt: "每个部分重三百公斤。" if "weighs" in text else None


def marked(tab: TranslateTab) -> list[str]:
    text = field(tab).toPlainText()
    return [text[start:end] for start, end in field(tab).chosen_passages]


def test_each_segment_stands_beside_its_source_and_the_run_is_kept(
    tab: TranslateTab, qtbot: QtBot, services: Services
) -> None:
    assert not button(tab, "Translate").isEnabled()
    translate(tab, qtbot, TEXT)
    assert sources(tab) == [
        "The engine has 12 parts.",
        "Each part weighs 3 kg.",
        "It was built in 1987 by hand.",
    ]
    assert "12" in targets(tab)[0]
    assert "引擎" in targets(tab)[0]
    assert "3 segments" in labels(tab)
    (run,) = services.store.runs(KIND)
    kept = kept_of(run)
    assert kept is not None
    assert [segment.target for segment in kept.segments] == targets(tab)
    assert (kept.source_language, kept.target_language, run.state) == ("en", "zh", "done")


def test_segments_come_while_others_are_made_and_what_is_done_stays_when_it_is_cancelled(
    tab: TranslateTab, qtbot: QtBot, engine: Translator, services: Services
) -> None:
    engine.gate.clear()
    engine.hold_at = 35  # within the second lot
    field(tab).insertPlainText(" ".join(f"Part {number} weighs {number} kg." for number in range(1, 41)))
    button(tab, "Translate").click()
    until(qtbot, lambda: "32 of 40 segments" in labels(tab))
    assert sources(tab)[39] == "Part 40 weighs 40 kg."  # it is there before its translation
    assert [bool(target) for target in targets(tab)] == [True] * 32 + [False] * 8
    button(tab, "Cancel").click()
    until(qtbot, lambda: idle(tab))
    assert button(tab, "Continue").text() == "Continue"
    assert len([target for target in targets(tab) if target]) == 32
    engine.gate.set()
    asked = len(engine.requests)
    translate(tab, qtbot)
    assert all(targets(tab))
    assert button(tab, "Translate").text() == "Translate"
    assert len(engine.requests) - asked == 8
    assert services.store.runs(KIND)[0].state == "done"


def test_a_doubtful_segment_has_its_reason_and_f8_leads_there(
    tab: TranslateTab, qtbot: QtBot, engine: Translator
) -> None:
    spoil_number(engine)
    translate(tab, qtbot, TEXT)
    assert [bool(words) for words in remarks(tab)] == [False, True, False]
    assert remarks(tab)[1].startswith("⚠ ")
    assert "“3”" in remarks(tab)[1]
    assert "3 segments, 1 to look at" in labels(tab)
    view(tab).setFocus()
    QTest.keyClick(view(tab), Qt.Key.Key_F8)
    assert view(tab).place == 1
    assert marked(tab) == ["Each part weighs 3 kg."]
    spoken = view(tab).model().index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert remarks(tab)[1] in spoken
    named(tab, QCheckBox, "Only doubtful").setChecked(True)
    assert sources(tab) == ["Each part weighs 3 kg."]
    assert view(tab).place == 1


def test_a_click_on_the_source_leads_to_its_translation(tab: TranslateTab, qtbot: QtBot) -> None:
    translate(tab, qtbot, TEXT)
    field(tab).clicked.emit(TEXT.index("1987"))
    assert view(tab).place == 2
    assert panel(tab).edit.toPlainText() == targets(tab)[2]
    go_to(tab, 0)
    assert marked(tab) == ["The engine has 12 parts."]
    field(tab).insertPlainText("Another text. ")  # the marks would stand at wrong places
    go_to(tab, 1)
    assert marked(tab) == []


def test_an_edited_segment_is_checked_kept_and_taken_wherever_it_comes_again(
    tab: TranslateTab, qtbot: QtBot, services: Services, engine: Translator
) -> None:
    spoil_number(engine)
    translate(tab, qtbot, TEXT)
    go_to(tab, 1)
    panel(tab).type("每个零件重 30 公斤。")
    button(tab, "Keep my version").click()
    until(qtbot, lambda: targets(tab)[1] == "每个零件重 30 公斤。")
    assert "“30”" in remarks(tab)[1]
    panel(tab).type("每个零件重 3 公斤。")
    go_to(tab, 0)  # who goes on keeps what was typed
    until(qtbot, lambda: targets(tab)[1] == "每个零件重 3 公斤。")
    assert remarks(tab)[1] == "✎ Edited by you"
    until(qtbot, lambda: _kept(services)[1].target == "每个零件重 3 公斤。")
    translate(tab, qtbot, "Each part weighs 3 kg. And more of it.")
    assert targets(tab)[0] == "每个零件重 3 公斤。"
    assert remarks(tab)[0] == "✓ From your own translations"


def test_a_version_of_ones_own_can_be_taken_back(
    tab: TranslateTab, qtbot: QtBot, services: Services, engine: Translator
) -> None:
    spoil_number(engine)
    translate(tab, qtbot, TEXT)
    before = targets(tab)[1], remarks(tab)[1]
    go_to(tab, 1)
    for typed in ("每个零件重 3 公斤。", ""):
        if typed:
            panel(tab).type(typed)
        button(tab, "Keep my version" if typed else "It is right").click()
        until(qtbot, lambda: remarks(tab)[1] == "✎ Edited by you")
        until(qtbot, lambda: any(each.undo for each in services.notify.notices))
        undo = services.notify.notices[-1].undo
        assert undo is not None
        undo()
        until(qtbot, lambda: (targets(tab)[1], remarks(tab)[1]) == before)
        assert services.store.items.all("translation") == []
        services.notify.close(services.notify.notices[-1].id)


def test_what_is_like_a_version_of_ones_own_is_shown_and_can_be_used(
    tab: TranslateTab, qtbot: QtBot, services: Services
) -> None:
    learn(services.store, [Pair("Each part weighs 4 kg.", "每个零件重 4 公斤。", "en", "zh")])
    translate(tab, qtbot, TEXT)
    go_to(tab, 0)
    assert "similar" not in labels(tab)
    go_to(tab, 1)
    assert "similar" in labels(tab)
    assert "每个零件重 4 公斤。" in labels(tab)
    button(tab, "Use it").click()
    assert panel(tab).changed == "每个零件重 4 公斤。"


def test_the_button_says_what_it_does_with_the_text_that_shows(
    tab: TranslateTab, qtbot: QtBot, engine: Translator
) -> None:
    text = " ".join(f"Part {number} weighs {number} kg." for number in range(1, 41))
    engine.crash_at = 35
    translate(tab, qtbot, text)
    assert button(tab, "Continue").text() == "Continue"
    field(tab).insertPlainText("X")
    assert button(tab, "Translate").text() == "Translate"
    field(tab).textCursor().deletePreviousChar()
    assert button(tab, "Continue").text() == "Continue"


def _kept(services: Services) -> list:  # type: ignore[type-arg]
    kept = kept_of(services.store.runs(KIND)[0])
    return list(kept.segments) if kept is not None else []


def test_one_segment_is_tried_again_or_taken_as_it_is(
    tab: TranslateTab, qtbot: QtBot, engine: Translator
) -> None:
    spoil_number(engine)
    translate(tab, qtbot, TEXT)
    go_to(tab, 1)
    engine.spoil = lambda text, _attempt: None
    asked = len(engine.requests)
    button(tab, "Try again").click()
    until(qtbot, lambda: idle(tab) and remarks(tab)[1] == "")
    assert "3" in targets(tab)[1]
    assert all("weighs" in each.messages[-1].content for each in engine.requests[asked:])
    spoil_number(engine)
    translate(tab, qtbot, "Each part weighs 3 kg.")
    go_to(tab, 0)
    button(tab, "It is right").click()
    assert remarks(tab) == ["✎ Edited by you"]
    assert "1 segment" in labels(tab).split("\n")


def test_it_is_copied_and_handed_over(tab: TranslateTab, qtbot: QtBot) -> None:
    translate(tab, qtbot, TEXT)
    tool(tab, "Copy the translation").click()
    until(qtbot, lambda: targets(tab)[0] in QGuiApplication.clipboard().text())
    with qtbot.waitSignal(tab.hand_over) as given:
        button(tab, "Ask about this").click()
    assert given.args[0] == "chat"
    assert targets(tab)[2] in given.args[1]


def test_a_past_translation_comes_back_with_its_text(
    tab: TranslateTab, qtbot: QtBot, services: Services
) -> None:
    translate(tab, qtbot, TEXT)
    first = targets(tab)
    translate(tab, qtbot, "The second text is short.")
    run = services.store.runs(KIND)[1]
    tab.findChildren(RunHistory)[0].chosen.emit(run)
    until(qtbot, lambda: targets(tab) == first)
    assert field(tab).toPlainText() == TEXT
    go_to(tab, 1)
    assert marked(tab) == ["Each part weighs 3 kg."]


def test_what_stood_here_is_there_in_the_next_window(
    tab: TranslateTab, qtbot: QtBot, make_services: Callable[..., Services]
) -> None:
    translate(tab, qtbot, TEXT)
    go_to(tab, 0)
    panel(tab).type("引擎有 12 个")  # not kept yet
    tab.findChildren(TranslateOptionsRow)[0]._tone.set_current("formal")
    tab._drafts.keep_soon()
    tab.shutdown()
    tab.hide()
    again = make_tab(qtbot, make_services())
    until(qtbot, lambda: len(targets(again)) == 3)
    until(qtbot, lambda: panel(again).edit.toPlainText() == "引擎有 12 个")
    assert field(again).toPlainText() == TEXT
    assert again._options.options.tone == "formal"


def test_a_window_that_closes_before_the_translation_is_open_again_keeps_it(
    tab: TranslateTab,
    qtbot: QtBot,
    make_services: Callable[..., Services],
    monkeypatch: pytest.MonkeyPatch,
    services: Services,
) -> None:
    translate(tab, qtbot, TEXT)
    go_to(tab, 0)
    panel(tab).type("引擎有 12 个")
    tab.shutdown()
    tab.hide()
    reopen, may_go_on = job.reopen, threading.Event()

    def slow(run: Run, context: TaskContext) -> job.Made | None:
        may_go_on.wait(30)
        return reopen(run, context)

    monkeypatch.setattr(job, "reopen", slow)
    second = make_tab(qtbot, make_services())
    field(second).selectAll()
    field(second).insertPlainText("Another text.")
    second.shutdown()
    second.hide()
    kept = draft_from_json(services.store.kept(NAME))
    assert kept is not None
    assert (kept.run, kept.place, kept.edit) == (services.store.runs(KIND)[0].id, 0, "引擎有 12 个")
    assert kept.given.typed == "Another text."
    may_go_on.set()
    until(qtbot, lambda: panel(second).edit.toPlainText() == "引擎有 12 个")
    assert not second._is_of_text  # what shows at the right is of the text before


def test_languages_are_swapped_and_the_translation_becomes_the_text(tab: TranslateTab, qtbot: QtBot) -> None:
    swap = tool(tab, "Swap the languages")
    assert not swap.isEnabled()
    translate(tab, qtbot, TEXT)
    whole = targets(tab)[0]
    swap.click()
    until(qtbot, lambda: field(tab).toPlainText().startswith(whole))
    assert (tab._options.options.source, tab._options.options.target) == ("zh", "en")
    translate(tab, qtbot)
    assert targets(tab)[0].isascii()


def test_a_text_that_is_in_the_language_already_is_told(
    tab: TranslateTab, qtbot: QtBot, services: Services
) -> None:
    named(tab, ChoiceBox, "Translate into").set_current("en")
    translate(tab, qtbot, TEXT)
    (notice,) = services.notify.notices
    assert notice.texts[0] == "The text is in the language already that it should be translated into."
    assert not view(tab).isVisible()


def test_what_was_made_before_the_engine_ended_stays(
    tab: TranslateTab, qtbot: QtBot, engine: Translator, services: Services
) -> None:
    text = " ".join(f"Part {number} weighs {number} kg." for number in range(1, 41))
    engine.crash_at = 35  # in the second lot
    translate(tab, qtbot, text)
    assert services.notify.notices[-1].texts[0] == "The engine stopped unexpectedly."
    assert [bool(target) for target in targets(tab)] == [True] * 32 + [False] * 8
    assert "32 of 40 segments" in labels(tab)
    engine.crash_at = None
    translate(tab, qtbot)
    assert all(targets(tab))


def test_a_model_that_is_too_small_is_told_once(
    tab: TranslateTab, qtbot: QtBot, engine: Translator, services: Services
) -> None:
    engine.spoil = lambda _text, _attempt: "no"
    text = " ".join(f"Part {number} weighs {number} kg." for number in range(1, 21))
    translate(tab, qtbot, text)
    translate(tab, qtbot, text + " And so on.")
    told = [each.text for each in services.notify.notices if "too small" in each.text]
    assert len(told) == 1


def test_copy_and_save_stand_at_the_right_while_nothing_is_translated_yet(
    tab: TranslateTab, qtbot: QtBot, engine: Translator
) -> None:
    field(tab).insertPlainText(TEXT)
    engine.gate.clear()
    button(tab, "Translate").click()
    until(qtbot, engine.held.is_set)
    until(qtbot, lambda: "0 of 3 segments" in labels(tab))
    copy, save = tool(tab, "Copy the translation"), tool(tab, "Save the translation")
    assert 0 < save.x() - copy.x() < 2 * copy.width()
    result = tab.findChildren(TranslationResult)[0]
    assert save.mapTo(result, QPoint(save.width(), 0)).x() > result.width() - 2 * copy.width()
    engine.gate.set()
    until(qtbot, lambda: button(tab, "Translate").isVisible())
