"""`llmdesk poem`: writing, checking, listing; with an engine that only keeps grammars."""

from __future__ import annotations

import io
import signal
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.errors import UserError
from llmdesk.paths import Paths
from llmdesk.store import Store
from llmdesk.tools.poetry.forms import form, forms
from llmdesk.tools.poetry.runs import read
from tests.cli.harness import Cli
from tests.tools.poetry.grammar_engine import ChineseEngine, GrammarEngine

DRAFT = "小径云深处，松风送晚钟。\n归来无旧客，月在老梅中。"


@pytest.fixture
def poems(run: Cli) -> Cli:
    run.engine = ChineseEngine()
    return run


def _runs(run: Cli) -> list[str]:
    paths = Paths.under(run.folder / "data")
    store = Store(paths.database, paths.backups)
    try:
        poems = [read(kept)[1] for kept in store.runs("poem")]
        return [poem.text for poem in poems if poem is not None]
    finally:
        store.close()


def test_a_poem_is_written_and_kept_and_its_rules_are_told(poems: Cli) -> None:
    assert poems("poem", "--form", "jueju-5", "--topic", "秋夜", "--seed", "3") == 0
    text = poems.out.getvalue()
    assert text.startswith("秋夜\n\n")
    assert len(text.split()) == 5
    assert "All 15 rules of jueju-5 hold." in poems.err.getvalue()
    assert "Seed 3" in poems.err.getvalue()
    assert _runs(poems) == [text.strip()]


def test_json_has_the_poem_its_checks_and_how_it_was_made(poems: Cli) -> None:
    assert poems("poem", "--form", "jueju-7", "--topic", "秋夜", "--acrostic", "春江花月", "--json") == 0
    document = poems.json
    assert {"form", "language", "title", "lines", "checks", "passed", "attempts", "seconds", "model"} <= set(
        document
    )
    assert "".join(line[0] for line in document["lines"]) == "春江花月"
    assert document["passed"] is True
    assert {"rule", "scope", "passed", "detail"} == set(document["checks"][0])
    assert {"rule": "acrostic", "scope": "line 4"}.items() <= document["checks"][-1].items()


def test_a_poem_is_written_by_the_old_book_that_is_asked_for(poems: Cli) -> None:
    words = ("poem", "--form", "lushi-5", "--topic", "秋夜", "--seed", "2", "--rhymes", "pingshui", "--json")
    assert poems(*words) == 0
    assert poems.json["passed"] is True
    assert poems.json["rhymes"] == "pingshui"
    assert "pingshui" in poems.json["regular_by"]
    assert poems.json["kind"] == "律诗"


def test_no_save_keeps_nothing(poems: Cli) -> None:
    assert poems("poem", "--form", "jueju-5", "--topic", "秋夜", "--no-save") == 0
    assert _runs(poems) == []


def test_a_model_without_chinese_is_warned_of(run: Cli) -> None:
    class Bytes(GrammarEngine):
        def count_tokens(self, texts: Iterable[str]) -> list[int]:
            return [len(text.encode()) for text in texts]

    run.engine = Bytes()
    assert run("poem", "--form", "jueju-5", "--topic", "秋夜") == 0
    assert "hardly knows Chinese" in run.err.getvalue()


def test_a_file_is_checked_rule_by_rule(run: Cli, tmp_path: Path) -> None:
    file = tmp_path / "poem.txt"
    file.write_text(DRAFT, encoding="gb18030")
    assert run("poem", "--check", str(file), "--form", "jueju-5", model=False) == 0
    assert "All 15 rules of jueju-5 hold." in run.out.getvalue()
    assert "✓ Rhyme: 钟 (zhōng) rhymes in 十五雍." in run.out.getvalue()


