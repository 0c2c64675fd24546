"""Which kind of server answers at an address, found out by asking it.

Owns the order in which it is asked, and the choice of the model. Must not keep a connection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from llmdesk.engine.remote import failures
from llmdesk.engine.remote.llama_server import LlamaServer, is_llama_server
from llmdesk.engine.remote.openai_server import OpenAIServer, entries
from llmdesk.engine.remote.server import Json, Server
from llmdesk.engine.remote.types import Dialect
from llmdesk.errors import EngineRefused, EngineUnreachable

_OWNERS = {
    "llamacpp": "llama-server",
    "vllm": "vLLM",
    "sglang": "SGLang",
    "library": "Ollama",
    "organization_owner": "LM Studio",
}
PLAIN = "OpenAI"
_OLLAMA_CONTEXT = 4096  # what it gives a model where nobody asks for more


def connect(server: Server, name: str) -> Dialect:
    """The dialect of the server, for its model `name` ("": the only one). Raises what is wrong with the
    address, the token or the name."""
    models = server.get("v1/models")
    if not isinstance(models.get("data"), list):
        raise failures.no_engine(server.place, failures.NOT_UNDERSTOOD)
    entry = _chosen(server.place, models, name)
    kind = _OWNERS.get(str(entry.get("owned_by")), PLAIN)
    if kind in ("llama-server", PLAIN):
        props = _asked(server, "props")
        if is_llama_server(props) and len(entries(models)) == 1:  # of several it would take its own
            return LlamaServer(server, props, models)
    if kind == "Ollama":
        entry = {**entry, "context_length": _ollama_context(server, str(entry["id"]))}
    return OpenAIServer(server, kind, entry)


def model_names(server: Server) -> list[str]:
    """The models that the server lists."""
    return [str(entry["id"]) for entry in entries(server.get("v1/models"))]


def _chosen(place: str, models: Json, name: str) -> Mapping[str, Any]:
    listed = entries(models)
    names = [str(entry["id"]) for entry in listed]
    if not name and len(listed) == 1:
        return listed[0]
    if not name and listed:
        raise failures.several_models(place, names)
    found = next((entry for entry in listed if name in (entry["id"], *_aliases(entry))), None)
    if found is None:
        raise failures.unknown_model(place, name, names)
    return found


def _aliases(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """A llama-server without an alias names a model by its file; people leave the folder and `.gguf` away."""
    name = str(entry["id"]).replace("\\", "/").rpartition("/")[2]
    return name, name.removesuffix(".gguf")


def _ollama_context(server: Server, name: str) -> int:
    """Ollama leaves out without a word what does not fit into the context that it gave the model; it tells of
    models that are loaded."""
    running = _asked(server, "api/ps").get("models")
    for model in running if isinstance(running, list) else ():
        if isinstance(model, dict) and name in (model.get("name"), model.get("model")):
            length = model.get("context_length")
            return length if isinstance(length, int) and length > 0 else _OLLAMA_CONTEXT
    return _OLLAMA_CONTEXT


def _asked(server: Server, path: str) -> Json:
    """What is there at a path that not every server has."""
    try:
        return server.get(path)
    except EngineRefused:
        return {}
    except EngineUnreachable as error:
        if "step" in error.params:  # the connection, and no answer that we do not understand
            raise
        return {}
