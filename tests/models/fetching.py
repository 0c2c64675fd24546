"""One small model to download in tests, and what is in the folder afterwards."""

from __future__ import annotations

import random
from pathlib import Path

from llmdesk.models.download import DownloadRequest, DownloadResult, download
from llmdesk.models.hub import Hub
from tests.models.conftest import QUICK

SIZE = 3_000_000
DATA = random.Random(1).randbytes(SIZE)
REPO, FILE = "maker/tiny-GGUF", "tiny-Q4_K_M.gguf"


def fetch(hub: Hub, folder: Path, *paths: str, repo: str = REPO) -> DownloadResult:
    return download(hub, DownloadRequest(repo, paths or (FILE,), folder), retry=QUICK)


def left_behind(folder: Path) -> set[str]:
    """All files below, by name."""
    return {path.name for path in folder.rglob("*") if path.is_file()}