def test_an_english_poem_is_recognized_without_the_name_of_its_form(run: Cli, tmp_path: Path) -> None:
    file = tmp_path / "poem.txt"
    file.write_text("The bell\n\n" + "\n".join(form("common-metre").example), encoding="utf-8")
    assert run("poem", "--check", str(file), "--json", model=False) == 0
    assert (run.json["form"], run.json["kind"], run.json["scheme"]) == (
        "common-metre",
        "common-metre",
        "ABAB",
    )
    assert run.json["metre"] == ["iambic tetrameter", "iambic trimeter"]
    assert run.json["passed"] is True
    file.write_text("独立寒秋。\n湘江北去，橘子洲头。\n看万山红遍。", encoding="utf-8")
    assert run("poem", "--check", str(file), model=False) == 2
    assert "has to be told" in run.err.getvalue()


def test_standard_input_is_checked_and_what_breaks_the_form_is_named(run: Cli) -> None:
    run.stdin = io.TextIOWrapper(
        io.BytesIO("床前明月光，疑是地上霜。举头望明月，低头思故乡。".encode("utf-16"))
    )
    assert run("poem", "--check", "-", "--form", "jueju-5", "--json", model=False) == 0
    assert run.json["passed"] is False
    failed = {(check["rule"], check["scope"]) for check in run.json["checks"] if not check["passed"]}
    assert ("adhesion", "line 3") in failed


def test_the_json_of_a_check_names_the_kind_and_the_books(run: Cli, tmp_path: Path) -> None:
    file = tmp_path / "poem.txt"
    file.write_text("白日依山尽，黄河入海流。欲穷千里目，更上一层楼。", encoding="utf-8")
    assert run("poem", "--check", str(file), "--form", "jueju-5", "--json", model=False) == 0
    assert run.json["kind"] == "律绝"
    assert run.json["regular_by"] == ["pingshui", "cilin"]
    assert run.json["rhymes"] == "pingshui"
    assert run.json["passed"] is True
    run.out = io.StringIO()
    words = ("poem", "--check", str(file), "--form", "jueju-5", "--json", "--rhymes", "zhonghua")
    assert run(*words, model=False) == 0
    assert run.json["rhymes"] == "zhonghua"
    assert run.json["passed"] is False


def test_an_old_quatrain_is_told_by_its_name_and_not_by_faults(run: Cli, tmp_path: Path) -> None:
    file = tmp_path / "poem.txt"
    file.write_text("千山鸟飞绝，万径人踪灭。孤舟蓑笠翁，独钓寒江雪。", encoding="utf-8")
    assert run("poem", "--check", str(file), "--form", "jueju-5", model=False) == 0
    assert "古绝, rhymed on an oblique tone (仄韵)" in run.out.getvalue()
    assert "✗" not in run.out.getvalue()


def test_the_forms_are_listed(run: Cli) -> None:
    assert run("poem", "--list-forms", model=False) == 0
    for each in forms():
        assert f"\n{each.name}" in "\n" + run.out.getvalue()


def test_the_forms_are_listed_in_both_languages_with_an_example(run: Cli) -> None:
    assert run("poem", "--list-forms", "--json", model=False) == 0
    listed = run.json["forms"]
    assert [each["name"] for each in listed] == [each.name for each in forms()]
    assert all(each["explanation"] and each["explanation_zh"] and each["example"]["lines"] for each in listed)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--topic", "秋夜"], "Which form"),
        (["--form", "ode", "--topic", "x"], "There is no form “ode”"),
        (["--form", "jueju-5"], "The poem has no topic"),
        (["--form", "jueju-5", "--topic", "山" * 2001], "The topic is too long"),
        (["--form", "haiku", "--topic", "山", "--language", "zh"], "a form of English verse"),
        (["--form", "jueju-5", "--topic", "山", "--acrostic", "平安"], "one character for each line"),
        (["--form", "jueju-5", "--topic", "山", "--acrostic", "GOOD"], "cannot begin a line"),
        (["--form", "jueju-5", "--check", "nowhere.txt"], "cannot be read"),
        (["--form", "haiku", "--topic", "x", "--rhymes", "pingshui"], "is for Chinese verse"),
    ],
)
def test_mistakes_are_told_before_a_model_is_loaded(run: Cli, words: list[str], told: str) -> None:
    assert run("poem", *words) == 2
    assert told in run.err.getvalue()
    assert run.engine.model is None


