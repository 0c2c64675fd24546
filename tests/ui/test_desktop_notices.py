"""Notifications of the desktop: only when nobody looks, only when wanted, and nothing left behind."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from llmdesk.settings import Settings
from llmdesk.ui.desktop_notices import DesktopNotices, TrayWay
from llmdesk.ui.downloads import Downloads
from llmdesk.ui.services import Services
from llmdesk.ui.settings.general import GeneralPage
from llmdesk.ui.settings_holder import SettingsHolder
from tests.models.hub_server import Fault, HubServer
from tests.ui.models.desk import ModelsDesk, model_bytes

ROOT = Path(__file__).parent.parent.parent
REPO = "maker/tiny-GGUF"
Make = Callable[..., Services]


@pytest.fixture
def server() -> Iterator[HubServer]:
    with HubServer() as server:
        yield server


class Told:
    """A way that remembers; `works` False: a desktop that does not know it."""

    def __init__(self, works: bool = True) -> None:
        self.works, self.told, self.closed = works, list[tuple[str, str]](), False

    def tell(self, title: str, text: str) -> bool:
        self.told.append((title, text))
        return self.works

    def close(self) -> None:
        self.closed = True


def holder(tmp_path: Path, *, wanted: bool = True) -> SettingsHolder:
    return SettingsHolder(Settings(desktop_notices=wanted), tmp_path / "settings.json")


@pytest.mark.parametrize(
    ("wanted", "in_front", "expected"),
    [(True, False, [("Done", "x")]), (True, True, []), (False, False, [])],
)
def test_it_is_told_only_to_who_wants_it_and_looks_elsewhere(
    qapp: QApplication, tmp_path: Path, wanted: bool, in_front: bool, expected: list[tuple[str, str]]
) -> None:
    way = Told()
    notices = DesktopNotices(holder(tmp_path, wanted=wanted), ways=[way], is_in_front=lambda: in_front)
    notices.tell("Done", "x")
    assert way.told == expected


def test_the_first_way_that_works_is_enough(qapp: QApplication, tmp_path: Path) -> None:
    ways = [Told(works=False), Told(), Told()]
    notices = DesktopNotices(holder(tmp_path), ways=ways, is_in_front=lambda: False)
    notices.tell("Done", "x")
    assert [len(way.told) for way in ways] == [1, 1, 0]
    notices.close()
    assert all(way.closed for way in ways)


def test_no_icon_is_made_where_there_is_no_place_for_it(qapp: QApplication) -> None:
    if QSystemTrayIcon.isSystemTrayAvailable():
        pytest.skip("this desktop has a tray")
    way = TrayWay(lambda: None)
    assert not way.tell("Done", "x")
    assert way._icon is None


def downloading(make: Make, server: HubServer, qtbot: QtBot) -> tuple[ModelsDesk, Told]:
    """A window whose downloads tell the desktop, and what they told."""
    services, way = make(endpoint=server.endpoint, proxy="none"), Told()
    services.downloads.close()
    desktop = DesktopNotices(services.settings, ways=[way], is_in_front=lambda: False)
    services.downloads = Downloads(services.hub, services.tasks, services.models, services.notify, desktop)
    return ModelsDesk(qtbot, services, server), way


def test_the_end_of_a_download_is_told(make_services: Make, server: HubServer, qtbot: QtBot) -> None:
    server.add(REPO, {"tiny-Q4_K_M.gguf": model_bytes(megabytes=2)})
    desk, way = downloading(make_services, server, qtbot)
    desk.download(REPO)
    desk.wait(lambda: desk.states() == ["done"])
    assert [title for title, _ in way.told] == ["“tiny-Q4_K_M.gguf” was downloaded."]
    desk.services.downloads.close()
    assert way.closed


def test_a_failed_download_is_told_with_its_reason(
    make_services: Make, server: HubServer, qtbot: QtBot
) -> None:
    server.add(REPO, {"tiny-Q4_K_M.gguf": model_bytes(megabytes=2)})
    desk, way = downloading(make_services, server, qtbot)
    desk.open_repo(REPO)
    desk.wait(lambda: "Fits" in desk.text())
    server.faults += [Fault("status", status=404)] * 9
    desk.press("Download")
    desk.wait(lambda: desk.states() == ["failed"])
    ((title, text),) = way.told
    assert "could not be downloaded" in title
    assert "was not found" in text


def test_the_settings_switch_it_off(qtbot: QtBot, services: Services) -> None:
    page = GeneralPage(services)
    qtbot.addWidget(page)
    box = page.findChild(QCheckBox)
    assert isinstance(box, QCheckBox)
    assert box.isChecked()
    box.click()
    assert not services.settings.value.desktop_notices


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-run-session") or not shutil.which("dbus-monitor"),
    reason="needs a bus of its own",
)
def test_the_portal_of_a_linux_desktop_gets_what_it_understands(tmp_path: Path) -> None:
    """On a real bus: text only, as `AddNotification(sa{sv})` wants it."""
    program = tmp_path / "tell.py"
    program.write_text(
        "from PySide6.QtCore import QCoreApplication, QTimer\n"
        "from llmdesk.ui.desktop_notices import PortalWay\n"
        "app = QCoreApplication([])\n"
        "assert PortalWay().tell('A title', 'A text')\n"
        "QTimer.singleShot(300, app.quit)\n"
        "app.exec()\n"
    )
    seen = tmp_path / "seen"
    script = (
        f"dbus-monitor --session interface=org.freedesktop.portal.Notification > '{seen}' & watcher=$!\n"
        f"until grep -q NameLost '{seen}' 2>/dev/null; do sleep 0.05; done\n"  # then it sees all
        f'"{sys.executable}" "{program}"; kill $watcher\n'
    )
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", script],
        capture_output=True, text=True, timeout=60, cwd=ROOT, check=False,
    )  # fmt: skip
    said = seen.read_text()
    assert "member=AddNotification" in said, done.stderr
    for text in ('string "title"', 'string "A title"', 'string "body"', 'string "A text"'):
        assert text in said
