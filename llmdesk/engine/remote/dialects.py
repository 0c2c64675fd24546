"""Which kind of server answers at an address, found out by asking it.

Owns the order in which it is asked, and the choice of the model. Must not keep a connection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from llmdesk.engine.remote import failures
from llmdesk.engine.remote.deciding import deciding
from llmdesk.engine.remote.kinds import (
    LLAMA_SERVER,
    PLAIN,
    SGLANG,
    VLLM,
    asked,
    own_kind,
    said_kind,
    with_context,
)
from llmdesk.engine.remote.llama_server import LlamaServer, is_llama_server
from llmdesk.engine.remote.openai_server import OpenAIServer, entries
from llmdesk.engine.remote.server import Json, Server, is_connection_error
from llmdesk.engine.remote.types import Dialect
from llmdesk.engine.remote.vllm.dialect import VllmServer
from llmdesk.errors import UserError

#: Of these it is tried whether they speak as vLLM does; others name its models as theirs.
_PERHAPS_VLLM = (VLLM, SGLANG, PLAIN)


def connect(server: Server, name: str) -> Dialect:
    """The dialect of the server, for its model `name` ("": the only one). Raises what is wrong with the
    address, the token or the name."""
    return deciding(server, _writing(server, name))


def _writing(server: Server, name: str) -> Dialect:
    """For a model that writes."""
    models = server.get("v1/models")
    if not isinstance(models.get("data"), list):
        raise failures.no_engine(server.place, failures.NOT_UNDERSTOOD)
    entry = _chosen(server.place, models, name)
    kind = said_kind(entry)
    if kind in (LLAMA_SERVER, PLAIN):
        props = asked(server, "props")
        if is_llama_server(props) and len(entries(models)) == 1:  # of several it would take its own
            return LlamaServer(server, props, models)
    if kind == PLAIN:
        kind = own_kind(server, str(entry["id"]))
    dialect = _as_vllm(server, kind, entry) if kind in _PERHAPS_VLLM else None
    return dialect or OpenAIServer(server, kind, with_context(server, kind, entry))


def _as_vllm(server: Server, kind: str, entry: Json) -> Dialect | None:
    """None where it does not answer as vLLM does. The token was taken before: what a gateway refuses or does
    not find below other paths than OpenAI's is not there."""
    try:
        return VllmServer(server, kind, entry)
    except UserError as error:
        gateway = isinstance(error, failures.Busy) and kind != VLLM
        if is_connection_error(error) and not gateway:
            raise
        return None


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