@pytest.mark.parametrize("content", [b"", b" \n ", b"x" * 90_000])
def test_a_file_that_is_no_poem_is_told_and_is_no_bug(run: Cli, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "poem.bin"
    file.write_bytes(content)
    assert run("poem", "--check", str(file), "--form", "jueju-5", model=False) == 2


@pytest.mark.parametrize("content", ["-----", "* * *\n\n* * *", "\u200b"])
def test_a_file_of_marks_alone_is_no_chinese_poem(run: Cli, tmp_path: Path, content: str) -> None:
    file = tmp_path / "poem.txt"
    file.write_text(content, encoding="utf-8")
    assert run("poem", "--check", str(file), model=False) == 2
    assert "There is no poem in the text." in run.err.getvalue()


def test_ctrl_c_while_a_poem_is_written_ends_with_130_and_keeps_nothing(run: Cli) -> None:
    class Interrupted(ChineseEngine):
        def generate_many(
            self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
        ) -> Iterator[tuple[int, Completion | UserError]]:
            signal.raise_signal(signal.SIGINT)
            assert cancel is not None
            assert cancel.wait(10)
            yield from super().generate_many(requests, cancel)

    run.engine = Interrupted()
    assert run("poem", "--form", "jueju-5", "--topic", "秋夜") == 130
    assert run.out.getvalue() == ""
    assert "Traceback" not in run.err.getvalue()
    assert run.engine.closed
    assert _runs(run) == []


def checked(run: Cli, folder: Path, text: str, *more: str) -> dict[str, object]:
    path = folder / "poem.txt"
    path.write_text(text, encoding="utf-8")
    assert run("poem", "--check", str(path), "--json", *more) == 0
    found: dict[str, object] = run.json
    return found


VERSE = (
    "Out of the night that covers me,\nBlack as the pit from pole to pole,\nI thank whatever gods may be\n"
    "For my unconquerable soul.\n"
)


@pytest.mark.parametrize(
    "above",
    [
        "Invictus\nWilliam Ernest Henley\n\n",
        "Invictus\n\nWilliam Ernest Henley\n\n",
        "Invictus\nby William, Lord Henley\n\n",
        "Invictus\n\n",
    ],
)
def test_title_and_author_above_a_poem_are_no_verse(run: Cli, tmp_path: Path, above: str) -> None:
    found = checked(run, tmp_path, above + VERSE)
    assert found["lines"] == VERSE.splitlines()
    assert found["title"] == "Invictus"


def test_verse_of_no_form_is_told_as_that_and_by_no_rules(run: Cli, tmp_path: Path) -> None:
    found = checked(run, tmp_path, "Roses are red,\nViolets are blue,\nSugar is sweet,\nAnd so are you.\n")
    assert str(found["verdict"]).startswith("None of the forms here")
    assert found["checks"] == []


def test_where_only_the_kind_is_told_nothing_is_marked_as_right_or_wrong(run: Cli, tmp_path: Path) -> None:
    file = tmp_path / "poem.txt"
    file.write_text("Я помню чудное мгновенье:\nПередо мной явилась ты.", encoding="utf-8")
    assert run("poem", "--check", str(file), model=False) == 0
    assert "in another language" in run.out.getvalue()
    assert not {"✓", "✗"} & set(run.out.getvalue())
    run.out.truncate(run.out.seek(0))
    assert run("poem", "--check", str(file), "--json", model=False) == 0
    assert (run.json["language"], run.json["passed"], run.json["checks"]) == ("ru", None, [])


def test_a_song_to_no_tune_does_not_keep_the_form_that_was_asked_for(run: Cli, tmp_path: Path) -> None:
    file = tmp_path / "poem.txt"
    file.write_text("独立寒秋。\n湘江北去，橘子洲头。\n看万山红遍。", encoding="utf-8")
    assert run("poem", "--check", str(file), "--form", "ci", model=False) == 0
    assert "✗ Kind of poem: Neither the title" in run.out.getvalue()


def test_a_text_with_more_rhymes_than_letters_has_a_verdict(run: Cli, tmp_path: Path) -> None:
    lines = "\n".join(f"a line that ends on word {'bdfgklmnprstvz'[n % 14]}{n:05d}x" for n in range(600))
    assert checked(run, tmp_path, lines)["verdict"]


def test_a_haiku_has_neither_metre_nor_rhyme(run: Cli, tmp_path: Path) -> None:
    found = checked(run, tmp_path, "An old silent pond\nA frog jumps into the pond\nSplash! Silence again.\n")
    assert found["verdict"] == "Haiku."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("静夜思 by Li Bai\n床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n", "jueju-5"),
        ("渭城朝雨浥轻尘，客舍青青柳色新。\n劝君更尽一杯酒，西出阳关无故人。\n", "jueju-7"),
    ],
)
def test_chinese_verse_of_four_lines_is_recognized_without_a_form(
    run: Cli, tmp_path: Path, text: str, name: str
) -> None:
    assert checked(run, tmp_path, text)["form"] == name


