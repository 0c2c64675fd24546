"""Long documents for benchmarks, made by the program: a chronicle of everyday life, one fact planted in it.

The chronicle has numbers and names of its own in about every third sentence, so that a planted fact does
not stand out by having one.
"""

from __future__ import annotations

import random

# A fact that stands once, and what of it must be in the summary.
PLANTED = (
    ("The stone bridge over the Arle cost 47,310 crowns and was opened by Countess Idalia.", "47,310"),
    ("On 17 May 1893 a meteorite of 212 kilograms fell into the mill pond.", "212"),
    (
        "The engineer Tobias Renck sold his patent for a steam pump to a firm in Leeds for 9,400 pounds.",
        "9,400",
    ),
    ("A fire in the brewery on 3 October destroyed 618 barrels and the whole roof.", "618"),
    ("The parish register lists 1,846 people who died of cholera between June and September.", "1,846"),
    ("In the old chapel workmen found a chest with 733 silver coins from the reign of King Osric.", "733"),
    ("The railway company Northmoor & Vale bought the station meadow for 25,600 crowns.", "25,600"),
    ("Doctor Selma Aubrecht vaccinated 2,975 children against smallpox within eleven weeks.", "2,975"),
    ("The flood of February 1871 rose to 6.4 metres and swept away the lower village.", "6.4"),
    ("The school received a telescope of 340 millimetres from the astronomer Leopold Vane.", "340"),
)
_PEOPLE = (
    "the miller", "the baker", "the teacher", "the old carter", "the innkeeper", "the widow at the gate",
    "the young smith", "the postman", "the sexton", "the forester", "the ferryman", "the tailor",
)  # fmt: skip
_NAMES = ("Martin Hale", "Agnes Birch", "Peter Lowell", "Hannah Reed", "Jonas Weir", "Clara Moss")
_PLACES = (
    "the market", "the mill", "the upper meadow", "the church wall", "the river bank", "the inn",
    "the schoolhouse", "the forest road", "the sheepfold", "the orchard",
)  # fmt: skip
_SEASONS = ("spring", "summer", "autumn", "winter")
_THINGS = (
    "hay", "apples", "firewood", "wool", "barley", "bread", "honey", "potatoes", "cider", "lamp oil",
)  # fmt: skip
_MOODS = ("content", "tired", "curious", "worried", "cheerful", "silent", "impatient", "hopeful")
_TEMPLATES = (
    "In {season} {who} carried {thing} to {place} and talked about the weather until it grew dark.",
    "Nobody remembers why {who} and {other} quarrelled, but they were friends again before {season} came.",
    "The path from {place} to {place2} was muddy, and the carts stood there for hours.",
    "{name} sold {n} bundles of {thing} at {place}, which was thought a fair day's trade.",
    "The children played near {place} while {who} repaired the fence with old boards.",
    "It was a quiet {season}, and most people were {mood} when the evenings grew long.",
    "{who} told a story about a fox that stole {thing}, and everybody laughed although they knew it.",
    "For {n} days it rained, and {who} kept the {thing} under a roof of straw.",
    "There was less {thing} than in other years, so {other} shared what there was with the neighbours.",
    "{name} came back from the town with {n} candles and the news that bread had become dearer.",
    "A dog barked all night near {place}, which made {who} {mood}.",
    "The women met at {place} to spin, and the talk was of weddings and of {thing}.",
    "When the bell rang, {who} was still at {place}, {mood} and covered with dust.",
    "{other} built a bench beside {place}, where travellers now rest in {season}.",
    "The accounts of {name} show {n} sacks of {thing} for that {season}.",
    "Some said that {season} would come early, others trusted the almanac and waited.",
    "The road mender counted {n} carts on the way to {place2} in one week.",
    "At {place} a lamp was lit each evening, paid for by {who}.",
)


def long_document(plant: int | None, length: int = 50_000, seed: int = 7) -> str:
    """A chronicle of `length` characters; the fact `plant` stands once, in the tenth of the text of that
    number."""
    rng = random.Random(seed)
    parts = ["Chronicle of the village of Arlesbrook"]
    size = len(parts[0])
    place = None if plant is None else (plant + 0.5) / len(PLANTED) * length
    chapter = 0
    while size < length:
        chapter += 1
        heading = f"{chapter}. What was told in the {_SEASONS[chapter % 4]}"
        paragraphs = []
        for _ in range(4):
            sentences = [_sentence(rng) for _ in range(rng.randint(5, 8))]
            if place is not None and plant is not None and size >= place:
                sentences.insert(len(sentences) // 2, PLANTED[plant][0])
                place = None
            paragraphs.append(" ".join(sentences))
            size += len(paragraphs[-1]) + 2
        parts += [heading, *paragraphs]
        size += len(heading) + 2
    return "\n\n".join(parts)


def _sentence(rng: random.Random) -> str:
    place, place2 = rng.sample(_PLACES, 2)
    who, other = rng.sample(_PEOPLE, 2)
    text = rng.choice(_TEMPLATES).format(
        who=who, other=other, place=place, place2=place2, name=rng.choice(_NAMES), n=rng.randint(3, 96),
        season=rng.choice(_SEASONS), thing=rng.choice(_THINGS), mood=rng.choice(_MOODS),
    )  # fmt: skip
    return text[0].upper() + text[1:]
