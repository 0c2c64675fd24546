"""How models run, in the settings."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from llmdesk.ui.services import Services
from llmdesk.ui.settings.models import ModelsPage
from llmdesk.ui.widgets.choice_box import ChoiceBox


def test_the_type_of_the_context_is_chosen_for_all_models(qtbot: QtBot, services: Services) -> None:
    page = ModelsPage(services)
    qtbot.addWidget(page)
    page.retranslate()
    page.show_values()
    boxes = {each.accessibleName(): each for each in page.findChildren(ChoiceBox)}
    box = boxes["Type of the context"]
    assert box.current is not None
    assert box.current.data == "f16"
    box.activated.emit([choice.data for choice in box.choices].index("q8_0"))
    assert services.settings.value.kv_type == "q8_0"
