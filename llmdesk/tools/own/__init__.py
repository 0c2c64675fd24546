"""Tools of one's own: an instruction with examples and checks, in a file, for a text or every row of a table.

Owns nothing but the names that others use.

    tool = ToolShelf(store).find("title", "en")          # or read_tool(path)
    result = run_tool(tool, ("a text",), engine, cancel)
"""

from llmdesk.tools.own.running import Result, run_tool
from llmdesk.tools.own.shelf import ToolShelf
from llmdesk.tools.own.toml import as_toml, read_tool
from llmdesk.tools.own.types import Answer, Checks, Example, Finding, LabelOf, OwnTool, Values

__all__ = [
    "Answer",
    "Checks",
    "Example",
    "Finding",
    "LabelOf",
    "OwnTool",
    "Result",
    "ToolShelf",
    "Values",
    "as_toml",
    "read_tool",
    "run_tool",
]
