"""Embedding models that the catalog names, and how a file of one is used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from llmdesk.errors import ModelFileError, NoModelError
from llmdesk.models.catalog import CatalogError
from llmdesk.models.embedding_catalog import (
    embedding_files,
    embedding_model,
    find_embedding_file,
    load_embeddings,
)
from llmdesk.models.library import Library
from llmdesk.models.names import check_file, check_repo
from tests.embedding_models import tiny_bert
from tests.gguf_writer import small_model, write_gguf

ENTRIES = load_embeddings()


def of(path: Path, architecture: str, name: str = "", pooling: int | None = 3) -> Path:
    metadata, tensors = small_model(architecture=architecture)
    metadata["general.name"] = name or path.stem
    if pooling is not None:
        metadata[f"{architecture}.pooling_type"] = pooling
    return write_gguf(path, metadata, tensors)


def test_every_entry_can_be_fetched_from_where_it_says() -> None:
    assert {"Qwen3 Embedding", "EmbeddingGemma 300M", "bge small zh v1.5"} <= {each.name for each in ENTRIES}
    for entry in ENTRIES:
        check_repo(entry.repo)
        check_file(entry.file)
        assert entry.licence_link.startswith("https://")
        assert entry.source.startswith("https://")
        assert 0 < entry.gigabytes < 1


@pytest.mark.parametrize(
    ("file", "architecture", "query", "document"),
    [
        ("Qwen3-Embedding-0.6B-Q8_0.gguf", "qwen3", "\nQuery:", ""),
        ("embeddinggemma-300M-Q8_0.gguf", "gemma-embedding", "task: search result | query: ", "title: none"),
        ("bge-small-zh-v1.5-q8_0.gguf", "bert", "为这个句子生成表示", ""),
        ("CompendiumLabs_bge-base-en-v1.5-f16.gguf", "bert", "Represent this sentence", ""),
    ],
)
def test_a_file_of_a_known_model_is_used_as_it_was_trained(
    tmp_path: Path, file: str, architecture: str, query: str, document: str
) -> None:
    model = embedding_model(of(tmp_path / file, architecture), ENTRIES)
    assert model.known
    assert query in model.spec.worded("?", "query")
    assert model.spec.worded("Text", "document").startswith(document)
    assert model.spec.worded("Text", "document").endswith("Text")


def test_of_an_unknown_model_nothing_is_guessed(tmp_path: Path) -> None:
    model = embedding_model(tiny_bert(tmp_path / "my-own.gguf"), ENTRIES)
    assert not model.known
    assert (model.spec.pooling, model.spec.before_query, model.spec.end_token) == (None, "", "")


def test_the_key_is_that_of_the_weights_wherever_they_lie(tmp_path: Path) -> None:
    first = tiny_bert(tmp_path / "a.gguf")
    (tmp_path / "more").mkdir()
    copied = Path(shutil.copy(first, tmp_path / "more" / "b.gguf"))
    keys = [
        embedding_model(path, ENTRIES).key for path in (first, copied, tiny_bert(tmp_path / "c.gguf", seed=2))
    ]
    assert keys[0] == keys[1] != keys[2]


def test_embedding_models_are_found_by_name_and_others_are_refused(tmp_path: Path) -> None:
    tiny = tiny_bert(tmp_path / "tiny-embedder.gguf")
    writer = of(tmp_path / "writer.gguf", "llama", "Writer", None)
    library = Library([tmp_path], include_starter=False)
    assert [each.path for each in embedding_files(library)] == [tiny]
    for name in ("tiny-embedder.gguf", "TINY", str(tiny)):
        assert find_embedding_file(library, name, ENTRIES).path == tiny
    with pytest.raises(ModelFileError, match="no embedding model"):
        find_embedding_file(library, str(writer), ENTRIES)
    with pytest.raises(NoModelError, match=r"tiny embedder.*Qwen/Qwen3-Embedding-0.6B-GGUF"):
        find_embedding_file(library, "another", ENTRIES)


def test_a_catalog_that_is_wrong_says_where(tmp_path: Path) -> None:
    path = tmp_path / "catalog.toml"
    path.write_text('[[embedding]]\nname = "x"\npooling = "sum"\n')
    with pytest.raises(CatalogError, match="catalog"):
        load_embeddings(path)
