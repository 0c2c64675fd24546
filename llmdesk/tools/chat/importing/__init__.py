"""Chats from files: ours, OpenAI's, LM Studio's and Jan's exports, read within bounds, into the store.

`examine` looks through a file and changes nothing; `import_chats` takes what is whole of it. The formats are
in modules of their own (`ours`, `openai`, `lmstudio`, `jan`), the bytes in `parts` and `json_text`. Nothing
here imports Qt.
"""

from llmdesk.tools.chat.importing.job import MOST_IDS, examine, import_chats
from llmdesk.tools.chat.importing.types import CutShort, Found, ImportProblem, ImportResult
from llmdesk.tools.chat.importing.wording import details_of, summary_of

__all__ = [
    "MOST_IDS",
    "CutShort",
    "Found",
    "ImportProblem",
    "ImportResult",
    "details_of",
    "examine",
    "import_chats",
    "summary_of",
]
