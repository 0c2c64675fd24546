"""What every face of llmdesk is built from: the engine, the models' folders, and how a model is loaded.

Owns these once, for the window and the command line. Starts fast: what is built is imported when it is
built. Must not show anything.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.engine.types import ModelSpec

if TYPE_CHECKING:
    from llmdesk.engine.face import TextEngine
    from llmdesk.models.catalog import Catalog
    from llmdesk.models.library import InstalledModel
    from llmdesk.paths import Paths
    from llmdesk.settings import Settings
    from llmdesk.store import Store

EngineFactory = Callable[[Path, Path], "TextEngine"]  # of the engine's log and the file of measured figures


def start_engine(log_path: Path, cache_path: Path) -> TextEngine:
    """The real engine; its child process starts with the first request."""
    from llmdesk.engine.local.client import Engine

    return Engine(log_path, cache_path)


def open_store(paths: Paths) -> Store:
    """What is kept. Raises `StoreError` where the database cannot be opened."""
    from llmdesk.store import Store

    return Store(paths.database, paths.backups)


def model_folders(paths: Paths, settings: Settings) -> tuple[Path, ...]:
    """Where models are looked for: our own folder, then those of the settings."""
    return (paths.models, *map(Path, settings.model_folders))


def model_spec(
    model: InstalledModel,
    settings: Settings,
    catalog: Catalog,
    *,
    context: int | None = None,
    device: str | None = None,
    threads: int | None = None,
) -> ModelSpec:
    """How to load `model`: what is given, else the settings, else what the machine suggests."""
    return ModelSpec(
        path=Path(model.path),
        name=model.name,
        context=context or settings.context,
        device=device or settings.device,
        threads=threads or settings.threads,
        sampling=catalog.sampling_for(model),
    )
