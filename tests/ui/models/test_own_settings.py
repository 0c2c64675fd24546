"""“Settings of this model”, as its user sees and changes them: a real library, a fake engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QDoubleSpinBox, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.engine.types import KvCache, LoadedModel, ModelSpec
from llmdesk.gguf import read_header
from llmdesk.models.library_changes import set_own_settings
from llmdesk.models.own_settings import NOTHING_OWN, OwnSettings
from llmdesk.paths import Paths
from llmdesk.ui.models.hub_browser import Room, fit_as_set
from llmdesk.ui.models.own_settings_dialog import OwnSettingsDialog
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.fakes import FakeEngine
from tests.gguf_writer import small_model, write_gguf
from tests.models.hub_server import HubServer
from tests.ui.file_dialog import choose_in_dialog
from tests.ui.models.desk import ModelsDesk

TEMPLATE = "{% for m in messages %}\n{{ m.content }}\n{% endfor %}"


class RecordingEngine(FakeEngine):
    """Remembers how it was asked to load."""

    def __init__(self) -> None:
        super().__init__()
        self.specs: list[ModelSpec] = []

    def load(self, spec: ModelSpec, *rest: object, **named: object) -> LoadedModel:
        self.specs.append(spec)
        return super().load(spec)


@pytest.fixture
def engine() -> RecordingEngine:
    return RecordingEngine()


@pytest.fixture
def path(paths: Paths) -> Path:
    metadata, tensors = small_model()
    heads = {"llama.attention.head_count": 1, "llama.attention.head_count_kv": 1}  # keys of whole blocks
    return write_gguf(paths.models / "mine.gguf", {**metadata, **heads, "general.name": "Mine"}, tensors)


@pytest.fixture
def desk(qtbot: QtBot, path: Path, make_services: Callable[..., Services], server: HubServer) -> ModelsDesk:
    desk = ModelsDesk(qtbot, make_services(endpoint=server.endpoint, proxy="none"), server)
    desk.services.models.refresh()
    desk.wait(lambda: desk.titles("Installed models") == ["Mine"])
    desk.choose("Installed models", "Mine")
    desk.wait(lambda: "KV cache" in desk.text())
    return desk


def opened(desk: ModelsDesk) -> OwnSettingsDialog:
    desk.press("Settings of this model…")
    desk.wait(lambda: desk.tab.own.dialog is not None and desk.tab.own.dialog.isVisible())
    assert desk.tab.own.dialog is not None
    return desk.tab.own.dialog


def box(dialog: OwnSettingsDialog, name: str) -> ChoiceBox:
    return next(each for each in dialog.findChildren(ChoiceBox) if each.accessibleName() == name)


def choose(dialog: OwnSettingsDialog, name: str, data: object) -> None:
    """As one does in the open list."""
    chosen = box(dialog, name)
    row = [choice.data for choice in chosen.choices].index(data)
    chosen.activated.emit(row)


def press(dialog: OwnSettingsDialog, name: str) -> None:
    button = next(b for b in dialog.findChildren(QAbstractButton) if b.accessibleName() == name)
    assert button.isEnabled(), name
    button.click()


def template(dialog: OwnSettingsDialog) -> QPlainTextEdit:
    return next(e for e in dialog.findChildren(QPlainTextEdit) if e.accessibleName() == "Chat template")


def said(dialog: OwnSettingsDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def own(desk: ModelsDesk, path: Path) -> OwnSettings:
    return desk.services.library.own_settings(path)


def test_everything_begins_with_automatic_and_has_a_name(desk: ModelsDesk) -> None:
    dialog = opened(desk)
    for name in ("Type of the context", "Flash attention"):
        current = box(dialog, name).current
        assert current is not None
        assert current.text == "Automatic"
        assert box(dialog, name).choices[0] == current
    names = [each.accessibleName() for each in dialog.findChildren(QCheckBox)]
    assert names == ["Context: Automatic", "Layers on the GPU: Automatic"]
    assert all(each.isChecked() for each in dialog.findChildren(QCheckBox))
    assert template(dialog).toPlainText() == ""
    assert not next(b for b in dialog.findChildren(QPushButton) if b.text() == "All automatic").isEnabled()


def test_what_it_means_for_the_memory_is_shown_at_once(desk: ModelsDesk) -> None:
    dialog = opened(desk)
    before = said(dialog)
    assert "KV cache" in before
    choose(dialog, "Type of the context", KvCache("q4_0", "q4_0"))
    assert said(dialog) != before
    choose(dialog, "Flash attention", "off")
    assert "It is on all the same" in said(dialog)
    press(dialog, "All automatic")
    assert said(dialog) == before


def test_layers_that_stay_off_the_graphics_card_count_as_memory_of_the_computer(
    desk: ModelsDesk, path: Path
) -> None:
    header = replace(read_header(path, tensors=True), size=20 << 30)
    room, settings = Room(16 << 30, 8 << 30, 0, gpu_free=48 << 30), desk.services.settings
    assert fit_as_set(header, room, NOTHING_OWN, settings).verdict == "fits"
    assert fit_as_set(header, room, OwnSettings(gpu_layers=0), settings).verdict == "too big"


def test_settings_are_kept_and_the_loaded_model_can_be_loaded_again_with_them(
    desk: ModelsDesk, path: Path, engine: RecordingEngine
) -> None:
    desk.press("Use this model")
    desk.wait(lambda: desk.has("In use"))
    assert not desk.has("Load again")
    dialog = opened(desk)
    next(b for b in dialog.findChildren(QCheckBox) if b.accessibleName().startswith("Context")).click()
    figure = next(f for f in dialog.findChildren(QDoubleSpinBox) if f.accessibleName() == "Context")
    figure.setValue(1024)
    choose(dialog, "Type of the context", KvCache("q8_0", "q8_0"))
    press(dialog, "Save")
    desk.wait(lambda: desk.has("Load again"))
    assert own(desk, path) == OwnSettings(1024, kv=KvCache("q8_0", "q8_0"))
    assert engine.specs[-1].kv == KvCache(), "it is loaded as before until the user says so"
    desk.press("Load again")
    desk.wait(lambda: not desk.has("Load again"))
    assert (engine.specs[-1].context, engine.specs[-1].kv) == (1024, KvCache("q8_0", "q8_0"))


def test_a_broken_template_keeps_the_dialog_with_its_line_and_changes_nothing(
    desk: ModelsDesk, path: Path
) -> None:
    dialog = opened(desk)
    template(dialog).setPlainText("{{ messages }}\nbroken\nlast")
    press(dialog, "Save")
    desk.wait(lambda: "Line 2" in said(dialog))
    assert template(dialog).textCursor().selectedText() == "broken"
    assert own(desk, path) == NOTHING_OWN
    template(dialog).setPlainText(TEMPLATE)
    press(dialog, "Save")
    desk.wait(lambda: own(desk, path).template == TEMPLATE)


def test_a_template_comes_from_a_file_and_one_that_cannot_be_read_says_why(
    desk: ModelsDesk, tmp_path: Path
) -> None:
    good, bad = tmp_path / "chat.jinja", tmp_path / "bad.jinja"
    good.write_text(TEMPLATE)
    bad.write_bytes(b"\xff\xfe")
    dialog = opened(desk)
    press(dialog, "Begin with the model's own")
    assert template(dialog).toPlainText() == "{{ messages }}"
    press(dialog, "From a file…")
    choose_in_dialog(desk.qtbot, good)
    desk.wait(lambda: template(dialog).toPlainText() == TEMPLATE)
    press(dialog, "From a file…")
    choose_in_dialog(desk.qtbot, bad)
    desk.wait(lambda: "UTF-8" in said(dialog))
    assert template(dialog).toPlainText() == TEMPLATE


def test_a_typed_template_that_another_takes_the_place_of_comes_back_with_ctrl_z(
    desk: ModelsDesk, tmp_path: Path
) -> None:
    path = tmp_path / "chat.jinja"
    path.write_bytes(b"first\r\nsecond\n")
    dialog = opened(desk)
    field = template(dialog)
    QTest.keyClicks(field, "half a template")
    press(dialog, "Begin with the model's own")
    assert field.toPlainText() == "{{ messages }}"
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == "half a template"
    press(dialog, "From a file…")
    choose_in_dialog(desk.qtbot, path)
    desk.wait(lambda: field.toPlainText() == "first\nsecond\n")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == "half a template"
    press(dialog, "All automatic")
    assert field.toPlainText() == ""
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == "half a template"


def test_what_was_kept_before_is_nothing_to_undo(desk: ModelsDesk, path: Path) -> None:
    model = desk.services.models.models[0]
    set_own_settings(desk.services.library, model, OwnSettings(template=TEMPLATE))
    field = template(opened(desk))
    assert field.toPlainText() == TEMPLATE
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == TEMPLATE


def test_what_was_typed_goes_only_when_the_user_says_so(desk: ModelsDesk, path: Path) -> None:
    dialog = opened(desk)
    template(dialog).setPlainText("half a template")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desk.wait(lambda: any(b.text() == "Keep editing" and b.isVisible() for b in buttons(dialog)))
    next(b for b in buttons(dialog) if b.text() == "Keep editing").click()
    assert dialog.isVisible()
    assert template(dialog).toPlainText() == "half a template"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desk.wait(lambda: any(b.text() == "Discard" and b.isVisible() for b in buttons(dialog)))
    next(b for b in buttons(dialog) if b.text() == "Discard" and b.isVisible()).click()
    desk.wait(lambda: not desk.tab.own.is_open)
    assert own(desk, path) == NOTHING_OWN


def buttons(dialog: OwnSettingsDialog) -> list[QPushButton]:
    return dialog.findChildren(QPushButton)
