"""What is drawn of engines elsewhere: the page of the Models tab, with a trial that went well and one that
did not."""

from __future__ import annotations

from llmdesk.engine.abilities import Ability
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.remote import failures
from llmdesk.engine.remote.client import READABLE
from llmdesk.engine.remote.probe import ANSWER, CONNECT, MODEL, Probe, Step
from llmdesk.engine.remote.types import ServerFacts
from llmdesk.engine.types import DEFAULT_SAMPLING, LoadedModel
from llmdesk.ui.models.elsewhere.page import ElsewherePage
from llmdesk.ui.models.elsewhere.work import Tried
from llmdesk.ui.tabs import TOOLS
from tests.screenshots.stage import Scene, Stage

_REF = ElsewhereRef("http://gpu-07.cluster.example.org:8000/v1", "Qwen/Qwen2.5-72B-Instruct-AWQ")
_KEPT = (
    f"workstation {ElsewhereRef('http://192.168.1.20:8080')}",
    f"The department's cluster in the basement {_REF}",
)


def _page(stage: Stage) -> ElsewherePage:
    stage.tab(len(TOOLS) + 1)
    stage.press("Engines elsewhere", "别处的引擎")
    stage.services.settings.update(engines=_KEPT)
    return stage.find(ElsewherePage)


def new(stage: Stage) -> None:
    stage.tab(len(TOOLS) + 1)
    stage.press("Engines elsewhere", "别处的引擎")
    stage.rest(300)


def tried(stage: Stage) -> None:
    page = _page(stage)
    facts = ServerFacts("vLLM", _REF.name, frozenset({Ability.CHAT}), context=32_768)
    model = LoadedModel(
        _REF, _REF.display_name, 32_768, DEFAULT_SAMPLING, facts.abilities, warnings=(READABLE,)
    )
    steps = (Step(CONNECT, 0.1), Step(MODEL, 0.2), Step(ANSWER, 1.4))
    page._show(Tried(_REF, Probe(steps, (_REF.name,), facts, model, 41.3)))
    stage.rest(300)


def failed(stage: Stage) -> None:
    page = _page(stage)
    page.form.name.setText("notebook")
    page.form.address.setText("https://models.example.org/v1")
    problem = failures.refused("models.example.org", 401, "Invalid API key", None)
    page._show(Tried(_REF, Probe((Step(CONNECT, 0.3, problem),))))
    stage.rest(300)


SCENES: dict[str, Scene] = {"elsewhere-new": new, "elsewhere-tried": tried, "elsewhere-failed": failed}
