"""What every tab works with, in one value that `app.py` builds and hands to each.

Owns nothing but the names, and builds what is made of others alone. Nothing may be added to it that only one
tab needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from llmdesk.engine.face import TextEngine
from llmdesk.engine.machine import Machine
from llmdesk.models.catalog import Catalog
from llmdesk.models.library import Library
from llmdesk.paths import Paths
from llmdesk.store import Store
from llmdesk.store.libraries import Libraries
from llmdesk.ui.downloads import Downloads
from llmdesk.ui.drafts import Drafts
from llmdesk.ui.hub_access import HubAccess
from llmdesk.ui.libraries.embedders import LateEmbedders
from llmdesk.ui.model_session import ModelSession
from llmdesk.ui.notify import Notifier
from llmdesk.ui.programs import Programs
from llmdesk.ui.settings_holder import SettingsHolder
from llmdesk.ui.tabs import TOOLS, Tab
from llmdesk.ui.tasks import TaskRunner
from llmdesk.ui.theme import Theme
from llmdesk.workshop import open_libraries

__all__ = ["Services", "SettingsHolder"]


@dataclass
class Services:
    """The collaborators of the window. `seed` is the command line's, None: draw one; `tools` the tabs
    beside the chat and the models."""

    paths: Paths
    engine: TextEngine
    machine: Machine
    store: Store
    library: Library
    catalog: Catalog
    settings: SettingsHolder
    tasks: TaskRunner
    notify: Notifier
    theme: Theme
    models: ModelSession
    hub: HubAccess
    downloads: Downloads
    seed: int | None = None
    tools: Sequence[Tab] = TOOLS
    drafts: Drafts = field(init=False)
    programs: Programs = field(init=False)
    libraries: Libraries = field(init=False)  # of documents; `library` is that of models
    embedders: LateEmbedders = field(init=False)  # of `libraries`

    def __post_init__(self) -> None:
        self.drafts = Drafts(self.store, self.tasks, self.notify)
        self.programs = Programs(self.engine, self.paths, self.models, self.settings, self.tasks, self.notify)
        self.libraries = open_libraries(self.paths)
        self.embedders = LateEmbedders(self.machine.embedder, lambda: self.settings.value.device)
