"""Which model a tool is run with: the one that it was made for, where that is here.

Owns this choice for the window.
"""

from __future__ import annotations

from llmdesk.models.library import InstalledModel
from llmdesk.tools.own import OwnTool
from llmdesk.ui.services import Services


def model_for(services: Services, tool: OwnTool) -> InstalledModel | None:
    """None: the one that is chosen in the window."""
    return next((each for each in services.models.models if tool.model and each.name == tool.model), None)


def lacks_its_model(services: Services, tool: OwnTool) -> bool:
    """It was made for a model that is not installed, as far as one knows."""
    return bool(tool.model) and services.models.scanned and model_for(services, tool) is None
