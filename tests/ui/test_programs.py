"""The server for other programs follows the settings of the window, whose own requests go first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
import uvicorn
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.errors import UsageError
from llmdesk.server.listening import Listening, listen
from llmdesk.ui.programs import Programs
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from tests.fakes import FakeEngine

HI: Any = {"messages": [{"role": "user", "content": "Hi"}]}


def free_port() -> int:
    taken = listen(0)
    taken.socket.close()
    return taken.port


def begun(qtbot: QtBot, services: Services) -> Programs:
    services.settings.update(server_on=True, server_port=free_port())
    services.programs.begin()
    qtbot.waitUntil(lambda: services.programs.status == "on")
    return services.programs


def ask(programs: Programs, token: str | None = None) -> httpx2.Response:
    assert programs.open is not None
    headers = {"Authorization": f"Bearer {token or programs.open.token}"}
    address = f"{programs.open.address}/chat/completions"
    return httpx2.post(address, json=HI, headers=headers, trust_env=False)


def refuses(address: str) -> bool:
    try:
        httpx2.get(address, trust_env=False)
    except httpx2.ConnectError:
        return True
    return False


@pytest.fixture
def scanned(qtbot: QtBot, services: Services) -> Services:
    services.models.refresh()
    qtbot.waitUntil(lambda: services.models.current is not None)
    return services


def test_off_until_it_is_switched_on(qtbot: QtBot, services: Services) -> None:
    services.programs.begin()
    assert services.programs.status == "off"
    assert services.programs.open is None
    assert services.programs.records() == ()
    assert not services.settings.value.server_on


def test_switched_on_it_answers_with_the_model_of_the_window(
    qtbot: QtBot, scanned: Services, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanned.library, "find", lambda text: scanned.library.models()[0])
    programs = begun(qtbot, scanned)
    answer = ask(programs)
    assert answer.status_code == 200
    assert answer.json()["model"] == "Small"
    assert engine.requests[0].priority == "batch", "the window's own requests go first"
    qtbot.waitUntil(lambda: [record.status for record in programs.records()] == [200])  # after the answer


def test_switched_off_nothing_listens_any_more(qtbot: QtBot, services: Services) -> None:
    programs = begun(qtbot, services)
    assert programs.open is not None
    address = programs.open.address
    services.settings.update(server_on=False)
    qtbot.waitUntil(lambda: refuses(address))
    assert programs.status == "off"
    assert programs.open is None


def test_a_task_that_comes_late_does_not_undo_what_is_wanted_since(qtbot: QtBot, services: Services) -> None:
    """Off and on again at once: nobody says which of the two tasks comes first."""
    programs = begun(qtbot, services)
    assert programs.open is not None
    programs._apply(None, False, TaskContext(CancelToken(), lambda: None))
    assert not refuses(programs.open.address)


def test_another_port_and_another_reach_begin_it_anew(qtbot: QtBot, services: Services) -> None:
    programs = begun(qtbot, services)
    first = programs.open
    services.settings.update(server_port=free_port())
    qtbot.waitUntil(lambda: programs.open is not None and programs.open != first)
    assert programs.open is not None
    assert first is not None
    assert programs.open.token == first.token
    assert str(services.settings.value.server_port) in programs.open.address


def test_origins_that_are_allowed_open_it_to_their_pages(qtbot: QtBot, services: Services) -> None:
    programs = begun(qtbot, services)
    headers = {"Origin": "https://notes.example", "Access-Control-Request-Method": "POST"}
    first = programs.open
    assert first is not None
    assert httpx2.options(f"{first.address}/models", headers=headers, trust_env=False).status_code == 403
    services.settings.update(server_origins=("https://notes.example",))
    qtbot.waitUntil(lambda: programs.status == "on" and programs.open is not None)
    asked = httpx2.options(f"{first.address}/models", headers=headers, trust_env=False)
    assert asked.headers["access-control-allow-origin"] == "https://notes.example"


def test_a_server_that_ends_by_itself_is_told_and_begins_again_at_a_click(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def on_tick(_server: uvicorn.Server, _counter: int) -> bool:
        raise RuntimeError("its loop broke")

    programs = begun(qtbot, services)
    with monkeypatch.context() as broken:
        broken.setattr(uvicorn.Server, "on_tick", on_tick)
        qtbot.waitUntil(lambda: programs.status == "failed")
    assert programs.open is None
    assert programs.problem is not None
    assert "RuntimeError" in str(programs.problem)
    assert [notice.error for notice in services.notify.notices] == [programs.problem]
    services.settings.update(server_on=False)
    services.settings.update(server_on=True)
    qtbot.waitUntil(lambda: programs.status == "on")


def test_a_token_made_anew_replaces_the_old_one(qtbot: QtBot, services: Services) -> None:
    programs = begun(qtbot, services)
    old = programs.open
    assert old is not None
    with qtbot.waitSignal(programs.changed):
        programs.make_token_anew()
    assert programs.open is not None
    assert programs.open.token != old.token
    assert ask(programs, old.token).status_code == 403
    assert not programs.open.kept, "the tests have no keyring"


@pytest.fixture
def taken() -> Any:
    other = listen(0)
    yield other
    other.socket.close()


def test_a_port_that_is_taken_is_told_and_another_one_helps(
    qtbot: QtBot, services: Services, taken: Listening
) -> None:
    services.settings.update(server_on=True, server_port=taken.port)
    programs = services.programs
    programs.begin()
    qtbot.waitUntil(lambda: programs.status == "failed")
    assert isinstance(programs.problem, UsageError)
    assert [notice.error for notice in services.notify.notices] == [programs.problem]
    services.settings.update(server_port=free_port())
    qtbot.waitUntil(lambda: programs.status == "on")


def test_what_was_closed_does_not_begin_again(qtbot: QtBot, make_services: Callable[..., Services]) -> None:
    services = make_services(server_on=True, server_port=free_port())
    services.programs.close()
    services.programs.begin()
    qtbot.waitUntil(lambda: services.tasks.wait_idle(0))
    assert services.programs._server is None
