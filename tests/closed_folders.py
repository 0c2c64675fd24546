"""Folders that nobody may read, also where the tests run as root."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest


def close(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Every folder of this name cannot be read."""
    scandir = os.scandir

    def refuse(path: str | int = ".") -> object:
        if not isinstance(path, int) and Path(path).name == name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
