"""What is typed for a segment goes to this segment, and no newer version of it is lost."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from llmdesk.tools.translate import KIND, kept_of
from llmdesk.ui.services import Services
from llmdesk.ui.translate.tab import TranslateTab
from llmdesk.ui.widgets.run_history import RunHistory
from tests.ui.translate.desk import (
    TEXT,
    Translator,
    button,
    field,
    go_to,
    idle,
    panel,
    targets,
    translate,
    until,
    view,
)


def _kept_targets(services: Services, number: int = 0) -> list[str]:
    """Of the run of this number, from the newest on."""
    kept = kept_of(services.store.runs(KIND)[number])
    assert kept is not None
    return [segment.target for segment in kept.segments]


def test_what_is_typed_when_another_translation_is_opened_is_kept_for_its_own_sentence(
    tab: TranslateTab, qtbot: QtBot, services: Services
) -> None:
    translate(tab, qtbot, "The second text is short. It was built in 1987.")
    other = targets(tab)
    translate(tab, qtbot, TEXT)
    past = services.store.runs(KIND)[1]
    go_to(tab, 1)
    panel(tab).type("每个零件重 3 公斤。")
    tab.findChildren(RunHistory)[0].chosen.emit(past)
    until(qtbot, lambda: len(targets(tab)) == 2)
    until(qtbot, lambda: _kept_targets(services)[1] == "每个零件重 3 公斤。")
    assert targets(tab) == other
    (item,) = services.store.items.all("translation")
    assert (item.body["source"], item.body["target"]) == ("Each part weighs 3 kg.", "每个零件重 3 公斤。")
    assert _kept_targets(services, 1) == other


def test_what_is_typed_while_a_version_is_being_kept_stays(tab: TranslateTab, qtbot: QtBot) -> None:
    translate(tab, qtbot, TEXT)
    go_to(tab, 1)
    panel(tab).type("每个零件重 3 公斤。")
    assert not button(tab, "Try again").isEnabled()  # it would take what was typed away
    panel(tab).keep()
    panel(tab).type("每个零件重 3 公斤，很重。")
    until(qtbot, lambda: targets(tab)[1] == "每个零件重 3 公斤。")
    assert panel(tab).edit.toPlainText() == "每个零件重 3 公斤，很重。"
    assert button(tab, "Keep my version").isEnabled()


def test_a_segment_that_was_chosen_before_it_was_translated_can_be_edited_after(
    tab: TranslateTab, qtbot: QtBot, engine: Translator
) -> None:
    engine.gate.clear()
    field(tab).insertPlainText(TEXT)
    button(tab, "Translate").click()
    until(qtbot, lambda: view(tab).model().rowCount() == 3)
    go_to(tab, 1)
    engine.gate.set()
    until(qtbot, lambda: idle(tab))
    assert panel(tab).edit.toPlainText() == targets(tab)[1]
    assert panel(tab).edit.isVisible()


def test_taking_an_older_version_back_leaves_the_newer_one(
    tab: TranslateTab, qtbot: QtBot, services: Services
) -> None:
    translate(tab, qtbot, TEXT)
    go_to(tab, 1)
    undos = []
    for typed in ("每个零件重 3 公斤。", "每个部件都重 3 公斤。"):
        panel(tab).type(typed)
        panel(tab).keep()
        until(qtbot, lambda: targets(tab)[1] == panel(tab).edit.toPlainText())
        undo = services.notify.notices[-1].undo
        assert undo is not None
        undos.append(undo)
    undos[0]()
    until(qtbot, lambda: not services.tasks._tasks)
    assert targets(tab)[1] == "每个部件都重 3 公斤。"
    (item,) = services.store.items.all("translation")
    assert item.body["target"] == "每个部件都重 3 公斤。"
    undos[1]()
    until(qtbot, lambda: targets(tab)[1] == "每个零件重 3 公斤。")
