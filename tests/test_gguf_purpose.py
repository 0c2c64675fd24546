"""GGUF files that hold something else than a model that chats are told for what they are."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from llmdesk.errors import ModelFileError
from llmdesk.gguf import can_chat, read_embedding_header, read_header
from tests.gguf_files import refusal, with_metadata
from tests.gguf_writer import Tensor, small_model, write_gguf


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "模型 one.gguf"


def of_architecture(path: Path, architecture: str, **keys: object) -> Path:
    metadata, tensors = small_model(architecture=architecture)
    metadata |= {f"{architecture}.{key.replace('__', '.')}": value for key, value in keys.items()}
    return write_gguf(path, metadata, tensors)


@pytest.mark.parametrize(
    ("architecture", "words"),
    [
        ("bert", "embedding model"),
        ("nomic-bert-moe", "embedding model"),
        ("jina-bert-v3", "embedding model"),
        ("modern-bert", "embedding model"),
        ("xlm-roberta", "embedding model"),
        ("gemma-embedding", "embedding model"),
        ("t5encoder", "text encoder"),
        ("t5", "encoder-decoder"),
        ("llada-moe", "diffusion"),
        ("whisper", "speech"),
        ("wavtokenizer-dec", "speech"),
        ("flux", "makes pictures"),
        ("clip", "image part"),
        ("eagle3", "another model"),
        ("controlvector", "add-on"),
    ],
)
def test_other_kinds_of_models_are_told_by_their_architecture(
    path: Path, architecture: str, words: str
) -> None:
    assert words in str(refusal(of_architecture(path, architecture)))


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"pooling_type": 1}, "embedding model"),
        ({"pooling_type": 3}, "embedding model"),
        ({"pooling_type": 4}, "reranker"),
        ({"attention__causal": False}, "embedding model"),
        ({"classifier__output_labels": ["yes", "no"]}, "reranker"),
    ],
)
def test_a_chat_model_made_into_an_embedding_model_is_one(
    path: Path, keys: dict[str, object], words: str
) -> None:
    message = str(refusal(of_architecture(path, "qwen3", **keys)))
    assert words in message
    assert "chat model" in message


@pytest.mark.parametrize(
    ("architecture", "kind"), [("qwen35", "kev"), ("modern-bert", "laya"), ("clef", "clef"), ("lfm2", "new")]
)
def test_a_decision_model_is_told_for_one_whatever_it_was_made_of(
    path: Path, architecture: str, kind: str
) -> None:
    of_architecture(path, architecture, decision__type=kind)
    message = str(refusal(path))
    assert "no chat model" in message
    assert "decision model" in message
    assert "Elsewhere" in message
    with pytest.raises(ModelFileError, match="decision model"):
        read_embedding_header(path)


@pytest.mark.parametrize("tensor", ["cls.output.weight", "cls.weight", "score.weight"])
def test_a_model_with_a_classifier_grades(path: Path, tensor: str) -> None:
    metadata, tensors = small_model()
    write_gguf(path, metadata, [*tensors, Tensor(tensor, (32, 1))])
    assert "reranker or classifier" in str(refusal(path))


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("general__name", "Qwen3 Embedding 0.6B", "embedding model"),
        ("general__basename", "bge-reranker-v2", "reranker"),
        ("general__tags", ["sentence-similarity", "transformers"], "embedding model"),
        ("general__type", "imatrix", "add-on"),
        ("general__type", "dataset", "add-on"),
    ],
)
def test_names_and_tags_tell_it_where_nothing_else_does(
    path: Path, key: str, value: object, words: str
) -> None:
    assert words in str(refusal(with_metadata(path, **{key: value})))


def test_calibration_data_has_no_architecture(path: Path) -> None:
    write_gguf(path, {"general.type": "imatrix", "imatrix.chunk_count": 3}, [Tensor("a.in_sum2", (32,))])
    assert "add-on for a model (imatrix)" in str(refusal(path))


def test_a_picture_model_needs_none_of_a_language_models_keys(path: Path) -> None:
    write_gguf(path, {"general.architecture": "flux"}, [Tensor("double_blocks.0.img_attn.weight", (32,))])
    assert "makes pictures (flux)" in str(refusal(path))


@pytest.mark.parametrize(
    ("architecture", "keys"),
    [
        ("llama", {"pooling_type": 0}),
        ("qwen3", {"attention__causal": True}),
        ("pangu-embedded", {}),
        ("gemma3", {}),
        ("some-new-architecture", {}),
    ],
)
def test_models_that_write_are_left_alone(path: Path, architecture: str, keys: dict[str, object]) -> None:
    assert read_header(of_architecture(path, architecture, **keys)).architecture == architecture


@pytest.mark.parametrize(
    "tags", [["text-generation", "sentence-transformers"], ["feature-extraction", "conversational"], ["code"]]
)
def test_a_writers_tags_are_no_reason(path: Path, tags: list[str]) -> None:
    assert read_header(with_metadata(path, general__tags=tags)).tensor_count == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"llama__embedding_length": 64}, "“token_embd.weight” has the shape 32 × 3"),
        ({"tokenizer__ggml__tokens": ["a", "b"]}, "it should be 32 × 2"),
        ({"tokenizer__ggml__tokens": ["a"] * 600}, "it should be 32 × 600"),
        ({"llama__attention__head_count": 0}, "at least one head"),
        ({"llama__attention__head_count": 2, "llama__attention__key_length": 8}, "“blk.0.attn_q.weight”"),
    ],
)
def test_tensors_that_contradict_the_header_are_named(
    path: Path, changes: dict[str, object], words: str
) -> None:
    assert words in str(refusal(with_metadata(path, **changes)))


def test_a_layer_that_lacks_what_the_others_have_is_named(path: Path) -> None:
    metadata, tensors = small_model(layers=6)
    tensors = [tensor for tensor in tensors if tensor.name != "blk.4.attn_q.weight"]
    assert "“blk.4.attn_q.weight” is missing" in str(refusal(write_gguf(path, metadata, tensors)))


def test_layers_that_guess_ahead_may_be_left_out(path: Path) -> None:
    metadata, tensors = small_model(layers=3, architecture="qwen35")
    metadata |= {"qwen35.block_count": 4, "qwen35.nextn_predict_layers": 1}
    assert read_header(write_gguf(path, metadata, tensors)).layers == 4


@pytest.mark.parametrize(
    ("name", "kind", "good"),
    [
        ("output_norm.weight", "F16", False),
        ("blk.1.attn_norm.weight", "Q8_0", False),
        ("blk.1.ffn_norm.weight", "F32", True),
        ("blk.1.ffn_up.weight", "I8", False),
        ("output.weight", "F64", False),
        ("blk.1.ffn_up.weight", "BF16", True),
        ("blk.1.table.weight", "I32", True),
    ],
)
def test_types_that_ggml_cannot_use_there_are_refused(path: Path, name: str, kind: str, good: bool) -> None:
    metadata, tensors = small_model()
    write_gguf(path, metadata, [*tensors, Tensor(name, (32,) if "norm" in name else (32, 3), kind)])
    if good:
        assert read_header(path).tensor_count == 4
    else:
        assert f"of type {kind}" in str(refusal(path))


def test_a_shape_may_end_with_ones(path: Path) -> None:
    metadata, _ = small_model(layers=1)
    tensors = [Tensor("token_embd.weight", (32, 3, 1)), Tensor("blk.0.attn_norm.weight", (32, 1))]
    assert read_header(write_gguf(path, metadata, tensors)).tensor_count == 2


@pytest.mark.parametrize("value", [-1.0, float("nan")])
def test_a_norm_that_ggml_aborts_on_is_named(path: Path, value: float) -> None:
    key = "llama__attention__layer_norm_rms_epsilon"
    assert "layer_norm_rms_epsilon" in str(refusal(with_metadata(path, **{key: value})))


def test_weights_that_ggml_cannot_map_are_refused(path: Path) -> None:
    metadata, tensors = small_model()
    metadata["general.alignment"] = 8
    messages = []
    for extra in range(4):  # one of them is aligned by chance
        metadata["general.note"] = "x" * 8 * extra
        with contextlib.suppress(pytest.fail.Exception):
            messages.append(str(refusal(write_gguf(path, metadata, tensors, alignment=8))))
    assert len(messages) == 3
    assert all("no multiple of 32" in message for message in messages)


def test_an_architecture_alone_may_tell_that_a_model_writes_nothing() -> None:
    assert [name for name in ("", "llama", "qwen3", "bert", "Jina-BERT-v2", "whisper") if can_chat(name)] == [
        "",
        "llama",
        "qwen3",
    ]


def test_an_embedding_model_is_read_as_one_and_a_writer_is_not(path: Path) -> None:
    of_architecture(path, "qwen3", pooling_type=3)
    assert read_embedding_header(path).embedding == 32
    of_architecture(path, "bert")
    assert read_embedding_header(path).architecture == "bert"
    for keys, words in (({}, "writes texts"), ({"pooling_type": 4}, "reranker")):
        of_architecture(path, "qwen3", **keys)
        with pytest.raises(ModelFileError, match=words):
            read_embedding_header(path)
