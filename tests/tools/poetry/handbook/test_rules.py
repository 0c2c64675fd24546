"""The rules of refrains, echoes, blank verse and stanzas, and what verse has always allowed."""

from __future__ import annotations

import pytest

from llmdesk.tools.poetry.check import check_lines, check_poem, split_poem
from llmdesk.tools.poetry.chinese.classical.verdict import judge
from llmdesk.tools.poetry.english import prosody
from llmdesk.tools.poetry.english.handbook.recognize import recognize, recognize_text
from llmdesk.tools.poetry.english.prosody import rhyme_kind
from llmdesk.tools.poetry.forms import form
from tests.tools.poetry.handbook.famous import famous

VILLANELLE = form("villanelle").example
LEAR = form("limerick-lear").example
POEMS = {poem.title: poem.lines for poem in famous()}


def _failed(lines: tuple[str, ...], name: str) -> list[str]:
    return [check.detail for check in check_lines(lines, form(name)) if not check.passed]


def test_a_refrain_may_vary_before_its_last_word_and_no_further() -> None:
    varied = (*VILLANELLE[:5], "We set a lamp upon the sill tonight.", *VILLANELLE[6:])
    lost = (*VILLANELLE[:5], "I set a lamp beside the window pane.", *VILLANELLE[6:])
    assert _failed(varied, "villanelle") == []
    assert any("come" in each or "repeat" in each for each in _failed(lost, "villanelle"))


def test_the_word_that_lear_comes_back_to_is_named_and_another_form_of_limerick_need_not() -> None:
    details = [check.detail for check in check_lines(LEAR, form("limerick"))]
    assert "The last line comes back to “leek”, as in Lear's limericks." in details
    assert _failed(LEAR, "limerick") == []
    assert _failed(form("limerick").example, "limerick-lear")
    assert recognize(LEAR).form == form("limerick-lear")
    assert recognize(form("limerick").example).form == form("limerick")


def test_lines_that_rhyme_are_no_blank_verse_and_half_lines_at_the_ends_are() -> None:
    pope = POEMS["Pope, An Essay on Criticism"]
    assert [each for each in _failed(pope, "blank-verse") if "rhyme" in each]
    blank = form("blank-verse").example
    assert _failed((*blank, "And then she laughed."), "blank-verse") == []
    assert _failed((*blank[:4], "And then she laughed.", *blank[4:]), "blank-verse")


def test_a_title_in_the_row_above_stanzas_is_no_line() -> None:
    gray = POEMS["Gray, Elegy Written in a Country Churchyard"]
    text = "Elegy\n" + "\n".join(gray[:4]) + "\n\n" + "\n".join(gray[4:])
    assert split_poem(text, form("quatrain-abab")) == ("Elegy", gray)
    assert all(check.passed for check in check_poem(text, "quatrain-abab"))
    assert recognize_text(text) == form("quatrain-abab")


def test_seven_lines_are_no_whole_stanzas() -> None:
    gray = POEMS["Gray, Elegy Written in a Country Churchyard"]
    assert "7 lines; the form has stanzas of 4." in _failed(gray[:7], "quatrain-abab")


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("Shelley, Ozymandias", "sonnet"),
        ("Keats, On First Looking into Chapman's Homer", "sonnet"),
        ("Shakespeare, Sonnet 18", "sonnet-petrarchan"),
        ("Byron, She walks in beauty", "terza-rima"),
        ("Tennyson, In Memoriam", "common-metre"),
        ("Newton, Amazing Grace", "quatrain-abab"),
        ("Wilde, Theocritus", "terza-rima"),
        ("Wordsworth, Tintern Abbey", "couplet"),
    ],
)
def test_a_poem_does_not_pass_as_another_form(title: str, wrong: str) -> None:
    judged = judge(POEMS[title], form(wrong))
    assert not judged.passed
    assert judged.kind != wrong


def test_a_pasted_poem_is_named_with_its_metre_and_scheme() -> None:
    judged = judge(POEMS["Wilde, Theocritus"], form("villanelle"))
    assert judged.shown[0].detail == "Villanelle: iambic tetrameter, rhymed ABAABAABAABAABAABAA."
    assert judged.shown[0].passed
    assert (judged.kind, judged.metre) == ("villanelle", ("iambic tetrameter",))
    assert not judge(POEMS["Wilde, Theocritus"], form("haiku")).shown[0].passed


