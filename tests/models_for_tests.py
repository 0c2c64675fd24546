"""Where the real models for tests lie on this machine, if they do."""

from __future__ import annotations

import os
from pathlib import Path

from llmdesk.models.library import starter_model

STARTER = "SmolLM2-135M-Instruct.Q4_1.gguf"
BILINGUAL = "Qwen2.5-Coder-1.5B-Instruct.Q4_K_M.gguf"


def models_folder() -> Path:
    """Made by whoever puts models there."""
    return Path(os.environ.get("LLMDESK_TEST_MODELS", "~/.cache/llmdesk-test-models")).expanduser()


def starter_path() -> Path | None:
    """The starter model: from the folder of test models, else from the installed package."""
    path = models_folder() / STARTER
    return path if path.is_file() else starter_model()


def bilingual_path() -> Path | None:
    """The larger model that knows English and Chinese."""
    path = models_folder() / BILINGUAL
    return path if path.is_file() else None
