"""Which software a server is, by what it says of a model and by the endpoints that are its own.

Owns these marks, and what the endpoints tell of a model's context beyond OpenAI's list. Must not judge what a
server can do: that is tried.

The marks are those of the software's own documents: Ollama `/api/tags` and `/api/ps`, LM Studio
`/api/v0/models`, SGLang `/get_model_info`, llama-server `/props`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from llmdesk.engine.remote.server import Json, Server, whole_number
from llmdesk.errors import EngineRefused, EngineUnreachable

LLAMA_SERVER, VLLM, SGLANG, OLLAMA, LM_STUDIO = "llama-server", "vLLM", "SGLang", "Ollama", "LM Studio"
PLAIN = "OpenAI"
_OWNERS = {
    "llamacpp": LLAMA_SERVER,
    "vllm": VLLM,
    "sglang": SGLANG,
    "library": OLLAMA,
    "organization_owner": LM_STUDIO,
}
_OLLAMA_CONTEXT = 4096  # what it gives a model where nobody asks for more


def said_kind(entry: Json) -> str:
    """By whom a model is owned, in OpenAI's list."""
    return _OWNERS.get(str(entry.get("owned_by")), PLAIN)


def own_kind(server: Server, name: str) -> str:
    """By endpoints, where the list says nothing: a model that a user made in Ollama is owned by that user."""
    if _named(asked(server, "api/tags").get("models"), name) is not None:
        return OLLAMA
    if "state" in (_named(asked(server, "api/v0/models").get("data"), name) or {}):
        return LM_STUDIO
    if isinstance(asked(server, "get_model_info").get("model_path"), str):
        return SGLANG
    return PLAIN


def with_context(server: Server, kind: str, entry: Json) -> Json:
    """What the list says of a model, and how long its context is, where endpoints of its own tell."""
    name = str(entry["id"])
    if kind == OLLAMA:
        return {**entry, "context_length": _ollama_context(server, name)}
    if kind == LM_STUDIO:
        found = _named(asked(server, "api/v0/models").get("data"), name) or {}
        loaded = whole_number(found.get("loaded_context_length"))
        return {**entry, "loaded_context_length": loaded} if loaded else entry
    return entry


def asked(server: Server, path: str) -> Json:
    """What is there at a path that not every server has."""
    try:
        return server.get(path)
    except EngineRefused:
        return {}
    except EngineUnreachable as error:
        if "step" in error.params:  # the connection, and no answer that we do not understand
            raise
        return {}


def _ollama_context(server: Server, name: str) -> int:
    """Ollama leaves out without a word what does not fit into the context that it gave the model; it tells of
    models that are loaded."""
    found = _named(asked(server, "api/ps").get("models"), name) or {}
    return whole_number(found.get("context_length")) or _OLLAMA_CONTEXT


def _named(models: object, name: str) -> Mapping[str, Any] | None:
    for model in models if isinstance(models, list) else ():
        if isinstance(model, dict) and name in (model.get("name"), model.get("model"), model.get("id")):
            return model
    return None