@pytest.mark.parametrize(
    ("line", "metre"),
    [
        ("Wearing white for Eastertide", "iambic-4"),  # headless
        ("A friend of the boys was telling a tale of the terrible ways of the town", "ballad-7"),
        ("Who can tell the hour", "iambic-3"),  # headless
        ("Can I see another's coat", "trochaic-4"),
        ("I set the table early, and laid a place for her", "iambic-6"),  # a feminine ending at the pause
        ("In mild complete delight of peaceful hours", "iambic-5"),
        ("He spoke of great and extreme pain and loss", "iambic-5"),  # EX-treme
        ("I have walked out in rain and back in rain", "iambic-5"),
        ("Death, be not proud, though some have called thee", "iambic-5"),  # callèd
        ("Tomorrow, and tomorrow, and tomorrow", "iambic-5"),
        ("Told by an idiot, full of sound and fury", "iambic-5"),
        ("Yet if you should forget me for a while", "iambic-5"),
        ("And he stoppeth one of three", "ballad-3"),
        ("O my Luve is like a red, red rose", "ballad-4"),
        ("Tyger Tyger, burning bright", "trochaic-4"),
        ("By the shining Big-Sea-Water", "trochaic-4"),
        ("And his cohorts were gleaming in purple and gold", "anapaestic-4"),
    ],
)
def test_what_verse_has_always_allowed_is_allowed(line: str, metre: str) -> None:
    assert prosody.check_metre(line, metre).passed


@pytest.mark.parametrize(
    ("line", "metre"),
    [
        ("Tyger Tyger, burning bright", "iambic-5"),
        ("By the shining Big-Sea-Water", "iambic-4"),
        ("The curfew tolls the knell of parting day", "trochaic-4"),
        ("I wandered lonely as a cloud", "anapaestic-4"),
        ("Once there were three brothers who shared one old coat and a hat", "ballad-4"),
    ],
)
def test_a_line_of_another_metre_is_told(line: str, metre: str) -> None:
    assert not prosody.check_metre(line, metre).passed


def test_rich_and_old_rhymes_are_named() -> None:
    assert prosody.rhyme_kind("relieved", "believed") == "rich"
    assert prosody.rhyme_kind("night", "knight") == "same"
    assert prosody.rhyme_kind("symmetry", "eye") == "eye"
    assert prosody.rhyme_kind("love", "prove") == "eye"
    assert prosody.rhyme_kind("Persephone", "Sicily") == "light"
    assert prosody.rhyme_kind("happy", "eye") == "none"
    assert prosody.check_rhyme("relieved", "believed").passed


def test_spare_weak_syllables_make_a_ballad_of_common_metre() -> None:
    lines = ["There lived a wife at Usher's Well,", "And a wealthy wife was she;"]
    lines += ["She had three stout and stalwart sons,", "And sent them o'er the sea."]
    assert recognize(lines).form == form("ballad")
    assert recognize([lines[0], "A wealthy wife was she;", *lines[2:]]).form == form("common-metre")


def test_couplets_of_old_rhymes_are_couplets() -> None:
    lines = [
        "All human things are subject to decay,",
        "And, when Fate summons, monarchs must obey:",
        "This Flecknoe found, who, like Augustus, young",
        "Was called to empire, and had governed long:",
        "In prose and verse was owned, without dispute,",
        "Through all the realms of Nonsense, absolute.",
    ]
    assert recognize(lines).form == form("couplet")


def test_words_of_two_syllables_rhyme_for_the_eye() -> None:
    assert rhyme_kind("a young lady of Niger", "she rode on a tiger") == "eye"


def test_short_metre_is_no_common_metre_with_a_rough_line() -> None:
    lines = ["I never saw a moor,", "I never saw the sea;"]
    lines += ["Yet know I how the heather looks,", "And what a wave must be."]
    heard = recognize(lines)
    assert heard.form is None
    assert heard.measure == ("iambic-3", "iambic-3", "iambic-4", "iambic-3")


def test_the_hexameter_of_evangeline_is_heard() -> None:
    lines = [
        "This is the forest primeval. The murmuring pines and the hemlocks,",
        "Bearded with moss, and in garments green, indistinct in the twilight,",
        "Stand like Druids of eld, with voices sad and prophetic,",
    ]
    assert recognize(lines).measure == ("dactylic-6",)


def test_forms_whose_lines_come_again_are_known_and_held_to_it() -> None:
    for name in ("triolet", "rondeau", "rondel", "pantoum"):
        lines = form(name).example
        assert recognize(lines).form == form(name), name
        assert _failed(lines, name) == []
        again = max(n for n, line in enumerate(lines) if line in lines[:n] or name == "rondeau")
        assert _failed((*lines[:again], f"But {lines[again]}"[:-4] + " ere.", *lines[again + 1 :]), name)


def test_a_rondel_may_want_its_last_line_and_a_pantoum_its_ring() -> None:
    assert recognize(form("rondel").example[:13]).form == form("rondel")
    lines = list(form("pantoum").example)
    lines[13], lines[15] = "The kettle whistles in the sun.", "The winter night is nearly done."
    heard = recognize(lines)
    assert heard.form == form("pantoum")
    assert heard.scheme.startswith("ABABBCBCCDCD")


def test_a_name_on_weak_al_rhymes_with_all() -> None:
    assert rhyme_kind("the funeral", "over all") == "light"
    assert rhyme_kind("medal", "all") != "light"


