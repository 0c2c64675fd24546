"""Nothing in My tools is cut, however large the text is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from llmdesk.tools.fields import Field
from llmdesk.tools.own import Checks, LabelOf, OwnTool
from llmdesk.tools.own import template as templates
from llmdesk.tools.own.types import Gives
from tests.ui.own.desk import OwnDesk
from tests.ui.window.test_every_control import SIZES, cut

LONG = "A reply to a letter that somebody wrote, in our own words and in two sentences at most"[:80]


def _failed(desk: OwnDesk) -> None:
    desk.shelve(
        OwnTool("Short", "Do.", model="Another model", checks=Checks(longest=5, one_line=True, tries=1))
    )
    desk.choose("Short")
    desk.run("trains go through the night")


def _labelled(desk: OwnDesk) -> None:
    labels = tuple(LabelOf(f"label {number}") for number in range(12))
    desk.shelve(OwnTool(LONG, "Which?", gives="label", labels=labels))
    desk.choose(LONG)
    desk.run("label 3")


def _anonymized(desk: OwnDesk) -> None:
    desk.choose("Anonymize")
    desk.engine.say = lambda text: "Person: Anna Weber"
    desk.run("Anna Weber called 0117 496 0123.")


def _several(desk: OwnDesk) -> None:
    takes = ("subject", "body", "what we know about who wrote it")
    desk.shelve(OwnTool("Three", "Do.", takes=takes, template=templates.usual(takes)))
    desk.choose("Three")


def _editor(desk: OwnDesk) -> None:
    desk.choose("Is this a complaint, and about what")
    desk.press("Edit the tool")
    desk.tab.editor.form._instructions.setPlainText("Answer {letter}.")
    desk.tab.editor.form._takes.setText("subject, body")


@pytest.mark.parametrize("state", [_failed, _labelled, _anonymized, _several, _editor])
def test_no_control_is_cut(desk: OwnDesk, state: Callable[[OwnDesk], None]) -> None:
    state(desk)
    for percent, (width, height) in SIZES.items():
        desk.services.theme.resize(percent)
        desk.tab.resize(width, height - 82)  # without the tabs and the status bar
        desk.qtbot.waitUntil(lambda: not cut(desk.tab), timeout=1500)
    desk.services.theme.resize(100)


@pytest.mark.parametrize("gives", ["text", "label", "fields"])
def test_the_form_fits_beside_the_trial_in_a_small_window_with_large_text(
    desk: OwnDesk, gives: Gives
) -> None:
    labels = (LabelOf("a"), LabelOf("b")) if gives == "label" else ()
    fields = (Field("due", "a day", "date"),) if gives == "fields" else ()
    desk.shelve(OwnTool("Which", "Which?", gives=gives, labels=labels, fields=fields))
    desk.choose("Which")
    desk.press("Edit the tool")
    desk.services.theme.resize(150)
    desk.tab.resize(900, 518)
    bar = desk.tab.editor.form.horizontalScrollBar()
    desk.qtbot.waitUntil(lambda: bar.maximum() == 0, timeout=1500)
    desk.services.theme.resize(100)
