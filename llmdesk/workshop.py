"""What every face of llmdesk is built from: the engine, the models' folders, and how a model is loaded.

Owns these once, for the window and the command line. Starts fast: what is built is imported when it is
built. Must not show anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.engine.types import ModelSpec

if TYPE_CHECKING:
    from llmdesk.cancel import CancelToken
    from llmdesk.engine.face import TextEngine
    from llmdesk.engine.machine import Machine
    from llmdesk.engine.types import LoadedModel
    from llmdesk.models.catalog import Catalog
    from llmdesk.models.library import InstalledModel, Library
    from llmdesk.models.own_settings import OwnSettings
    from llmdesk.network.gate import Network
    from llmdesk.paths import Paths
    from llmdesk.settings import Settings
    from llmdesk.store import Store
    from llmdesk.store.libraries import Libraries


@dataclass(frozen=True)
class Started:
    """What answers, and what knows this computer and the model files on it."""

    engine: TextEngine
    machine: Machine


EngineFactory = Callable[[Path, Path], Started]  # of the engine's log and the file of measured figures


def start_engine(log_path: Path, cache_path: Path) -> Started:
    """The real engine; its child process starts with the first request."""
    from llmdesk.engine.local.client import Engine

    engine = Engine(log_path, cache_path)
    return Started(engine, engine.machine)


def open_store(paths: Paths) -> Store:
    """What is kept. Raises `StoreError` where the database cannot be opened."""
    from llmdesk.store import Store

    return Store(paths.database, paths.backups)


def open_libraries(paths: Paths) -> Libraries:
    """The libraries of documents. Their file is opened when it is first needed."""
    from llmdesk.store.libraries import Libraries

    return Libraries(paths.libraries)


def model_folders(paths: Paths, settings: Settings) -> tuple[Path, ...]:
    """Where models are looked for: our own folder, then those of the settings."""
    return (paths.models, *map(Path, settings.model_folders))


def with_elsewhere(started: Started, network: Callable[[], Network]) -> Started:
    """With engines elsewhere beside the one here; what they need is imported and made, `network` too, when a
    model there is first loaded."""
    from llmdesk.engine.choosing import Engines

    def make() -> TextEngine:
        from llmdesk.engine.remote.client import RemoteEngine

        return RemoteEngine(network)

    return Started(Engines(started.engine, make), started.machine)


def find_model(library: Library, text: str, engines: Sequence[str] = ()) -> InstalledModel:
    """The model that `text` means: what is kept of a `ModelRef`, or what somebody typed, the path of a file
    or a name, also of an engine elsewhere (`Settings.engines`). Raises what `Library.find` raises; whether an
    engine elsewhere is there, nobody looks."""
    from llmdesk.models.elsewhere import as_elsewhere, model_elsewhere, named, read_engines

    kept = read_engines(engines)
    ref = as_elsewhere(text)
    if ref is not None:
        known = next((engine for engine in kept if engine.ref == ref), None)
        return model_elsewhere(ref, known.name if known else "")
    meant = named(kept, text)
    return library.find(text) if meant is None else model_elsewhere(meant.ref, meant.name)


def own_settings(library: Library, model: InstalledModel) -> OwnSettings:
    """How `model` is loaded; one elsewhere is loaded by its engine."""
    from llmdesk.models.own_settings import NOTHING_OWN

    return NOTHING_OWN if model.elsewhere is not None else library.own_settings(model.path)


def keep_contexts(engine: TextEngine, paths: Paths, settings: Settings) -> None:
    """Let `engine` keep what it reads of chats, as the settings say."""
    from llmdesk.engine.kept_contexts import Keeping

    engine.keep_contexts(Keeping(paths.contexts, settings.kept_contexts_mb * 1_000_000))


def load_model(
    engine: TextEngine,
    spec: ModelSpec,
    on_progress: Callable[[float], None] | None = None,
    cancel: CancelToken | None = None,
) -> LoadedModel:
    """Load `spec` in the engine that runs it, as `TextEngine.load` does."""
    return engine.load(spec, on_progress, cancel)


def model_spec(
    model: InstalledModel,
    settings: Settings,
    catalog: Catalog,
    own: OwnSettings,
    *,
    context: int | None = None,
    device: str | None = None,
    threads: int | None = None,
) -> ModelSpec:
    """How to load `model`: what is given, else its own settings, else those of all models, else what the
    machine suggests. One elsewhere is called as its server calls it, and runs as that does."""
    if model.elsewhere is not None:
        return ModelSpec(ref=model.ref, context=context)
    return ModelSpec(
        ref=model.ref,
        name=model.name,
        context=context or own.context or settings.context,
        device=device or settings.device,
        threads=threads or settings.threads,
        sampling=catalog.sampling_for(model),
        gpu_layers=own.gpu_layers,
        kv=own.kv_beside(settings.kv_type),
        kv_if_it_suits=own.kv is None,
        flash_attention=own.flash_attention,
        template=own.template,
    )
