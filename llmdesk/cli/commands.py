"""The commands of `llmdesk`: one list, of which the parser, the help and what is run are made.

Must not import anything slow.
"""

from __future__ import annotations

from llmdesk.cli.options.ask import ASK
from llmdesk.cli.options.chat import CHAT
from llmdesk.cli.options.chats import CHATS
from llmdesk.cli.options.engines import ENGINES
from llmdesk.cli.options.extract import EXTRACT
from llmdesk.cli.options.library import LIBRARY
from llmdesk.cli.options.machine import BENCH, DOCTOR
from llmdesk.cli.options.models import MODELS
from llmdesk.cli.options.own import RUN, TOOLS
from llmdesk.cli.options.poem import POEM
from llmdesk.cli.options.presets import PRESETS
from llmdesk.cli.options.sentiment import SENTIMENT
from llmdesk.cli.options.serve import SERVE
from llmdesk.cli.options.summarize import SUMMARIZE
from llmdesk.cli.options.translate import TRANSLATE
from llmdesk.cli.options.write import WRITE

WINDOW = "llmdesk.cli.window:run"  # what runs without a command
COMMANDS = (
    CHAT, CHATS, PRESETS, SUMMARIZE, TRANSLATE, WRITE, SENTIMENT, EXTRACT, ASK, LIBRARY, RUN, TOOLS, MODELS,
    ENGINES, POEM, SERVE, BENCH, DOCTOR,
)  # fmt: skip
