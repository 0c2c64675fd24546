"""What the user is told: every word of ours is translated, no word of others is touched."""

from __future__ import annotations

import pickle

import pytest

from llmdesk.errors import Listing, Phrase, UserError, fill, in_one_line, spoken
from llmdesk.network.failures import ConnectionFailed, connection_failed
from llmdesk.network.gate import Network, NetworkOptions

WORDS = {
    "It is {what}.": "是{what}。",
    "a web page": "网页",
    "{count} of {what}": "{what}的{count}",
    "{first}, {second}": "{first}、{second}",
}


def chinese(source: str) -> str:
    return WORDS.get(source, source)


def test_of_many_names_the_first_are_told_and_how_many_more_there_are() -> None:
    names = [f"n{number}" for number in range(1_060)]
    assert str(Listing.first(names)).endswith(", n48, n49, 1,010 more")
    assert str(Listing.first(names[:50])).endswith(", n48, n49")
    assert str(Listing.first([])) == "–"


def test_a_phrase_in_a_place_is_translated_with_its_sentence() -> None:
    error = UserError("It is {what}.", what=Phrase("a web page"))
    assert str(error) == "It is a web page."
    assert error.render(chinese)[0] == "是网页。"


def test_plain_text_in_a_place_stays_as_others_said_it() -> None:
    assert UserError("It is {what}.", what="a web page").render(chinese)[0] == "是a web page。"


def test_a_phrase_has_places_of_its_own() -> None:
    phrase = Phrase("{count} of {what}", {"count": 3, "what": Phrase("a web page")})
    assert (str(phrase), spoken(phrase, chinese)) == ("3 of a web page", "网页的3")


@pytest.mark.parametrize(
    ("items", "english", "translated"),
    [((), "", ""), (("a",), "a", "a"), (("a", 2, Phrase("a web page")), "a, 2, a web page", "a、2、网页")],
)
def test_a_list_is_joined_as_the_language_joins(
    items: tuple[object, ...], english: str, translated: str
) -> None:
    assert (str(Listing(items)), spoken(Listing(items), chinese)) == (english, translated)


def test_an_error_in_a_place_of_another_is_translated_too() -> None:
    inner = UserError("It is {what}.", "a web page", what=1)
    assert fill("{problem}", {"problem": inner}, chinese) == "是1。网页"


def test_values_are_never_filled_again() -> None:
    names = Listing(("{second}", "{first}"))
    assert fill("{names} {x}", {"names": names, "x": "{names}"}) == "{second}, {first} {names}"


def test_errors_with_phrases_travel_between_processes() -> None:
    error = UserError("It is {what}.", what=Listing((Phrase("{n} x", {"n": 2}),)))
    assert str(pickle.loads(pickle.dumps(error))) == "It is 2 x."


def test_a_failed_connection_always_has_a_reason_that_can_be_translated() -> None:
    asked: list[str] = []

    def note(source: str) -> str:
        asked.append(source)
        return source

    error = connection_failed("host.example", "broken", "")
    error.render(note)
    assert "no reason is given" in asked
    assert "broken (" not in error.detail


def test_what_a_socket_of_ours_says_reaches_the_message_as_a_phrase() -> None:
    """Through httpcore's kinds of errors, which carry text only."""
    network = Network(NetworkOptions("http://127.0.0.1:9", proxy="socks5://127.0.0.1:9"))
    with pytest.raises(ConnectionFailed) as caught, network.open("http://127.0.0.1:9/", "test"):
        pass
    assert isinstance(caught.value.params["reason"], Phrase)


@pytest.mark.parametrize(
    ("sentences", "line"),
    [
        (("The disk is full.", "", "Make room."), "The disk is full. Make room."),
        (("磁盘已满。", "请腾出空间。"), "磁盘已满。请腾出空间。"),
        (("磁盘已满。", "/a: No space left", "请腾出空间。"), "磁盘已满。/a: No space left 请腾出空间。"),
        (("", ""), ""),
    ],
)
def test_sentences_stand_in_one_line_as_their_language_has_it(sentences: tuple[str, ...], line: str) -> None:
    assert in_one_line(sentences) == line
