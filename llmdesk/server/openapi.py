"""The description of the API for programs (OpenAPI 3.1), made of the very values that are read and written.

Owns that document.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from llmdesk import __version__
from llmdesk.server import answers, requests

_REFERENCE = "#/components/schemas/{name}"
_STREAM = {"text/event-stream": {"schema": {"type": "string"}}}
# What every path may answer besides.
_ERRORS = {
    "400": "Something about the request is wrong, or is not supported.",
    "403": "The token, the host or the origin is not the right one.",
    "404": "There is no such model, or no such path.",
    "408": "The body did not come in time.",
    "413": "The body is too large.",
    "429": "Too many requests are waiting.",
    "503": "No model can answer now.",
}
# Path, what it reads, what it writes, whether it can stream, what it is for.
_ASKED = (
    (
        "/v1/chat/completions", requests.ChatRequest, answers.ChatAnswer, True,
        "Answer messages; with a JSON schema the answer keeps to it.",
    ),
    (
        "/v1/completions", requests.CompletionRequest, answers.TextAnswer, True,
        "Continue a text, without a chat template.",
    ),
    (
        "/v1/decisions", requests.DecisionRequest, answers.Decisions, False,
        "Answer typed questions about an input by probabilities.",
    ),
)  # fmt: skip


@cache
def document() -> dict[str, Any]:
    """Plain values of JSON."""
    kinds = [requests.ChatRequest, requests.CompletionRequest, requests.DecisionRequest]
    kinds += [answers.ChatAnswer, answers.TextAnswer, answers.Decisions]
    kinds += [answers.Models, answers.Model, answers.Error]
    _, schemas = msgspec.json.schema_components(kinds, ref_template=_REFERENCE)
    paths: dict[str, Any] = {
        "/v1/models": {"get": _read("List the model that llmdesk has loaded.", "Models")},
        "/v1/models/{model}": {
            "get": {
                **_read("Describe the model that is loaded.", "Model"),
                "parameters": [
                    {"name": "model", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
            }
        },
    }
    for path, reads, writes, streams, about in _ASKED:
        paths[path] = {"post": _asked(about, reads.__name__, writes.__name__, streams)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "llmdesk", "version": __version__},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _read(about: str, writes: str) -> dict[str, Any]:
    return {"summary": about, "responses": {"200": _json(about, writes), **_errors()}}


def _asked(about: str, reads: str, writes: str, streams: bool) -> dict[str, Any]:
    good = _json(about, writes)
    if streams:
        good["content"] |= _STREAM
    return {
        "summary": about,
        "requestBody": {"required": True, "content": _content(reads)},
        "responses": {"200": good, **_errors()},
    }


def _errors() -> dict[str, Any]:
    return {status: _json(about, "Error") for status, about in _ERRORS.items()}


def _json(about: str, name: str) -> dict[str, Any]:
    return {"description": about, "content": _content(name)}


def _content(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REFERENCE.replace("{name}", name)}}}
