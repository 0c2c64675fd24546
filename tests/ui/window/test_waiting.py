"""The window does not wait long for work in threads."""

from __future__ import annotations

import os
import subprocess
import sys

CHECK = """
import sys
from llmdesk.ui import app
app.make_application()
print(sys.getswitchinterval())
"""


def test_a_thread_that_computes_gives_the_window_its_turn_every_millisecond() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    answer = subprocess.run(
        [sys.executable, "-c", CHECK], check=True, capture_output=True, text=True, env=environment
    )
    assert float(answer.stdout) <= 0.00101
