"""`llmdesk sentiment --report` with a scripted engine: the page, its figures, and what it never replaces."""

from __future__ import annotations

import csv
import io
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from llmdesk.tools.sentiment.codebook import read_codebook
from llmdesk.tools.sentiment.labels import label_set
from tests.cli.harness import Cli
from tests.tools.sentiment.engine import CountingEngine

ROWS = 200
GOOD, BAD = "I love it, a great day", "It was awful and bad"


@pytest.fixture
def run(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path)
    cli.engine = CountingEngine()
    return cli


def write_table(folder: Path) -> Path:
    """Every fourth row is labelled by Ann and Bob; Bob errs in every fifth of these. Ten rows are empty."""
    path = folder / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["comment", "month", "ann", "bob"])
        for row in range(ROWS):
            text = f"{BAD if row % 3 else GOOD} <script>alert({row})</script>"
            ann = ("negative" if row % 3 else "positive") if row % 4 == 0 else ""
            other = {"": "", "positive": "negative", "negative": "positive"}[ann]
            writer.writerow(["" if row % 20 == 7 else text, "May", ann, other if row % 20 == 0 else ann])
    return path


class _Tags(HTMLParser):
    """What a page has in it: its tags with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]


def report(run: Cli, table: Path, *more: str) -> int:
    place = table.with_name("report.html")
    return run("sentiment", "--table", str(table), "--column", "comment", "--report", str(place), *more)


def test_a_report_has_the_figures_with_their_intervals(run: Cli, tmp_path: Path) -> None:
    table, out = write_table(tmp_path), tmp_path / "out.csv"
    before = table.read_bytes()
    more = ["--labelled", "ann", "--second", "bob", "--out", str(out), "--json"]
    assert report(run, table, *more) == 0
    told = run.json["report"]
    assert told["path"] == str(tmp_path / "report.html")
    assert told["quality"]["judging"] == "other half"
    assert told["quality"]["accuracy"]["value"] == run.json["labelled"]["accuracy"]
    assert told["quality"]["accuracy"]["low"] < told["quality"]["accuracy"]["value"]
    assert told["agreement"]["rows"] == 50
    assert told["agreement"]["same"]["value"] == 0.8
    assert 0.3 < told["agreement"]["kappa"]["value"] < 0.8
    assert [each["kind"] for each in told["changed"]] == ["order", "words"]
    assert all(each["rows"] == 100 for each in told["changed"])
    assert not any(each["measured"] for each in told["changed"])  # other words of a ready set are read as it
    assert told["drawn"] is None
    assert told["prompts"][0]["calibration"] in (
        "labelled rows",
        "shipped texts",
    )  # rows teach where they help
    assert told["left_out"] == ["10 rows without a text"]
    assert table.read_bytes() == before
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count("“good, bad” would change no result, by construction") == 2
    assert page.count("The order of the labels changes no result") == 2
    assert all(word in page for word in ("Trust report", "Cohen’s κ", "good, bad", "190 of 200 got a label"))


def test_a_report_without_a_new_table_is_of_the_bias_that_one_would_have(run: Cli, tmp_path: Path) -> None:
    assert report(run, write_table(tmp_path), "--labels", "splendid,dull", "--json") == 0
    told = run.json["report"]
    (prompt,) = told["prompts"]
    assert prompt["calibration"] == "rows of the table"
    assert [each["measured"] for each in told["changed"]] == [False, True]
    assert told["drawn"] == {"rows": 100, "usable": 190, "seed": 0}
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "100 rows, drawn at random from the whole table (190 rows with a text, seed 0)" in page


def test_the_page_loads_nothing_and_shows_what_the_table_says_as_it_is(run: Cli, tmp_path: Path) -> None:
    table = write_table(tmp_path)
    labels = "good <b>one</b>,bad & <img src=x onerror=alert(1)>"
    assert report(run, table, "--labels", labels) == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    found = _Tags(page)
    assert not {"script", "img", "b", "link", "iframe", "object"} & set(found.tags)
    assert not found.addresses
    assert "url(" not in page
    assert "@import" not in page
    assert "good &lt;b&gt;one&lt;/b&gt;" in page
    assert "Nobody knows how good these labels are" in page


def test_with_shares_the_report_has_them_and_the_sample_judges(run: Cli, tmp_path: Path) -> None:
    table = write_table(tmp_path)
    assert report(run, table, "--labelled", "ann", "--share", "--by", "month", "--json") == 0
    told = run.json["report"]
    assert told["shares"] == run.json["shares"]
    assert told["quality"]["rows"] == 50
    assert told["quality"]["judging"] == "random sample"
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "What share of the table has each label" in page
    assert "<circle" in page


def test_a_report_never_replaces_what_is_read_or_was_there(run: Cli, tmp_path: Path) -> None:
    table = tmp_path / "in.html"
    table.write_bytes(write_table(tmp_path).read_bytes())
    page = tmp_path / "report.html"
    page.write_text("mine", encoding="utf-8")
    assert report(run, write_table(tmp_path)) == 2
    assert "A file with this name already exists" in run.err.getvalue()
    assert page.read_text(encoding="utf-8") == "mine"
    words = ["sentiment", "--table", str(tmp_path / "in.csv"), "--column", "comment", "--report"]
    out = tmp_path / "out.html"
    assert run(*words, str(out), "--out", str(out)) == 2
    assert run(*words, str(tmp_path / "report.pdf")) == 2
    assert run(*words[:-1], "--second", "bob") == 2
    assert run(*words, str(page), "--second", "bob", "--overwrite") == 2
    assert page.read_text(encoding="utf-8") == "mine"
    assert not run.engine.scored  # type: ignore[attr-defined]


def test_a_codebook_is_written_edited_and_used(run: Cli, tmp_path: Path) -> None:
    table, book = write_table(tmp_path), tmp_path / "book.toml"
    assert run("sentiment", "--labels", "praise,blame", "--save-codebook", str(book), model=False) == 0
    text = book.read_text(encoding="utf-8")
    assert run("sentiment", "--labels", "a,b", "--save-codebook", str(book), model=False) == 2
    assert book.read_text(encoding="utf-8") == text
    book.write_text(text.replace('definition = ""', 'definition = "what people like"', 1), encoding="utf-8")
    out = tmp_path / "out.csv"
    assert report(run, table, "--codebook", str(book), "--out", str(out)) == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "what people like" in page
    assert "praise, blame" in page
    assert report(run, table, "--codebook", str(book), "--labels", "a,b", "--overwrite") == 2


def test_a_bundle_has_all_that_belongs_to_the_job(run: Cli, tmp_path: Path) -> None:
    table, out, place = write_table(tmp_path), tmp_path / "out.csv", tmp_path / "all.zip"
    words = ["sentiment", "--table", str(table), "--column", "comment", "--labelled", "ann"]
    assert run(*words, "--out", str(out), "--report", str(place)) == 0
    with zipfile.ZipFile(place) as bundle:
        assert bundle.namelist() == ["report.html", "codebook.toml", "known_labels.csv", "rows.csv"]
        assert bundle.read("rows.csv") == out.read_bytes()
        known = list(csv.reader(io.StringIO(bundle.read("known_labels.csv").decode("utf-8-sig"))))
        (tmp_path / "book.toml").write_bytes(bundle.read("codebook.toml"))
    assert known[0] == ["text", "label"]
    assert len(known) == 51
    assert known[1] == [f"{GOOD} <script>alert(0)</script>", "positive"]
    assert read_codebook(tmp_path / "book.toml").labels == label_set("sentiment-2")


def test_a_codebook_is_not_written_over_the_one_that_is_read(run: Cli, tmp_path: Path) -> None:
    book = tmp_path / "book.toml"
    assert run("sentiment", "--labels", "late,broken", "--save-codebook", str(book)) == 0
    book.write_text("# my own words\n" + book.read_text(encoding="utf-8"), encoding="utf-8")
    before = book.read_bytes()
    again = ("sentiment", "--codebook", str(book), "--save-codebook", str(book), "--overwrite")
    assert run(*again) == 2
    assert book.read_bytes() == before


def test_the_model_fills_in_a_codebook(run: Cli, tmp_path: Path) -> None:
    book = tmp_path / "book.toml"
    engine = run.engine
    assert isinstance(engine, CountingEngine)
    engine.enqueue("delayed, tardy", "damaged", "It came a week late.", "The lid is in pieces.")
    words = ("sentiment", "--labels", "tardiness,damage", "--fill-in")
    assert run(*words) == 2
    assert run(*words, "--save-codebook", str(book)) == 0
    damage = read_codebook(book).labels.labels[1]
    assert damage.also == ("delayed", "tardy")
    assert damage.examples == ("It came a week late.",)
    engine.enqueue("", "", "", "")
    assert run(*words, "--save-codebook", str(book), "--overwrite") == 0
    assert "nothing to add" in run.err.getvalue()


def test_a_command_that_writes_a_codebook_does_not_drop_a_table(run: Cli, tmp_path: Path) -> None:
    table, book = write_table(tmp_path), tmp_path / "book.toml"
    assert run("sentiment", "--table", str(table), "--save-codebook", str(book)) == 2
    assert not book.exists()


@pytest.mark.parametrize("job", [[], ["--share"]])
def test_the_label_map_reaches_values_that_only_the_second_person_used(
    run: Cli, tmp_path: Path, job: list[str]
) -> None:
    people = ["--labelled", "ann", "--second", "bob", "--json", *job]
    assert report(run, _bob_says_fine(tmp_path), *people, "--label-map", "fine by me=positive") == 0
    agreement = run.json["report"]["agreement"]
    assert (agreement["rows"], agreement["left_out"], agreement["same"]["value"]) == (50, 0, 0.8)


def test_a_label_map_of_what_nobody_wrote_is_refused(run: Cli, tmp_path: Path) -> None:
    people = ["--labelled", "ann", "--second", "bob", "--label-map"]
    table = _bob_says_fine(tmp_path)
    assert report(run, table, *people, "nobody wrote this=positive") == 2
    assert "has no value “nobody wrote this”" in run.err.getvalue()
    assert report(run, table, *people, "fine by me=splendid") == 2
    assert "“splendid” is not one of the labels" in run.err.getvalue()


def _bob_says_fine(folder: Path) -> Path:
    """The table in which Bob calls “fine by me” what Ann calls positive."""
    table = write_table(folder)
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(",positive\n", ",fine by me\n"), encoding="utf-8")
    return table


def test_one_column_is_not_two_people(run: Cli, tmp_path: Path) -> None:
    assert report(run, write_table(tmp_path), "--labelled", "ann", "--second", "ann") == 2
