"""What one command works with: places, settings, models, hub, store and engine.

Owns the wiring of the command line's collaborators and their end, in order. Each is built when it
is first asked for, so that a command pays only for what it uses. Must not print answers.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from llmdesk import workshop
from llmdesk.cli.parser import Options
from llmdesk.cli.shell.console import Console
from llmdesk.errors import StoreError, UserError
from llmdesk.paths import Paths

if TYPE_CHECKING:
    from llmdesk.cancel import CancelToken
    from llmdesk.engine.face import TextEngine
    from llmdesk.engine.machine import Machine
    from llmdesk.engine.types import LoadedModel, ModelSpec
    from llmdesk.models.catalog import Catalog
    from llmdesk.models.hub import Hub
    from llmdesk.models.library import InstalledModel, Library
    from llmdesk.network.gate import Network
    from llmdesk.network.tokens import TokenStore
    from llmdesk.settings import Settings
    from llmdesk.store import Store
    from llmdesk.store.libraries import Libraries
    from llmdesk.tools.library.vectors import Embedders
    from llmdesk.tools.tool import Tool
    from llmdesk.workshop import EngineFactory, Started


class Session:
    """The collaborators of one command. Use it in a `with` statement."""

    def __init__(self, options: Options, console: Console, engine_factory: EngineFactory) -> None:
        self.options = options
        self.paths = Paths.default() if options.data_dir is None else Paths.under(options.data_dir)
        self._console = console
        self._engine_factory = engine_factory
        self._started: Started | None = None
        self._store: Store | None = None
        self._unsaved: Store | None = None
        self._libraries: Libraries | None = None
        self._embedders: Embedders | None = None
        self._networks: list[Network] = []
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._embedders is not None:
                self._embedders.close()
            if self._started is not None:
                self._tell(self._started.engine)
                self._started.engine.close()
        finally:
            for store in (self._store, self._unsaved, self._libraries):
                if store is not None:
                    store.close()
            for network in self._networks:
                network.close()
            if self._temporary is not None:
                self._temporary.cleanup()

    def _tell(self, engine: TextEngine) -> None:
        """What the engine has to say of the model and this computer, unless a command has said it."""
        model = engine.state().model
        for warning in model.warnings if model is not None else ():
            self._console.note_once(warning)

    def create_folders(self) -> None:
        """Make the data folder and those in it; raises `StoreError` where that is not allowed."""
        try:
            self.paths.create()
        except OSError as error:
            raise StoreError(
                "The data folder cannot be made.",
                "{path}: {reason}",
                "Choose another place with --data-dir DIR.",
                path=error.filename or self.paths.data,
                reason=error.strerror or error,
            ) from error

    @property
    def engine(self) -> TextEngine:
        return self._start().engine

    @property
    def machine(self) -> Machine:
        """For what is asked of this computer and of files."""
        return self._start().machine

    def _start(self) -> Started:
        if self._started is None:
            self.create_folders()
            started = self._engine_factory(self.paths.engine_log, self.paths.machine)
            self._started = workshop.with_elsewhere(started, lambda: self.engine_network)
            workshop.keep_contexts(self._started.engine, self.paths, self.settings)
        return self._started

    def store(self, *, keep: bool = True) -> Store:
        """The store of conversations; with `keep` False one that is deleted at the end."""
        if not keep:
            return self._unsaved_store()
        if self._store is None:
            self.create_folders()
            self._store = workshop.open_store(self.paths)
            for notice in self._store.notices:
                self._console.show_error(notice)
        return self._store

    def libraries(self) -> Libraries:
        """The libraries of documents. What there is to tell of their file is said."""
        if self._libraries is None:
            self.create_folders()
            self._libraries = workshop.open_libraries(self.paths)
            self._libraries.all()
            for notice in self._libraries.take_notices():
                self._console.show_error(notice)
        return self._libraries

    @property
    def embedders(self) -> Embedders:
        """The embedding models of libraries; none is loaded before it is asked."""
        if self._embedders is None:
            from llmdesk.tools.library.vectors import Embedders

            device = self.options.device or self.settings.device
            self._embedders = Embedders(lambda spec: self.machine.embedder(spec), device)
        return self._embedders

    def _unsaved_store(self) -> Store:
        if self._unsaved is None:
            from llmdesk.store import Store

            self._temporary = tempfile.TemporaryDirectory(prefix="llmdesk-")
            folder = Path(self._temporary.name)
            self._unsaved = Store(folder / "unsaved.sqlite3", folder / "backups")
        return self._unsaved

    @cached_property
    def settings(self) -> Settings:
        from llmdesk.settings import load_settings

        settings, notice = load_settings(self.paths.settings)
        if notice is not None:
            self._console.show_error(notice)
        return settings

    @cached_property
    def library(self) -> Library:
        from llmdesk.models.library import Library

        return Library(workshop.model_folders(self.paths, self.settings))

    @cached_property
    def hub(self) -> Hub:
        """The model hub of --endpoint, else of the settings. Raises `OfflineError` while offline."""
        from llmdesk.models.hub import Hub

        return Hub(self.network)

    @cached_property
    def network(self) -> Network:
        """The gate to the network. Raises `OfflineError` while offline."""
        from llmdesk.cli.hub_access import make_network
        from llmdesk.network.tokens import TokenStore

        tokens = TokenStore(self.settings.token_hosts)
        settings = self._without_password(tokens)
        network = make_network(self.options, settings, os.environ, tokens)
        self._networks.append(network)
        return network

    @cached_property
    def engine_network(self) -> Network:
        """The gate to engines elsewhere; the token of the environment is for the one of --engine alone."""
        from llmdesk.cli.engines.access import make_engine_network

        tokens = self.engine_tokens
        network = make_engine_network(self.options, self._without_password(tokens), os.environ, tokens)
        self._networks.append(network)
        return network

    @cached_property
    def engine_tokens(self) -> TokenStore:
        """The access tokens of engines elsewhere, complete once the gate to them is made."""
        from llmdesk.network.tokens import TokenStore

        return TokenStore(self.settings.token_hosts)

    def _without_password(self, tokens: TokenStore) -> Settings:
        """The settings; a proxy's password that an older llmdesk wrote into their file leaves it."""
        from llmdesk.settings import save_settings, without_password

        proxy, password = without_password(self.settings.proxy)
        if not password:
            return self.settings
        kept = tokens.set_proxy_password(proxy, password)
        settings = replace(self.settings, proxy=proxy, token_hosts=tokens.remembered)
        save_settings(self.paths.settings, settings)
        self._console.note(
            "the proxy's password was moved from the settings to the keyring."
            if kept
            else "the proxy's password was taken out of the settings; no keyring is here to keep it."
        )
        return settings

    @cached_property
    def catalog(self) -> Catalog:
        from llmdesk.models.catalog import load

        return load()

    def model(self) -> InstalledModel:
        """The model to use: that of --engine, else --model, else the one last used in the window, else the
        starter model, else the first good one. Raises `NoModelError` and `ModelFileError`."""
        engines = self.settings.engines
        if self.options.engine is not None:
            from llmdesk.cli.engines.access import chosen_engine

            return chosen_engine(self.options.engine, self.options.model, engines)
        if self.options.model is not None:
            return workshop.find_model(self.library, self.options.model, engines)
        if self.settings.model:
            try:
                return workshop.find_model(self.library, self.settings.model, engines)
            except UserError as error:
                self._console.show_error(error)
        return self.library.default()

    def spec(self, model: InstalledModel) -> ModelSpec:
        """How to load `model`: the options, else its own settings, else those of all models, else what the
        machine suggests."""
        given = self.options
        return workshop.model_spec(
            model,
            self.settings,
            self.catalog,
            workshop.own_settings(self.library, model),
            context=given.context,
            device=given.device,
            threads=given.threads,
        )

    def load(self, model: InstalledModel, cancel: CancelToken, tool: Tool) -> LoadedModel:
        """Load it for `tool`, with progress on the terminal; what is to be known of it is said once. Raises
        `AbilityMissing` where it is not fit for that."""

        def show(done: float) -> None:
            doing = "Loading" if model.elsewhere is None else "Connecting to"
            self._console.progress(f"{doing} {model.name}… {done:.0%}")

        loaded = workshop.load_model(self.engine, self.spec(model), show, cancel)
        self._console.end_progress()
        for warning in loaded.warnings:
            self._console.note_once(warning)
        tool.check(loaded)
        return loaded
