"""English lines against labels that were written by hand, from ear and handbook, before any scan.

Sources: Shakespeare's sonnets 18, 29, 30, 73, 116, 130 and Hamlet; Keats, Shelley, Gray, Milton;
limericks of Edward Lear; translated and made-up haiku; prose and verse of other metres.
"""

from __future__ import annotations

import pytest

from llmdesk.tools.poetry.english import prosody

# (line, keeps iambic pentameter)
PENTAMETERS = [
    ("Shall I compare thee to a summer's day?", True),
    ("Thou art more lovely and more temperate:", True),
    ("Rough winds do shake the darling buds of May,", True),
    ("Sometime too hot the eye of heaven shines,", True),
    ("And every fair from fair sometime declines,", True),
    ("By chance or nature's changing course untrimm'd;", True),
    ("Nor lose possession of that fair thou ow'st;", True),
    ("So long lives this, and this gives life to thee.", True),
    ("When, in disgrace with fortune and men's eyes,", True),
    ("Like to the lark at break of day arising", True),
    ("From sullen earth, sings hymns at heaven's gate;", True),
    ("When to the sessions of sweet silent thought", True),
    ("That time of year thou mayst in me behold", True),
    ("Bare ruin'd choirs, where late the sweet birds sang.", True),
    ("Let me not to the marriage of true minds", True),
    ("Admit impediments. Love is not love", True),
    ("Or bends with the remover to remove:", True),
    ("That looks on tempests and is never shaken;", True),
    ("It is the star to every wandering bark,", True),
    ("My mistress' eyes are nothing like the sun;", True),
    ("Coral is far more red than her lips' red;", True),
    ("To be, or not to be: that is the question:", True),
    ("The curfew tolls the knell of parting day,", True),
    ("My heart aches, and a drowsy numbness pains", True),
    ("Season of mists and mellow fruitfulness,", True),
    ("When I consider how my light is spent,", True),
    ("Look on my Works, ye Mighty, and despair!", True),
    ("Th' expense of spirit in a waste of shame", True),
    ("It is an ever-fixèd mark that looks", True),
    ("Tyger Tyger, burning bright,", False),
    ("In the forests of the night;", False),
    ("Because I could not stop for Death", False),
    ("Whose woods these are I think I know.", False),
    ("Half a league, half a league, half a league onward", False),
    ("This is the forest primeval. The murmuring pines", False),
    ("By the shores of Gitche Gumee,", False),
    ("Once upon a midnight dreary, while I pondered, weak and weary", False),
    ("The Assyrian came down like the wolf on the fold", False),
    ("Remember that Thursday's meeting is cancelled", False),
    ("Two households, both alike in dignity and in wealth and land,", False),
    ("Winter kills the flowers in the garden", False),
    ("Please turn the computers off before leaving", False),
    ("Beautiful butterflies flutter over fields", False),
    ("O no! it is an ever fix'd mark", False),
]

# (line, beats of a limerick line, keeps them)
LIMERICKS = [
    ("There was an Old Man with a beard,", 3, True),
    ("Who said, “It is just as I feared!—", 3, True),
    ("Two Owls and a Hen,", 2, True),
    ("Four Larks and a Wren,", 2, True),
    ("Have all built their nests in my beard.”", 3, True),
    ("There was a Young Lady whose chin", 3, True),
    ("Resembled the point of a pin;", 3, True),
    ("So she had it made sharp,", 2, True),
    ("And purchased a harp,", 2, True),
    ("And played several tunes with her chin.", 3, True),
    ("Who was horribly bored by a Bee;", 3, True),
    ("When they said, “Does it buzz?”", 2, True),
    ("He replied, “Yes, it does!”", 2, True),
    ("It's a regular brute of a Bee!", 3, True),
    ("There was an Old Person of Dover,", 3, True),
    ("But some very large Bees", 2, True),
    ("Shall I compare thee to a summer's day?", 3, False),
    ("Because I could not stop for Death", 3, False),
    ("I like the red balloon", 3, False),
    ("My dog is very nice to me", 3, False),
    ("We walked", 2, False),
    ("Tyger Tyger, burning bright,", 3, False),
    ("There was an Old Man with a beard,", 2, False),
]