def test_a_lone_line_without_its_rhyme_is_a_fault_and_no_metre() -> None:
    lines = ["My neighbour feeds a spotted cat", "that sleeps all morning on the mat;"]
    lines += ["it hears the bell, it hears the keys,", "and walks away to find a little peace."]
    heard = recognize(lines)
    assert heard.form == form("quatrain-aabb")
    assert heard.measure == ("iambic-4",)


def test_a_ballad_may_rhyme_its_odd_lines_now_and_then() -> None:
    lines = ["The ferry came across the lake", "with nothing but a light;", "my uncle stood below the hill"]
    lines += ["and waved it through the night.", "He kept a horse, he kept a cow,", "he kept a little store;"]
    lines += ["he never told me when or how", "he came to need no more."]
    heard = recognize(lines)
    assert heard.form is not None
    assert heard.form.name in ("ballad", "common-metre")
    assert heard.scheme == "ABCBDEDE"


def test_words_spelled_with_aw_rhyme_whatever_is_listed() -> None:
    assert rhyme_kind("raw", "saw") == "perfect"


def test_a_refrain_of_two_lines_has_the_same_letters_where_it_comes_again() -> None:
    lines = ["Little bell, who hears thee?", "Tell me now, who fears thee?"]
    middle = ["Over hill and over stone", "Went a shepherd all alone;"]
    assert recognize((*lines, *middle, *lines)).scheme == "AABBAA"


def test_a_pronoun_behind_a_stress_is_a_feminine_ending_and_rhymes_with_what_is_before_it() -> None:
    assert rhyme_kind("which I see before me", "come, let me clutch thee") == "near"
    assert rhyme_kind("all that stand before thee", "all that still adore me") != "none"
    assert rhyme_kind("and came to me", "and then to thee") == "perfect"


def test_rhymes_over_two_words_of_guessed_names_and_of_old_y() -> None:
    assert rhyme_kind("a big spider", "sat down beside her") == "perfect"
    assert rhyme_kind("Miss Muffet", "on a tuffet") in ("eye", "perfect")
    assert rhyme_kind("take us lands away", "prancing poetry") == "slant"


def test_five_lines_in_the_middle_of_others_are_no_tanka() -> None:
    lines = ["Nobody would come,", "for the gate was shut,", "all the lamps of town burned low,"]
    tanka = form("tanka").example
    assert recognize_text("\n".join((*lines, *tanka))) != form("tanka")
    assert recognize_text("\n".join(("Last Train", *tanka))) == form("tanka")


def test_three_beats_are_no_ballad_and_five_with_three_no_blank_verse() -> None:
    song = [
        "Sing a tune of candles,",
        "a kettle full of tea,",
        "four and twenty handles",
        "waiting for a key.",
    ]
    found = recognize(song).form
    assert found is None or found.name not in ("ballad", "common-metre")
    blank = list(form("blank-verse").example[:2])
    assert recognize((*blank, "her windows had been shut", "for forty years of war")).form is None


def test_a_line_that_wants_a_foot_inside_a_stanza_is_a_licence() -> None:
    lines = ["Tom, Tom, the piper's son,", "Stole a pig and away did run;"]
    lines += ["The pig was eat, and Tom was beat,", "And Tom went howling down the street."]
    assert recognize(lines).form == form("quatrain-aabb")


def test_words_spelled_as_of_old_sound_as_those_of_today() -> None:
    assert rhyme_kind("and grew most poore", "as on the shore") == "perfect"
    assert rhyme_kind("the blooming morne", "a god unshorne") == "perfect"
    assert rhyme_kind("your own beautie", "a duty") in ("perfect", "light")


def test_a_sestet_that_handbooks_list_is_heard_before_another_order() -> None:
    octave = form("sonnet-petrarchan").example[:8]
    sestet = ["I count the hours and I count the snow,", "I keep the shutters and the doors secure,"]
    sestet += ["and when the lamp is out, I let it go,", "for what is left of night I can endure;"]
    sestet += ["then someone at the window makes a bow,", "with winter in the lines upon his brow."]
    assert recognize((*octave, *sestet)).scheme == "ABBAABBACDCDEE"


def test_the_same_vowels_speak_for_a_rhyme_where_nothing_else_does() -> None:
    lines = ["Robin, Robin, garden eater,", "Had a wife and couldn't keep her;"]
    lines += ["Put her in a barley shell,", "And there he kept her very well."]
    assert recognize(lines).scheme == "AABB"
    assert prosody.assonant("garden eater", "couldn't keep her")
    assert not prosody.assonant("garden eater", "couldn't catch her")


def test_a_quatrain_whose_lines_all_rhyme_is_told_so() -> None:
    lines = ["The kettle on the stove is hot,", "and mother fills the yellow pot;"]
    lines += ["we drink it up, we like a lot,", "and talk of what the cat forgot."]
    assert recognize(lines).scheme == "AAAA"


def test_open_vowels_near_each_other_are_a_slant_rhyme() -> None:
    assert rhyme_kind("another's woe", "in sorrow too") == "slant"
    assert rhyme_kind("another's day", "in sorrow too") == "none"
