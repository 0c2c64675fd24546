"""What a GGUF file is for: a language model that can chat, or one of the other things that are kept so.

Owns how they are told apart, by what the header says; llama.cpp loads many of them and aborts when they are
to write. Where nothing speaks against it, a file is a chat model. Sources: the keys of gguf-py's
`constants.py`, llama.cpp's `llama-arch.cpp`, and what converters of picture and speech models write.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NoReturn

from llmdesk.errors import QT_TRANSLATE_NOOP, ModelFileError, shown
from llmdesk.gguf.opening import not_a_model
from llmdesk.gguf.reader import damaged

_EMBEDDING = QT_TRANSLATE_NOOP(
    "core", "It is an embedding model. It turns texts into numbers for searching and cannot write."
)
_DECISION = QT_TRANSLATE_NOOP(
    "core", "It is a decision model. It answers questions with probabilities and cannot write."
)
_RERANKER = QT_TRANSLATE_NOOP("core", "It is a reranker or classifier. It scores texts and cannot write.")
_ENCODER = QT_TRANSLATE_NOOP("core", "It is the text encoder of another model ({kind}) and cannot write.")
_TWO_SIDED = QT_TRANSLATE_NOOP("core", "It is an encoder-decoder model ({kind}), which llmdesk cannot run.")
_DIFFUSION = QT_TRANSLATE_NOOP("core", "It writes by diffusion ({kind}), which llmdesk cannot run.")
_SPEECH = QT_TRANSLATE_NOOP("core", "It is a model for speech and sound ({kind}), not a language model.")
_PICTURES = QT_TRANSLATE_NOOP("core", "It is a model that makes pictures ({kind}), not a language model.")
_DRAFT = QT_TRANSLATE_NOOP(
    "core", "It is a draft model that predicts words for another model ({kind}) and cannot work alone."
)
_VISION = QT_TRANSLATE_NOOP("core", "It is the image part of a model, not a language model.")
_ADDITION = QT_TRANSLATE_NOOP("core", "It is an add-on for a model ({kind}), not a model.")
_VOCABULARY = QT_TRANSLATE_NOOP("core", "It holds a vocabulary, but no weights.")
_WRITER = QT_TRANSLATE_NOOP("core", "It is a model that writes texts.")

_BY_ARCHITECTURE = {
    **dict.fromkeys(("gemma-embedding", "llama-embed", "eurobert"), _EMBEDDING),
    **dict.fromkeys(("t5encoder", "umt5", "clip-text", "clip_text"), _ENCODER),
    **dict.fromkeys(("t5", "mt5", "bart", "m2m_100", "nllb", "madlad"), _TWO_SIDED),
    **dict.fromkeys(("dream", "llada", "llada-moe", "rnd1", "diffusion-gemma"), _DIFFUSION),
    **dict.fromkeys(
        (
            "whisper", "wavtokenizer-dec", "qwen3tts", "pockettts", "parakeet", "kokoro", "snac", "dac",
            "dia", "bark", "encodec", "moshi", "mimi", "cosyvoice", "parler-tts", "wav2vec2", "sensevoice",
        ),
        _SPEECH,
    ),
    **dict.fromkeys(
        (
            "flux", "sd1", "sd2", "sd3", "sdxl", "stable-diffusion", "aura", "auraflow", "hidream", "cosmos",
            "ltxv", "hyvid", "wan", "lumina2", "qwen_image", "pixart", "z_image", "omnigen", "chroma", "vae",
        ),
        _PICTURES,
    ),
    **dict.fromkeys(("eagle3", "eagle", "dflash", "medusa", "gemma4-assistant"), _DRAFT),
    **dict.fromkeys(("clip", "siglip", "mmproj", "sam", "vit", "dinov2"), _VISION),
    **dict.fromkeys(("controlvector", "lora"), _ADDITION),
}  # fmt: skip
_CLASSIFIER = ("cls.", "cls", "score.weight", "classifier.")
_PICTURE_PARTS = ("v.", "mm.", "a.", "model.vision", "vision_tower.", "resampler.")
_EMBEDDING_WORD = re.compile(r"(?<![a-z])(embedding|embeddings|embedder)(?![a-z])")
_RERANKER_WORD = re.compile(r"(?<![a-z])(reranker|rerank|cross-encoder)(?![a-z])")
_EMBEDDING_TAGS = frozenset(("sentence-similarity", "sentence-transformers"))
_WRITER_TAGS = frozenset(("text-generation", "conversational", "image-text-to-text"))
_MEAN, _CLS, _LAST, _RANK = 1, 2, 3, 4  # llama.cpp's pooling types; 0 is none


def can_chat(architecture: str) -> bool:
    """Whether models of this architecture write texts, as far as it tells ("": nobody knows)."""
    return _against(architecture) is None


def _against(architecture: str) -> str | None:
    lower = architecture.lower()
    return _BY_ARCHITECTURE.get(lower) or (_EMBEDDING if "bert" in lower else None)


def check_kind(path: Path, metadata: Mapping[str, object], *, embeds: bool = False) -> str:
    """The architecture; raises `ModelFileError` where the file says that it is something else than a chat
    model, or, with `embeds`, than one that may make embeddings."""
    kind = metadata.get("general.type")
    if kind == "mmproj":
        not_a_model(path, _VISION)
    if isinstance(kind, str) and kind not in ("model", "vocab", ""):
        not_a_model(path, _ADDITION, kind=shown(kind))
    architecture = metadata.get("general.architecture")
    if not isinstance(architecture, str) or not architecture:
        if any(key.startswith("imatrix.") for key in metadata):
            not_a_model(path, _ADDITION, kind="imatrix")
        damaged(path, QT_TRANSLATE_NOOP("core", "It does not say which architecture the model has."))
    detail = _against(architecture)
    if _decides(architecture, metadata):
        detail = _DECISION
    elif detail == _EMBEDDING and _is_ranked(architecture, metadata):
        detail = _RERANKER
    if detail in (_VISION, _ADDITION, _PICTURES, _SPEECH):
        not_a_model(path, detail, kind=shown(architecture))
    if embeds and detail == _EMBEDDING:
        return architecture
    if detail is not None:
        _no_chat(path, detail, shown(architecture))
    return architecture


def check_embedding(
    path: Path, architecture: str, metadata: Mapping[str, object], tensors: Collection[str]
) -> None:
    """Raise `ModelFileError` for what is no embedding model, by what `check_use` goes by."""
    if not tensors:
        not_a_model(path, _VOCABULARY)
    detail = _use(architecture, metadata, tensors) or _against(architecture)
    if detail != _EMBEDDING:
        raise ModelFileError(
            QT_TRANSLATE_NOOP("core", "“{file}” is no embedding model."),
            detail or _WRITER,
            QT_TRANSLATE_NOOP("core", "Choose an embedding model, such as Qwen3-Embedding or bge."),
            file=shown(path.name),
            kind=shown(architecture),
        )


def check_use(
    path: Path, architecture: str, metadata: Mapping[str, object], tensors: Collection[str]
) -> None:
    """Raise `ModelFileError` for what is no model that writes, by its figures and its tensors' names."""
    if not tensors:
        not_a_model(path, _VOCABULARY)
    if all(name.startswith(_PICTURE_PARTS) for name in tensors):
        not_a_model(path, _VISION)
    detail = _use(architecture, metadata, tensors)
    if detail:
        _no_chat(path, detail, shown(architecture))


