"""The sentence a handbook has for an English poem: "Villanelle: iambic tetrameter, rhymed ABA ABA …".

Owns these sentences. Which form, metre and scheme a poem has is found in `recognize`.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing
from llmdesk.tools.poetry.english.handbook.recognize import ANY, Heard, recognize
from llmdesk.tools.poetry.types import Check, Form

_LONGEST = 32  # letters of a scheme that are shown
_KINDS = {
    (True, True, True): QT_TRANSLATE_NOOP("core", "{form}: {metre}, rhymed {scheme}."),
    (True, True, False): QT_TRANSLATE_NOOP("core", "{form}: {metre}, without rhyme."),
    (True, False, True): QT_TRANSLATE_NOOP("core", "{form}, rhymed {scheme}."),
    (True, False, False): QT_TRANSLATE_NOOP("core", "{form}."),
    (False, True, True): QT_TRANSLATE_NOOP("core", "None of the forms here: {metre}, rhymed {scheme}."),
    (False, True, False): QT_TRANSLATE_NOOP("core", "None of the forms here: {metre}, without rhyme."),
    (False, False, True): QT_TRANSLATE_NOOP("core", "None of the forms here: no metre, rhymed {scheme}."),
    (False, False, False): QT_TRANSLATE_NOOP("core", "None of the forms here: no metre and no rhyme."),
}
# The same of a poem many of whose lines have another metre: for a form or none, with rhyme or without.
_MOSTLY = {
    (True, True): QT_TRANSLATE_NOOP("core", "{form}: mostly {metre}, rhymed {scheme}."),
    (True, False): QT_TRANSLATE_NOOP("core", "{form}: mostly {metre}, without rhyme."),
    (False, True): QT_TRANSLATE_NOOP("core", "None of the forms here: mostly {metre}, rhymed {scheme}."),
    (False, False): QT_TRANSLATE_NOOP("core", "None of the forms here: mostly {metre}, without rhyme."),
}


def verdict_of(lines: Sequence[str], wanted: Form, checks: Sequence[Check]) -> tuple[Heard, Check]:
    """What the poem is, and that as a check: passed where it is what was wanted. `checks` are those of the
    wanted form."""
    heard = recognize(lines, wanted)
    params: dict[str, object] = {
        "form": heard.form.title if heard.form else "",
        "form_zh": heard.form.title_zh if heard.form else "",
        "metre": Listing(heard.metre_titles),
        "scheme": heard.scheme[:_LONGEST] + ("…" if len(heard.scheme) > _LONGEST else ""),
    }
    message = _KINDS[heard.form is not None, bool(heard.measure), heard.rhymes]
    if heard.mostly:
        message = _MOSTLY[heard.form is not None, heard.rhymes]
    passed = heard.form == wanted or wanted.name in ANY or all(check.passed for check in checks)
    return heard, Check("kind", None, passed, message, params)
