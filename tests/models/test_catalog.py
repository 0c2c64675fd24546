"""The catalog that ships has the right form, and wrong forms are refused with the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.engine.types import Sampling
from llmdesk.models import catalog
from llmdesk.models.catalog import MEMORY_CLASSES, Catalog, CatalogError, load
from llmdesk.models.library import InstalledModel, Library
from llmdesk.models.speed import READING_SPEED, guessed_speed

ENTRY = """
[[model]]
id = "a"
name = "A"
match = ["a-*"]
architectures = ["llama"]
languages = ["en"]
licence = "MIT"
about = "A model."
source = "https://example.org/a"
sampling = { temperature = 0.5, top_k = 40 }
"""


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return catalog.load()


def model(file: str, architecture: str, name: str = "") -> InstalledModel:
    return InstalledModel(name or file, Path(file), 1, architecture)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "catalog.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_starter_model_has_its_own_sampling(shipped: Catalog, starter: Path) -> None:
    found = Library([], include_starter=False).find(str(starter))
    assert shipped.sampling_for(found) == Sampling(temperature=0.2, top_p=0.9, repeat_penalty=1.1)
    entry = shipped.entry_for(found)
    assert entry is not None
    assert entry.languages == ("en",)


@pytest.mark.parametrize(
    ("file", "architecture", "entry"),
    [
        ("SmolLM2-135M-Instruct.Q4_1.gguf", "llama", "smollm2-135m-instruct"),
        ("SmolLM2-1.7B-Instruct-Q4_K_M.gguf", "llama", "smollm2-instruct"),
        ("HuggingFaceTB_SmolLM3-3B-Q4_K_M.gguf", "smollm3", "smollm3"),
        ("qwen2.5-0.5b-instruct-q8_0.gguf", "qwen2", "qwen2.5-instruct"),
        ("Qwen2.5-Coder-1.5B-Instruct.Q4_K_M.gguf", "qwen2", "qwen2.5-instruct"),
        ("Qwen3-0.6B-Q8_0.gguf", "qwen3", "qwen3"),
        ("Qwen_Qwen3-14B-Q4_K_M.gguf", "qwen3", "qwen3"),
        ("Qwen3-30B-A3B-Q4_K_M.gguf", "qwen3moe", "qwen3"),
        ("Qwen3-4B-Thinking-2507-Q4_K_M.gguf", "qwen3", "qwen3"),
        ("Qwen3-4B-Instruct-2507-Q4_K_M.gguf", "qwen3", "qwen3-instruct-2507"),
        ("gemma-3-1b-it-Q4_K_M.gguf", "gemma3", "gemma-3-it"),
        ("Hy-MT2-1.8B-Q4_K_M.gguf", "hunyuan-dense", "hy-mt2"),
        ("Llama-3.2-3B-Instruct-Q4_K_M.gguf", "llama", "llama-3.2-instruct"),
        ("Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf", "llama", "llama-3.1-instruct"),
        ("Llama-3.2-3B-Q4_K_M.gguf", "llama", None),
        ("gemma-3-1b-it-Q4_K_M.gguf", "llama", None),
        ("Qwen3-Embedding-0.6B-Q8_0.gguf", "qwen3", None),
        ("unheard-of.gguf", "llama", None),
    ],
)
def test_files_get_the_entry_of_their_family(
    shipped: Catalog, file: str, architecture: str, entry: str | None
) -> None:
    found = shipped.entry_for(model(file, architecture))
    assert (found.id if found else None) == entry


def test_a_renamed_file_is_known_by_its_name_inside(shipped: Catalog) -> None:
    found = shipped.entry_for(model("mine.gguf", "llama", "Llama 3.2 1B Instruct"))
    assert found is not None
    assert found.id == "llama-3.2-instruct"


def test_an_unknown_model_gets_no_values(shipped: Catalog) -> None:
    assert shipped.sampling_for(model("x.gguf", "llama")) == Sampling()


def test_the_first_entry_that_fits_counts(tmp_path: Path) -> None:
    second = ENTRY.replace('id = "a"', 'id = "b"').replace("0.5", "0.9")
    found = catalog.load(written(tmp_path, "version = 1\n" + ENTRY + second))
    assert found.sampling_for(model("A_one.gguf", "llama")) == Sampling(temperature=0.5, top_k=40)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("version = 1", "", "version is None"),
        ("version = 1", "version = 2", "version is 2"),
        ("version = 1", "version = 1\nextra = 3", "no key extra"),
        ("[[model]]", "[model]", "[[model]]"),
        ("[[model]]", "[[model]", "line"),
        ('id = "a"\n', "", "model 1 (?): id is None"),
        ('name = "A"', "name = 3", "model 1 (a): name is 3"),
        ('match = ["a-*"]', "match = []", "match is []"),
        ('match = ["a-*"]', "match = [1]", "match[0] is 1"),
        ("https://", "http://", "not an https address"),
        ("temperature = 0.5", 'temperature = "hot"', "sampling.temperature is 'hot'"),
        ("temperature = 0.5", "temperature = 9", "between 0 and 5"),
        ("temperature = 0.5", "temperature = nan", "sampling.temperature is nan"),
        ("temperature = 0.5", "temperature = true", "sampling.temperature is True"),
        ("top_k = 40", "top_k = 4.5", "a whole number"),
        ("top_k = 40", "topk = 40", "no key sampling.topk"),
        ("about =", "abuot =", "no key abuot"),
    ],
)
def test_a_wrong_form_is_refused_with_the_place(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = "version = 1\n" + ENTRY
    assert old in text
    path = written(tmp_path, text.replace(old, new))
    with pytest.raises(CatalogError) as caught:
        catalog.load(path)
    assert words in str(caught.value)
    assert "catalog.toml" in str(caught.value)


def test_an_id_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="twice"):
        catalog.load(written(tmp_path, "version = 1\n" + ENTRY + ENTRY))


def test_a_missing_catalog_is_an_error_for_the_user(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"absent\.toml"):
        catalog.load(tmp_path / "absent.toml")


# -- downloads -----------------------------------------------------------------------------------
def test_every_class_of_memory_has_one_default_and_some_know_chinese() -> None:
    downloads = load().downloads
    assert 12 <= len(downloads) <= 22
    for memory in MEMORY_CLASSES:
        assert [d.memory for d in downloads if d.default and d.memory == memory] == [memory]
    assert sum(d.languages[0] == "zh" for d in downloads) >= 5
    assert len({(d.repo, d.file) for d in downloads}) == len(downloads)
    assert [d.memory for d in downloads] == sorted(d.memory for d in downloads)


def test_every_download_has_recommended_sampling() -> None:
    catalog = load()
    for download in catalog.downloads:
        model = InstalledModel(download.name, Path(download.file), 0)
        assert catalog.entry_for(model) is not None, download.name


def test_a_download_leaves_room_in_its_class() -> None:
    for download in load().downloads:
        assert download.gigabytes <= download.memory * 0.6, download.name


@pytest.mark.parametrize(
    ("gigabytes", "first"),
    [(1.0, None), (2.0, "Qwen3 0.6B"), (7.5, "Qwen3 4B Instruct 2507"), (64.0, "Qwen3 30B A3B")],
)
def test_the_default_of_the_class_that_fits_comes_first(gigabytes: float, first: str | None) -> None:
    found = load().downloads_for(int(gigabytes * 1e9))
    assert (found[0].name if found else None) == first
    assert all(download.memory <= gigabytes * 1.2 for download in found)


DOWNLOAD = """
version = 1
[[download]]
name = "M"
repo = "a/b"
file = "m.gguf"
parameters = "1B"
memory = 4
gigabytes = 1.0
languages = ["en"]
licence = "MIT"
licence_link = "https://example.org"
about = "Good."
about_zh = "好。"
"""


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("memory = 4", "memory = 5", "memory"),
        ("gigabytes = 1.0", "gigabytes = 9.0", "gigabytes"),
        ('"m.gguf"', '"../m.gguf"', "not accepted"),
        ('"a/b"', '"a/b/c"', "not accepted"),
        ("https://", "http://", "licence_link"),
        ('about = "Good."', 'about = ""', "about"),
        ('about = "Good."', 'about = "Good."\nsize = 3', "size"),
        ('about = "Good."', 'about = "Good."\ndefault = 1', "default"),
    ],
)
def test_a_wrong_download_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    path = tmp_path / "catalog.toml"
    path.write_text(DOWNLOAD, encoding="utf-8")
    assert load(path).downloads[0].file == "m.gguf"
    path.write_text(DOWNLOAD.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogError, match=named):
        load(path)


def test_a_machine_with_few_cores_is_suggested_a_model_that_answers_as_fast_as_one_reads() -> None:
    catalog = load()
    found = [(catalog.suggestion(32 * 10**9, guessed_speed(cores)), cores) for cores in (1, 2, 4, 8, 16)]
    paces = [entry.tokens_per_second(guessed_speed(cores)) or 0 for entry, cores in found if entry]
    assert len(paces) == 5
    assert min(paces) >= READING_SPEED
    sizes = [entry.gigabytes for entry, _ in found if entry is not None]
    assert sizes == sorted(sizes)


def test_the_suggestion_fits_into_the_memory_and_the_smallest_machine_gets_one() -> None:
    catalog = load()
    small = catalog.suggestion(2 * 10**9, guessed_speed(1))
    assert small is not None
    assert small.memory == 2
    many_cores = catalog.suggestion(4 * 10**9, guessed_speed(64))
    assert many_cores is not None
    assert many_cores.memory <= 4