# Whole poems that no rule was made for: every line of them keeps its metre.
SONNETS = """
That time of year thou mayst in me behold
When yellow leaves, or none, or few, do hang
Upon those boughs which shake against the cold,
Bare ruin'd choirs, where late the sweet birds sang.
In me thou see'st the twilight of such day
As after sunset fadeth in the west,
Which by and by black night doth take away,
Death's second self, that seals up all in rest.
In me thou see'st the glowing of such fire
That on the ashes of his youth doth lie,
As the death-bed whereon it must expire,
Consum'd with that which it was nourish'd by.
This thou perceiv'st, which makes thy love more strong,
To love that well which thou must leave ere long.
Bright star, would I were stedfast as thou art—
Not in lone splendour hung aloft the night
And watching, with eternal lids apart,
Like nature's patient, sleepless Eremite,
The moving waters at their priestlike task
Of pure ablution round earth's human shores,
Or gazing on the new soft-fallen mask
Of snow upon the mountains and the moors—
No—yet still stedfast, still unchangeable,
Pillow'd upon my fair love's ripening breast,
To feel for ever its soft fall and swell,
Awake for ever in a sweet unrest,
Still, still to hear her tender-taken breath,
And so live ever—or else swoon to death.
"""
LEAR = """
There was an Old Man on a hill,
Who seldom, if ever, stood still;
He ran up and down,
In his Grandmother's gown,
Which adorned that Old Man on a hill.
There was a Young Lady of Norway,
Who casually sat in a doorway;
When the door squeezed her flat,
She exclaimed, “What of that?”
This courageous Young Lady of Norway.
There was an Old Man with a nose,
Who said, “If you choose to suppose
That my nose is too long,
You are certainly wrong!”
That remarkable Man with a nose.
There was an Old Man who supposed,
That the street door was partially closed;
But some very large rats
Ate his coats and his hats,
While that futile old gentleman dozed.
There was an Old Man of Peru,
Who watched his wife making a stew;
But once by mistake,
In a stove she did bake
That unfortunate Man of Peru.
"""

# (line, syllables)
SYLLABLES = [
    ("The old silent pond", 5),
    ("A frog jumps into the pond", 7),
    ("Splash! Silence again.", 5),
    ("Over the wintry", 5),
    ("forest, winds howl in a rage", 7),
    ("with no leaves to blow.", 5),
    ("The world of dew is", 5),
    ("beautiful evening", 5),
    ("It's nineteen eighty-four", 6),
    ("1984", 5),
    ("O'er heav'n and th' ocean", 5),
    ("mother-in-law's tongue", 5),
    ("We couldn't have known", 5),
    ("the children's laughter", 5),
    ("rhythm, chasm, prism", 6),
    ("LOVE, LOVED, LOVÈD", 4),
    ("naïve café", 4),
    ("“Hush,” whispered the boys' aunt—", 6),
]


def _agreement(results: list[tuple[object, bool]]) -> str:
    wrong = [line for line, right in results if not right]
    return "" if len(wrong) <= 0.05 * len(results) else f"{len(wrong)} of {len(results)} wrong: {wrong}"


def test_the_metre_of_lines_agrees_with_labels_made_by_hand() -> None:
    results: list[tuple[object, bool]] = [
        (line, prosody.check_metre(line, "iambic-5").passed == label) for line, label in PENTAMETERS
    ]
    results += [
        (line, prosody.check_metre(line, f"limerick-{beats}").passed == label)
        for line, beats, label in LIMERICKS
    ]
    assert not _agreement(results)


def test_no_line_that_breaks_the_metre_passes() -> None:
    broken = [
        line for line, label in PENTAMETERS if not label and prosody.check_metre(line, "iambic-5").passed
    ]
    broken += [
        line
        for line, beats, label in LIMERICKS
        if not label and prosody.check_metre(line, f"limerick-{beats}").passed
    ]
    assert broken == []


def test_whole_classic_poems_keep_their_metre() -> None:
    results: list[tuple[object, bool]] = [
        (line, prosody.check_metre(line, "iambic-5").passed) for line in SONNETS.split("\n")[1:-1]
    ]
    for number, line in enumerate(LEAR.split("\n")[1:-1]):
        metre = "limerick-2" if number % 5 in (2, 3) else "limerick-3"
        results.append((line, prosody.check_metre(line, metre).passed))
    assert len(results) == 53
    assert not _agreement(results)


@pytest.mark.parametrize(("line", "count"), SYLLABLES)
def test_syllables_are_counted_as_by_hand(line: str, count: int) -> None:
    assert prosody.check_syllables(line, count).passed
    assert not prosody.check_syllables(line, count + 2).passed
    assert not prosody.check_syllables(line, count - 2).passed


def test_a_word_that_is_not_in_the_dictionary_is_named_as_guessed() -> None:
    verdict = prosody.check_syllables("petrichor at dusk", 5)
    assert verdict.passed
    assert verdict.params["guessed"] == "petrichor"
    assert [word.known for word in prosody.scan("petrichor at dusk")] == [False, True, True]


def test_a_failed_metre_says_how_the_stresses_fall() -> None:
    verdict = prosody.check_metre("Please turn the computers off before leaving", "iambic-5")
    assert not verdict.passed
    assert set(str(verdict.params["pattern"])) == {"x", "/"}
    short = prosody.check_metre("We walked", "iambic-5")
    assert "too few" in short.message


