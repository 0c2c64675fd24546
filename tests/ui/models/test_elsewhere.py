"""Engines elsewhere in the Models tab: tried, kept, used, forgotten. The servers are real HTTP servers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.network.addresses import origin_of
from llmdesk.ui.models.elsewhere import page as elsewhere_page
from llmdesk.ui.models.elsewhere.page import ElsewherePage
from llmdesk.ui.services import Services
from tests.engine.remote.scripted_server import ScriptedServer
from tests.fakes import FakeEngine


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(elsewhere=True)


@pytest.fixture
def there() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ElsewherePage:
    page = ElsewherePage(services)
    qtbot.addWidget(page)
    page.show()
    return page


def words(page: ElsewherePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page: ElsewherePage, name: str) -> QPushButton | None:
    shown = (each for each in page.findChildren(QPushButton) if each.isVisible())
    return next((each for each in shown if name in (each.text(), each.accessibleName())), None)


def press(page: ElsewherePage, name: str) -> None:
    found = button(page, name)
    assert found is not None
    assert found.isEnabled()
    found.click()


def press_soon(qtbot: QtBot, page: ElsewherePage, name: str) -> None:
    """A row that was just added is shown a moment later."""
    qtbot.waitUntil(lambda: button(page, name) is not None)
    press(page, name)


def fill_in(page: ElsewherePage, there: ScriptedServer, token: str = "") -> None:
    page.form.name.setText("workstation")
    page.form.address.setText(there.address)
    page.form.token.setText(token)


def test_an_engine_that_works_is_kept_and_used_with_a_click(
    qtbot: QtBot, page: ElsewherePage, services: Services, there: ScriptedServer, engine: FakeEngine
) -> None:
    assert not page.row.start.isEnabled(), "a name and an address are needed"
    fill_in(page, there)
    press(page, "Test and keep")
    qtbot.waitUntil(lambda: bool(services.settings.value.engines))
    assert services.settings.value.engines == (f"workstation {there.address}",)
    assert "model-a · OpenAI" in words(page)
    assert "It can do this: answering messages." in words(page)
    assert "These need more: Summarize, Sentiment" in words(page)
    assert page.form.typed.name == "", "the form is free for the next one"
    press(page, "Use workstation")
    qtbot.waitUntil(lambda: engine.model is not None)
    assert services.settings.value.model == there.address
    assert engine.model is not None
    assert engine.model.ref == ElsewhereRef(there.address)
    qtbot.waitUntil(lambda: "workstation · selected" in words(page))


def test_the_step_that_fails_is_named_and_nothing_is_kept(
    qtbot: QtBot, page: ElsewherePage, services: Services, there: ScriptedServer
) -> None:
    there.faults.append("500")
    page.resize(400, 300)
    fill_in(page, there, "secret")
    press(page, "Test and keep")
    qtbot.waitUntil(lambda: "Answering a question: failed" in words(page))
    qtbot.waitUntil(lambda: not page.result.visibleRegion().isEmpty())
    assert "Connecting: done" in words(page)
    assert "the reason" in words(page)
    assert services.settings.value.engines == ()
    assert page.form.typed.name == "workstation", "what was typed stays"
    assert services.hub.get().tokens.get(origin_of(there.address)) is None


def test_a_token_goes_along_and_is_forgotten_with_the_engine(
    qtbot: QtBot, page: ElsewherePage, services: Services, there: ScriptedServer
) -> None:
    fill_in(page, there, "secret")
    press(page, "Test and keep")
    qtbot.waitUntil(lambda: bool(services.settings.value.engines))
    assert {seen.token for seen in there.seen} == {"Bearer secret"}
    assert "No keyring is available" in words(page)
    tokens = services.hub.get().tokens
    assert tokens.get(origin_of(there.address)) == "secret"
    press_soon(qtbot, page, "Forget workstation")
    qtbot.waitUntil(lambda: tokens.get(origin_of(there.address)) is None)
    assert services.settings.value.engines == ()
    assert button(page, "Forget workstation") is None


def test_a_token_stays_while_another_engine_at_the_same_server_is_kept(
    qtbot: QtBot, page: ElsewherePage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def forgotten(_parts: object, ref: ElsewhereRef) -> tuple[str, tuple[str, ...]]:
        asked.append(ref.address)
        return "gone", ()

    monkeypatch.setattr(elsewhere_page, "forget_token", forgotten)
    services.settings.update(engines=("one http://box:8000", "two http://box:8000/v1#m"))
    for name in ("Forget one", "Forget two"):
        press_soon(qtbot, page, name)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["http://box:8000/v1"]
    qtbot.waitUntil(lambda: len(services.notify.notices) == 2)
    assert [notice.text for notice in services.notify.notices] == [
        "one is forgotten.",
        "two is forgotten, and its access token.",
    ]


def test_a_token_that_the_keyring_does_not_let_go_is_told(
    qtbot: QtBot, page: ElsewherePage, services: Services
) -> None:
    """No keyring that is to be trusted is here any more."""
    services.settings.update(engines=("one http://box:8000",), token_hosts=("http://box:8000",))
    press_soon(qtbot, page, "Forget one")
    qtbot.waitUntil(lambda: bool(services.notify.notices))
    (notice,) = services.notify.notices
    assert "still in the keyring" in notice.text
    assert services.settings.value.token_hosts == ("http://box:8000",)
    assert notice.undo is not None
    notice.undo()
    assert services.settings.value.engines == ("one http://box:8000",)


def test_a_trial_is_cancelled_at_once(qtbot: QtBot, page: ElsewherePage, there: ScriptedServer) -> None:
    there.faults.append("hang")
    fill_in(page, there)
    press(page, "Test and keep")
    qtbot.waitUntil(lambda: bool(there.chats))
    press(page, "Cancel")
    qtbot.waitUntil(there.gone.is_set)
    assert page.row.start.isVisible()
    assert page.form.isEnabled()


def test_what_is_no_address_is_said_at_the_form_until_it_is_changed(
    page: ElsewherePage, services: Services
) -> None:
    page.form.name.setText("x")
    page.form.address.setText("file:///etc/passwd")
    press(page, "Test and keep")
    assert "“file:///etc/passwd” is not the address of an engine" in words(page)
    assert not services.notify.notices, "it belongs to the form"
    page.form.address.setText("file:///etc/passw")
    assert "is not the address" not in words(page)


def test_an_address_needs_no_scheme(
    qtbot: QtBot, page: ElsewherePage, services: Services, there: ScriptedServer
) -> None:
    fill_in(page, there)
    page.form.address.setText(there.address.removeprefix("http://"))
    press(page, "Test and keep")
    qtbot.waitUntil(lambda: bool(services.settings.value.engines))
    assert services.settings.value.engines == (f"workstation {there.address}",)


def test_what_is_typed_is_there_again_but_for_the_token(
    qtbot: QtBot, page: ElsewherePage, services: Services, there: ScriptedServer
) -> None:
    fill_in(page, there, "secret")
    QTest.keyClicks(page.form.name, "!")
    assert services.drafts.flush() is None
    again = ElsewherePage(services)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.form.name.text() == "workstation!")
    assert again.form.address.text() == there.address
    assert again.form.token.text() == ""


def test_a_decision_model_is_shown_for_what_it_does_and_what_does_not_work_with_it(
    qtbot: QtBot, page: ElsewherePage, services: Services, decision_address: str
) -> None:
    page.form.name.setText("decider")
    page.form.address.setText(decision_address)
    press(page, "Test and keep")
    qtbot.waitUntil(lambda: bool(services.settings.value.engines))
    said = words(page)
    assert "Tiny-Decisions · llama-server" in said
    can = "answering questions with probabilities, as decision models do, counting tokens exactly"
    assert f"It can do this: {can}." in said
    assert "It cannot do this: answering messages" in said
    need_more = next(line for line in said.splitlines() if line.startswith("These need more:"))
    assert "Chat" in need_more
    assert "Summarize" in need_more
    assert "Sentiment" not in need_more
