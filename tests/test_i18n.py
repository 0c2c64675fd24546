"""Every text of the window has a finished translation, and the compiled files are those of the sources."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests import translations

HAN = "[\u4e00-\u9fff]"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The `.ts` files as a refresh would make them now."""
    folder = tmp_path_factory.mktemp("i18n")
    made = {}
    for language in translations.LANGUAGES:
        made[language] = folder / f"llmdesk_{language}.ts"
        shutil.copy(translations.ts_file(language), made[language])
        translations.update(made[language], language)
    return made


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_text_is_translated_with_the_same_places(fresh: dict[str, Path], language: str) -> None:
    problems = [
        (text.problem, text.context, text.source)
        for text in translations.texts(fresh[language])
        if text.problem
    ]
    assert not problems, "python -m tests.translations lists them"


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_the_files_hold_the_texts_of_the_source_and_no_others(fresh: dict[str, Path], language: str) -> None:
    committed = translations.texts(translations.ts_file(language))
    assert translations.texts(fresh[language]) == committed, "run python -m tests.translations"


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_the_compiled_file_is_fresh(tmp_path: Path, language: str) -> None:
    ts = translations.ts_file(language)
    compiled = tmp_path / "fresh.qm"
    translations.compile_to(ts, compiled)
    assert compiled.read_bytes() == ts.with_suffix(".qm").read_bytes(), "run python -m tests.translations"


# What the Chinese of the window keeps to; a sample letter may be as polite as letters are.
UNUSUAL = {
    "the polite 您": re.compile("(?!.*光临)您"),
    "a space before %": re.compile(r"[\w}] %"),
    "no space between Chinese and Latin": re.compile(f"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}"),
    "half-width punctuation": re.compile(f"{HAN}[,;?!] ?(?:{HAN}|$)|{HAN}: "),
    "six dots": re.compile("……"),
    "another spelling": re.compile("epub|sha256|JSON lines"),
}


@pytest.mark.parametrize("what", UNUSUAL)
def test_chinese_texts_keep_to_one_style(what: str) -> None:
    texts = translations.texts(translations.ts_file("zh_CN"))
    found = [text.translation for text in texts if UNUSUAL[what].search(text.translation)]
    assert found == []


def test_every_marked_text_can_be_taken_out(fresh: dict[str, Path]) -> None:
    """lupdate passes over f-strings and variables without a word."""
    found = {(text.context, text.source) for text in translations.texts(fresh["zh_CN"])}
    any_context = {source for _, source in found}
    missed = [
        f"{mark.path.name}:{mark.line}"
        for path in translations.sources()
        for mark in translations.marked(path)
        if mark.source is None
        or (mark.context is None and mark.source not in any_context)
        or (mark.context is not None and (mark.context, mark.source) not in found)
    ]
    assert not missed


def test_no_text_is_marked_within_an_f_string() -> None:
    """lupdate does not find it there; another class with the same text would hide that."""
    hidden = [
        f"{mark.path.name}:{mark.line}"
        for path in translations.sources()
        for mark in translations.marked_in_f_strings(path)
    ]
    assert not hidden, "take the text out of the f-string"


def test_a_text_within_an_f_string_is_noticed(tmp_path: Path) -> None:
    source = tmp_path / "window.py"
    source.write_text("""title = f"{name} ({self.tr('open')})"\nplain = self.tr("open")\n""")
    assert [mark.line for mark in translations.marked_in_f_strings(source)] == [1]
