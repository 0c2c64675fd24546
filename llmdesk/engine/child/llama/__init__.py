"""llama.cpp, and the only room that imports llama_cpp.

Owns the C objects: model, context, batch (`backend` starts llama.cpp and lists its devices, `sampling`
makes the sampler chains, both through the C API that they get from here). Knows nothing of requests,
pipes or other processes. Importing it loads libllama, so only the engine's child processes do.

Sizes are in bytes and token counts unless said otherwise. Failures of llama.cpp that can be told
apart become `UserError`s; what llama.cpp aborts on ends the process, and the parent explains it.
"""

from llmdesk.engine.child.llama.abort import AbortFlag
from llmdesk.engine.child.llama.api import C
from llmdesk.engine.child.llama.context import Attention, Context, ContextLimit, ContextSize
from llmdesk.engine.child.llama.model import Model
from llmdesk.engine.child.llama.templates import Formatter, chat_formatter

__all__ = [
    "AbortFlag",
    "Attention",
    "C",
    "Context",
    "ContextLimit",
    "ContextSize",
    "Formatter",
    "Model",
    "chat_formatter",
]