def test_an_accent_makes_a_syllable_and_an_apostrophe_takes_one() -> None:
    assert prosody.scan("wingèd")[0].counts == (2,)
    assert prosody.scan("winged")[0].counts == (1,)
    assert prosody.scan("ev'ry")[0].counts == (2,)
    assert prosody.scan("o'er")[0].counts == (1,)


@pytest.mark.parametrize(
    ("word", "other", "kind"),
    [
        ("day", "May", "perfect"),
        ("shines", "declines", "perfect"),
        ("shaken", "taken", "perfect"),
        ("fire", "desire", "perfect"),
        ("nation", "station", "perfect"),
        ("again", "rain", "perfect"),
        ("Nantucket", "bucket", "perfect"),
        ("moon", "tune", "perfect"),
        ("memory", "see", "light"),
        ("temperate", "date", "eye"),
        ("love", "prove", "eye"),
        ("loved", "proved", "eye"),
        ("moves", "loves", "eye"),
        ("moving", "loving", "eye"),
        ("loved", "lived", "slant"),
        ("time", "mine", "near"),
        ("sea", "see", "same"),
        ("night", "knight", "same"),
        ("cat", "dog", "none"),
        ("happy", "sunny", "none"),
        ("running", "singing", "none"),
        ("orange", "moon", "none"),
        ("stone", "gone", "eye"),
        ("light", "late", "slant"),
        ("folly", "melancholy", "light"),
        ("low", "prow", "eye"),
        ("room", "storm", "slant"),
        ("fierce", "verse", "slant"),
        ("running", "song", "none"),
    ],
)
def test_rhymes_have_their_kind(word: str, other: str, kind: str) -> None:
    assert prosody.rhyme_kind(word, other) == kind
    assert prosody.rhyme_kind(other, word) == kind


@pytest.mark.parametrize(
    ("line", "other", "passed"),
    [
        ("and so I had to stain it", "the glass could not contain it", True),
        ("I gave it to the moon", "I gave it to the moon", False),
        ("he walked upon the sea", "and nobody could see", False),
        ("", "the moon", False),
        ("a stone upon the shore.", "“There's nothing more!”", True),
        ("the time", "is mine", False),
    ],
)
def test_the_ends_of_lines_rhyme_or_not(line: str, other: str, passed: bool) -> None:
    assert prosody.check_rhyme(line, other).passed is passed


def test_a_rhyme_set_has_only_words_that_rhyme_with_all_given_and_none_of_them() -> None:
    found = prosody.rhyme_set(["light", "night"])
    assert "bright" in found.words
    assert "light" not in found.words
    assert all(prosody.rhyme_kind(word, "night") == "perfect" for word in found.words)
    assert prosody.rhyme_set(["orange"]).words == ()
    assert prosody.rhyme_set([]).words == ()
    assert prosody.rhyme_set(["light", "moon"]).words == ()


def test_the_pieces_of_the_syllables_join_to_the_words() -> None:
    line = "The gilded monuments of heav'n, o'er 21 mountains"
    pieces = prosody.syllables_of(line)
    assert all(line[piece.start : piece.end] == piece.text for piece in pieces)
    assert "".join(piece.text for piece in pieces) == "Thegildedmonumentsofheav'no'er21mountains"
    assert [p.text for p in pieces[:4]] == ["The", "gil", "ded", "mo"]
    assert [p.mark for p in pieces[:4]] == ["weak", "stressed", "weak", "stressed"]


def test_lines_are_polished_for_print() -> None:
    assert prosody.polish("i think i'm lost in april,") == "I think I'm lost in April,"
    assert prosody.polish("the moon") == "The moon"
    assert prosody.last_word("Is it “you”?") == "you"
    assert prosody.last_word("—!") == ""


@pytest.mark.parametrize(
    "line",
    [
        "There was a young lady named Bright",
        "There was a young man named Dwight",
        "There was an old man named Keith",
        "There was a young fellow named Hall",
        "There once was a baker named Paul",
        "There was an old woman called Kate",
        "There is an old sailor named Ted",
    ],
)
def test_a_limerick_may_name_somebody_in_its_first_line(line: str) -> None:
    assert prosody.check_metre(line, "limerick-3").passed


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Rain & wind & sleet", 5),
        ("it cost me $5", 6),
        ("a 5% rise", 5),
        ("1,234 birds", 10),
        ("the 3rd of May", 4),
        ("20°C at noon", 8),
    ],
)
def test_signs_and_numbers_count_as_they_are_spoken(line: str, count: int) -> None:
    assert prosody.check_syllables(line, count).passed
    assert not prosody.check_syllables(line, count - 2).passed
