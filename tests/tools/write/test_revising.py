"""A rewritten text under the user's hand: changes taken and left, and what is typed into it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from llmdesk.cancel import CancelToken
from llmdesk.store import Store
from llmdesk.tools.write import (
    Change,
    Keeper,
    Part,
    Piece,
    Reviewer,
    Revision,
    WriteOptions,
    Written,
    keep_revision,
    revision_kept,
    revision_of,
)

SOURCE = "He go to school.\n\nShe paid 45 euros."
WRITTEN = Written(
    SOURCE,
    "correct",
    "en",
    (
        Part(0, 16, "He goes to school.", (Change(3, 5, "go", "goes"),)),
        Part(18, 36, "She paid 45 euros.", (Change(27, 29, "45", "54", "This would change a number."),)),
    ),
    "Small",
    1.0,
)
WORDS = st.text(st.sampled_from("ab 月\n\U0001f600"), max_size=6)
PIECES = st.lists(st.builds(Piece, WORDS, WORDS, WORDS, st.integers(-1, 2)), min_size=1, max_size=8)


def made() -> Revision:
    return revision_of(WRITTEN)


def test_what_the_program_took_is_taken_and_what_it_refused_is_left() -> None:
    revision = made()
    assert revision.source == SOURCE
    assert revision.text == "He goes to school.\n\nShe paid 45 euros."
    assert [revision.pieces[number].is_taken for number in revision.changes] == [True, False]


def test_a_change_is_left_and_taken_again() -> None:
    revision = made()
    first, second = revision.changes
    assert revision.turned(first).text == SOURCE
    assert revision.turned(first).turned(first).text == revision.text
    assert revision.turned(second).text.endswith("54 euros.")


def test_all_changes_are_taken_but_the_refused_ones_or_none() -> None:
    revision = made().with_all(taken=False)
    assert revision.text == SOURCE
    assert revision.has_more
    assert revision.with_all(taken=True).text == made().text
    assert not made().has_more


def test_what_is_typed_between_changes_is_a_change_of_its_own() -> None:
    revision = made().edited("He goes to the school.\n\nShe paid 45 euros.")
    typed = [revision.pieces[number] for number in revision.changes if revision.pieces[number].is_typed]
    assert [(piece.old, piece.now) for piece in typed] == [("", "the ")]
    assert len(revision.changes) == 3
    back = revision.turned(revision.pieces.index(typed[0]))
    assert back.text == made().text
    assert len(back.changes) == 2


def test_what_is_typed_into_a_word_changes_the_word() -> None:
    revision = made().edited("He goes to schools.\n\nShe paid 45 euros.")
    (typed,) = [piece for piece in revision.pieces if piece.is_typed]
    assert (typed.old, typed.now) == ("school", "schools")


def test_a_change_that_is_typed_back_is_left_and_not_lost() -> None:
    """As when a change that was left is undone and redone."""
    left = made().turned(1)
    assert left.edited(made().text) == made()
    assert made().edited(SOURCE) == left


@given(PIECES, st.text(st.sampled_from("ab 月\n\U0001f600"), max_size=20))
def test_whatever_is_typed_the_source_stays_and_the_text_is_what_was_typed(
    pieces: list[Piece], text: str
) -> None:
    before = Revision(tuple(pieces))
    after = before.edited(text)
    assert after.source == before.source
    assert after.text == text
    assert after.with_all(taken=False).text == before.source


@given(PIECES, st.data())
def test_a_few_letters_typed_change_nothing_far_away(pieces: list[Piece], data: st.DataObject) -> None:
    before = Revision((*pieces, Piece("x\n" * 9, "x\n" * 9, "x\n" * 9), Piece("old", "new", "new")))
    at = data.draw(st.integers(0, before.starts[len(pieces)]))
    text = before.text[:at] + data.draw(WORDS) + before.text[at:]
    after = before.edited(text)
    assert (after.source, after.text) == (before.source, text)
    assert after.pieces[-1] == before.pieces[-1]


def test_words_that_a_new_sentence_shares_with_the_old_one_make_no_change_of_their_own() -> None:
    source = "The fair will take place on Sunday. It rains."
    changes = (Change(0, 8, "The fair", "On Sunday"), Change(14, 34, "take place on Sunday", "be the fair"))
    part = Part(0, len(source), "On Sunday will be the fair. It rains.", changes)
    revision = revision_of(Written(source, "plainer", "en", (part,), "Small", 1.0))
    assert [revision.pieces[number].old for number in revision.changes] == [
        "The fair will take place on Sunday"
    ]
    assert revision.text == part.text
    assert len(revision_of(Written(source, "correct", "en", (part,), "Small", 1.0)).changes) == 2


def test_line_ends_are_those_of_a_field() -> None:
    source = "He go.\r\n\r\nShe go."
    parts = (Part(0, 6, "He goes.", (Change(3, 5, "go", "goes"),)), Part(10, 17, "She go."))
    revision = revision_of(Written(source, "correct", "en", parts, "Small", 1.0))
    assert revision.text == "He goes.\n\nShe go."


def test_a_run_is_kept_as_it_stands_under_the_users_hand(tmp_path: Path) -> None:
    store = Store(tmp_path / "db.sqlite3", tmp_path / "backups")
    keeper = Keeper(store, SOURCE, WriteOptions("correct", "en"), "Small")
    run = keeper.finish(WRITTEN)
    assert revision_kept(run, WRITTEN) == made()
    revision = made().turned(1).edited("He go home.\n\nShe paid 45 euros.")
    keep_revision(store, run.id, revision)
    assert revision_kept(store.run(run.id), WRITTEN) == revision
    store.close()


def doubts(revision: Revision) -> list[tuple[str, str]]:
    found = Reviewer(WRITTEN).review(revision, CancelToken())
    return [(doubt.finding.detail, revision.text[doubt.text.start : doubt.text.end]) for doubt in found]


def test_a_number_that_the_user_takes_against_the_program_is_doubted() -> None:
    assert doubts(made()) == []
    told = " ".join(detail for detail, _words in doubts(made().turned(made().changes[1])))
    assert "“45”" in told
    assert "“54”" in told


def test_what_the_user_typed_is_not_called_invented() -> None:
    assert doubts(made().edited("He goes to school in 1987.\n\nShe paid 45 euros.")) == []
    (doubt,) = doubts(made().edited("He goes to school.\n\nShe paid euros."))
    assert doubt[0] == "“45” is missing."
