"""GGUF model files: what one says about its model, checked before anything is loaded.

`header` is what the rest of llmdesk asks; below it `opening` (the files of a model on the disk),
`contents` (what one file holds before its weights), `tensors` and `reader` (the bytes).
Must not import anything of llmdesk but `errors`, nor anything from outside the standard library.
"""

from llmdesk.gguf.header import MAX_LAYERS, Header, read_embedding_header, read_header, read_remote_header
from llmdesk.gguf.opening import split_parts
from llmdesk.gguf.purpose import can_chat
from llmdesk.gguf.reader import Skipped
from llmdesk.gguf.tensors import TensorInfo

__all__ = [
    "MAX_LAYERS",
    "Header",
    "Skipped",
    "TensorInfo",
    "can_chat",
    "read_embedding_header",
    "read_header",
    "read_remote_header",
    "split_parts",
]