def _use(architecture: str, metadata: Mapping[str, object], tensors: Collection[str]) -> str:
    """What the model is for, where that is not writing; else ""."""
    if _is_ranked(architecture, metadata) or any(
        name == "cls" or name.startswith(_CLASSIFIER) for name in tensors
    ):
        return _RERANKER
    if _is_pooled(architecture, metadata) or any(name.startswith("dense_2.") for name in tensors):
        return _EMBEDDING
    return _by_words(metadata)


def _decides(architecture: str, metadata: Mapping[str, object]) -> bool:
    """Whether llama-server answers typed questions with it (`/v1/systemone`)."""
    return f"{architecture}.decision.type" in metadata


def _is_ranked(architecture: str, metadata: Mapping[str, object]) -> bool:
    return (
        metadata.get(f"{architecture}.pooling_type") == _RANK
        or f"{architecture}.classifier.output_labels" in metadata
    )


def _is_pooled(architecture: str, metadata: Mapping[str, object]) -> bool:
    """Texts are made into one vector; or every word sees those behind it, so none can be guessed."""
    pooled = metadata.get(f"{architecture}.pooling_type") in (_MEAN, _CLS, _LAST)
    return pooled or metadata.get(f"{architecture}.attention.causal") is False


def _by_words(metadata: Mapping[str, object]) -> str:
    """What converters of the first days wrote nowhere but in the name and the tags."""
    names = (metadata.get(f"general.{key}") for key in ("name", "basename", "finetune"))
    words = " ".join(name for name in names if isinstance(name, str)).lower().replace("_", " ")
    if _RERANKER_WORD.search(words):
        return _RERANKER
    tags = metadata.get("general.tags")
    found = frozenset(tags) if isinstance(tags, tuple) else frozenset()
    if _EMBEDDING_WORD.search(words) or (found & _EMBEDDING_TAGS and not found & _WRITER_TAGS):
        return _EMBEDDING
    return ""


def _no_chat(path: Path, detail: str, kind: str) -> NoReturn:
    hint = QT_TRANSLATE_NOOP("core", "Choose an instruct or chat model.")
    if detail == _EMBEDDING:
        hint = QT_TRANSLATE_NOOP(
            "core",
            "Choose an instruct or chat model. This one can find passages of libraries by their meaning.",
        )
    if detail == _DECISION:
        hint = QT_TRANSLATE_NOOP(
            "core",
            "Choose an instruct or chat model. A llama-server can run this one: start it, and add its "
            "address under Models, Elsewhere.",
        )
    raise ModelFileError(
        QT_TRANSLATE_NOOP("core", "“{file}” is no chat model."),
        detail,
        hint,
        file=shown(path.name),
        kind=kind,
    )
