"""Whether a process has a model in memory, asked of the system."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from llmdesk.models.in_use import refuse_if_in_use
from llmdesk.models.library import InstalledModel
from llmdesk.network.failures import LibraryError

MAPS = (
    "import mmap, sys\n"
    "with open(sys.argv[1], 'rb') as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ):\n"
    "    print(flush=True)\n"
    "    sys.stdin.read()\n"
)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not tell what a process has mapped")
def test_a_file_that_another_process_has_mapped_is_in_use(tmp_path: Path) -> None:
    path = tmp_path / "小 model.gguf"
    path.write_bytes(b"x" * 5000)
    model = InstalledModel("小", path, 5000)
    refuse_if_in_use(model)
    command = [sys.executable, "-c", MAPS, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(LibraryError, match="“小” is in use"):
            refuse_if_in_use(model)
        process.communicate()
    refuse_if_in_use(model)
