"""The tools that come with llmdesk, in each language of the window.

Owns where they lie: a file each, as a user's own; they are written by hand for each language. Must not know
the user's own.
"""

from __future__ import annotations

from functools import cache

from llmdesk.paths import resource
from llmdesk.tools.own.toml import SUFFIX, read_tool
from llmdesk.tools.own.types import OwnTool

LANGUAGES = ("en", "zh")


@cache
def ready_tools(language: str) -> tuple[OwnTool, ...]:
    """`language`: "en" or "zh" (and "zh_CN"); English for any other."""
    folder = resource("own", "zh" if language.startswith("zh") else "en")
    found = (read_tool(path, path.stem) for path in sorted(folder.glob(f"*{SUFFIX}")))
    return tuple(sorted(found, key=lambda tool: tool.name.casefold()))
