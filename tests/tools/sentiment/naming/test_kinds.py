"""Labels that are kinds which many people sort by: the same question whatever they are called."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec, Score, ScoreRequest
from llmdesk.paths import resource
from llmdesk.tools.sentiment import Analyzer, label_set
from llmdesk.tools.sentiment.labels import make_set
from llmdesk.tools.sentiment.naming.kinds import asked
from llmdesk.tools.sentiment.naming.names import key
from llmdesk.tools.sentiment.prompts import build
from llmdesk.tools.sentiment.readings import merged
from llmdesk.tools.sentiment.types import Label
from tests.tools.sentiment.engine import CountingEngine


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("World,Sports,Business,Sci/Tech", "international,sport,economy,technology"),
        ("health,food", "Medicine,Cooking"),
        ("complaint,praise,question,request", "Grievance,Thanks,Enquiry,Wish"),
        ("joy,anger,sadness,fear", "happy,furious,grief,afraid"),
    ],
)
def test_a_small_model_reads_other_names_of_the_same_topics_alike(one: str, other: str) -> None:
    assert build(label_set(one), "en", small=True) == build(label_set(other), "en", small=True)
    assert build(label_set(one), "en") != build(label_set(other), "en")


@pytest.mark.parametrize("names", ["widgets,sports", "business,economy,sports"])
def test_a_set_with_other_labels_or_with_one_topic_twice_stands_as_it_is(names: str) -> None:
    assert [each.words for each in asked(label_set(names), "en")] == [(name,) for name in names.split(",")]
    assert build(label_set(names), "en", small=True) == build(label_set(names), "en")


def test_topics_are_those_of_the_language_of_the_text() -> None:
    assert build(label_set("sports,food"), "zh", small=True) == build(label_set("sports,food"), "zh")
    assert build(label_set("体育,财经"), "en", small=True) == build(label_set("体育,财经"), "en")
    assert build(label_set("体育,财经"), "zh", small=True) == build(label_set("运动,金融"), "zh", small=True)


def test_a_large_model_is_asked_for_the_users_own_words() -> None:
    engine = CountingEngine()
    assert "Label: Sports" in Analyzer(engine, label_set("sport,food"), None).prompt("en").prefix
    engine.parameters = 7_000_000_000
    engine.load(ModelSpec(FileRef(Path("large.gguf"))))
    assert "Label: sport\n" in Analyzer(engine, label_set("sport,food"), None).prompt("en").prefix


def test_no_word_is_asked_for_two_labels() -> None:
    kinds = asked(label_set("technology,science,sports"), "en")
    words = [word.casefold() for each in kinds for word in each.words]
    assert len(set(words)) == len(words)


def test_what_the_user_said_of_a_label_stays() -> None:
    own = make_set([Label("sport", "matches of our club", ("We lost.",)), Label("food")])
    prefix = build(own, "en", small=True).prefix
    assert "Text: matches of our club\nLabel: Sports\n" in prefix
    assert "Text: We lost.\nLabel: Sports\n" in prefix


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_kind_is_known_by_its_words_beside_another_of_its_family(language: str) -> None:
    with resource("sentiment", "kinds", f"{language}.toml").open("rb") as stream:
        families = tomllib.load(stream)
    matters, mixed, everywhere = (families.pop(name) for name in ("matters", "mixed", "any"))
    assert {*matters, *mixed} <= set(families)
    assert len(everywhere) == 1
    for kinds in families.values():
        firsts = [kind["words"][0] for kind in (*kinds, *everywhere)]
        assert len({key(first) for first in firsts}) == len(firsts)
        assert all(kind["about"] and len(set(kind["words"])) >= 2 for kind in kinds)
        abouts = [kind["about"] for kind in kinds]
        texts = [text for about in abouts for text in ([about] if isinstance(about, str) else about)]
        assert len(set(texts)) == len(texts)
        assert not any(kind.get("opposite") for kind in kinds[:1])
        found = asked(make_set([Label(first) for first in firsts]), language)
        assert [each.words[0] for each in found] == firsts


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_name_of_several_kinds_is_listed_so_on_purpose(language: str) -> None:
    """Two kinds of a family share a name only where the second is the one for sets that need both."""
    with resource("sentiment", "kinds", f"{language}.toml").open("rb") as stream:
        families = tomllib.load(stream)
    for name in [name for name in families if name not in ("matters", "mixed")]:
        kinds = families[name]
        owners: dict[str, list[str]] = {}
        for kind in kinds:
            for word in {key(each) for each in (kind["words"][0], *kind.get("known", ()))}:
                owners.setdefault(word, []).append(kind["words"][0])
        assert all(len(of) <= 2 for of in owners.values()), name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("support,oppose,neutral", "for,against,no position"),
        ("Food,Service,Price", "meals,waiters,value for money"),
        ("bug,feature request,question", "Defects,Enhancements,How-to"),
        ("critical,high,medium,low", "P1,P2,P3,P4"),
        ("toxic,not toxic", "offensive,inoffensive"),
        ("joy/happiness,sorrow (sadness)", "happy,sad"),
        ("1. complaint,2. question", "complaints,queries"),
        ("fact,opinion", "objective,subjective"),
        ("billing problems,delivery issues", "Invoices,Shipping"),
        ("口味,价格,服务", "味道,性价比,服务态度"),
        ("投訴,建議,表揚", "投诉,提议,感谢"),
        ("支持,反对", "赞成,不同意"),
        ("高兴情绪,悲伤情绪", "开心,难过"),
    ],
)
def test_common_labels_are_known_by_the_names_that_people_give_them(one: str, other: str) -> None:
    first, second = label_set(one), label_set(other)
    assert build(first, first.language, small=True) == build(second, second.language, small=True)
    assert build(first, first.language, small=True) != build(first, first.language)


def words_of(names: str) -> list[str]:
    return [each.words[0] for each in asked(label_set(names), "en")]


def test_a_word_means_what_its_neighbours_make_of_it() -> None:
    assert words_of("support,oppose") == ["support", "against"]
    assert words_of("support,billing") == ["customer service", "invoices"]
    assert words_of("food,staff") == ["food", "service"]
    assert words_of("food,staff,service") == ["food", "staff", "service"]
    assert words_of("business,finance,sports") == ["Business", "Finance", "Sports"]
    assert words_of("politics,finance,sports") == ["Politics", "Business", "Sports"]


@pytest.mark.parametrize(
    "names",
    [
        "spam,eggs",
        "ham,eggs",
        "positive,negative,inconclusive",
        "high,medium,low",
        "major,minor",
        "pros,cons",
        "left,right",
        "yes,absent",
        "support,beam,column",
        "bug,plant,mammal",
        "bank,river",
        "approve,reject,refer",
        "true,false",
        "normal,abnormal",
        "depression,trough,front",
        "gas,liquid,solid",
        "home,work",
        "hero,villain,victim",
        "table,chair,bed",
    ],
)
def test_a_word_that_may_mean_something_else_in_such_a_set_is_not_taken_for_a_common_label(
    names: str,
) -> None:
    assert words_of(names) == names.split(",")


def test_a_word_that_the_user_gave_besides_says_which_kind_a_label_is() -> None:
    labels = make_set([Label("bleats", also=("complaint", "baas")), Label("laurels", also=("praise",))])
    assert asked(labels, "en")[0].words == asked(label_set("complaint,praise"), "en")[0].words
    divided = Label("bleats", also=("praise", "complaint", "gripe", "baas"))
    assert asked(make_set([divided, Label("laurels", also=("thanks",))]), "en")[0].words[0] == "complaint"
    none = make_set([Label("bleats", also=("baas",)), Label("laurels", also=("praise",))])
    assert [each.label.name for each in asked(none, "en")] == ["bleats", "laurels"]
    weak = make_set([Label("bleats", also=("high",)), Label("urgent")])
    assert [each.label.name for each in asked(weak, "en")] == ["bleats", "urgent"]


def test_words_that_the_user_gave_besides_never_mix_families() -> None:
    mixed = make_set([Label("bleats", also=("fury",)), Label("laurels", also=("invoice",))])
    assert [each.label.name for each in asked(mixed, "en")] == ["bleats", "laurels"]


def test_labels_in_two_languages_are_read_in_that_of_the_text() -> None:
    both = label_set("投诉 complaint,咨询 question")
    for language, names in (("en", "complaint,question"), ("zh", "投诉,咨询")):
        assert build(both, language, small=True) == build(label_set(names), language, small=True)


def test_other_is_known_in_every_family() -> None:
    for names in ("complaint,praise,other", "food,service,misc", "bug,feature,others", "Sports,World,Rest"):
        assert words_of(names)[-1] == "other"


@given(st.data())
def test_the_order_of_the_labels_changes_no_kind(data: st.DataObject) -> None:
    names = ["service", "staff", "food", "taste", "price", "selection", "menu", "reliability"]
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=2, unique=True))
    other = data.draw(st.permutations(chosen))
    found = dict(zip(chosen, asked(make_set([Label(name) for name in chosen]), "en"), strict=True))
    again = dict(zip(other, asked(make_set([Label(name) for name in other]), "en"), strict=True))
    assert {name: each.words for name, each in found.items()} == {
        name: each.words for name, each in again.items()
    }


class WordEngine(CountingEngine):
    """Knows one word alone: what is not asked for by it, is not found."""

    def score(self, request: ScoreRequest, cancel: object = None):  # type: ignore[no-untyped-def]
        for index, item in enumerate(request.items):
            likely = " Economy" if "shares" in item else " Sport"
            yield Score(index, tuple(-1.0 if word == likely else -9.0 for word in request.labels), 1)


def test_a_label_gets_what_any_of_its_words_gets() -> None:
    found = Analyzer(WordEngine(), label_set("sports,business"), None).rows(["the shares", "a match"] * 8)
    assert [row.label for row in found][:2] == ["business", "sports"]


@given(
    st.lists(st.floats(-50, -0.01), min_size=2, max_size=12),
    st.data(),
)
def test_merged_scores_keep_the_probability_of_all_words(scores: list[float], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(scores) - 1))
    found = merged(scores, [cut, len(scores) - cut])
    assert sum(map(math.exp, found)) == pytest.approx(sum(map(math.exp, scores)), rel=1e-6)
    means = [sum(scores[:cut]) / cut, sum(scores[cut:]) / (len(scores) - cut)]
    assert found[0] - found[1] == pytest.approx(means[0] - means[1], abs=1e-6)
