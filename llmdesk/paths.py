"""Where things lie on this machine: data, models, logs, and the resources we ship.

Owns the layout of the data folder. Creates nothing at import; `Paths.create()` does. Must not
import anything of llmdesk.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import platformdirs

APP = "llmdesk"
_MOST_CLOSED = 20_000  # files whose modes are looked at


@dataclass(frozen=True)
class Paths:
    """The folders of one installation. `--data-dir DIR` puts everything under DIR."""

    data: Path
    models: Path
    logs: Path
    cache: Path

    @classmethod
    def default(cls) -> Paths:
        """The places that the operating system names for this user."""
        dirs = platformdirs.PlatformDirs(APP, appauthor=False)
        data = Path(dirs.user_data_dir)
        return cls(data, data / "models", Path(dirs.user_log_dir), Path(dirs.user_cache_dir))

    @classmethod
    def under(cls, folder: Path) -> Paths:
        """Everything in one folder, models and logs too."""
        folder = folder.expanduser().absolute()
        return cls(folder, folder / "models", folder / "logs", folder / "cache")

    @property
    def database(self) -> Path:
        return self.data / "llmdesk.sqlite3"

    @property
    def libraries(self) -> Path:
        """What was read of the documents that the user keeps in libraries; they are read again without it."""
        return self.data / "libraries.sqlite3"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def settings(self) -> Path:
        return self.data / "settings.json"

    @property
    def downloads(self) -> Path:
        """The unfinished downloads, offered again at the next start."""
        return self.data / "downloads.json"

    @property
    def window_lock(self) -> Path:
        return self.data / "window.lock"

    @property
    def engine_log(self) -> Path:
        """Every engine process writes a file of its own, named after this one: `engine_logs()`."""
        return self.logs / "engine.log"

    def engine_logs(self) -> list[Path]:
        """The logs of the last engine processes, newest first."""
        return sorted(self.logs.glob("engine-*.log"), reverse=True)

    @property
    def machine(self) -> Path:
        """What was measured on this machine (thread counts, model checks); safe to delete."""
        return self.cache / "machine.json"

    @property
    def sentiment(self) -> Path:
        """The fitted biases of sentiment prompts, by model and label set; safe to delete."""
        return self.data / "sentiment.json"

    @property
    def trials(self) -> Path:
        """Which models can judge whether a passage says something; safe to delete."""
        return self.cache / "trials.json"

    @property
    def contexts(self) -> Path:
        """What was read of chats, so that they go on at once; safe to delete."""
        return self.cache / "contexts"

    @property
    def made(self) -> Path:
        """Fingerprints of the files that llmdesk wrote for the user, so that it may write them again."""
        return self.data / "made.json"

    def traces(self) -> list[Path]:
        """Files beside the database that tell what the user did; they are made anew when needed."""
        logs = [
            *self.logs.glob("llmdesk.log*"),
            *self.logs.glob("engine*.log*"),
            *self.logs.glob("crash.log"),
        ]
        return [*logs, self.cache / "searches.json", self.sentiment, self.made]

    def create(self) -> None:
        """Make the folders, for this user alone; what an earlier llmdesk left open to others is closed.

        A folder of the user's that --data-dir names, with other things in it, keeps its own mode. Raises
        `OSError`.
        """
        ours = not self.data.exists() or self.database.exists() or not any(self.data.iterdir())
        for folder in (self.data, self.models, self.logs, self.cache):
            made = not folder.exists()
            if made:
                folder.mkdir(0o700, parents=True, exist_ok=True)
            if made or ours:
                _close_to_others(folder)
        if ours:
            for path in islice(chain(*map(_inside, (self.data, self.logs, self.cache))), _MOST_CLOSED):
                _close_to_others(path)


def _inside(folder: Path) -> Iterator[Path]:
    """Files and folders in `folder`, links left out and not followed."""
    for here, folders, files in os.walk(folder):
        yield from (Path(here, name) for name in (*folders, *files))


def _close_to_others(path: Path) -> None:
    """A file with another name elsewhere may be meant for others there. Windows has its own rights."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        found = path.lstat()
        if stat.S_ISDIR(found.st_mode) or (stat.S_ISREG(found.st_mode) and found.st_nlink == 1):
            mode = stat.S_IMODE(found.st_mode)
            if mode & 0o077:
                path.chmod(mode & 0o700)


def is_bundle() -> bool:
    """Whether this is a program that brings its own Python, to which no package can be added."""
    return bool(getattr(sys, "frozen", False))


def resource(*parts: str) -> Path:
    """A file of `resources/`: in the bundle, in the installed wheel, or in a source checkout."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle, "resources", *parts)
    package = Path(__file__).parent
    installed = package / "resources"
    return (installed if installed.is_dir() else package.parent / "resources").joinpath(*parts)