def test_a_rhyme_book_is_refused_for_english_verse(run: Cli, tmp_path: Path) -> None:
    path = tmp_path / "poem.txt"
    path.write_text(VERSE, encoding="utf-8")
    assert run("poem", "--check", str(path), "--rhymes", "pingshui") == 2


def test_a_checked_poem_becomes_a_picture_that_replaces_nothing(
    run: Cli, tmp_path: Path, qapp: QApplication
) -> None:
    file, picture = tmp_path / "poem.txt", tmp_path / "poem.png"
    file.write_text(DRAFT, encoding="utf-8")
    words = ["poem", "--check", str(file), "--vertical", "--pinyin", "--seal", "山 人", "--out", str(picture)]
    assert run(*words, "--paper", "card", "--json", model=False) == 0
    saved = run.json["saved"]
    assert (saved["path"], saved["missing"]) == (str(picture), "")
    assert sorted(saved["pixels"]) == [1181, 1772]
    before = picture.read_bytes()
    assert before.startswith(b"\x89PNG")
    assert run(*words, model=False) == 2
    assert "already exists" in run.err.getvalue()
    assert picture.read_bytes() == before
    assert run(*words, "--overwrite", model=False) == 0
    assert picture.read_bytes() != before


def test_how_a_picture_is_set_is_chosen_as_in_the_window(
    run: Cli, tmp_path: Path, qapp: QApplication
) -> None:
    file = tmp_path / "poem.txt"
    file.write_text(DRAFT, encoding="utf-8")
    pictures = set()
    for number, words in enumerate(
        (
            [],
            ["--tones"],
            ["--ground", "white"],
            ["--ground", "ruled"],
            ["--seal", "客", "--cut", "red"],
            ["--seal", "客"],
        )
    ):
        out = tmp_path / f"{number}.png"
        assert (
            run("poem", "--check", str(file), "--out", str(out), "--paper", "card", *words, model=False) == 0
        )
        pictures.add(out.read_bytes())
    assert len(pictures) == 6


def test_a_written_poem_goes_to_a_file_of_text(poems: Cli, tmp_path: Path) -> None:
    out = tmp_path / "poem.txt"
    assert poems("poem", "--form", "jueju-5", "--topic", "秋夜", "--out", str(out)) == 0
    assert out.read_text("utf-8") == poems.out.getvalue()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--seal", "客"], "is for a picture"),
        (["--type", "kai"], "--type is for a picture"),
        (["--ground", "ruled"], "--ground is for a picture"),
        (["--out", "poem.txt", "--seal", "客"], "--seal is for a picture"),
        (["--out", "poem.docx"], ".png, .pdf or .txt"),
        (["--out", "poem.png", "--seal", "一二三四五"], "at most four"),
        (["--out", "poem.png", "--vertical"], "for Chinese verse"),
        (["--out", "poem.png", "--tones"], "for Chinese verse"),
    ],
)
def test_a_file_that_cannot_be_is_told_before_the_work(run: Cli, words: list[str], told: str) -> None:
    assert run("poem", "--form", "haiku", "--topic", "rain", *words, model=False) == 2
    assert told in run.err.getvalue()
