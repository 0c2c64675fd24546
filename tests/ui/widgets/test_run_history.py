"""The history of a tool's tab: past runs listed, opened, deleted and put back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from llmdesk.store import Run
from llmdesk.ui.services import Services
from llmdesk.ui.theme import ThemeMode
from llmdesk.ui.widgets.run_history import RunHistory


@pytest.fixture
def history(qtbot: QtBot, services: Services) -> RunHistory:
    for title in ("First poem", "Second poem"):
        run = services.store.add_run("poem", {"topic": title}, {}, title=title, model="Small")
        services.store.finish_run(run.id, {"lines": [title]}, "done")
    services.store.add_run("summary", {}, {}, title="A summary")
    history = RunHistory(services, "poem")
    qtbot.addWidget(history)
    history.show()
    return history


def titles(history: RunHistory) -> list[str]:
    return [history.panel.list.item(row).text() for row in range(history.panel.list.count())]


def test_it_lists_the_runs_of_its_kind_newest_first(qtbot: QtBot, history: RunHistory) -> None:
    history.click()
    qtbot.waitUntil(lambda: titles(history) == ["Second poem", "First poem"])
    assert "Small" in history.panel.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_enter_opens_the_chosen_run(qtbot: QtBot, history: RunHistory) -> None:
    history.click()
    qtbot.waitUntil(lambda: history.panel.list.count() == 2)
    history.panel.list.setCurrentRow(1)
    with qtbot.waitSignal(history.chosen) as chosen:
        QTest.keyClick(history.panel.list, Qt.Key.Key_Return)
    run = chosen.args[0]
    assert isinstance(run, Run)
    assert run.result == {"lines": ["First poem"]}
    assert not history.panel.isVisible()


def test_the_keyboard_is_in_the_list_as_soon_as_it_has_runs(qtbot: QtBot, history: RunHistory) -> None:
    history.click()
    qtbot.waitUntil(lambda: history.panel.list.count() == 2)
    assert history.panel.focusWidget() is history.panel.list


def test_a_deleted_run_comes_back_with_undo(qtbot: QtBot, history: RunHistory, services: Services) -> None:
    history.click()
    qtbot.waitUntil(lambda: history.panel.list.count() == 2)
    before = services.store.runs("poem")
    QTest.keyClick(history.panel, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(history) == ["First poem"])
    undo = services.notify.notices[-1].undo
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: titles(history) == ["Second poem", "First poem"])
    assert services.store.runs("poem") == before


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_panel_stands_out_from_the_page(
    qtbot: QtBot, history: RunHistory, services: Services, mode: ThemeMode
) -> None:
    services.theme.apply(mode)
    history.click()
    qtbot.waitUntil(history.panel.isVisible)
    picture = history.panel.grab().toImage()
    assert picture.pixelColor(0, picture.height() // 2).name() == services.theme.color("border").name()
    assert picture.pixelColor(2, picture.height() - 3).name() == services.theme.color("input").name()
