"""English forms are written by a model that knows nothing but its grammar, and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.poetry.compose import write_poem
from llmdesk.tools.poetry.english.handbook import schemes
from llmdesk.tools.poetry.forms import forms
from llmdesk.tools.poetry.types import PoemOptions
from tests.tools.poetry.grammar_engine import EnglishEngine

FORMS = [each for each in forms() if each.language == "en" and each.measures]


# Forms whose lines hang together otherwise than by a scheme of rhymes.
KNIT = [each.name for each in FORMS if each.refrain or each.chain or each.echo or each.unrhymed]


@pytest.mark.parametrize("name", [*KNIT, "rhyme-royal", "spenserian-stanza", "sonnet-spenserian"])
def test_a_poem_keeps_its_form(name: str) -> None:
    engine = EnglishEngine()
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    poem = write_poem(PoemOptions(name, "rain", seed=3, seconds=1e-9), engine)
    assert poem.passed, [check.detail for check in poem.checks if not check.passed]


def test_a_sestet_may_rhyme_in_any_order_and_a_terza_rima_closes_in_two_ways() -> None:
    by_name = {each.name: each for each in FORMS}
    petrarchan = schemes.schemes(by_name["sonnet-petrarchan"], 14)
    assert {"ABBAABBACDDCCD", "ABBAABBACDEDCE", "ABBAABBACDCDCD"} <= set(petrarchan)
    assert not {"ABBAABBACDEFGH", "ABBAABBACDECDF"} & set(petrarchan)
    assert schemes.schemes(by_name["terza-rima"], 7)[0] == "ABABCBC"
    assert schemes.schemes(by_name["terza-rima"], 8)[0] == "ABABCBCC"
    assert schemes.schemes(by_name["rubaiyat"], 8) == ("AABACCDC", "AABABBBB")


def test_stanzas_bring_new_rhymes() -> None:
    common = next(each for each in FORMS if each.name == "common-metre")
    assert schemes.schemes(common, 8) == ("ABABCDCD", "ABCBDEFE")
    assert schemes.whole_stanzas(common, 8)
    assert not schemes.whole_stanzas(common, 6)
